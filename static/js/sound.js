// Tones and buzz; which of them is wanted is stored on this phone. There are no sound files.

const SWELL = [0, 0.18, 0.18, 0.18, 0.18, 0.18, 0.18, 0]; // quiet, and without a click

export const wanted = { tone: true, buzz: true, voice: false, ...JSON.parse(localStorage.getItem("sound")) };

let audio;
export const isTouched = () => navigator.userActivation?.hasBeenActive ?? true; // before, browsers refuse

/** Called from a tap: a browser lets a page sound only then. */
export function resumeAudio() {
  if (!wanted.tone) return;
  // On iOS a tone lowers the runner's music for its moment instead of ending it.
  if (navigator.audioSession) navigator.audioSession.type = "transient";
  audio ??= new AudioContext();
  audio.resume().catch(() => {}); // refused before the first tap; the next call tries again
}

/** Tones as [Hz, ms], with 0 Hz for silence, and the buzz in ms. */
export function play([tones, buzz] = []) {
  if (wanted.buzz && buzz) navigator.vibrate?.(buzz);
  if (!wanted.tone || !tones) return;
  resumeAudio();
  let from = audio.currentTime;
  for (const [hertz, ms] of tones) {
    if (hertz) playTone(hertz, from, ms / 1000);
    from += ms / 1000;
  }
}

function playTone(hertz, from, seconds) {
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio);
  volume.gain.setValueCurveAtTime(SWELL, from, seconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + seconds);
}

export const OVER = [[[880, 140], [0, 60], [880, 140]], [200, 100, 200]]; // a rest is over
