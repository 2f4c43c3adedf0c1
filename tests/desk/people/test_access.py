"""Who may see and change what: each condition, for both answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leeway.desk.people import commands, queries
from leeway.desk.people.queries.access import highest, is_alone_in_charge, leads, sites_tied_to

LATER = timedelta(days=30)


@pytest.mark.parametrize(
    ("colleague", "site", "expected"),
    [
        ("nina", "214", True), ("nina", "215", False), ("nina", "north", False),
        ("oksana", "214", True), ("oksana", "301", False), ("vera", "301", True),
    ],
)  # fmt: skip
def test_whoever_is_posted_at_a_site_or_above_it_may_decide_there(
    region: datetime, colleague: str, site: str, expected: bool
) -> None:
    assert expected == queries.may_decide_at(colleague, site, at=region)


def test_nobody_decides_before_or_after_their_posting(region: datetime) -> None:
    commands.end_posting("nina", site="214", at=region + LATER)

    assert not queries.may_decide_at("nina", "214", at=region - LATER)
    assert queries.may_decide_at("nina", "214", at=region)
    assert not queries.may_decide_at("nina", "214", at=region + LATER)


@pytest.mark.parametrize(
    ("colleague", "site", "expected"),
    [("nina", "214", True), ("nina", "215", False), ("lidia", "301", True), ("lidia", "214", False)],
)
def test_one_sees_the_sites_where_one_decides_or_looks_after_something(
    region: datetime, colleague: str, site: str, expected: bool
) -> None:
    assert expected == queries.may_see_site(colleague, site, at=region)


def test_looking_after_policies_alone_lets_a_site_be_seen(region: datetime) -> None:
    commands.put_in_charge("nina", site="south", of="policies")

    assert queries.may_see_site("nina", "301", at=region)
    assert not queries.may_lead_people_at("nina", "301")


@pytest.mark.parametrize(
    ("colleague", "site", "expected"),
    [("vera", "214", True), ("lidia", "301", True), ("lidia", "214", False), ("oksana", "214", False)],
)
def test_people_are_led_by_whoever_looks_after_them_there_or_above(
    region: datetime, colleague: str, site: str, expected: bool
) -> None:
    assert expected == queries.may_lead_people_at(colleague, site)


@pytest.mark.parametrize(
    ("colleague", "of", "expected"),
    [
        ("nina", "nina", True), ("nina", "andrii", False), ("oksana", "nina", False), ("vera", "nina", True),
        ("lidia", "nina", False),
    ],
)  # fmt: skip
def test_a_record_is_seen_by_oneself_and_by_whoever_looks_after_the_people_there(
    region: datetime, colleague: str, of: str, expected: bool
) -> None:
    assert expected == queries.may_see_record_of(colleague, of, at=region)


def test_nobody_changes_their_own_record_unless_alone_in_charge(region: datetime) -> None:
    assert queries.may_change_record_of("vera", "vera", at=region)

    commands.put_in_charge("oksana", site="network", of="people")

    assert not queries.may_change_record_of("vera", "vera", at=region)
    assert queries.may_change_record_of("vera", "nina", at=region)
    assert not queries.may_change_record_of("nina", "nina", at=region)


def test_a_record_stays_with_those_who_led_where_somebody_was_last(region: datetime) -> None:
    commands.end_posting("nina", site="214", at=region)

    assert leads("vera", "nina", at=region + LATER)
    assert not leads("lidia", "nina", at=region + LATER)


def test_whoever_has_left_leads_nobody(region: datetime) -> None:
    commands.put_in_charge("oksana", site="network", of="people")
    commands.leave("vera", at=region)

    assert not leads("vera", "nina", at=region)


def test_vouching_needs_all_sites_somebody_is_tied_to(region: datetime) -> None:
    commands.post("nina", site="301", authority="attendant", at=region)

    assert queries.may_vouch_for("vera", "nina")
    assert not queries.may_vouch_for("lidia", "nina"), "Nina also serves in the north"
    assert not queries.may_vouch_for("vera", "vera")


def test_a_lead_of_a_region_cannot_get_at_the_owner_who_helps_out_there(region: datetime) -> None:
    commands.post("vera", site="301", authority="attendant", at=region)

    assert leads("lidia", "vera", at=region)
    assert not queries.may_vouch_for("lidia", "vera")


def test_nobody_vouches_for_somebody_tied_to_nothing(region: datetime) -> None:
    commands.add_colleague(name="New", at=region, id_="new")

    assert sites_tied_to("new") == frozenset()
    assert not queries.may_vouch_for("vera", "new")


def test_what_is_seen_is_where_one_is_posted_or_in_charge_and_all_below(region: datetime) -> None:
    assert queries.paths_seen("nina", at=region) == ("network/north/214/",)
    assert queries.paths_seen("vera", at=region) == ("network/",)
    assert queries.paths_seen("nina", at=region - LATER) == ()
    assert queries.paths_led("vera") == ("network/",)
    assert queries.paths_led("nina") == ()


def test_a_path_below_another_says_nothing_new() -> None:
    assert highest(["a/b/", "a/", "c/d/", "c/d/e/"]) == ("a/", "c/d/")


def test_one_is_alone_in_charge_until_somebody_else_looks_after_everybody(region: datetime) -> None:
    assert is_alone_in_charge("vera")
    assert not is_alone_in_charge("lidia")

    commands.put_in_charge("lidia", site="network", of="people")

    assert not is_alone_in_charge("vera")
