"""When the locked steps may open if the runner goes on as in the last four weeks: a guess."""

from datetime import date, timedelta

from exercises.library import library
from plans.simulation.forecast import FEWEST_DAYS, WINDOW, Forecast, forecast

from ..dates import DAY
from ..history import decisions_of, history_from, log_of, runs_of
from ..models import SetEntry
from ..training_state import training_state_on


def forecasts_for(user, on: date) -> list[tuple[str, Forecast]]:
    """Return ``[(name of the exercise, its forecast), …]`` of the steps that may open, if any.

    Takes about half a second: thirty lives go on day by day.
    """
    training, since = training_state_on(user, on), on - timedelta(WINDOW)
    log = log_of(user, since=since, before=on + DAY)
    found = forecast(
        training.timeline,
        training.state,
        history_from(log, runs_of(user, since=since), decisions_of(user)),
        on,
        training.runner,
        seed=str(user.pk),
        days_trained=_days_trained(user, on),
    )
    names = library().by_slug
    return [(str(names[one.exercise].name), one) for one in found if one.middle]


def is_too_early(user, on: date) -> bool:
    """Whether too few days were trained to guess from."""
    return _days_trained(user, on) < FEWEST_DAYS


def _days_trained(user, on):
    """Count the days of training before a date, no further than it takes to tell a beginner."""
    sets = SetEntry.objects.for_user(user).live().in_sessions().filter(workout__date__lt=on)
    dates = sets.order_by("workout__date").values_list("workout__date", flat=True).distinct()
    return len(dates[: max(FEWEST_DAYS, WINDOW + 1)])
