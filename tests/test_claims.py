"""What nobody knows to be true is said nowhere: in no exercise, on no page, in no message.

From the review of the studies: no study shows that glutes "switch off", or that such exercises
prevent a given injury, mend a stride, or make anybody fit to train; lab figures of muscle activity
are no measure of what training brings.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = re.compile(
    r"(inactive|under-?active|lazy|dead|sleepy|dormant|weak) (glute|buttock)s?|glute amnesia"
    r"|(wake|switch|turn)s? (up |on )?your glutes|fix(es)? your"
    r"|\bprevent(s|ed|ing)?\b(?! *default)|injury[- ](free|proof)"
    r"|(protect|guard)s? (you )?(from|against)|\b(avoid|fewer|less) injur"
    r"|\bcorrects? (your )?(gait|stride|running form|posture)"
    r"|\b(cures?|heals?|treats|diagnos\w+|rehab\w*)\b"
    r"|\bcleared\b|MVIC|%\s*(more|less|greater) (glute|muscle|activ)",
    re.IGNORECASE,
)
# Where the page says that it does none of it.
DENIED = [
    "Not a treatment and not a diagnosis. Nobody can promise you fewer injuries or a faster 10 k"
]
SAID = re.compile(r"\b(?:_|gettext|gettext_lazy|ngettext|pgettext)\(\s*((?:[\"'][^\n]*\s*)+)")


def words_of(path):
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return " ".join(SAID.findall(text))
    for sentence in DENIED:
        text = text.replace(sentence, "")
    return text


def files():
    content = [*ROOT.glob("*/content/*.toml"), *ROOT.glob("exercises/figures/poses/*.toml")]
    apps = ("accounts", "exercises", "plans", "logbook")
    code = [path for app in apps for path in ROOT.glob(f"{app}/**/*.py")]
    return [*content, *ROOT.glob("templates/**/*.*"), *code]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_claimed_that_is_not_known(path):
    assert not FORBIDDEN.search(words_of(path)), FORBIDDEN.search(words_of(path))


@pytest.mark.parametrize(
    "claim",
    [
        "Wakes inactive glutes.",
        "This prevents knee pain.",
        "It corrects your stride.",
        "You are cleared to run.",
        "54 %MVIC in the lab.",
        "59 % more glute.",
        "Fewer injuries.",
        "It treats shin splints.",
    ],
)
def test_the_claims_that_are_meant_are_found(claim):
    assert FORBIDDEN.search(claim)


def test_messages_in_code_are_read():
    assert "Minutes a day" in words_of(ROOT / "accounts" / "forms.py")
    assert "import" not in words_of(ROOT / "accounts" / "forms.py")
