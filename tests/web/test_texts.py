"""Every text of the pages exists in every language, in words of its own, with the same places."""

from __future__ import annotations

import re

import pytest

from leeway.web import texts

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
SAME_EVERYWHERE = {"Leeway", "OK"}
"""What is not translated because it is a name."""
LATIN = re.compile(r"[A-Za-z]{3,}")


def _forms(message: object) -> list[str]:
    string = message.string
    return list(string) if isinstance(string, tuple | list) else [string]


@pytest.fixture(params=texts.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_catalogues_hold_just_the_texts_of_today(language: str) -> None:
    written, compiled = texts.bring_up_to_date(language)

    assert texts.po_path(language).read_bytes() == written, "python -m leeway.web.texts brings it up to date"
    assert texts.po_path(language).with_suffix(".mo").read_bytes() == compiled


def test_no_text_is_left_untranslated(language: str) -> None:
    missing = [each.id for each in texts.catalogue(language) if each.id and not all(_forms(each))]

    assert missing == []


def test_no_translation_is_the_english_text(language: str) -> None:
    copied = [
        each.id
        for each in texts.catalogue(language)
        if each.id and each.id not in SAME_EVERYWHERE and LATIN.search(str(each.id)) and each.id in _forms(each)
    ]

    assert copied == []


def test_a_translation_has_the_places_of_its_text(language: str) -> None:
    wrong = []
    for each in texts.catalogue(language):
        wanted = each.id if isinstance(each.id, str) else each.id[-1]
        for form in _forms(each) if each.id else ():
            # A singular form may name the thing without its number.
            given, asked = set(PLACES.findall(form)), set(PLACES.findall(wanted))
            if given - asked or (asked - given and isinstance(each.id, str)):
                wrong.append((each.id, form))

    assert wrong == []


def test_counted_texts_have_every_plural_form(language: str) -> None:
    catalogue = texts.catalogue(language)
    wrong = [
        each.id
        for each in catalogue
        if isinstance(each.id, tuple) and len(_forms(each)) != catalogue.num_plurals
    ]

    assert wrong == []


def test_texts_of_templates_and_of_code_are_found() -> None:
    found = {each.id for each in texts.collect()}

    assert "What is it about?" in found
    assert "A site cannot be moved below itself." in found
    assert ("%(count)s colleague", "%(count)s colleagues") in found
