"""The primer, guided: each set once, hands-free, from a cue to the door."""

from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ..runs.primer import Primer, primer_on
from ..today.cards import Card
from .guided_session import GuidedSession


class PrimerSession(GuidedSession):
    """Its sets are logged as such: they belong to no session, and nothing is asked after them."""

    name = "primer"

    @cached_property
    def primer(self) -> Primer:
        page = self.page
        items = () if page.is_stopped else page.state.primer()
        return primer_on(page.user, page.state, page.guides, items)

    def __init__(self, page):
        super().__init__(page)
        self.cards = [self._card(item) for item in self.primer.items]

    def _card(self, item):
        page = self.page
        return Card(
            user=page.user,
            on=page.on,
            guide=page.guides[item.exercise],
            state=page.state,
            wording=page.wording,
            entries=self.primer.entries_of(item.exercise),
            item=item,
        )

    @cached_property
    def exercises(self):
        return [replace(one, asks=False) for one in super().exercises]

    @cached_property
    def sets(self):
        return [
            replace(one, lamp=str(self.primer.key_of(one.slug, one.side)), lamp_number=1)
            for one in super().sets
        ]

    @property
    def title(self):
        return _("Primer")

    @property
    def intro(self):
        return _(
            "Go, and put the phone where you hear it: it counts, calls the sides and goes on by "
            "itself. Then you are at the door."
        )

    @property
    def none(self):
        return _("No primer today")

    @property
    def all_done(self):
        return _("Your primer is done.")

    @property
    def run_cue(self):
        return self.primer.run_cue

    @cached_property
    def whole(self) -> list[str]:
        """The sets that are not done, each packed as a button packs it, with a key of its own."""
        return [
            urlencode(
                {
                    "exercise": item.exercise,
                    "side": side,
                    "amount": item.dose.amount,
                    **({"hold_s": item.dose.hold_s} if item.dose.hold_s else {}),
                    "date": self.page.on.isoformat(),
                    "key": self.primer.key_of(item.exercise, side),
                }
            )
            for item in self.primer.items
            for side in self.primer.sides_to_do(item)
        ]

    def script(self):
        values = super().script()
        end = {"end": _("To the door"), "last": _("That was the primer. Off you go.")}
        return values | {
            "summary": None,
            "hands_free": True,
            "addresses": values["addresses"] | {"log": reverse("log_primer")},
            "words": values["words"] | end,
        }
