"""Postings, certificates, responsibilities, duty and absence: what ends stays known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from leeway.desk.people import commands, queries

DAY = timedelta(days=1)


def test_a_new_posting_at_a_site_ends_the_one_before_and_keeps_it(region: datetime) -> None:
    commands.post("nina", site="214", authority="supervisor", at=region + DAY)
    record = queries.record_of("nina", at=region + DAY)

    assert record is not None
    assert [(each.authority, each.until) for each in record.postings] == [
        ("supervisor", None), ("attendant", region + DAY),
    ]  # fmt: skip


def test_ending_a_posting_ends_the_duty_there(region: datetime) -> None:
    commands.go_on_duty("nina", site="214", at=region)
    commands.end_posting("nina", site="214", at=region + DAY)

    assert not queries.is_on_duty("nina")


@pytest.mark.parametrize(("days", "expected"), [(0, True), (9, True), (10, False)])
def test_a_certificate_holds_until_it_expires(region: datetime, days: int, expected: bool) -> None:
    commands.certify("nina", name="gas", at=region, expires_at=region + 10 * DAY)

    assert expected == ("gas" in queries.certificates_of("nina", at=region + days * DAY))


def test_a_withdrawn_certificate_held_until_then(region: datetime) -> None:
    commands.certify("nina", name="gas", at=region)
    commands.withdraw_certificate("nina", name="gas", at=region + DAY, by="vera")

    assert "gas" in queries.certificates_of("nina", at=region)
    assert "gas" not in queries.certificates_of("nina", at=region + DAY)


def test_a_certificate_given_again_replaces_the_one_that_ends(region: datetime) -> None:
    commands.certify("nina", name="gas", at=region, expires_at=region + DAY)
    commands.certify("nina", name="gas", at=region, expires_at=region + 9 * DAY)
    record = queries.record_of("nina", at=region)

    assert record is not None
    assert [each.holds for each in record.certificates] == [True, False]


def test_one_is_on_duty_at_one_place_at_a_time(region: datetime) -> None:
    commands.post("nina", site="215", authority="attendant", at=region)
    commands.go_on_duty("nina", site="214", at=region)
    commands.go_on_duty("nina", site="215", at=region + DAY)

    assert [row.who.id for row in queries.on_duty_at("network/north/215/", at=region + DAY)] == ["nina"]
    assert queries.on_duty_at("network/north/214/", at=region + DAY) == ()


def test_a_second_tap_does_not_begin_duty_anew(region: datetime) -> None:
    from leeway.desk.people.models import Duty

    commands.go_on_duty("nina", site="214", at=region)
    commands.go_on_duty("nina", site="214", at=region + DAY)

    assert [each.since for each in Duty.objects.filter(colleague="nina")] == [region]


def test_whoever_is_away_is_not_asked(region: datetime) -> None:
    commands.plan_absence("oksana", since=region + DAY, until=region + 3 * DAY)

    def asked(at: datetime) -> list[str]:
        return [each.id for each in queries.whom_to_ask("214", authorities=["supervisor"], at=at)]

    assert asked(region) == ["oksana"]
    assert asked(region + 2 * DAY) == []
    assert asked(region + 3 * DAY) == ["oksana"]


def test_an_absence_that_lasts_is_ended_and_one_to_come_is_taken_back(region: datetime) -> None:
    commands.plan_absence("oksana", since=region - DAY, until=region + DAY)
    commands.plan_absence("oksana", since=region + 5 * DAY, until=region + 6 * DAY)
    record = queries.record_of("oksana", at=region)
    assert record is not None
    for each in record.absences:
        commands.cancel_absence("oksana", absence=each.id, at=region)
    after = queries.record_of("oksana", at=region)

    assert after is not None
    assert after.absences == ()


def test_nobody_cancels_the_absence_of_another(region: datetime) -> None:
    commands.plan_absence("oksana", since=region, until=region + DAY)
    record = queries.record_of("oksana", at=region)
    assert record is not None
    commands.cancel_absence("nina", absence=record.absences[0].id, at=region)

    assert queries.record_of("oksana", at=region) == record


def test_an_absence_takes_time(region: datetime) -> None:
    with pytest.raises(ValueError, match="time"):
        commands.plan_absence("nina", since=region, until=region)


def test_somebody_always_looks_after_everybody(region: datetime) -> None:
    with pytest.raises(commands.LastInChargeError):
        commands.relieve("vera", site="network", of="people")
    with pytest.raises(commands.LastInChargeError):
        commands.leave("vera", at=region)
    commands.put_in_charge("oksana", site="network", of="people")
    commands.relieve("vera", site="network", of="people")

    assert queries.may_lead_people_at("oksana", "214")
    assert not queries.may_lead_people_at("vera", "214")


def test_a_day_off_is_planned_by_whole_days_where_one_serves(signed_in: Any, region: datetime) -> None:
    said = {"since": "2026-07-01", "until": "2026-07-02", "reason": "sea"}
    signed_in("oksana").post("/me/away/", said)
    record = queries.record_of("oksana", at=region)

    assert record is not None
    assert [(str(each.since), str(each.until)) for each in record.absences] == [
        ("2026-06-30 21:00:00+00:00", "2026-07-02 21:00:00+00:00")
    ]


@pytest.mark.parametrize("said", [{"since": "2026-07-02", "until": "2026-07-01"}, {"since": "never"}, {}])
def test_an_absence_that_cannot_be_is_said_so(signed_in: Any, said: dict[str, str]) -> None:
    assert signed_in("oksana").post("/me/away/", said).status_code == 422


def test_duty_is_one_tap_and_only_where_one_may_decide(signed_in: Any) -> None:
    browser = signed_in("nina")
    browser.post("/duty/", {"duty": "on", "next": "/me/"})

    assert queries.is_on_duty("nina")
    assert browser.post("/duty/", {"duty": "on", "site": "301"}).status_code == 404

    browser.post("/duty/", {"duty": "off"})

    assert not queries.is_on_duty("nina")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("post", {"site": "214", "authority": "manager"}), ("post", {"site": "214", "end": ""}),
        ("certificate", {"name": "gas"}), ("charge", {"site": "network", "kind": "people"}),
        ("link", {}), ("leave", {}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["nina", "oksana", "lidia"])
def test_only_whoever_looks_after_somebody_changes_their_record(
    signed_in: Any, region: datetime, who: str, path: str, said: dict[str, str]
) -> None:
    before = queries.record_of("nina", at=region)

    assert signed_in(who).post(f"/colleagues/nina/{path}/", said).status_code == 404
    assert before == queries.record_of("nina", at=region)


def test_a_lead_posts_certifies_and_puts_in_charge(signed_in: Any, region: datetime) -> None:
    browser = signed_in("vera")
    browser.post("/colleagues/nina/post/", {"site": "301", "authority": "supervisor"})
    browser.post("/colleagues/nina/certificate/", {"name": "gas", "until": "2026-12-31"})
    browser.post("/colleagues/nina/charge/", {"site": "214", "kind": "operations"})
    record = queries.record_of("nina", at=region)

    assert record is not None
    assert ("301", "supervisor") in [(each.site, each.authority) for each in record.postings]
    assert [(each.name, str(each.expires_at)) for each in record.certificates] == [
        ("gas", "2026-12-31 22:00:00+00:00")
    ]
    assert [(each.kind, each.site) for each in record.charges] == [("operations", "214")]


def test_a_lead_posts_nobody_at_a_site_of_others_nor_with_an_authority_of_no_book(
    signed_in: Any, region: datetime
) -> None:
    commands.post("nina", site="301", authority="attendant", at=region)

    assert (
        signed_in("lidia").post("/colleagues/nina/post/", {"site": "214", "authority": "manager"}).status_code
        == 404
    )

    signed_in("vera").post("/colleagues/nina/post/", {"site": "214", "authority": "emperor"})

    assert queries.authorities_held("nina", at=region) == {"attendant"}


def test_whoever_works_here_no_longer_is_signed_out_and_cannot_come_back(
    signed_in: Any, region: datetime, client: Any
) -> None:
    from django.test import Client

    nina = Client()
    token = commands.make_sign_in_link("nina", expires_at=region + DAY)
    nina.post(f"/enter/{token}/")
    assert nina.get("/me/").status_code == 200

    signed_in("vera").post("/colleagues/nina/leave/", {})
    again = commands.make_sign_in_link("nina", expires_at=region + DAY)

    assert nina.get("/me/").status_code == 302, "the open session ends"
    assert Client().post(f"/enter/{again}/").status_code == 410
    assert not queries.may_decide_at("nina", "214", at=region)
