"""Every answer is held against the description: status, headers, body."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.exchange.api.openapi import document
from logbook.models import AccessToken

DOCUMENT = document()


def fits(body, schema):
    whole = {"components": DOCUMENT["components"], **schema}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(body)


def resolved(response):
    name = response.get("$ref", "").rpartition("/")[2]
    return DOCUMENT["components"]["responses"][name] if name else response


class Api:
    """``api.get("/sets")``, ``api.post("/sets", {…})``: (status, body) of a described answer."""

    def __init__(self, key=None, client=None):
        self.key, self.client = key, client or Client(enforce_csrf_checks=True)

    def get(self, path, **query):
        return self.ask("GET", path, query_params=query)

    def post(self, path, body, content_type="application/json"):
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.ask("POST", path, data=data, content_type=content_type)

    def ask(self, method, path, **how):
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        address = path if "://" in path or path.startswith("/api/") else f"/api/v1{path}"
        self.answer = self.client.generic(method, address, headers=headers, **how)
        body = json.loads(self.answer.content)
        self._is_described(method.lower(), address, body)
        return self.answer.status_code, body

    def _is_described(self, method, address, body):
        path = address.split("/api/v1", 1)[1].split("?")[0]
        operation = DOCUMENT["paths"].get(path, {}).get(method)
        if operation is None:  # 404 and 405, which no operation can name
            fits(body, {"$ref": "#/components/schemas/Problem"})
            return
        described = resolved(operation["responses"][str(self.answer.status_code)])
        kind = self.answer["Content-Type"]
        fits(body, described["content"][kind]["schema"])
        assert set(described.get("headers", {})) <= set(self.answer.headers)
        assert not self.answer.cookies
        assert "no-store" in self.answer["Cache-Control"]


@pytest.fixture
def token():
    """``token(user, may_log=True)``: its key."""

    def make(user, **values):
        return hand_out(AccessToken(user=user, name="Watch", **values), prefix=TOKEN_PREFIX)

    return make


@pytest.fixture
def api(mat_runner, token):
    """The API as a program uses it whose token may log."""
    return Api(token(mat_runner, may_log=True))
