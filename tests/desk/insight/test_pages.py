"""Pages of figures are for those who lead, of their own sites only, and say something to an empty desk too."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from leeway.desk.clock import held_at
from leeway.desk.insight.queries import scope_of
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague

from .conftest import DAY, HOUR, NOON, Region

ADDRESSES = (
    "/reports/", "/reports/goodwill/", "/reports/goodwill/decisions/", "/reports/matters/broken/",
    "/reports/figures.csv", "/reports/goodwill.csv",
)  # fmt: skip


@pytest.fixture
def page(region: Region) -> Any:
    def get(who: str, address: str, **query: str) -> Any:
        client = Client()
        client.force_login(Colleague.objects.get(pk=who))
        with held_at(NOON):
            answer = client.get(address, query)
            if answer.streaming:
                answer.text_read = b"".join(answer.streaming_content).decode()
        return answer

    return get


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_serves_at_the_front_has_no_figures(page, address) -> None:
    assert page("sami", address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_reads_the_figures_of_another_region(page, address) -> None:
    people.add_site(name="South", parent="network", id_="south")

    assert page("oksana", address, site="south").status_code == 404
    assert page("oksana", address, site="network").status_code == 404
    assert page("oksana", address, site="nowhere").status_code == 404
    assert page("oksana", address, site="214").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_is_sent_to_sign_in(region, address) -> None:
    assert Client().get(address).status_code == 302


def test_whoever_leads_one_site_and_serves_at_another_reads_the_one_they_lead(region) -> None:
    people.post("sami", site="301", authority="supervisor", at=NOON - DAY)
    scope = scope_of("sami", at=NOON)

    assert scope is not None
    assert scope.sums == ("301",)
    assert scope_of("sami", site="214", at=NOON) is None


def test_a_lead_whose_posting_ended_reads_nothing_more(region) -> None:
    people.end_posting("oksana", site="north", at=NOON - DAY)

    assert scope_of("oksana", at=NOON) is None


def test_an_empty_desk_says_what_will_stand_there(page) -> None:
    answer = page("oksana", "/reports/")

    assert "Nothing to count yet" in answer.text
    assert "No goodwill in this time" in page("oksana", "/reports/goodwill/").text


def test_a_report_shows_shares_pictures_and_their_tables(page, settle, counted) -> None:
    for number in range(12):
        settle(at=NOON - DAY - number * HOUR)
    counted()
    text = page("oksana", "/reports/").text

    assert "100 %" in text
    assert "of 12 promises that ended" in text
    assert text.count('role="img"') >= 3
    assert text.count("<table") >= 3
    assert "style=" not in text


def test_of_few_no_percentage_is_shown(page, settle, counted) -> None:
    settle(at=NOON - DAY)
    counted()
    text = page("oksana", "/reports/").text

    assert "1 of 1" in text
    assert "100 %" not in text.replace("Too few for a percentage", "").split("Content or very")[0]


def test_from_a_figure_one_comes_to_its_matters(page, matter, counted) -> None:
    from leeway.desk.cases import commands as cases

    case = matter(at=NOON - 3 * DAY, subject="A broken pump")
    cases.do_what_is_due(at=NOON)
    matter(at=NOON - 3 * DAY, site="301", subject="Another")
    counted()
    text = page("oksana", "/reports/matters/broken/", site="214").text

    assert "A broken pump" in text
    assert f"/matters/{case}/" in text
    assert "Another" not in text


def test_an_unknown_figure_is_not_found(page) -> None:
    assert page("oksana", "/reports/matters/everything/").status_code == 404


def test_the_file_says_what_the_page_says_with_the_same_choice(page, settle, counted) -> None:
    people.rename_site("214", name="=cmd()", zone="")
    for number in range(11):
        settle(at=NOON - DAY, site="214" if number else "301")
    counted()
    answer = page("oksana", "/reports/figures.csv", period="7")
    rows = list(csv.DictReader(io.StringIO(answer.text_read.removeprefix("\ufeff"))))
    kept = {(row["part"], row["name"]): row for row in rows if row["figure"] == "promises kept"}

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.text_read.startswith("\ufeff")
    assert (kept["all", ""]["number"], kept["all", ""]["of"], kept["all", ""]["percent"]) == ("11", "11", "100")
    assert kept["site", "'=cmd()"]["number"] == "10"
    assert kept["site", "Station 301"]["percent"] == ""


@pytest.mark.parametrize("query", [
    {"period": "13"}, {"period": "2026-13"}, {"since": "nonsense", "until": "2026-06-01"},
    {"since": "2026-06-09", "until": "2026-06-01"}, {"since": "0001-01-01"}, {"until": "9999-12-31"},
    {"period": "2026-05", "channel": "'; drop"}, {"within": "31"}, {"period": "0000-01"},
])  # fmt: skip
def test_whatever_stands_in_an_address_there_is_a_page(page, query) -> None:
    for address in ("/reports/", "/reports/goodwill/", "/reports/figures.csv"):
        assert page("oksana", address, **query).status_code == 200


def test_a_page_asks_the_same_however_much_happened(
    page, settle, counted, django_assert_max_num_queries
) -> None:
    for number in range(15):
        settle(at=NOON - number * DAY, site=("214", "301")[number % 2])
    counted()
    with django_assert_max_num_queries(60):
        page("oksana", "/reports/", period="365")


def test_those_who_lead_find_reports_in_the_frame(page) -> None:
    assert 'href="/reports/"' in page("oksana", "/reports/").text
