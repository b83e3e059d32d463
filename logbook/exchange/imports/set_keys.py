"""The key of an imported set, made of what it says, so that a later export has the same.

The load in it is in kilograms with two places: an export in the other unit, or with float noise,
says the same. What may be written with fewer places elsewhere has further keys, and so have the
sets that earlier versions stored with the load in the unit of the file.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from exercises.units import KG_A_POUND

from .cell_values import REMEMBERED, Load

NAMESPACE = uuid5(NAMESPACE_URL, "https://hipdrive.example/import")
CENT, TENTH = Decimal("0.01"), Decimal("0.1")
HALF = Decimal("0.5")  # pounds: the finest step of plates
# How far a load may be from itself written with one place, in kg.
OFF_BY_A_POUND_S_TENTH, OFF_BY_A_TENTH = Decimal("0.023"), Decimal("0.05")


def make_key(source: str, content: tuple, number: int) -> str:
    """``number`` counts sets with equal content in a file."""
    name = "\x1f".join((source, *map(str, content), str(number)))
    return str(uuid5(NAMESPACE, name))


@lru_cache(REMEMBERED)
def load_text(load: Load | None) -> str:
    return "" if load is None else _plain(load.kg.quantize(CENT))


@lru_cache(REMEMBERED)
def other_load_texts(load: Load | None) -> list[str]:
    """How the same load may stand in the keys of sets that are stored already."""
    if load is None:
        return []
    kg, pounds = load.kg, load.kg / KG_A_POUND
    tenth, half_pound = kg.quantize(TENTH), (pounds / HALF).quantize(1) * HALF
    texts = [_plain(load.raw), _plain(pounds.quantize(CENT))]
    if abs(tenth - kg) <= OFF_BY_A_POUND_S_TENTH:
        texts.append(_plain(tenth))
    if abs(half_pound * KG_A_POUND - kg) <= OFF_BY_A_TENTH:
        texts.append(_plain((half_pound * KG_A_POUND).quantize(CENT)))
    return [text for text in dict.fromkeys(texts) if text != load_text(load)]


def keys_of(sets) -> Iterator[UUID]:
    """All keys under which these sets may be stored already."""
    return (UUID(key) for one in sets for key in (one.key, *one.also))


def is_stored(one, stored: set[UUID]) -> bool:
    return any(UUID(key) in stored for key in (one.key, *one.also))


def _plain(number):
    return f"{number.normalize():f}"
