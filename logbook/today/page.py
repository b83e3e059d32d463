"""Today's page as values: the blocks of cards and what stands around them.

Built from the plan and the sets in the database, so it is the same after a reload, in another
tab, and in the answer to a tap.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.wording import Wording

from ..dates import DAY
from ..history import Entry
from ..models import Run
from ..runs.forms import blank_form, runs_since
from .cards import Card
from .day_summary import Ending

AHEAD = 3  # days whose plan a phone takes along


@dataclass
class Block:
    key: str
    name: str
    seconds: float
    cards: list[Card]

    @property
    def minutes(self):
        return ceil(self.seconds / 60)

    @property
    def sets(self):
        return sum(card.dose.sets for card in self.cards)

    @property
    def done(self):
        return sum(min(card.sets_done, card.dose.sets) for card in self.cards)


@dataclass(frozen=True)
class Dot:
    """A day of the week."""

    letter: str
    name: str
    is_on: bool
    is_lift: bool
    is_now: bool


class Page:
    """``refused``: a form with errors, about the exercise ``slug``, perhaps its set ``key``."""

    def __init__(self, user, on, state, guides, refused=None, slug=None, key=None):
        self.user, self.on, self.state, self.guides = user, on, state, guides
        self.answer = state.answer
        self.refused = refused
        names = {guide.slug: guide.name for guide in guides.values()}
        self.wording = Wording(user.units, names=names)
        self.entries = [e for e in state.entries if e.date == on]
        self.cards = [self._card(s, item, slug, key) for s, item in self._lines()]

    def _lines(self):
        """What is planned, then what was logged beyond the plan."""
        planned = {item.exercise: item for item in self.answer.today}
        beyond = dict.fromkeys(e.exercise for e in self.entries if e.exercise not in planned)
        return [*planned.items(), *beyond.items()]

    def _card(self, slug, item, refused_slug, key):
        return Card(
            self.user,
            self.on,
            self.guides[slug],
            self.state,
            self.wording,
            [e for e in self.entries if e.exercise == slug],
            item,
            *((self.refused, self.entry(key)) if slug == refused_slug else ()),
        )

    def card(self, slug) -> Card | None:
        return next((card for card in self.cards if card.slug == slug), None)

    def entry(self, key) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)

    @cached_property
    def blocks(self) -> list[Block]:
        hinges = self.answer.program.hinges
        daily = [card for card in self.cards if card.slug not in hinges]
        lift = [card for card in self.cards if card.slug in hinges]
        blocks = [
            Block("daily", _("Daily"), self.answer.seconds("daily"), daily),
            Block("lift", _("Lift"), self.answer.seconds("lift"), lift),
        ]
        return [block for block in blocks if block.cards]

    @property
    def is_stopped(self):
        return self.answer.screen == "stop"

    @property
    def is_done(self):
        return bool(self.answer.today) and all(card.is_done for card in self.cards)

    @cached_property
    def ending(self) -> Ending | None:
        return Ending(self.user, self.state, self.guides) if self.is_done else None

    @property
    def is_first_day(self):
        return self.state.last_trained is None

    @cached_property
    def runs(self) -> list[Run]:
        """Today's and tomorrow's."""
        return runs_since(self.user, self.on, until=self.on + DAY)

    @property
    def run_form(self):
        return blank_form(self.on)

    @property
    def has_both(self):
        """A lift, and a run on the same day."""
        return self.answer.hinge_due and any(run.date == self.on for run in self.runs)

    @property
    def notes(self) -> list[str]:
        """What is left out, each thing said once."""
        return list(dict.fromkeys(map(self.wording, self.answer.notes)))

    @cached_property
    def asks_morning(self):
        """On the day after a workout, until it is answered or skipped."""
        for entry in self.state.entries:
            if entry.date == self.on - DAY:
                return entry.morning_pain is None and not entry.morning_skipped
        return False

    @property
    def morning_undo(self) -> str:
        """The address that asks again; where it is asked, nothing was said before."""
        return f"{reverse('put_morning_back')}?date={self.on}"

    @property
    def along(self) -> list[str]:
        """Pages that the phone fetches beforehand: the days to come, the plan, the library."""
        ahead = [self.on + n * DAY for n in range(1, AHEAD + 1)]
        days = [reverse(name, args=[day]) for day in ahead for name in ("today_ahead", "go_ahead")]
        library = [reverse("exercise", args=[slug]) for slug in self.guides]
        return [reverse("go"), *days, reverse("plan"), reverse("exercises"), *library]

    @cached_property
    def week(self) -> list[Dot]:
        """Monday to Sunday."""
        monday = self.on - self.on.weekday() * DAY
        trained = {e.date for e in self.state.entries if e.date >= monday}
        hinges = self.answer.program.hinges
        lifted = {e.date for e in self.state.entries if e.exercise in hinges}
        days = [monday + number * DAY for number in range(7)]
        return [
            Dot(
                letter=date_format(day, "D")[:1],
                name=date_format(day, "l"),
                is_on=day in trained,
                is_lift=day in lifted,
                is_now=day == self.on,
            )
            for day in days
        ]
