"""What a runner decides against the log: to open a step anyway, to waive one, to do one lift, and
to change the plan of a day."""

from datetime import timedelta

from django.db import transaction

from .models import Choice, Enrollment, Step

EASY_DAYS = 7  # of an easy week (ours)
SCREEN_LOCKS = {"screen-ask", "screen-stop"}


def may_override(view) -> bool:
    """Tell whether the runner may open this step: not while the safety questions lock it."""
    return view.status == "locked" and not is_locked_by_screening(view)


def is_locked_by_screening(view) -> bool:
    return any(reason.code in SCREEN_LOCKS for reason in view.reasons)


def override(*, user, exercise, on) -> Choice:
    return _make(user, exercise, Choice.Kind.OVERRIDE, on)


def waive(*, user, exercise, on) -> Choice:
    return _make(user, exercise, Choice.Kind.WAIVER, on)


def go_on(*, user, exercise, on) -> Choice:
    """Count a step as met although it is not felt yet."""
    return _make(user, exercise, Choice.Kind.GOING_ON, on)


def take_easy_week(*, user, on) -> Choice:
    """Begin an easy week, seven days from this one; one that goes on already is returned."""
    return easy_week_on(user, on) or _make(user, None, Choice.Kind.EASY_WEEK, on)


def put_off_easy_week(*, user, on) -> Choice:
    """Say "not now" to an easy week; the rules offer it again some days later."""
    return _make(user, None, Choice.Kind.NOT_NOW, on)


def easy_week_on(user, day) -> Choice | None:
    """Return the easy week that a day lies in."""
    kinds = (Choice.Kind.EASY_WEEK, Choice.Kind.EASY_END)
    days = (day - timedelta(EASY_DAYS - 1), day)
    made = Choice.objects.for_user(user).filter(kind__in=kinds, on__range=days)
    last = max(made, key=lambda one: (one.on, one.kind == Choice.Kind.EASY_WEEK), default=None)
    return last if last and last.kind == Choice.Kind.EASY_WEEK else None


def is_first_easy_day(answer) -> bool:
    """Whether an easy week began on the day of a plan, so that ending it takes it back."""
    until = answer.on + timedelta(EASY_DAYS - 1)
    return any(n.code == "in-easy-week" and n.values["until"] == until for n in answer.notes)


def end_easy_week(*, user, on) -> None:
    """End the easy week that a day lies in, from that day on; its days before stay easy ones.

    One that was begun on the day itself is deleted, as if it had never been taken.
    """
    week = easy_week_on(user, on)
    if week and week.on == on:
        week.delete()
    elif week:
        _make(user, None, Choice.Kind.EASY_END, on)


def take_back(*, user, exercise, kind) -> int:
    """Delete a choice, as if it had never been made; returns how many rows were deleted."""
    deleted, _ = Choice.objects.for_user(user).filter(exercise=exercise, kind=kind).delete()
    return deleted


def pin(*, user, exercise) -> None:
    """Plan this lift alone, or with ``None`` both in turn. An exercise that is no lift unpins."""
    is_lift = Step.objects.filter(frequency=Step.Frequency.HINGE, exercise=exercise).exists()
    Enrollment.objects.for_user(user).update(pinned=exercise if is_lift else None)


def _make(user, exercise, kind, on):
    choice, _ = Choice.objects.get_or_create(user=user, exercise=exercise, kind=kind, on=on)
    return choice


@transaction.atomic
def change_day(*, user, on, exercise, kind, instead=None) -> Choice:
    """Change the plan of a day. The last change of an exercise comes last."""
    take_day_change_back(user=user, on=on, exercise=exercise, kind=kind)
    return Choice.objects.create(user=user, exercise=exercise, kind=kind, on=on, instead=instead)


def take_day_change_back(*, user, on, exercise, kind) -> int:
    """Delete a change of a day's plan; returns how many rows were deleted."""
    rows = Choice.objects.for_user(user).filter(on=on, kind__in=Choice.OF_A_DAY)
    return rows.filter(exercise=exercise, kind=kind).delete()[0]
