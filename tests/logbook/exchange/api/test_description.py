"""The description is sound, and the examples of the docs work."""

import re
import shlex
from pathlib import Path

from django.test import Client
from jsonschema import Draft202012Validator

from tests.logbook.exchange.api.conftest import DOCUMENT, Api

ROOT = Path(__file__).parents[4]
DOCS = (ROOT / "docs" / "api.md").read_text()


def test_it_is_served_to_everyone(client, db):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.content.startswith(b'{\n  "openapi": "3.1')


def test_its_schemas_are_sound():
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere():
    def references(thing):
        if isinstance(thing, dict):
            yield from [thing["$ref"]] if "$ref" in thing else []
            thing = list(thing.values())
        if isinstance(thing, list):
            for one in thing:
                yield from references(one)

    for reference in set(references(DOCUMENT)):
        found = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_a_new_set_needs_a_key_an_exercise_and_an_amount():
    described = DOCUMENT["components"]["schemas"]["NewSet"]
    assert set(described["required"]) == {"key", "exercise", "amount"}
    assert described["additionalProperties"] is False
    assert described["properties"]["amount"].items() >= {"minimum": 1, "maximum": 999}.items()


def test_parameters_are_described_by_their_names_in_the_address():
    parameters = DOCUMENT["paths"]["/sets"]["get"]["parameters"]
    by_name = {one["name"]: one["schema"] for one in parameters}
    assert {*by_name} == {"from", "to", "exercise", "limit", "cursor"}
    assert by_name["from"] == {"type": "string", "format": "date"}
    assert by_name["limit"] == {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}


def test_the_examples_of_the_docs_work(api):
    commands = [
        command
        for block in re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL)
        for command in block.replace("\\\n", "").splitlines()
        if command.startswith("curl ")
    ]
    statuses = [run(command, api.key) for command in commands]
    assert statuses == [201, 201, 200, 201, 201, 200, 200, 200]


def run(command, key):
    """A curl command, against the test's own server."""
    _curl, address, *options = shlex.split(command.replace("$TOKEN", key))
    headers, body = {}, None
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        else:
            assert option == "-d"
            body = value
    path = address.removeprefix("$HIPDRIVE")
    api = Api(headers.pop("Authorization").removeprefix("Bearer "), Client())
    if body is None:
        return api.ask("GET", path)[0]
    return api.post(path.removeprefix("/api/v1"), body, headers["Content-Type"])[0]
