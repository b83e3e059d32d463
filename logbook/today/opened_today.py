"""The steps that opened today: said once, on the whole first day of each."""

from typing import NamedTuple

from ..dates import DAY


class OpenedStep(NamedTuple):
    slug: str
    name: str
    by: str  # names of the steps that opened it


def opened_today(page) -> list[OpenedStep]:
    """Only steps that the log opened and that are in the plan; those that it met before are not."""
    new = [card for card in page.cards if card.is_new and not card.view.overridden]
    if not new or page.is_first_day:
        return []
    before = {view.exercise: view for view in page.state.planned(page.on - DAY).steps}
    # A step that a revision of today brought was not locked before.
    opened = [card for card in new if card.slug in before and before[card.slug].status == "locked"]
    return [OpenedStep(card.slug, card.guide.name, _by(page, card)) for card in opened]


def _by(page, card):
    return " · ".join(map(page.wording.name, card.step.requires))
