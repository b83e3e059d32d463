"""What a runner has done of one exercise: the last sessions, the best, and how it felt."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import Feedback, SetEntry, Workout
from ..templatetags.numbers import number
from ..weeks.charts.harder import describe_best_session
from ..weeks.charts.parts import ALIKE, grid
from ..weeks.charts.svg import WIDTH, circle, drawing, polyline, text
from ..weeks.day_queries import Day, Done, Felt, timeline_for
from ..weeks.totals import Best

LAST = 5  # sessions listed
RUN = 12  # sessions in the picture of what was felt
LEFT, RIGHT, TOP, TALL = 18, WIDTH - 40, 8, 64  # of that picture


@dataclass(frozen=True)
class Session:
    day: Day
    done: Best
    words: str  # ``3 × 12 × 3 s``

    @property
    def date(self) -> date:
        return self.day.date


@dataclass(frozen=True)
class Record:
    """Newest first; ``best`` is the session of most amount × hold × load, the latest of equals."""

    sessions: list[Session]
    best: Session | None
    felt: list[Felt]  # oldest first

    @property
    def last(self) -> list[Session]:
        return self.sessions[:LAST]

    @property
    def trend(self) -> str:
        return describe_trend(self.felt)

    @property
    def picture(self) -> SafeString:
        return picture(self.felt) if len(self.felt) > 1 else SafeString("")


def record_of(user, exercise) -> Record:
    """Four queries, however long the history. Any-time squeezes are no session."""
    timeline = timeline_for(user)
    done, felt = _done(user, exercise), _felt(user, exercise)
    days = [Day(day, timeline.on(day), tuple(sets), tuple(felt[day])) for day, sets in done.items()]
    sessions = [
        Session(day, done, describe_best_session(done, user.units))
        for day in days
        for done in day.best.values()
    ]
    said = [one for day in days for one in day.felt if (one.left, one.right) != (None, None)]
    return Record(
        sessions,
        max(sessions, key=lambda session: (session.done.work, session.date), default=None),
        said[:RUN][::-1],
    )


def notes_of(user, days: list[date]) -> list[tuple[date, str]]:
    """What was written on these days, newest first."""
    noted = Workout.objects.for_user(user).filter(date__in=days).exclude(note="")
    return list(noted.order_by("-date").values_list("date", "note"))


def _done(user, exercise):
    rows = (
        SetEntry.objects.for_user(user)
        .live()
        .filter(workout__user=user, exercise=exercise, any_time=False)
        .order_by("-workout__date")
        .values_list("workout__date", "side", "amount", "hold_s", "load_kg")
        .annotate(count=Count("pk"))
    )
    done = defaultdict(list)
    for day, side, amount, hold_s, load_kg, count in rows:
        load = None if load_kg is None else float(load_kg)
        done[day].append(Done(exercise.slug, side, amount, hold_s, load, count))
    return done


def _felt(user, exercise):
    """Of sessions only: feedback whose sets were all deleted says nothing."""
    sets = SetEntry.objects.live().filter(
        workout=OuterRef("workout"), exercise=OuterRef("exercise"), any_time=False
    )
    rows = (
        Feedback.objects.for_user(user)
        .filter(Exists(sets), workout__user=user, exercise=exercise)
        .values_list("workout__date", "felt_left", "felt_right", "pain", "effort")
    )
    felt = defaultdict(list)
    for day, *values in rows:
        felt[day].append(Felt(exercise.slug, *values))
    return felt


def describe_trend(felt: list[Felt]) -> str:
    """``Left went from 5 to 7, right stayed at 8.``"""
    sides = [(_("left"), [f.left for f in felt]), (_("right"), [f.right for f in felt])]
    parts = []
    for side, values in sides:
        given = [value for value in values if value is not None]
        if not given:
            continue
        ends = {"side": side, "first": number(given[0]), "last": number(given[-1])}
        moved = abs(given[-1] - given[0]) >= ALIKE
        pattern = _("%(side)s went from %(first)s to %(last)s")
        still = _("%(side)s stayed at %(last)s") if len(given) > 1 else _("%(side)s %(last)s")
        parts.append((pattern if moved else still) % ends)
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] + "." if words else ""


def picture(felt: list[Felt]) -> SafeString:
    """Felt left and right, 0 to 10, session by session."""
    step = (RIGHT - LEFT - 12) / (len(felt) - 1)
    shapes = grid((0, 5, 10), _height, LEFT, RIGHT)
    # The right is drawn last and hollow, so that two equal sides show as a dot with a ring.
    for side, dash, dot in (("left", "", "c-lit"), ("right", " c-dash", "c-hollow")):
        values = [(LEFT + 6 + n * step, getattr(one, side)) for n, one in enumerate(felt)]
        points = [(x, _height(value)) for x, value in values if value is not None]
        shapes.append(polyline(f"c-litline{dash}", points))
        shapes += [circle(dot, *point, 4) for point in points]
    return drawing(
        _("Felt left and right, 0 to 10, in the last sessions."),
        TOP + TALL + 12,
        [*shapes, *_names(felt[-1])],
    )


def _names(last: Felt):
    """The word beside each line's end; apart where they would touch."""
    sides = [(value, word) for value, word in ((last.left, _("left")), (last.right, _("right")))]
    given = sorted(((v, w) for v, w in sides if v is not None), reverse=True)
    heights = [_height(value) + 4 for value, _word in given]
    if len(heights) == 2 and heights[1] - heights[0] < 14:
        middle = sum(heights) / 2
        heights = [middle - 7, middle + 7]
    return [
        text(RIGHT + 6, y, word, strong=True)
        for y, (_value, word) in zip(heights, given, strict=True)
    ]


def _height(value):
    return TOP + TALL * (1 - value / 10)
