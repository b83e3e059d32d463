"""The head of today's page: what the day asks, how far it is, and when the next lift comes."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.day_names import name_of_day
from plans import rules

from ..dates import DAY, WEEK

NBSP = "\xa0"
NO_LIFT = {"lifts-shut", "no-lift-equipment"}  # codes: more than time is wanted


@dataclass(frozen=True)
class DotGroup:
    """One dot for each set of an exercise."""

    slug: str
    dots: list[str]  # CSS class of each: "on" done, "next" the one to do now, or empty


@dataclass(frozen=True)
class Lead:
    title: str
    asks: str  # the title until all of it is done
    ended: str  # the title once it is; where nothing more is asked, as after pain, it is ``asks``
    groups: list[DotGroup]
    done: int
    sets: int
    next_lift: str

    @property
    def has_more(self) -> bool:
        return self.done < self.sets


def lead_of(page) -> Lead:
    all_cards = [card for block in page.blocks for card in block.cards]
    cards = [card for card in all_cards if card.item]
    stopped = [card for card in all_cards if card.was_ended and card.sets_done]
    first = next((card for card in cards if not card.is_done), None)
    asks = _asks(page, len(cards))
    kept = sum(card.sets_done for card in stopped)
    ended = _("Done for today") if cards and not page.is_stopped else asks
    return Lead(
        title=ended if page.is_done else asks,
        asks=asks,
        ended=ended,
        groups=[
            *(_dots(card, is_first=card is first) for card in cards),
            *(DotGroup(card.slug, ["on"] * card.sets_done) for card in stopped),
        ],
        done=kept + sum(min(card.sets_done, card.dose.sets) for card in cards),
        sets=kept + sum(card.dose.sets for card in cards),
        next_lift=_next_lift(page),
    )


def _asks(page, count):
    if page.is_stopped:
        return _("Today")
    if page.answer.rest_day:
        return _("Rest today")
    if not count:
        return _("Nothing more today") if page.entries else _("Nothing to train today")
    minutes = sum(block.minutes for block in page.blocks)
    exercises = ngettext("%(count)d exercise", "%(count)d exercises", count) % {"count": count}
    times = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    # A number stays beside what it counts, so a narrow page breaks after the comma.
    parts = {"exercises": exercises.replace(" ", NBSP), "minutes": times.replace(" ", NBSP)}
    return _("%(exercises)s, %(minutes)s") % parts


def _dots(card, is_first):
    done, sets = min(card.sets_done, card.dose.sets), card.dose.sets
    following = "next" if is_first else ""
    dots = ["on"] * done + [following] * (sets > done) + [""] * (sets - done - 1)
    return DotGroup(card.slug, dots)


def _next_lift(page):
    """Once a lift of today is done, or left out, when the next one comes after it."""
    if page.is_stopped:
        return ""
    hinges = page.answer.program.hinges
    lifts = [card for card in page.cards if card.slug in hinges]
    is_over = bool(lifts) and all(card.is_done for card in lifts)
    is_left_out = page.answer.hinge_next == page.on and not page.answer.hinge_due
    answer = page.state.after if is_over or is_left_out else page.answer
    return describe_next_lift(answer, page.on)


def describe_next_lift(answer: rules.Answer, on: date) -> str:
    """``Lift today``, ``Next lift Thursday``; before the first one that lifts come later."""
    if not answer.program.hinges:
        return ""
    if answer.hinge_due and answer.on == on:
        return _("Lift today")
    if answer.hinge_next is None:
        was_lifted = any(answer.step(slug).last for slug in answer.program.hinges)
        is_shut = any(note.code in NO_LIFT for note in answer.notes)
        return _("No lift planned") if was_lifted or is_shut else _("Lifts come later")
    if answer.hinge_next <= on:  # but for what the notes say
        return ""
    return _("Next lift %(day)s") % {"day": describe_coming(answer.hinge_next, on)}


def describe_coming(day: date, on: date) -> str:
    """``tomorrow``, ``Thursday``, ``12 March``: a day that is still to come."""
    if day == on + DAY:
        return _("tomorrow")
    if day < on + WEEK:
        return date_format(day, "l")
    return name_of_day(day, "MONTH_DAY_FORMAT")
