"""The runs of a stretch of days, with what was felt in them."""

from datetime import date

from ..models import Run
from ..runs.primer_days import primer_days
from .primer_effect import FeltRun


def runs_between(user, first: date, last: date) -> list[FeltRun]:
    """By date. One query, and where there is a run a second one."""
    rows = Run.objects.for_user(user).filter(date__range=(first, last))
    runs = list(rows.values_list("date", "minutes", "felt_left", "felt_right"))
    primed = primer_days(user, first, last) if runs else set()
    return [FeltRun(*row, row[0] in primed) for row in runs]
