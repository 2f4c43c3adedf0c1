"""The description is OpenAPI 3.1, names every operation and problem, and no shape stands for two things."""

from __future__ import annotations

import inspect

import pytest
from pydantic import BaseModel

from leeway.api.shapes import answered, asked, kept, sent
from tests.api.programs import ROOT, Program, described

pytestmark = pytest.mark.usefixtures("desk")


def test_it_is_openapi_3_1():
    assert described()["openapi"].startswith("3.1")


def test_every_operation_says_who_may_call_it_and_what_can_go_wrong():
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("security"), f"{method} {path} needs no token"
            assert {"401", "404", "429", "503"} <= operation["responses"].keys()


def test_no_two_shapes_share_a_name():
    shapes = [
        (name, shape)
        for module in (answered, asked, kept, sent)
        for name, shape in inspect.getmembers(module, inspect.isclass)
        if issubclass(shape, BaseModel) and shape.__module__ == module.__name__
    ]

    assert len(shapes) == len({name for name, _ in shapes})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "nowhere", 404),
        ("get", "", 404),
        ("delete", "decisions", 405),
        ("post", "decisions", 401),
        ("put", "me", 405),
    ],
)
def test_whatever_goes_wrong_is_a_problem_document(method, path, status):
    answer = Program("").send(method, path)

    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert answer["type"].startswith("urn:leeway:problem:")


def test_the_description_is_served_to_everybody():
    assert Program("").client.get(ROOT + "openapi.json").status_code == 200
