"""The steps that opened today: said once, on the whole first day of each."""

from typing import NamedTuple

from ..dates import DAY


class OpenedSteps(NamedTuple):
    steps: list[tuple[str, str]]  # (slug, name)
    had: str  # names of the steps that opened them and that the runner has
    chosen: str  # names of those that count as met by the runner's choice


def opened_today(page) -> list[OpenedSteps]:
    """Only steps that the log opened and that are in the plan; those that it met before are not.

    What the same steps opened stands together.
    """
    new = [card for card in page.cards if card.is_new and not card.view.overridden]
    if not new or page.is_first_day:
        return []
    before = {view.exercise: view for view in page.state.planned(page.on - DAY).steps}
    # A step that a revision of today brought was not locked before.
    opened = [card for card in new if card.slug in before and before[card.slug].status == "locked"]
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for card in opened:
        together.setdefault(_by(page, card), []).append((card.slug, card.guide.name))
    return [OpenedSteps(steps, *by) for by, steps in together.items()]


def _by(page, card):
    requires, step = card.step.requires, page.answer.step
    had = [slug for slug in requires if step(slug).status == "proficient"]
    chosen = [slug for slug in requires if slug not in had]
    return " · ".join(map(page.wording.name, had)), " · ".join(map(page.wording.name, chosen))
