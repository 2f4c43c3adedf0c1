"""Persons: known by points, suggested as one, merged and taken apart completely, exported, erased."""

from __future__ import annotations

import json
from datetime import timedelta

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.models import Entry, Fact
from leeway.desk.conversations import commands
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known
from leeway.desk.persons.models import Person, Point

from .conftest import NOON


def test_a_claim_on_anothers_point_takes_nothing_over(desk, mail) -> None:
    maria, thief = mail("1").person, mail("2", sender="other@example.com", name="Somebody Else").person
    theirs = persons.add_point(thief, kind="email", value="maria@example.com", at=NOON, source="said so")

    assert theirs is False
    assert known.find("maria@example.com").id == maria
    assert [(each.id, each.because) for each in known.alike(maria)] == [(thief, "claimed")]


def test_numbers_that_end_alike_are_suggested(desk) -> None:
    one = persons.know("+380 67 214 00 01", at=NOON)
    other = persons.know("+38 19 672 140 001", at=NOON)  # of no plan: it stays as its digits

    assert [(each.id, each.because) for each in known.alike(one)] == [(other, "phone")]


def test_a_number_with_and_without_its_country_is_found_and_added_as_one(desk) -> None:
    nina = desk("nina")
    nina.post("/people/open/", who="067 214 00 01", summary="The pump is slow.")
    person = known.find("+380 67 214 00 01")
    nina.post(f"/people/{person.id}/point/", do="add", typed="+380 67 214-00-01")
    points = known.whole(person.id).points
    about = nina.get(f"/people/{person.id}/about/").text

    assert [(each.value, each.shown) for each in points] == [("380672140001", "067 214 00 01")]
    assert "067 214 00 01" in about


def test_two_who_were_kept_apart_are_not_suggested_again(desk, mail) -> None:
    one, other = mail("1").person, mail("2", sender="m@example.com").person
    suggested = [each.id for each in known.alike(one)]
    persons.keep_apart(one, other, by="nina", at=NOON)

    assert suggested == [other]
    assert known.alike(one) == ()


def test_merged_on_the_page_they_have_one_conversation_and_apart_again_each_theirs(desk, mail) -> None:
    one, other = mail("1", text="From work."), mail("2", text="From home.", sender="home@example.com")
    before = _all()
    nina = desk("nina").get(f"/people/{one.person}/about/")
    nina.post(f"/people/{one.person}/merge/", other=other.person, because="name", do="merge")
    together = nina.get(f"/people/{other.person}/").text
    merge = known.whole(one.person).merged[0].id
    meanwhile = mail("3", text="From home again.", sender="home@example.com", case=other.case)
    nina.post(f"/people/{one.person}/merge/{merge}/undo/")

    assert "From work." in together
    assert "From home." in together
    assert _all() == before
    assert meanwhile.person == other.person
    assert "From home again." in nina.get(f"/people/{other.person}/").text
    assert "From home again." not in nina.get(f"/people/{one.person}/").text


def _all() -> list[tuple[object, ...]]:
    rows = [*Person.objects.order_by("pk").values_list("pk", "name", "root", "merged_into")]
    return [*rows, *Point.objects.order_by("pk").values_list("person", "kind", "value")]


def test_merges_are_undone_in_any_order(desk, mail) -> None:
    a, b, c = (mail(key, sender=f"{key}@example.com").person for key in "abc")
    first = persons.merge(gone=a, kept=b, by="nina", at=NOON)
    persons.merge(gone=b, kept=c, by="nina", at=NOON)
    whole = known.same_as(a)
    persons.undo_merge(first, by="nina", at=NOON)

    assert set(whole) == {a, b, c}
    assert (known.root_of(a), known.root_of(b), known.root_of(c)) == (a, c, c)


def test_the_counter_decides_for_whom_somebody_was_found_to_be(desk, mail) -> None:
    one, other = mail("1"), mail("2", sender="home@example.com")
    persons.merge(gone=other.person, kept=one.person, by="nina", at=NOON)

    assert matters.matter(other.case).person == one.person
    assert persons.know("home@example.com", at=NOON) == one.person


def test_an_export_holds_what_they_said_and_no_note_about_them(desk, mail) -> None:
    came = mail("1")
    cases.note(came.case, text="Difficult today.", by="nina", at=NOON)
    nina = desk("nina").get(f"/people/{came.person}/export/")
    form = json.loads(nina.page)

    assert form["points"][0]["value"] == "maria@example.com"
    assert [each["text"] for each in form["conversation"]] == ["I was charged twice."]


def test_erased_there_is_no_word_left_and_decisions_stand(desk, mail) -> None:
    came = mail("1", wish="my money", raw="raw/1")
    cases.learn(came.case, situation="apology/our-mistake")
    cases.find_fact(came.case, name="our doing", value=True, by="nina", at=NOON)
    nina = desk("nina").get(f"/people/{came.person}/")
    take = f"/matters/{came.case}/take/"
    nina.post(take, **nina.fields(take))
    decision = matters.matter(came.case).done[0]
    commands.do_what_is_due(at=NOON)
    desk("vera").post(f"/people/{came.person}/erase/", sure="ERASE")
    kept = " ".join(
        str(row) for row in [*Entry.objects.values(), *Person.objects.values(), *Fact.objects.values()]
    )

    assert "charged" not in kept
    assert "Maria" not in kept
    assert matters.raws_to_drop("mail") == ((came.entry, "raw/1"),)
    assert desk("vera").get(f"/decisions/{decision}/").status == 200


def test_only_who_looks_after_operations_erases(desk, mail) -> None:
    came = mail("1")

    assert desk("nina").post(f"/people/{came.person}/erase/", sure="ERASE").status == 404
    assert known.whole(came.person).person.name == "Maria Ionescu"


def test_consent_is_given_and_taken_back_by_hand_with_who_when_and_how(desk, mail) -> None:
    person = mail("1").person
    nina = desk("nina").get(f"/people/{person}/about/")
    before = nina.text
    nina.post(f"/people/{person}/consent/", purpose="outreach", given="yes", told="phone", channel="mail")
    agreed, by_mail = nina.text, known.agreed_to(person, "outreach", channel="mail")
    by_phone = known.agreed_to(person, "outreach", channel="phone")
    nina.at = NOON + timedelta(days=1)
    nina.post(f"/people/{person}/consent/", purpose="outreach", given="no", told="visit")
    kept = [(each.given, each.source, each.by) for each in known.words_on(person)]

    assert before.count("not asked yet") == 2
    assert "agreed · by e-mail only · since 06/15/2026 · on the telephone · Nina Koval" in agreed
    assert (by_mail, by_phone) == (True, False)
    assert "does not want it · since 06/16/2026 · face to face · Nina Koval" in nina.text
    assert "What they said before agreed · by e-mail only" in nina.text
    assert kept == [(False, "visit", "nina"), (True, "phone", "nina")]


def test_what_somebody_agreed_to_is_noted_only_by_who_may_see_them(desk, mail) -> None:
    person = mail("1", site="301").person
    nina = desk("nina").post(f"/people/{person}/consent/", purpose="outreach", given="yes")

    assert nina.status == 404
    assert known.words_on(person) == ()
