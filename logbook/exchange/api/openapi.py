"""The description of the API as OpenAPI 3.1, made from the models that check and answer."""

from functools import cache
from typing import Annotated, NotRequired

from pydantic import Field, TypeAdapter

from ..json_values import UntitledSchema
from .answers import Closed, RunPage, SetPage, Today, WeekList
from .guard import MOST_A_MINUTE
from .requests import NewRun, NewSet, PageQuery, SetsQuery, WeeksQuery


class MemberError(Closed):
    pointer: Annotated[
        str, Field(description="A member of the body, as a JSON Pointer in a fragment: #/amount")
    ]
    detail: str


class ParameterError(Closed):
    parameter: str
    detail: str


class Problem(Closed):
    """RFC 9457"""

    type: Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    code: Annotated[str, Field(description="For programs; it stays, the words may change.")]
    detail: str
    errors: NotRequired[Annotated[list[MemberError | ParameterError], Field(min_length=1)]]


@cache
def document() -> dict:
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Hipdrive",
            "version": "1",
            "summary": "Log sets and runs, read them, today's plan and weeks.",
            "description": (
                "For watches and scripts of a runner. Make a token under Logbook, Export, and send "
                "it as `Authorization: Bearer …`. Loads are in kg, moments in UTC, dates are those "
                f"of the runner's own calendar. Each token has {MOST_A_MINUTE} requests a minute. "
                "docs/api.md has examples."
            ),
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": [{"name": "sets"}, {"name": "runs"}, {"name": "plan"}, {"name": "weeks"}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of the runner; it may read, or read and log.",
                }
            },
            "responses": _common_responses(),
            "schemas": _schemas(),
        },
    }


def _schemas():
    models = (NewSet, SetPage, NewRun, RunPage, Today, WeekList, Problem)
    _keys, found = TypeAdapter.json_schemas(
        [(model, "validation", TypeAdapter(model)) for model in models],
        ref_template="#/components/schemas/{model}",
        schema_generator=UntitledSchema,
    )
    return found["$defs"]


def _common_responses():
    challenge = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    wait = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 0}}}
    return {
        "Unauthorized": _problem(
            "No token (`no-token`), or one that opens nothing (`wrong-token`)", challenge
        ),
        "Forbidden": _problem("The token may only read (`may-only-read`)", challenge),
        "Invalid": _problem("Some of it does not fit (`invalid`); `errors` says what"),
        "TooMany": _problem(
            f"More than {MOST_A_MINUTE} requests in this minute (`too-many`)", wait
        ),
        "Unavailable": _problem(
            "The database is away, full or read-only (`unavailable`): nothing was stored, send it "
            "again",
            wait,
        ),
    }


def _paths():
    read_sets = {
        "operationId": "readSets",
        "tags": ["sets"],
        "summary": "Read sets, by date, then as they were logged",
        "parameters": _parameters(SetsQuery),
        "responses": _responses("Invalid") | {"200": _json("A page of sets", "SetPage")},
    }
    log_set = {
        "operationId": "logSet",
        "tags": ["sets"],
        "summary": "Log a set",
        "description": "Needs a token that may log. "
        "A set of today gets what today's plan asks as its target.",
        "requestBody": {"required": True, **_content("application/json", "NewSet")},
        "responses": _responses("Invalid", "Forbidden")
        | {
            "201": _json("Stored", "Set"),
            "200": _json("Known by its key: the set as it stands, perhaps corrected since", "Set"),
            "400": _problem("No JSON in UTF-8 (`broken`)"),
            "409": _problem(
                "The key is that of a set of another exercise (`key-taken`), or of one that was "
                "deleted (`deleted`)"
            ),
            "413": _problem("More than 16 kB (`too-long`)"),
            "415": _problem("Not sent as application/json (`no-json`)"),
        },
    }
    read_runs = {
        "operationId": "readRuns",
        "tags": ["runs"],
        "summary": "Read runs, done and to come, by date",
        "parameters": _parameters(PageQuery),
        "responses": _responses("Invalid") | {"200": _json("A page of runs", "RunPage")},
    }
    log_run = {
        "operationId": "logRun",
        "tags": ["runs"],
        "summary": "Log a run that was, or enter one to come",
        "description": "Needs a token that may log. A run that began within five minutes of one "
        "that is there, and lasted about as long, is the same run.",
        "requestBody": {"required": True, **_content("application/json", "NewRun")},
        "responses": _responses("Invalid", "Forbidden")
        | {
            "201": _json("Stored", "Run"),
            "200": _json("Known by its key, or by start and length: the run as it stands", "Run"),
            "400": _problem("No JSON in UTF-8 (`broken`)"),
            "413": _problem("More than 16 kB (`too-long`)"),
            "415": _problem("Not sent as application/json (`no-json`)"),
        },
    }
    read_today = {
        "operationId": "readToday",
        "tags": ["plan"],
        "summary": "Read today's plan",
        "responses": _responses()
        | {
            "200": _json("What to do today, and what of it is done", "Today"),
            "409": _problem("The safety questions come first (`safety-questions-due`)"),
        },
    }
    read_weeks = {
        "operationId": "readWeeks",
        "tags": ["weeks"],
        "summary": "Read weeks, oldest first",
        "parameters": _parameters(WeeksQuery),
        "responses": _responses("Invalid")
        | {"200": _json("Every week of the range, empty ones too", "WeekList")},
    }
    return {
        "/sets": {"get": read_sets, "post": log_set},
        "/runs": {"get": read_runs, "post": log_run},
        "/today": {"get": read_today},
        "/weeks": {"get": read_weeks},
    }


def _parameters(query):
    """The parameters of an address; a null of the model means that one is not sent."""
    for_query = query.model_json_schema(schema_generator=UntitledSchema)["properties"]
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": schema.pop("description"),
            "schema": schema["anyOf"][0] if "anyOf" in schema else schema,
        }
        for name, schema in for_query.items()
    ]


def _responses(*more):
    """References to the common responses by their status; three of them every address has."""
    statuses = {
        "Unauthorized": "401",
        "Forbidden": "403",
        "Invalid": "422",
        "TooMany": "429",
        "Unavailable": "503",
    }
    names = ("Unauthorized", "TooMany", "Unavailable", *more)
    return {statuses[name]: {"$ref": f"#/components/responses/{name}"} for name in names}


def _json(description, schema):
    return {"description": description, **_content("application/json", schema)}


def _problem(description, headers=None):
    response = {"description": description, **_content("application/problem+json", "Problem")}
    return response | {"headers": headers} if headers else response


def _content(kind, schema):
    return {"content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}
