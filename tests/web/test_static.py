"""Files that browsers load: as they were published, and with an address that changes when they do."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import leeway.web

VENDORED = Path(leeway.web.__file__).parent / "static" / "leeway" / "vendored"
SUMS = [line.split() for line in (VENDORED / "SHA256SUMS").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("expected", "name"), SUMS, ids=[name for _, name in SUMS])
def test_a_file_of_others_is_as_it_was_published(expected: str, name: str) -> None:
    assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == expected


def test_every_file_of_others_has_its_checksum() -> None:
    kept = {path.name for path in VENDORED.iterdir() if path.suffix in {".js", ".woff2"}}

    assert {name for _, name in SUMS} == kept


def test_an_address_ends_in_a_fingerprint_of_the_content() -> None:
    from django.templatetags.static import static

    address = static("leeway/leeway.css")

    assert address.startswith("/static/leeway/leeway.css?")
    assert len(address.partition("?")[2]) == 12


def test_a_file_that_no_app_has_is_refused() -> None:
    from django.templatetags.static import static

    with pytest.raises(ValueError, match="no static file"):
        static("leeway/unknown.css")
