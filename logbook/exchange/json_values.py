"""Values as the API and our own JSON file write them: each one's type, limits and JSON Schema.

Types are strict: no number in quotes, no 0 for false. 12.0 is a whole number, as JSON Schema says.
"""

import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, Strict, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema

from ..models import MOST_AMOUNT, MOST_BANDS, MOST_HOLD_S, MOST_LOAD_KG

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST_SMALL = 32767  # what small integers of every database hold
MOST_INTEGER = 2**31 - 1  # what integers of every database hold


def _date_from_text(value):
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _moment_from_text(value):
    if isinstance(value, str):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    return value


def _whole_number(value):
    is_small = isinstance(value, float | Decimal) and -(2**63) < value < 2**63
    return int(value) if is_small and value == int(value) else value


def _decimal(value):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


WHOLE = BeforeValidator(_whole_number)
IsoDate = Annotated[date, Strict(), BeforeValidator(_date_from_text)]
Moment = Annotated[datetime, Strict(), BeforeValidator(_moment_from_text)]
Count = Annotated[int, Strict(), Field(ge=0), WHOLE]
Metres = Annotated[int, Strict(), Field(ge=0, le=MOST_INTEGER), WHOLE]
SmallCount = Annotated[int, Strict(), Field(ge=0, le=MOST_SMALL), WHOLE]
Rating = Annotated[int, Strict(), Field(ge=0, le=10), WHOLE]
Amount = Annotated[int, Strict(), Field(ge=1, le=MOST_AMOUNT), WHOLE]
HoldSeconds = Annotated[int, Strict(), Field(ge=0, le=MOST_HOLD_S), WHOLE]
LoadKg = Annotated[
    Decimal,
    Strict(),
    BeforeValidator(_decimal),
    Field(ge=0, le=MOST_LOAD_KG),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST_LOAD_KG}),
]
Band = Annotated[int, Strict(), Field(ge=1, le=MOST_BANDS), WHOLE]
Flag = Annotated[bool, Strict()]
Slug = Annotated[str, Strict(), Field(pattern="^[-a-zA-Z0-9_]+$", max_length=50)]
Side = Literal["both", "left", "right"]


class UntitledSchema(GenerateJsonSchema):
    """A JSON Schema whose members have no title, since it would only repeat their names."""

    def field_title_should_be_set(self, schema):
        return False


class JsonEncoder(json.JSONEncoder):
    """Moments in UTC, dates and times of day as ISO 8601, loads as numbers, keys as text."""

    def default(self, value):
        match value:
            case datetime():
                return utc_text(value)
            case date():
                return value.isoformat()
            case time():
                return f"{value:%H:%M}"
            case Decimal():  # of twelve digits at most, so that a float is exact enough
                return int(value) if value == int(value) else float(value)
            case UUID():
                return str(value)
        return super().default(value)


def utc_text(at: datetime) -> str:
    """``2026-03-02T07:30:00Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
