"""The tree of sites: adding, renaming, moving; how it is shown, and to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from leeway.desk.people import commands, queries
from leeway.desk.people.models import Site


def paths() -> dict[str, str]:
    return dict(Site.objects.values_list("pk", "path"))


def test_a_site_moves_with_everything_below_it(region: datetime) -> None:
    commands.move_site("north", under="south")

    assert paths() == {
        "network": "network/", "south": "network/south/", "301": "network/south/301/",
        "north": "network/south/north/", "214": "network/south/north/214/", "215": "network/south/north/215/",
    }  # fmt: skip
    assert Site.objects.get(pk="north").parent_id == "south"
    assert queries.may_decide_at("lidia", "214", at=region)


@pytest.mark.parametrize(("site", "under"), [("north", "214"), ("north", "north"), ("network", "south")])
def test_a_site_is_never_moved_below_itself(region: datetime, site: str, under: str) -> None:
    before = paths()

    with pytest.raises(commands.UnderItselfError):
        commands.move_site(site, under=under)

    assert before == paths()


def test_a_neighbour_whose_id_begins_alike_stays_where_it_is(region: datetime) -> None:
    commands.add_site(name="North two", parent="network", id_="north2")
    commands.move_site("north", under="south")

    assert paths()["north2"] == "network/north2/"


def test_there_is_an_end_to_how_deep_a_tree_goes(region: datetime) -> None:
    long = "x" * 60
    above = "network"
    for number in range(7):
        above = commands.add_site(name="deep", parent=above, id_=f"{long}{number}")

    with pytest.raises(commands.TooDeepError):
        commands.add_site(name="deeper", parent=above, id_=f"{long}9")
    above = commands.add_site(name="nearly", parent=above, id_="x" * 50)

    with pytest.raises(commands.TooDeepError):
        commands.move_site("south", under=above)


def test_another_name_and_zone_keep_the_id(region: datetime) -> None:
    commands.rename_site("214", name="Ring road", zone="Europe/Warsaw")
    place = queries.place("214")

    assert place is not None
    assert (place.id, place.name, place.zone) == ("214", "Ring road", "Europe/Warsaw")


def test_the_tree_stands_in_order_with_how_many_serve(region: datetime) -> None:
    commands.go_on_duty("nina", site="214", at=region)
    found = queries.branches(("network/",), at=region)

    assert [(each.name, each.depth) for each in found.rows] == [
        ("All stations", 0), ("North", 1), ("Station 214", 2), ("Station 215", 2), ("South", 1),
        ("Station 301", 2),
    ]  # fmt: skip
    assert [(each.posted_count, each.on_duty_count) for each in found.rows if each.id == "214"] == [(2, 1)]


def test_a_part_of_the_tree_begins_at_its_own_top(region: datetime) -> None:
    found = queries.branches(("network/north/214/", "network/south/"), at=region)

    assert [(each.id, each.depth) for each in found.rows] == [("south", 0), ("301", 1), ("214", 0)]


def test_sites_are_found_by_a_few_letters_of_any_alphabet(region: datetime) -> None:
    commands.add_site(name="Заправка Київ", parent="north", id_="kyiv")
    found = queries.branches(("network/",), at=region, name="київ")

    assert [each.id for each in found.rows] == ["kyiv"]


def test_people_are_found_within_what_one_sees_only(region: datetime) -> None:
    commands.add_colleague(name="Ніна Черненко", at=region, id_="n2")
    commands.post("n2", site="301", authority="attendant", at=region)

    everywhere = queries.people_found("ніна", paths=("network/",), at=region)
    north_only = queries.people_found("ніна", paths=("network/north/",), at=region)

    assert [row.who.id for row in everywhere.rows] == ["n2"]
    assert north_only.rows == ()


def test_a_pattern_is_only_letters_to_the_search(region: datetime) -> None:
    assert queries.people_found(".*", paths=("network/",), at=region).rows == ()
    assert queries.branches(("network/",), at=region, name="(").rows == ()


@pytest.mark.parametrize("name", ["sites", "site"])
def test_pages_need_no_more_questions_to_the_database_with_more_people(
    region: datetime, signed_in: Any, name: str, django_assert_max_num_queries: Any
) -> None:
    members = [
        commands.Member(
            id=f"c{number}", name=f"Colleague {number}", site="214", authority="attendant",
            certificates=("cash desk",), on_duty=True,
        )
        for number in range(200)
    ]  # fmt: skip
    commands.add_colleagues(members, at=region)
    browser = signed_in("vera")

    with django_assert_max_num_queries(40):
        page = browser.get("/sites/?q=col" if name == "sites" else "/sites/214/")

    assert page.status_code == 200
    assert page.content.count(b"Colleague 1") >= 10


def test_a_long_list_of_people_is_turned_page_by_page(region: datetime) -> None:
    commands.add_colleagues(
        [commands.Member(id=f"c{n:03}", name=f"C {n:03}", site="301", authority="trainee") for n in range(120)],
        at=region,
    )
    first, last = queries.people_of(["301"], at=region), queries.people_of(["301"], at=region, page=99)

    assert (first.total, first.page_count, len(first.rows)) == (120, 3, 50)
    assert (last.page, len(last.rows)) == (3, 20)


def test_a_foreign_site_is_not_there_for_whom_it_does_not_concern(signed_in: Any) -> None:
    browser = signed_in("nina")

    assert browser.get("/sites/214/").status_code == 200
    assert {browser.get(f"/sites/{site}/").status_code for site in ("215", "301", "north", "nowhere")} == {404}


def test_the_list_of_sites_shows_no_foreign_name(signed_in: Any) -> None:
    text = signed_in("nina").get("/sites/").content.decode()

    assert "Station 214" in text
    assert "Station 301" not in text
    assert "Lidia" not in signed_in("nina").get("/sites/?q=li").content.decode()


@pytest.mark.parametrize("action", ["change", "add", "move", "invite"])
def test_only_whoever_looks_after_the_people_changes_a_site(signed_in: Any, action: str) -> None:
    said = {"name": "Mine", "under": "301", "authority": "manager", "language": "en"}

    assert signed_in("oksana").post(f"/sites/214/{action}/", said).status_code == 404
    assert signed_in("lidia").post(f"/sites/214/{action}/", said).status_code == 404


def test_a_site_is_moved_only_to_where_one_leads_too(signed_in: Any) -> None:
    assert signed_in("lidia").post("/sites/301/move/", {"under": "north"}).status_code == 404
    assert paths()["301"] == "network/south/301/"

    assert signed_in("vera").post("/sites/301/move/", {"under": "north"}).status_code == 302
    assert paths()["301"] == "network/north/301/"


def test_a_wrong_zone_is_said_at_its_field(signed_in: Any) -> None:
    page = signed_in("vera").post("/sites/214/change/", {"name": "X", "zone": "Mars/Base"})

    assert page.status_code == 422
    assert "There is no such time zone." in page.content.decode()
