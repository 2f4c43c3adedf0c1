"""A telephone number is one however it is written, at a site of its country."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leeway.desk.people import commands as people
from leeway.desk.people.queries import sites as zones
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known
from leeway.desk.persons.queries.numbers import country_at

NINE = datetime(2026, 6, 15, 9, tzinfo=UTC)
WAYS = (
    "+380 67 212 3456",
    "0672 123 456",
    "(067) 212-34-56",
    "00380 672123456",
    "380672123456",
    "+380 (0)67 212 34 56",
    "٠٦٧٢١٢٣٤٥٦",
)


@pytest.fixture
def sites(db: None) -> None:
    """Kyiv below a network in Ukraine, a shop in Chișinău, and one in no country."""
    people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
    people.add_site(name="Kyiv", parent="network", id_="kyiv")
    people.add_site(name="Chișinău", parent="network", id_="chisinau", zone="Europe/Chisinau")


@pytest.mark.parametrize("typed", WAYS)
def test_however_it_is_written_it_is_one_number(sites: None, typed: str) -> None:
    assert known.canonical(typed, site="kyiv") == ("phone", "380672123456")


def test_the_same_digits_are_two_numbers_in_two_countries(sites: None) -> None:
    persons.know("069 123 456", at=NINE, site="chisinau")

    assert known.find("+373 69 123 456") is not None
    assert known.find("069 123 456", site="kyiv") is None
    assert known.find("069 123 456", site="chisinau") is not None


def test_without_a_site_it_is_a_number_of_the_desks_country(sites: None) -> None:
    assert country_at() == "UA"
    assert known.canonical("0672 123 456") == ("phone", "380672123456")


def test_a_desk_whose_sites_have_no_zone_is_where_its_book_is(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add_site(name="Shop", parent=None, id_="s")
    monkeypatch.setattr(zones, "_OTHERWISE", [lambda: "Europe/Chisinau"])

    assert country_at("s") == "MD"


def test_where_no_country_is_known_the_digits_are_compared(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "_OTHERWISE", [])

    assert known.canonical("067 212-34-56") == ("phone", "0672123456")
    assert known.canonical("+380 67 212 34 56") == ("phone", "380672123456")


@pytest.mark.parametrize(("typed", "digits"), [("12-34-567", "1234567"), ("067 212", "067212")])
def test_what_fits_no_country_stays_as_its_digits(sites: None, typed: str, digits: str) -> None:
    assert known.canonical(typed, site="kyiv") == ("phone", digits)


def test_a_number_is_shown_as_it_was_written_else_in_groups(sites: None) -> None:
    typed = persons.know("0672 123 456", at=NINE, site="kyiv")
    other = persons.know_at("phone", "380672123457", at=NINE)

    assert [each.shown for each in known.whole(typed).points] == ["0672 123 456"]
    assert [each.shown for each in known.whole(other).points] == ["+380 67 212 3457"]
    assert known.customer(typed).known_by == ("0672 123 456",)


def test_two_who_give_one_number_in_two_forms_are_suggested_as_one(sites: None) -> None:
    one = persons.know("+380 67 212 3456", at=NINE)
    other = persons.know("maria@example.com", at=NINE)
    kind, value = known.canonical("067 212 34 56", site="kyiv")
    theirs = persons.add_point(other, kind=kind, value=value, at=NINE, typed="067 212 34 56")

    assert theirs is False
    assert [(each.id, each.because) for each in known.alike(one)] == [(other, "claimed")]
