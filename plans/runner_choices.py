"""What a runner decides against the log: to open a step anyway, to waive one, to do one lift."""

from .models import Choice, Enrollment, Step

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
