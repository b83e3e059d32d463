"""The question after a run: felt left and right, pain and where, on today's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..describe import describe_past_day, name_of_run
from ..models import Place, Run
from ..scale import Scale
from .run_weeks import RunLine

HOW_IT_WAS = ("felt_left", "felt_right", "pain", "pain_place")
LABELS = {
    "felt_left": lambda: _("Felt left"),
    "felt_right": lambda: _("Felt right"),
    "pain": lambda: _("Pain"),
}


@dataclass(frozen=True)
class AfterRun:
    """The question about one run, and what of it was said already."""

    run: Run
    line: RunLine
    is_open: bool

    places = Place.choices

    @property
    def is_of_today(self) -> bool:
        return self.run.date == self.line.today

    @property
    def words(self) -> str:
        """``Easy run, today, 40 minutes, after a primer``."""
        run = self.run
        day = describe_past_day(run.date, self.line.today)
        minutes = ngettext("%(n)d minute", "%(n)d minutes", run.minutes) % {"n": run.minutes}
        primer = [_("after a primer")] if self.line.had_primer else []
        return ", ".join([name_of_run(run), day, minutes, *primer])

    @property
    def pain(self) -> int | None:
        return self.run.pain

    def scale(self, name) -> Scale:
        return Scale(name, LABELS[name](), chosen=getattr(self.run, name))

    @property
    def undo(self) -> str:
        return undo_address(self.run)


def after_run_for(
    runs: Iterable[Run], on: date, primed: set[date], wanted: str | None = None
) -> AfterRun | None:
    """The question about a run of today or yesterday that nobody has answered, if there is one.

    A run of today may be still to come, so its question is folded until something says that the
    run is over: a file brought it, its primer is done, or the runner wants it (``wanted``, a pk).
    """
    asked = [run for run in runs if run.date <= on and (run.is_asked or str(run.pk) == wanted)]
    questions = [
        AfterRun(
            run,
            RunLine(run, on, run.date in primed),
            str(run.pk) == wanted or run.date < on or bool(run.started_at) or run.date in primed,
        )
        for run in asked
    ]
    first = sorted(questions, key=lambda one: (str(one.run.pk) != wanted, not one.is_open))
    return first[0] if first else None


def undo_address(run: Run) -> str:
    """Posting to it brings back what is stored now of how a run was."""
    values = {name: getattr(run, name) for name in HOW_IT_WAS}
    values = {name: value for name, value in values.items() if value not in (None, "")}
    if run.skipped:
        values["skip"] = 1
    return f"{reverse('undo_answer_run', args=[run.pk])}?{urlencode(values)}"
