"""What programs send: the parameters of an address, and the members of a new set or run.

The models check it, and openapi.py describes it from them.
"""

import json
from datetime import UTC, date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic import field_validator as checked

from exercises.units import EXACT

from ...actions import SQUEEZE
from ...converters import EARLIEST, week_from
from ...models import FARTHEST_RUN, MOST_RUN_MIN
from ..json_values import (
    WHOLE,
    Amount,
    Band,
    Flag,
    HoldSeconds,
    IsoDate,
    LoadKg,
    Moment,
    Rating,
    Side,
    Slug,
)
from .problems import Problem, invalid, member_error, parameter_error

MOST_ROWS, USUAL_ROWS = 500, 100
LONGEST_BODY = 16 * 1024  # bytes; a set takes 300
MOST_RUN_M = 999_999
ONE_DAY = timedelta(days=1)  # a run in another zone than the runner's may be of the day beside
CURSOR = "logbook.api.cursor"  # the salt with which a cursor is signed
# What is wanted of a member or parameter, whatever is wrong with what was sent.
ISO_DATE_WANTED = gettext_lazy("A date: 2026-03-02.")
WANTED = {
    "key": gettext_lazy("A UUID."),
    "exercise": gettext_lazy("There is no such exercise."),
    "date": ISO_DATE_WANTED,
    "side": gettext_lazy("both, left or right."),
    "amount": gettext_lazy("A whole number from 1 to 999."),
    "hold_s": gettext_lazy("A whole number from 0 to 600."),
    "load_kg": gettext_lazy("A number from 0 to 999."),
    "band": gettext_lazy("A whole number from 1 to 5."),
    "kind": gettext_lazy("easy, key, long or race."),
    "minutes": gettext_lazy("A whole number from 1 to 999."),
    "distance_m": gettext_lazy("A whole number from 1 to 999999."),
    "started_at": gettext_lazy("A moment with its zone: 2026-03-02T07:30:00Z."),
    **dict.fromkeys(("felt_left", "felt_right", "pain"), gettext_lazy("0 to 10.")),
    "any_time": gettext_lazy("true or false."),
    "primer": gettext_lazy("true or false."),
    "from": ISO_DATE_WANTED,
    "to": ISO_DATE_WANTED,
    "limit": gettext_lazy("A whole number from 1 to 500."),
    "cursor": gettext_lazy("Take it from the page before, as it is."),
}


# Models are checked with a context: the runner's ``today`` and, for a set, the ``guides`` by slug.


class NewSet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: UUID = Field(
        description="Made by you, one for each set. Sent again, nothing is stored twice."
    )
    exercise: Slug = Field(examples=["glute-bridge"])
    date: IsoDate | None = Field(
        None,
        description="Of the runner's calendar; without it, today. "
        "Not in the future, not before 2000.",
    )
    side: Side | None = Field("both", description="A side only for an each-side exercise.")
    amount: Amount = Field(
        description="Repetitions, steps or switches; of an each-side exercise per side."
    )
    hold_s: HoldSeconds | None = None
    load_kg: LoadKg | None = Field(None, description="Of a single-leg lift per hand.")
    band: Band | None = Field(None, description="Of the runner's own bands; 1 is the lightest.")
    any_time: Flag | None = Field(
        False,
        description="A standing squeeze through the day, counted for the day; it is no session.",
    )

    primer: Flag | None = Field(
        False, description="Done before a run: counted for the day, it is no session."
    )

    @checked("exercise")
    @classmethod
    def _is_in_the_library(cls, slug, info):
        if slug not in info.context["guides"]:
            raise ValueError(WANTED["exercise"])
        return slug

    @checked("date")
    @classmethod
    def _is_in_range(cls, day, info):
        if day and day > info.context["today"]:
            raise ValueError(_("This day is still to come."))
        if day and day < EARLIEST:
            raise ValueError(_("This is too long ago."))
        return day

    @checked("side")
    @classmethod
    def _fits_the_exercise(cls, side, info):
        guide = info.context["guides"].get(info.data.get("exercise"))
        if guide and not guide.each_side and side not in (None, "both"):
            raise ValueError(_("This one works both sides at once."))
        return side

    @checked("load_kg")
    @classmethod
    def _is_rounded(cls, load, info):
        return load and load.quantize(EXACT)

    @checked("any_time")
    @classmethod
    def _is_a_squeeze(cls, any_time, info):
        if any_time and info.data.get("exercise", SQUEEZE) != SQUEEZE:
            raise ValueError(_("Only %(name)s is for any time.") % {"name": SQUEEZE})
        return any_time

    @checked("primer")
    @classmethod
    def _is_one_of_the_two(cls, primer, info):
        if primer and info.data.get("any_time"):
            raise ValueError(_("An any-time squeeze is no primer."))
        return primer


class NewRun(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: UUID = Field(
        description="Made by you, one for each run. Sent again, nothing is stored twice."
    )
    kind: Literal["easy", "key", "long", "race"] = "easy"
    minutes: Annotated[int, Field(strict=True, ge=1, le=MOST_RUN_MIN), WHOLE] = Field(
        description="In motion, as far as it is known; of a run to come, as planned."
    )
    started_at: Moment | None = Field(
        None, description="UTC, or with its zone. By it a run is known that came from elsewhere."
    )
    date: IsoDate | None = Field(
        None,
        description="Of the runner's calendar; without it, that of started_at, or today. "
        "A date to come is a run that is planned.",
    )
    distance_m: Annotated[int, Field(strict=True, ge=1, le=MOST_RUN_M), WHOLE] | None = Field(
        None, description="Metres."
    )
    felt_left: Rating | None = None
    felt_right: Rating | None = None
    pain: Rating | None = None

    @checked("started_at")
    @classmethod
    def _has_a_zone(cls, at, info):
        if at is None:
            return at
        if at.tzinfo is None:
            raise ValueError(WANTED["started_at"])
        try:
            at = at.astimezone(UTC)  # PostgreSQL takes no offset of more than 16 hours
            day = at.astimezone(info.context["zone"]).date()
        except OverflowError:
            raise ValueError(WANTED["started_at"]) from None
        if day > info.context["today"]:
            raise ValueError(_("This is still to come."))
        if day < EARLIEST:
            raise ValueError(_("This is too long ago."))
        return at

    @checked("date")
    @classmethod
    def _is_a_day_of_running(cls, day, info):
        at = info.data.get("started_at")
        if day and at and abs(day - at.astimezone(info.context["zone"]).date()) > ONE_DAY:
            raise ValueError(_("This is not the day of started_at."))
        if day and day > info.context["today"] + FARTHEST_RUN:
            raise ValueError(_("This is too far ahead."))
        if day and day < EARLIEST:
            raise ValueError(_("This is too long ago."))
        return day

    @checked("felt_left", "felt_right", "pain")
    @classmethod
    def _was_run(cls, rating, info):
        if rating is not None and (info.data.get("date") or EARLIEST) > info.context["today"]:
            raise ValueError(_("Say this once you have run."))
        return rating


class PageQuery(BaseModel):
    """The parameters of an address that answers page by page."""

    first: IsoDate | None = Field(None, alias="from", description="First date.")
    last: IsoDate | None = Field(None, alias="to", description="Last date.")
    limit: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="Rows a page.")
    cursor: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="From `next` of the page before, which has it in it."
    )

    @checked("last")
    @classmethod
    def _comes_after_the_first(cls, last, info):
        if info.data.get("first") and last < info.data["first"]:
            raise ValueError(_("This is before the first day."))
        return last

    @checked("cursor")
    @classmethod
    def _is_signed(cls, cursor):
        """Returns the (date, pk) after which the page begins."""
        try:
            day, pk = signing.loads(cursor, salt=CURSOR)
        except signing.BadSignature:
            raise ValueError(WANTED["cursor"]) from None
        return date.fromisoformat(day), pk


class SetsQuery(PageQuery):
    exercise: Slug | None = Field(
        None, description="Only this one; one that is not there has no sets."
    )


def cursor_after(day: date, pk: int) -> str:
    return signing.dumps((day.isoformat(), pk), salt=CURSOR)


def _past_monday(text, info):
    try:
        monday = week_from(text)
    except ValueError:
        message = _("A week since %(first)s: 2026-W10.") % {"first": EARLIEST.year}
        raise ValueError(message) from None
    if monday > info.context["today"]:
        raise ValueError(_("That week is still to come."))
    return monday


IsoWeek = Annotated[
    str,
    AfterValidator(_past_monday),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$", "example": "2026-W10"}),
]


class WeeksQuery(BaseModel):
    """The Mondays of two weeks."""

    first: IsoWeek | None = Field(
        None,
        alias="from",
        description="First week; without it, eleven weeks before the last one.",
    )
    last: IsoWeek | None = Field(
        None, alias="to", description="Last week; without it, this one. At most 53 weeks."
    )


def read_query(model, request, today):
    """The parameters of an address; an empty one counts as not sent."""
    values = {name: value for name, value in request.GET.items() if value}
    return _checked(model, values, parameter_error, today=today)


def read_set(request, *, guides, today) -> NewSet:
    return _checked(NewSet, _object(request), member_error, guides=guides, today=today)


def read_run(request, *, today, zone) -> NewRun:
    return _checked(NewRun, _object(request), member_error, today=today, zone=zone)


def _object(request) -> dict:
    body = _json(_body(request))
    if not isinstance(body, dict):
        raise invalid([{"pointer": "#", "detail": _("An object.")}])
    # Half of a surrogate pair, which JSON can hold and no name has, becomes a question mark.
    return {name.encode(errors="replace").decode(): value for name, value in body.items()}


def _checked(model, values, place, **context):
    """One error a member or parameter: what is wrong with it, or what is wanted there."""
    try:
        return model.model_validate(values, context=context)
    except ValidationError as fault:
        errors = {error["loc"][0]: error for error in fault.errors()}
    raise invalid([place(name, _detail(name, error)) for name, error in errors.items()])


def _detail(name, error):
    match error["type"]:
        case "missing":
            return _("This field is required.")
        case "extra_forbidden":
            return _("There is no such member.")
        case "value_error":
            return error["ctx"]["error"]
    return WANTED[name]


def _body(request) -> bytes:
    if request.content_type != "application/json":
        detail = _("Send JSON: Content-Type: application/json.")
        raise Problem(415, "no-json", detail, headers={"Accept": "application/json"})
    body = request.read(LONGEST_BODY + 1)
    if len(body) > LONGEST_BODY:
        raise Problem(413, "too-long", _("More than 16 kB."))
    return body


def _json(body):
    def refuse(constant):
        raise ValueError(f"{constant} is no JSON")

    try:
        return json.loads(body.decode(), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Problem(400, "broken", _("This is no JSON in UTF-8.")) from None
