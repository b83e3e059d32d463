"""What the page asked for: sent along with a tap, signed, and stored beside what was done.

So a tap from a page of this morning, or from a phone that was offline, is stored with what was
on its screen: the target, the program's revision, the cue and its wording.
"""

from dataclasses import astuple, dataclass, replace
from decimal import Decimal

from django.core import signing

from plans.models import Revision

SALT = "logbook.asked"  # pages that phones keep are signed with it
_known = set()  # keys of revisions; none is ever deleted


@dataclass(frozen=True, slots=True)
class Prescription:
    exercise: str
    sets: int
    amount: int
    hold_s: int
    load_kg: float | None
    revision: int | None
    cue: int | None
    cue_version: int | None
    band: int | None = None  # last, since phones keep pages that were signed without it

    def signed(self) -> str:
        return signing.dumps(astuple(self), salt=SALT)

    def columns(self) -> dict:
        """The columns of a ``SetEntry``."""
        load = self.load_kg
        return {
            "target_sets": self.sets,
            "target_amount": self.amount,
            "target_hold_s": self.hold_s,
            "target_load_kg": None if load is None else Decimal(str(load)),
            "target_band": self.band,
            "revision_id": self.revision,
            "cue_id": self.cue,
            "cue_version": self.cue_version,
        }


def read_prescription(signed: str, exercise: str) -> Prescription | None:
    """``None`` if no page of ours signed it for this exercise."""
    try:
        prescription = Prescription(*signing.loads(signed, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
    if prescription.exercise != exercise:
        return None
    return (
        prescription if _is_known(prescription.revision) else replace(prescription, revision=None)
    )


def _is_known(revision) -> bool:
    """Whether it is in the database. A backup that was put back may be older than the page."""
    if revision not in _known and Revision.objects.filter(pk=revision).exists():
        _known.add(revision)
    return revision in _known
