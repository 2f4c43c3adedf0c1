"""A program that speaks to the API; each answer is checked against the description before a test sees it."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache

import jsonschema
from django.test import Client

from leeway.desk.access.commands import Wanted, make_token
from leeway.desk.clock import now
from leeway.desk.people import queries as people

EVERY_SCOPE = ("decide", "facts", "read", "approve", "people", "policies")
ROOT = "/api/v1/"


@cache
def described():
    """The OpenAPI description, as a program would read it."""
    return json.loads(Client().get(ROOT + "openapi.json").content)


class Answer:
    """What came back."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.type = response.headers.get("Content-Type", "").partition(";")[0]
        self.body = json.loads(response.content) if response.content else None

    def __getitem__(self, name):
        return self.body[name]

    @property
    def codes(self):
        """The codes of everything that is wrong."""
        return [each["code"] for each in self.body["problems"]] or [self.body["code"]]


class Program:
    """Comes in with a token."""

    def __init__(self, token):
        self.client = Client(headers={"Authorization": f"Bearer {token}"} if token else {})

    def post(self, path, body=None, **headers):
        raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._checked(
            "post", path, self.client.post(ROOT + path, raw, "application/json", headers=headers)
        )

    def get(self, path, **query):
        return self._checked("get", path, self.client.get(ROOT + path, query))

    def send(self, method, path, raw=b"", type_="application/json"):
        return self._checked(method, path, self.client.generic(method.upper(), ROOT + path, raw, type_))

    def _checked(self, method, path, response):
        answer = Answer(response)
        check(method, path.partition("?")[0], answer)
        return answer


def program(colleague="nina", *, site=None, scopes=EVERY_SCOPE):
    """A program that acts as a colleague, at their own place unless another is named."""
    return Program(token_of(colleague, site=site, scopes=scopes))


def token_of(colleague, *, site=None, scopes=EVERY_SCOPE):
    """A token that lasts a day."""
    place = site or people.places_of(colleague, at=now())[0].id
    wanted = Wanted(
        name="a test",
        colleague=colleague,
        site=place,
        scopes=tuple(scopes),
        expires_at=now() + timedelta(days=1),
    )
    return make_token(wanted, at=now())


def check(method, path, answer):
    """Fail unless the description knows this answer of this operation."""
    found = operation(method, path)
    if found is None:
        assert answer.status in (401, 404, 405, 413), (
            f"{method} {path} is not described, but answers {answer.status}"
        )
        schema = {"$ref": "#/components/schemas/Problem"}
        assert answer.type == "application/problem+json"
    else:
        responses = found["responses"]
        assert str(answer.status) in responses, f"{method} {path} answers {answer.status}: {answer.body}"
        content = responses[str(answer.status)].get("content", {})
        assert answer.type in content, f"{method} {path}: {answer.type} is not described"
        schema = content[answer.type]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described()["components"]}).validate(answer.body)


def operation(method, path):
    """The description of what is at an address."""
    parts = path.strip("/").split("/")
    for template, methods in described()["paths"].items():
        names = template.removeprefix(ROOT).strip("/").split("/")
        same = len(names) == len(parts) and all(
            name.startswith("{") or name == part for name, part in zip(names, parts, strict=True)
        )
        if same and method.lower() in methods:
            return methods[method.lower()]
    return None
