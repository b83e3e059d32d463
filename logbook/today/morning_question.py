"""The question of the morning: pain, and from 3 on where it hurts and whether from training."""

from dataclasses import dataclass

from django.urls import reverse

from ..dates import DAY
from ..describe import describe_morning
from ..models import Place
from ..pain_zones import AMBER, ZONES
from .query import query_of

ANSWER = ("pain", "place", "from_training")


@dataclass(frozen=True)
class MorningQuestion:
    pain: int | None
    place: str
    from_training: bool
    given: str  # the answer in words; empty where none was given
    is_skipped: bool
    is_open: bool  # the form is shown
    undo: str  # the address that brings back what is stored now

    zones = ZONES
    places = Place.choices
    asks_place_from = AMBER


def morning_question_for(page, is_wanted=False) -> MorningQuestion | None:
    """``None`` where there is nothing to ask: yesterday has no session, no run of which the
    runner said how much it hurt, no red morning, and no answer.

    ``is_wanted``: the runner asked for the form, to change the answer.
    """
    yesterday = page.on - DAY
    stored = next((one for one in page.state.mornings if one.after == yesterday), None)
    trained = any(one.date == yesterday for one in page.state.entries)
    ran = any(run.date == yesterday and run.pain is not None for run in page.state.runs)
    red = {page.state.state.red_morning, page.state.state.red_morning_elsewhere}
    if stored is None and not (trained or ran or yesterday in red):
        return None
    answer = {name: getattr(stored, name) for name in ANSWER} if stored else _typed({})
    given = describe_morning(**answer) if answer["pain"] is not None else ""
    form = page.refused if page.refused and "worse" in page.refused.fields else None
    if form:
        answer = _typed(form.data)
    return MorningQuestion(
        **answer,
        given=given,
        is_skipped=bool(stored and stored.skipped and not given),
        is_open=stored is None or is_wanted or form is not None,
        undo=undo_address_of_morning(page.on, stored),
    )


def _typed(data):
    pain = str(data.get("pain") or data.get("worse") or "")
    return {
        "pain": int(pain) if pain in map(str, range(11)) else None,
        "place": data.get("place", ""),
        "from_training": "not_training" not in data,
    }


def undo_address_of_morning(on, stored) -> str:
    """Posting to it brings back ``stored``, a ``MorningEntry``; ``None``: nothing was said."""
    values = {"date": on}
    if stored:
        values |= {"pain": stored.pain, "place": stored.place or None}
        values |= {"not_training": None if stored.from_training else 1}
        values |= {"skip": 1 if stored.skipped else None}
    return reverse("undo_morning") + query_of(**values)
