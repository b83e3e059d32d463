"""``manage.py plan`` and the API mean the same by a number, in quotes, with zeros or too long."""

import json
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from logbook.exchange import json_values
from plans import history_schema

# Each as plan and as the API checks it.
NUMBERS = {
    "amount": (Annotated[history_schema.Whole, Field(ge=1, le=999)], json_values.Amount),
    "hold_s": (Annotated[history_schema.Whole, Field(ge=0, le=600)], json_values.HoldSeconds),
    "load_kg": (history_schema.LoadKg, json_values.LoadKg),
    "rating": (history_schema.Rating, json_values.Rating),
    "band": (history_schema.Band, json_values.Band),
}
WRITTEN = (
    *("12", "12.0", "1.2e1", "12.5", '"12"', '"12.5"', "true", "false", "null", "[]", "{}"),
    *("0", "-0", "-0.0", "-1", "0.1", "1e-5", "5", "5.0", "4.999", "999", "999.0", "999.5"),
    *("1000", "1e3", "1e400", "-1e400", "NaN", "Infinity", "9" * 30, "42.123456789"),
)


@pytest.mark.parametrize("name", NUMBERS)
def test_plan_and_the_api_agree_on_every_number(name):
    plan, api = (TypeAdapter(kind) for kind in NUMBERS[name])
    for written in WRITTEN:
        number = json.loads(written)
        assert read(plan, number) == read(api, number), written


def read(adapter, number):
    try:
        return float(adapter.validate_python(number, strict=True))
    except ValidationError:
        return None
