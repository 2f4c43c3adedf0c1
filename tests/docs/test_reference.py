"""The reference pages say what the product does today."""

from __future__ import annotations

import pytest

from docs import generate


@pytest.mark.parametrize(
    "name", ["book-format.md", "command-line.md", "diagnostics.md", "guarantees.md", "http-api.md"]
)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (generate.REFERENCE / name).read_text("utf-8")

    assert generate.pages()[name] == written, "run `make docs`"


def test_every_guarantee_is_a_sentence() -> None:
    sentences = [line for line in generate.guarantees().splitlines() if line.startswith("**")]

    assert len(sentences) >= 12
    assert all(len(line.split("—")[1].split()) >= 5 for line in sentences)
