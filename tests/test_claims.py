"""No exercise, page or message claims what no study shows.

No study shows that glutes "switch off", or that such exercises prevent a given injury, mend a
stride, or make anybody fit to train. Muscle activity in a lab does not measure what training
brings.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("accounts", "exercises", "plans", "logbook")
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
# The one place that says what none of it does.
DENIED = "Not a treatment and not a diagnosis. Nobody can promise you fewer injuries"
MESSAGE = re.compile(r"\b(?:_|gettext|gettext_lazy|ngettext|pgettext)\(\s*((?:[\"'][^\n]*\s*)+)")


def shown_text(path):
    """Return the text of a file that people read: of Python code its messages."""
    text = path.read_text("utf-8").replace(DENIED, "")
    return " ".join(MESSAGE.findall(text)) if path.suffix == ".py" else text


def test_nothing_is_claimed_that_is_not_known():
    content = [*ROOT.glob("*/content/**/*.toml"), *ROOT.glob("exercises/figures/poses/*.toml")]
    code = [path for app in APPS for path in ROOT.glob(f"{app}/**/*.py")]
    assert len(content) > 20
    for path in [*content, *ROOT.glob("templates/**/*.*"), *code]:
        assert not (found := FORBIDDEN.search(shown_text(path))), f"{path}: {found}"


def test_the_claims_that_are_meant_are_found():
    for claim in (
        "Wakes inactive glutes.",
        "This prevents knee pain.",
        "It corrects your stride.",
        "You are cleared to run.",
        "54 %MVIC in the lab.",
        "59 % more glute.",
        "Fewer injuries.",
        "It treats shin splints.",
    ):
        assert FORBIDDEN.search(claim), claim
    assert "Minutes a day" in shown_text(ROOT / "accounts/forms.py")
