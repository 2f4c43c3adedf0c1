"""Matters: assigned, tagged, closed, split, joined and linked, each undone; many at once; found again."""

from __future__ import annotations

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.models import Entry, Promise
from leeway.desk.conversations import commands

from .conftest import NOON


def test_in_turn_those_on_duty_get_as_many(desk, mail) -> None:
    came = [mail(str(number), sender=f"p{number}@example.com") for number in range(6)]
    held = [matters.case(each.case) for each in came]
    given = commands.assign_in_turn(held, by="vera", at=NOON)
    owners = [matters.case(each.case).owner for each in came]

    assert given == 6
    assert sorted(set(owners)) == ["nina", "oksana", "vera"]
    assert {owners.count(each) for each in set(owners)} == {2}


def test_a_split_matter_has_a_promise_and_undone_nothing_is_left_of_it(desk, mail) -> None:
    first = mail("1")
    second = mail("2", case=first.case, text="And the toilet was closed.")
    before = list(Entry.objects.filter(kind="message").order_by("pk").values_list("pk", "case"))
    nina = desk("nina").post(f"/matters/{first.case}/split/", entry=[second.entry], summary="The toilet")
    made = next(each for each in matters.cases_of([first.person]) if each.summary == "The toilet")
    moved = Entry.objects.get(pk=second.entry).case_id
    promised = Promise.objects.filter(case=made.id, state="open").count()
    link = matters.ties_of([first.case])[0].id
    nina.post(f"/matters/{first.case}/links/{link}/undo/")

    assert (moved, promised) == (made.id, 1)
    assert list(Entry.objects.filter(kind="message").order_by("pk").values_list("pk", "case")) == before
    assert matters.case(made.id).state == "closed"


def test_a_joined_matter_goes_on_in_the_other_and_undone_stands_as_before(desk, mail) -> None:
    first, second = mail("1"), mail("2", text="The same again.")
    before = (matters.case(second.case), [each.id for each in matters.entries_of(second.case)])
    desk("nina").post(f"/matters/{second.case}/join/", into=first.case)
    joined = (matters.case(second.case).state, Entry.objects.get(pk=second.entry).case_id)
    desk("nina").post(f"/matters/{first.case}/links/{matters.ties_of([first.case])[0].id}/undo/")

    assert joined == ("closed", first.case)
    assert (matters.case(second.case), [each.id for each in matters.entries_of(second.case)]) == before


def test_tags_make_a_list_that_can_be_saved(desk, mail) -> None:
    came = mail("1")
    mail("2", sender="other@example.com", name="Ion Rusu")
    nina = desk("nina").post(f"/matters/{came.case}/tags/", tags="Fuel, urgent")
    nina.post("/people/views/", name="About fuel", tag="fuel")

    assert matters.tags_of([came.case]) == {came.case: ("fuel", "urgent")}
    assert "Maria Ionescu" in nina.text
    assert "Ion Rusu" not in nina.text
    assert "About fuel" in nina.get("/people/").text


def test_many_are_closed_in_one_go_but_never_anothers(desk, mail) -> None:
    own, foreign = mail("1"), mail("2", sender="x@example.com", site="301")
    desk("nina").post("/people/table/do/", case=[own.case, foreign.case], do="close", because="double")

    assert (matters.case(own.case).state, matters.case(foreign.case).state) == ("closed", "open")
    assert matters.case(own.case).closed_because == "double"


def test_closed_with_a_reason_it_says_so_and_opens_again(desk, mail) -> None:
    came = mail("1")
    nina = desk("nina").post(f"/matters/{came.case}/close/", because="It was a mistake.")
    shown = nina.text
    nina.post(f"/matters/{came.case}/reopen/")

    assert "closed: It was a mistake." in shown
    assert matters.case(came.case).due_at is not None


def test_somebody_unknown_is_given_a_name(desk) -> None:
    came = cases.receive(
        cases.Incoming(key="x", channel="mail", site="214", text="No address at all."), at=NOON
    )
    nina = desk("nina").get("/people/")
    listed = nina.text
    nina.post(f"/matters/{came.case}/who/", who="maria@example.com")

    assert "Somebody unknown" in listed
    assert nina.path.startswith("/people/")
    assert "No address at all." in nina.text


def test_words_are_found_however_they_are_inflected(desk, mail) -> None:
    mail("1", text="Двигун троїть після заправки дизелем", name="Олексій Бондар", sender="b@example.com")
    mail("2", text="I would like two refunds, please", sender="r@example.com", name="Andrei Popescu")
    mail("3", text="لم تصل القسيمة بعد", sender="l@example.com", name="ليلى حداد")
    commands.do_what_is_due(at=NOON)
    nina = desk("nina")
    found = {
        typed: nina.get(f"/find/?q={typed}").text for typed in ("двигуна", "refunded", "pope", "قسيمة", "b@ex")
    }

    assert "Двигун троїть" in found["двигуна"]
    assert "two refunds" in found["refunded"]
    assert "Andrei Popescu" in found["pope"]
    assert "لم تصل" in found["قسيمة"]
    assert "Олексій Бондар" in found["b@ex"]


def test_nothing_is_found_that_one_may_not_see(desk, mail) -> None:
    mail("1", text="A secret of station 214")
    commands.do_what_is_due(at=NOON)

    assert "secret" in desk("nina").get("/find/?q=secrets").text
    assert "A secret" not in desk("ihor").get("/find/?q=secrets").text


def test_an_article_is_written_found_and_changed(desk) -> None:
    nina = desk("nina").post(
        "/articles/new/", title="Is the green card valid at the wash?", text="Yes, ten per cent."
    )
    written = nina.path
    nina.post(
        f"{written}change/", title="Is the green card valid at the wash?", text="Yes, twenty.", public="yes"
    )

    assert "Yes, twenty." in nina.text
    assert "green card" in nina.get("/find/?q=washes&kind=article").text


def test_articles_are_searched_beside_a_person_and_read_there(desk) -> None:
    nina = desk("nina")
    for title, text in (("The green card", "Valid at the wash."), ("A lost cap", "We have spare ones.")):
        nina.post("/articles/new/", title=title, text=text)
    washed = nina.get("/articles/?part=beside&q=washes").page
    nothing = nina.get("/articles/?part=beside&q=boat").page
    listed = nina.get("/articles/?q=caps").text

    assert "Valid at the wash." in washed
    assert "lost cap" not in washed
    assert "Nothing was found" in nothing
    assert ("lost cap" in listed, "green card" in listed) == (True, False)
