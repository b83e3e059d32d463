"""What the guided session asks of the browser for ear, hand and screen, and only if wanted."""

import pytest

from .test_guided import MONDAY, SET_S, UserFactory, go, mode, opened_page, passes, start

pytestmark = pytest.mark.usefixtures("clock", "library")

NOTED = """
const asked = (window.asked = []);
const locks = (window.locks = []);
WakeLock.prototype.request = async (what) => {
  asked.push(["lock", what]);
  locks.push({ released: false });
  return locks.at(-1);
};
Navigator.prototype.vibrate = (pattern) => asked.push(["buzz", pattern]);
const { start } = AudioScheduledSourceNode.prototype;
AudioScheduledSourceNode.prototype.start = function (...times) {
  asked.push(["tone", this.frequency.value]);
  start.apply(this, times);
};
SpeechSynthesis.prototype.speak = ({ text, lang }) => asked.push(["voice", text, lang]);
"""


@pytest.fixture
def guided(page, sign_in, transactional_db):
    sign_in(page, start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY))
    page.add_init_script(NOTED)
    return opened_page(page)


def asked(page, what):
    return [values for name, *values in page.evaluate("() => asked") if name == what]


def want(page, **boxes):
    page.locator(".guided-sound summary").click()
    for name, is_wanted in boxes.items():
        page.get_by_role("checkbox", name=name).set_checked(is_wanted)


def test_tone_and_buzz_count_down_and_begin(guided):
    assert guided.evaluate("() => asked") == []
    go(guided)
    passes(guided, 3.5)
    assert asked(guided, "buzz")[:4] == [[[30]]] * 3 + [[[80]]]
    assert asked(guided, "tone")[:4] == [[440], [440], [440], [660]]
    assert asked(guided, "voice") == []


def test_a_voice_alone_says_the_phases(guided):
    want(guided, Tone=False, Buzz=False, Voice=True)
    go(guided)
    passes(guided, SET_S + 1)
    mode(guided, "rest")
    said = asked(guided, "voice")
    assert {lang for _, lang in said} == {"en"}
    first, *phases = [text for text, _ in said]
    assert first.startswith("Face-down squeeze")
    assert phases[:4] == ["Squeeze", "Hold", "Relax", "Squeeze"]
    assert asked(guided, "tone") == asked(guided, "buzz") == []


@pytest.mark.thorough
def test_with_all_of_them_off_nothing_is_heard_or_felt(guided):
    want(guided, Tone=False, Buzz=False)
    go(guided)
    passes(guided, 5)
    assert {name for name, *_ in guided.evaluate("() => asked")} == {"lock"}


def test_the_screen_is_kept_on_from_the_first_tap_and_again_on_coming_back(guided):
    comes_back = "() => document.dispatchEvent(new Event('visibilitychange'))"
    guided.evaluate(comes_back)
    assert asked(guided, "lock") == []
    go(guided)
    passes(guided, 5)
    guided.evaluate(comes_back)
    assert asked(guided, "lock") == [["screen"]]
    guided.evaluate("() => (locks.at(-1).released = true)")
    guided.evaluate(comes_back)
    assert asked(guided, "lock") == [["screen"]] * 2


# As on an iPhone: a session of sound, and a tone that is refused until the phone allows it.
IPHONE = """
Navigator.prototype.audioSession = { type: "auto" };
AudioContext.prototype.resume = async () => { throw new Error("not allowed yet"); };
"""


def test_on_an_iphone_a_tone_does_not_end_the_music_and_may_be_refused(guided):
    guided.add_init_script(IPHONE)
    guided.reload()
    assert guided.evaluate("() => navigator.audioSession.type") == "auto"
    go(guided)
    passes(guided, 3.5)
    assert guided.evaluate("() => navigator.audioSession.type") == "transient"
    mode(guided, "work")
