"""What a runner decides against the log: to open a step anyway, or to go on without one."""

from .models import Choice, Enrollment, Step

SCREEN_LOCKS = {"screen-ask", "screen-stop"}


def may_override(view) -> bool:
    """Whether the runner's own word opens this step; the safety questions stand above it."""
    return view.status == "locked" and not screened(view)


def screened(view) -> bool:
    return any(reason.code in SCREEN_LOCKS for reason in view.reasons)


def override(*, user, exercise, on) -> Choice:
    return _make(user, exercise, Choice.Kind.OVERRIDE, on)


def waive(*, user, exercise, on) -> Choice:
    return _make(user, exercise, Choice.Kind.WAIVER, on)


def take_back(*, user, exercise, kind) -> int:
    """As if it had never been chosen; says how many choices went."""
    gone, _ = Choice.objects.for_user(user).filter(exercise=exercise, kind=kind).delete()
    return gone


def pin(*, user, exercise) -> None:
    """Of the lifts this one alone; with ``None`` both in turn again. No other step is pinned."""
    is_lift = Step.objects.filter(frequency=Step.Frequency.HINGE, exercise=exercise).exists()
    Enrollment.objects.for_user(user).update(pinned=exercise if is_lift else None)


def _make(user, exercise, kind, on):
    choice, _ = Choice.objects.get_or_create(user=user, exercise=exercise, kind=kind, on=on)
    return choice
