"""What people are promised is written in the form: the same files, checked while one types, in the order that counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from leeway.decide import promised
from leeway.desk.studio.form import BookTexts, PromiseRow
from leeway.desk.studio.models import Draft
from leeway.desk.studio.queries.drafts import writing_of
from leeway.policy import load_texts
from tests.desk.studio.test_pages import NOW, _form, at_nine, desk, vera

__all__ = ["at_nine", "desk", "vera"]  # as they are there
pytestmark = pytest.mark.django_db
PATH = "/policies/write/news/promises/"
NEWS = """policy: news
title: News   # what people hear
since: 2026-02-01
promises:
  hurt:
    of: complaint
    when: channel in ("mail", "form")
    hear: what we found out
    within: 4 opening hours
  odd:
    when: channel = "mail" and kind != "praise"
    hear: a word   # soon
    within: 1 hour
  anybody:
    hear: an answer
    within: 2 days
"""
HEAD = "book: harbour\ncurrency: EUR\n"
FILES = BookTexts({"book.yaml": HEAD, "policies/news.yaml": NEWS})
ROWS = FILES.promises("news")


def test_promises_of_a_file_are_rows_of_fields() -> None:
    assert ROWS[0] == PromiseRow(
        name="hurt", of="complaint", ways=("mail", "form"), hear="what we found out", quantity="4",
        unit="opening hours",
    )  # fmt: skip
    assert (ROWS[1].written, ROWS[1].quantity, ROWS[1].unit) == (
        'channel = "mail" and kind != "praise"',
        "1",
        "hours",
    )
    assert (ROWS[2].ways, ROWS[2].written, ROWS[2].quantity, ROWS[2].unit) == ((), "", "2", "days")


def test_saved_unchanged_the_file_stays_as_it_was_written() -> None:
    assert FILES.with_promises("news", ROWS).texts == FILES.texts


@given(
    of=st.sampled_from(["", "question", "request", "complaint", "praise"]),
    ways=st.lists(st.sampled_from(["mail", "form", "chat", "phone", "visit"]), unique=True).map(tuple),
    number=st.integers(1, 300),
    unit=st.sampled_from(["minutes", "hours", "days", "opening minutes", "opening hours"]),
    hear=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(str.strip),
)
def test_what_is_filled_in_is_what_is_read_again_and_what_the_book_says(
    of: str, ways: tuple[str, ...], number: int, unit: str, hear: str
) -> None:
    row = PromiseRow(of=of, ways=ways, hear=hear, quantity=str(number), unit=unit)
    after = FILES.with_promises("news", [row])
    (read,) = after.promises("news")
    loaded = load_texts(after.texts)

    assert replace(read, name="") == row
    assert loaded.errors == ()
    assert loaded.book is not None
    found = promised(loaded.book, kind=of or "praise", channel=ways[-1] if ways else "chat", today=NOW.date())
    assert found is not None
    assert (found.hear, found.while_open) == (hear, unit.startswith("opening"))
    assert bool(promised(loaded.book, kind=of or "praise", channel="counter", today=NOW.date())) == (not ways)


@pytest.fixture
def draft(vera: Client) -> Client:
    """Vera's browser, with a policy of promises in her draft."""
    page = vera.get("/policies/text/", {"file": "book.yaml"})
    assert page.status_code == 200
    files = writing_of("vera").files
    Draft.objects.update_or_create(
        owner="vera", defaults={"based_on_id": 1, "texts": {"policies/news.yaml": NEWS}, "changed_at": NOW}
    )
    assert "news" not in files.texts
    return vera


def _promises() -> tuple[PromiseRow, ...]:
    return writing_of("vera").files.promises("news")


def _names() -> list[str]:
    return [each.name for each in _promises()]


def _post(client: Client, *, typing: bool = False, **more: Any) -> Any:
    fields = _form(client.get(PATH)) | more
    return client.post(PATH, fields, headers={"HX-Request": "true"} if typing else {})


def test_the_form_shows_each_promise_in_words_and_saves_it_unchanged(draft: Client) -> None:
    page = draft.get(PATH).content.decode()
    _post(draft)

    assert '<span class="slot">Complaint</span>, <span class="slot">e-mail, form</span>' in page
    assert (
        'they hear <span class="slot">what we found out</span>, <span class="slot">within 4 opening hours</span>.'
        in page
    )
    assert "written" in page
    assert writing_of("vera").files.texts["policies/news.yaml"] == NEWS


def test_a_promise_is_added_by_its_button_and_named_after_what_people_hear(draft: Client) -> None:
    typed = {"q.new.hear": "Thanks, by name", "q.new.quantity": "1", "q.new.unit": "days", "q.new.of": "praise",
             "q.new.way": ["chat"]}  # fmt: skip
    _post(draft, typing=True, **typed)
    while_typing = _names()
    _post(draft, then="promise-new", **typed)

    assert while_typing == ["hurt", "odd", "anybody"]
    assert _names() == ["hurt", "odd", "anybody", "thanks-by-name"]
    assert "hear: Thanks, by name\n    within: 1 day" in writing_of("vera").files.texts["policies/news.yaml"]
    assert "# soon" in writing_of("vera").files.texts["policies/news.yaml"]


def test_the_first_that_fits_is_made_so_one_can_be_put_before_another_and_taken_out(draft: Client) -> None:
    _post(draft, up="3")
    moved = _names()
    _post(draft, out="1")

    assert moved == ["hurt", "anybody", "odd"]
    assert _names() == ["anybody", "odd"]


def test_what_is_wrong_is_said_beside_its_promise_while_one_types(draft: Client) -> None:
    answer = _post(draft, typing=True, **{"q.1.quantity": "soon", "q.2.written": "weather = 1", "q.3.hear": ""})
    page = " ".join(answer.content.decode().split())

    assert 'id="said-promise-1" hx-swap-oob="true" aria-live="polite"><p>This is no time' in page
    assert 'id="said-conditions-2" hx-swap-oob="true" aria-live="polite"><p>“weather” is not known' in page
    assert 'id="said-promise-3" hx-swap-oob="true" aria-live="polite"><p>Say what people will hear.' in page


def test_promises_are_read_on_the_page_of_their_policy_and_told_among_the_changes(draft: Client) -> None:
    read = draft.get("/policies/read/news/?draft").content.decode()
    written = draft.get("/policies/write/news/").content.decode()
    proposed = draft.get("/policies/propose/").content.decode()
    listed = draft.get("/policies/").content.decode()

    assert "What people are promised" in read
    assert "The first that fits is made." in read
    assert f'href="{PATH}"' in written
    assert "Complaint, e-mail, form: they hear what we found out, within 4 opening hours." in proposed
    assert "3 clauses" in listed


def test_a_new_policy_may_begin_with_what_people_are_promised(vera: Client) -> None:
    answer = vera.post("/policies/new/", {"policy.title": "By when people hear", "kind": "promises"})
    path = answer["Location"]
    vera.post(
        path, {"q": ["new"], "q.new.hear": "an answer", "q.new.quantity": "4", "q.new.unit": "opening hours"}
    )
    book = writing_of("vera").loaded.book

    assert path == "/policies/write/by-when-people-hear/promises/"
    assert book is not None
    assert [each.hear for policy in book.policies for each in policy.promises] == ["an answer"]


def test_others_find_nothing(draft: Client) -> None:
    from tests.desk.studio.test_pages import _as

    assert _as("nina").get(PATH).status_code == 404
    assert draft.get("/policies/write/nothing/promises/").status_code == 404
