"""The runs done in a stretch of days, with what was felt in them."""

from datetime import date
from functools import cache

from ..models import Run
from ..runs.primer_days import primer_days
from .primer_effect import FeltRun


@cache
def _runs():
    """Returns the query of all runners' runs, built once: that takes longer than running it."""
    return Run.objects.order_by("date", "pk").values_list(
        "date", "minutes", "felt_left", "felt_right", "pain"
    )


def runs_between(user, first: date, last: date) -> list[FeltRun]:
    """The runs that are done, by date. One query, and where there is a run a second one."""
    runs = list(_runs().for_user(user).done(user.today()).filter(date__range=(first, last)))
    primed = primer_days(user, first, last) if runs else set()
    return [FeltRun(day, *rest, day in primed, pain) for day, *rest, pain in runs]
