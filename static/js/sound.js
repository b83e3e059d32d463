// Tone, buzz and voice of the guided session; which of them is kept on this phone. No sound files.

const TONES = { // Hz, ms
  tick: [[520, 50]],
  ready: [[440, 120]],
  begin: [[880, 320]],
  hold: [[660, 180]],
  end: [[440, 180]],
  over: [[880, 140], [0, 60], [880, 140]],
};
const BUZZES = { ready: [30], begin: [140], hold: [80], end: [40, 60, 40], over: [200, 100, 200] };
const QUIET = 0.18;

export const wanted = { tone: true, buzz: true, voice: false, ...kept() };

function kept() {
  try {
    return JSON.parse(localStorage.getItem("sound"));
  } catch {
    return null;
  }
}

export function want(what, is) {
  wanted[what] = is;
  localStorage.setItem("sound", JSON.stringify(wanted));
}

let audio;
const touched = () => navigator.userActivation?.hasBeenActive ?? true; // before, browsers refuse

/** Called from a tap: a browser lets a page sound only then. */
export function wake() {
  if (!wanted.tone || !window.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume();
}

export function play(name) {
  if (!touched()) return;
  if (wanted.buzz && BUZZES[name]) navigator.vibrate?.(BUZZES[name]);
  if (!wanted.tone || !TONES[name]) return;
  wake();
  let from = audio?.currentTime;
  for (const [hertz, ms] of audio ? TONES[name] : []) {
    if (hertz) sing(hertz, from, ms / 1000);
    from += ms / 1000;
  }
}

function sing(hertz, from, seconds) {
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(QUIET, from + 0.01); // no click
  volume.gain.setValueAtTime(QUIET, from + seconds - 0.03);
  volume.gain.linearRampToValueAtTime(0, from + seconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + seconds);
}

export function say(words) {
  if (!wanted.voice || !touched() || !window.speechSynthesis) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(words);
  said.lang = document.documentElement.lang;
  speechSynthesis.speak(said);
}
