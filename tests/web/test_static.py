"""Files that browsers load: as they were published, and with an address that changes when they do."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

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


@pytest.mark.usefixtures("db")  # the end of any request looks whether connections are still good
@pytest.mark.parametrize("name", ["leeway/leeway.css", "leeway/vendored/htmx.min.js", "leeway/icon.svg"])
def test_styles_and_scripts_travel_compressed_and_say_the_same(client: Any, name: str) -> None:
    import gzip

    plain = client.get(f"/static/{name}")
    light = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    whole = b"".join(plain)
    plain.close()

    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(light.content) == whole
    assert int(light.headers["Content-Length"]) == len(light.content) < len(whole)
    assert "Accept-Encoding" in light.headers["Vary"]
    assert light.headers["Content-Type"] == plain.headers["Content-Type"]


@pytest.mark.usefixtures("db")
def test_fonts_travel_as_they_are(client: Any) -> None:
    name = "leeway/vendored/inter-latin-wght-normal.woff2"
    light = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})

    light.close()

    assert "Content-Encoding" not in light.headers
