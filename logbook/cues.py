"""What the log says about cues: which one a runner needs, and how the glute was felt with each."""

from datetime import date, timedelta

from .models import Feedback

REMEMBERED = timedelta(14)  # ours: what took over longer ago says little about today


def took_over(user, on: date) -> dict[str, str]:
    """By exercise, what took over in the last session that was told of. One query."""
    told = Feedback.objects.for_user(user).exclude(skipped=True, took_over="")
    # The runner again, so that the database finds the few days first.
    days = {"workout__user": user, "workout__date__range": (on - REMEMBERED, on - timedelta(1))}
    rows = told.filter(**days).order_by("workout__date").values_list("exercise__slug", "took_over")
    return dict(rows)
