"""Today's page as values: the blocks of cards and what stands around them.

Built from the plan and the sets in the database, so it is the same after a reload, in another
tab, and in the answer to a tap.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans import runner_choices
from plans.wording import Wording

from ..dates import DAY, monday_of
from ..describe import describe_logged, labelled, name_of_pair
from ..exercise_guides import guides
from ..history import Entry
from ..lamp_labels import set_addresses
from ..models import MOST_RUN_MIN, Run
from ..runs.after_run import AfterRun, after_run_for
from ..runs.primer import Primer, primer_on
from ..runs.primer_days import primer_days
from ..runs.run_weeks import RunLine, next_that_move_lifts
from ..training_state import training_state_on
from ..training_work import whole_minutes
from .cards import Card
from .coming_back import COMES_BACK, WHY, ComingDay, coming_days, why_empty
from .day_changes import SAID_OF_CHANGES, MadeChange, made_changes
from .day_summary import DaySummary
from .feedback_row import feedback_form_to_copy
from .lead import Lead, lead_of
from .morning_question import MorningQuestion, morning_question_for
from .number_fields import NumberField
from .opened_today import OpenedSteps, opened_today
from .page_addresses import addresses

AHEAD = 3  # days whose plan a phone takes along
# Notes that stand in a place of their own, not among what is left out.
SAID_APART = {
    *(*WHY, COMES_BACK, "clinician"),
    *("offer-easy-week", "easy-week-put-off", "in-easy-week", *SAID_OF_CHANGES),
}


@dataclass
class Block:
    key: str
    name: str
    minutes: int
    cards: list[Card]

    @property
    def sets(self) -> int:
        return sum(card.dose.sets for card in self.cards)

    @property
    def done(self) -> int:
        return sum(min(card.sets_done, card.dose.sets) for card in self.cards)


@dataclass(frozen=True)
class WeekDay:
    letter: str
    name: str
    is_trained: bool
    is_lift: bool
    is_today: bool
    is_done: bool = True  # today: all that was asked

    @property
    def look(self) -> str:
        """The classes of its dot."""
        trained = ("on" if self.is_done else "half") if self.is_trained else ""
        lift, now = "lift" if self.is_lift else "", "now" if self.is_today else ""
        return " ".join(filter(None, (trained, lift, now)))

    @property
    def words(self) -> str:
        done = _("trained") if self.is_trained else _("no exercises logged")
        return labelled(self.name, _("lift") if self.is_lift else done)


@cache
def weekdays(language: str) -> list[tuple[str, str]]:
    """Returns (letter, name) of each day from Monday on."""
    days = [date(2024, 1, number) for number in range(1, 8)]  # the first of them a Monday
    return [(date_format(day, "D")[:1].upper(), date_format(day, "l")) for day in days]


class Page:
    """Raises ``NotScreened``, as ``training_state_on`` does.

    ``refused`` is a form with errors, about the exercise ``slug`` and perhaps its set ``key``;
    ``opens`` is the slug of an exercise whose feedback form is to be open, ``hurts`` whether that
    is because the runner said that it hurts; ``opens_morning``: the runner wants to change this
    morning's answer; ``run_wanted`` is the pk, as text, of a run whose question is to be open.
    """

    def __init__(
        self,
        user,
        on,
        refused=None,
        slug=None,
        key=None,
        opens=None,
        hurts=False,
        opens_morning=False,
        run_wanted=None,
    ):
        self.user, self.on, self.refused, self.opens = user, on, refused, opens
        self.hurts, self.opens_morning, self.run_wanted = hurts, opens_morning, run_wanted
        self.state, self.guides = training_state_on(user, on), guides()
        self.answer = self.state.answer
        names = {guide.slug: guide.name for guide in self.guides.values()}
        self.wording = Wording(user.units, names=names)
        self.entries = [entry for entry in self.state.entries if entry.date == on]
        planned = {item.exercise: item for item in self.answer.today}
        beyond = dict.fromkeys(e.exercise for e in self.entries if e.exercise not in planned)
        about = (slug, refused, self.entry(key))
        self.cards = [self._card(*line, *about) for line in (planned | beyond).items()]

    def _card(self, slug, item, refused_slug, refused, refused_entry):
        is_refused = slug == refused_slug
        return Card(
            user=self.user,
            on=self.on,
            guide=self.guides[slug],
            state=self.state,
            wording=self.wording,
            entries=[entry for entry in self.entries if entry.exercise == slug],
            item=item,
            refused=refused if is_refused else None,
            refused_entry=refused_entry if is_refused else None,
            opens_feedback=slug == self.opens,
            hurts=self.hurts and slug == self.opens,
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
        daily_s, lift_s = map(self.answer.seconds, ("daily", "lift"))
        daily_min = whole_minutes(daily_s)
        lift_min = whole_minutes(daily_s + lift_s) - daily_min  # so both add up to the day's
        blocks = [
            Block("daily", _("Daily"), daily_min, daily),
            Block("lift", _("Lift"), lift_min, lift),
        ]
        return [block for block in blocks if block.cards]

    @cached_property
    def plan_key(self) -> str:
        """Tells a page of other cards from this one: red pain changes more than its own card.

        So does what makes a step proficient: another card may say that something waits for it. The
        notes of the day say why something rests, or when the next lift is.
        """
        items = [f"{item.exercise} {item.dose.sets}" for item in self.answer.today]
        earned = [f"earned {card.slug}" for card in self.cards if card.earned and not self.is_done]
        notes = sorted(note.code for note in self.answer.notes)
        return ", ".join([*items, *earned, *notes])

    @property
    def is_stopped(self) -> bool:
        return self.answer.screen == "stop"

    @cached_property
    def is_done(self) -> bool:
        return bool(self.answer.today) and all(card.is_done for card in self.cards)

    @cached_property
    def day_summary(self) -> DaySummary:
        return DaySummary(self.user, self.state)

    @cached_property
    def summary(self) -> DaySummary | None:
        return self.day_summary if self.is_done else None

    @property
    def is_first_day(self) -> bool:
        return self.state.last_trained is None

    @cached_property
    def runs(self) -> list[RunLine]:
        """Yesterday's, today's and tomorrow's, and the next ones that move lifts."""
        runs = self.state.runs
        near = [run for run in runs if run.date <= self.tomorrow]
        near += next_that_move_lifts(runs, self.tomorrow)
        return [RunLine(run, self.on, run.date in self.primed) for run in near]

    @cached_property
    def primed(self) -> set[date]:
        """Yesterday and today, if a primer was done. Without a run nothing is asked for."""
        days = [run.date for run in self.state.runs if run.date <= self.on]
        return primer_days(self.user, days[0], self.on) if days else set()

    @cached_property
    def primer(self) -> Primer | None:
        """Before a run of today, until how that was is said."""
        if not self.answer.primer:
            return None
        primer = primer_on(self.user, self.state, self.guides, self.answer.primer)
        return primer if primer.run else None

    @property
    def may_offer_primer(self) -> bool:
        """Whether a link leads to one: not where today's pain speaks against a run."""
        return not self.primer and bool(self.state.primer())

    @cached_property
    def after_run(self) -> AfterRun | None:
        """The question about a run that is over."""
        return after_run_for(self.state.runs, self.on, self.primed, self.run_wanted)

    run_kinds = Run.Kind.choices

    @property
    def run_minutes(self) -> NumberField:
        label = _("Minutes")
        return NumberField("run-minutes", "minutes", label, None, 1, MOST_RUN_MIN, is_required=True)

    @property
    def tomorrow(self) -> date:
        return self.on + DAY

    @property
    def has_both(self) -> bool:
        """Whether a lift and a run are on the same day."""
        return self.answer.hinge_due and any(line.run.date == self.on for line in self.runs)

    @cached_property
    def notes(self) -> list[str]:
        """All that is said of the whole day, each thing once."""
        return self.wording.lines(self.answer.notes)

    @cached_property
    def left_out(self) -> list[str]:
        """What the plan leaves out, and why."""
        notes = [note for note in self.answer.notes if note.code not in SAID_APART]
        return self.wording.lines(notes)

    @cached_property
    def changes(self) -> list[MadeChange]:
        """What the runner changed of today's plan."""
        return made_changes(self)

    @cached_property
    def missing(self) -> dict[str, str]:
        """{slug: name} of the equipment without which an open exercise is left out today."""
        wants = (note for note in self.answer.notes if note.code == "no-equipment")
        slugs = dict.fromkeys(slug for note in wants for slug in note.values["missing"])
        return {slug: self.wording.equipment[slug][0] for slug in slugs}

    def _note(self, code) -> str:
        return next((self.wording(one) for one in self.answer.notes if one.code == code), "")

    @cached_property
    def clinician(self) -> str:
        return self._note("clinician")

    @cached_property
    def easy_week(self) -> dict[str, str] | None:
        """An easy week that is offered, or the one that goes on."""
        offer, going = self._note("offer-easy-week"), self._note("in-easy-week")
        days = {"is_first_day": runner_choices.is_first_easy_day(self.answer)}
        return {"offer": offer, "going": going, **days} if offer or going else None

    @cached_property
    def lead(self) -> Lead:
        return lead_of(self)

    @cached_property
    def why_empty(self) -> str:
        return why_empty(self)

    @property
    def trained_yesterday(self) -> bool:
        return self.state.last_trained == self.on - DAY

    @cached_property
    def coming_days(self) -> list[ComingDay]:
        return coming_days(self)

    @cached_property
    def opened(self) -> list[OpenedSteps]:
        """The steps that what was logged until yesterday opened today."""
        return opened_today(self)

    @cached_property
    def morning(self) -> MorningQuestion | None:
        """On the day after a workout, and after a day of rest for a red morning."""
        return morning_question_for(self, self.opens_morning)

    @property
    def days_ahead(self) -> list[str]:
        """The pages of days that the phone fetches now and then."""
        days = [self.on + n * DAY for n in range(1, AHEAD + 1)]
        names = ("today_ahead", "guided_ahead")
        ahead = [addresses()[name].format(day=day) for day in days for name in names]
        run_days = {run.date for run in self.state.runs}.intersection(days)
        primers = [addresses()["primer_ahead"].format(day=day) for day in sorted(run_days)]
        return [addresses()["guided"], addresses()["primer"], *ahead, *primers]

    @property
    def pages_along(self) -> list[str]:
        """Other pages that the phone takes along, if it has them not yet."""
        library = [guide.address for guide in self.guides.values()]
        return [addresses()["plan"], addresses()["exercises"], *library]

    @property
    def addresses(self) -> dict[str, str]:
        return addresses()

    @property
    def feedback_form_to_copy(self) -> str:
        return feedback_form_to_copy()

    @property
    def patterns(self) -> dict[str, str]:
        """Words and addresses of a set for today.js, with ``{name}``, ``{n}`` and ``{key}``."""
        return set_addresses() | {
            "logged": describe_logged("{name}", "{n}"),
            "pair": name_of_pair("{n}"),
        }

    @cached_property
    def week(self) -> list[WeekDay]:
        """Monday to Sunday."""
        monday = monday_of(self.on)
        hinges = self.answer.program.hinges
        trained = {e.date for e in self.state.entries if e.date >= monday}
        lifted = {e.date for e in self.state.entries if e.exercise in hinges}
        days = [monday + number * DAY for number in range(7)]
        return [
            WeekDay(
                letter=letter,
                name=name,
                is_trained=day in trained,
                is_lift=day in lifted,
                is_today=day == self.on,
                # On a day without a plan, whatever was done is all that was asked.
                is_done=day != self.on or self.is_done or not self.answer.today,
            )
            for day, (letter, name) in zip(days, weekdays(get_language()), strict=True)
        ]


def page_ahead(user, day) -> Page:
    """The page of one of the next days. Raises ``Http404`` for any other day."""
    if not user.today() < day <= user.today() + AHEAD * DAY:
        raise Http404
    return Page(user, day)
