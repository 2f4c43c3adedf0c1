"""One person's page: what was said, what may be done, and the answer with its promise."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from leeway.desk.conversations import commands
from leeway.desk.demo import book_texts
from leeway.desk.persons import commands as persons
from leeway.desk.studio.commands import sign

from .conftest import NOON


def test_the_list_says_who_waits_what_for_and_until_when(desk, mail) -> None:
    mail("1", subject="Charged twice, wants it back")
    shown = desk("nina").get("/people/")

    assert "Waiting for us · 1" in shown.text
    assert "Maria Ionescu 19:00 Charged twice, wants it back" in shown.text


def test_a_person_who_wrote_twice_stands_in_the_list_once(desk, mail) -> None:
    mail("1")
    mail("2", text="And one more thing.")
    shown = desk("nina").get("/people/")

    assert "Waiting for us · 1" in shown.text
    assert "1 more matter" in shown.text


def test_one_stations_matter_is_not_anothers(desk, mail) -> None:
    came = mail("1")

    assert desk("ihor").get(f"/people/{came.person}/").status == 404
    assert "Waiting for us · 0" in desk("ihor").get("/people/").text
    assert desk("oksana").get(f"/people/{came.person}/").status == 200


def test_what_came_to_the_network_is_everybodys(desk, mail) -> None:
    came = mail("1", site="network")

    assert desk("ihor").get(f"/people/{came.person}/").status == 200


def test_a_matter_of_the_network_is_taken_to_where_one_serves(desk, mail) -> None:
    came = mail("1", site="network")
    shown = desk("ihor").get(f"/people/{came.person}/")
    taken = desk("ihor").post(f"/matters/{came.case}/take-here/")

    assert "Take it to Station 301" in shown.text
    assert matters.case(came.case).site == "301"
    assert "What is it about?" in taken.text


def test_mail_then_a_decision_within_leeway_then_the_answer(desk, mail) -> None:
    came = mail("1", text="Your dryer had no paper, and I was late.", wish="a word of apology")
    nina = desk("nina").get(f"/people/{came.person}/")
    nina.post(f"/matters/{came.case}/situation/", situation="apology/our-mistake")
    take = f"/matters/{came.case}/take/"
    nina.post(take, **nina.fields(take))
    decided = nina.text
    say = f"/matters/{came.case}/say/"
    nina.post(say, text="A coffee is waiting for you.", do="send", closes="yes", **nina.fields(say))
    entries = [(each.kind, each.text) for each in matters.entries_of(came.case)]

    assert "Free coffee" in decided
    assert ("decision", "Free coffee") in entries
    assert ("message", "A coffee is waiting for you.") in entries
    assert matters.case(came.case).state == "closed"


def test_pressed_twice_it_is_one_decision(desk, mail) -> None:
    came = mail("1")
    cases.learn(came.case, situation="apology/our-mistake")
    nina = desk("nina").get(f"/people/{came.person}/")
    take = f"/matters/{came.case}/take/"
    fields = nina.fields(take)
    nina.post(take, **fields)
    nina.post(take, **fields)

    assert len(matters.matter(came.case).done) == 1


def test_what_exceeds_leeway_goes_on_at_the_counter(desk, mail) -> None:
    came = mail("1")
    cases.learn(came.case, situation="apology/our-mistake")
    nina = desk("nina").get(f"/people/{came.person}/")
    take = f"/matters/{came.case}/take/"
    nina.post(take, action="small kindness", amount="900", key=nina.fields(take)["key"])

    assert nina.path == f"/counter/{came.case}/"


def test_an_answer_sent_twice_is_one_message_with_the_promise_of_the_form(desk, mail) -> None:
    came = mail("1")
    nina = desk("nina").get(f"/people/{came.person}/")
    say = f"/matters/{came.case}/say/"
    fields = nina.fields(say) | {
        "text": "I look into it.", "do": "send", "news_at": "2026-06-15T17:30", "news_words": "what the bank says"
    }  # fmt: skip
    nina.post(say, **fields)
    nina.post(say, **fields)
    promised = matters.open_promises([came.case])[came.case]

    assert Entry.objects.filter(direction="out").count() == 1
    assert (promised.words, promised.due_at) == ("what the bank says", NOON + timedelta(hours=5, minutes=30))
    assert "what the bank says , by 17:30 today" in nina.text


PROMISES = """
promises:
  fast:
    of: request
    when: channel = "mail"
    hear: what we found out
    within: 30 minutes
"""


def test_the_next_news_proposed_with_an_answer_is_what_the_book_promises(desk, mail) -> None:
    came = mail("1")
    nina = desk("nina")
    texts = book_texts("forecourt")
    sign({**texts, "book.yaml": texts["book.yaml"] + PROMISES}, by="vera", at=NOON - timedelta(hours=2))
    page = nina.get(f"/people/{came.person}/").page

    assert 'name="news_at" value="2026-06-15T12:30"' in page


def test_a_note_is_for_colleagues_and_whom_it_names_follows(desk, mail) -> None:
    came = mail("1")
    desk("nina").post(f"/matters/{came.case}/say/", text="@oksana may we pay the tow truck?", do="note")

    assert "oksana" in matters.followers_of(came.case)
    assert "Maria Ionescu" in desk("oksana").get("/people/?whose=followed").text
    assert matters.case(came.case).waiting_since is not None


def test_when_nothing_is_new_an_honest_word_is_ready(desk, mail) -> None:
    came = mail("1", language="en")
    due = matters.case(came.case).due_at
    commands.do_what_is_due(at=due - timedelta(minutes=30))
    nina = desk("nina")
    nina.at = due - timedelta(minutes=20)
    shown = nina.get(f"/people/{came.person}/")

    assert "Nothing new yet? Say so before they have to ask." in shown.text
    assert "We have nothing new yet, and we are still working on it." in shown.text
    assert "in 20 min" in shown.text


def test_words_sent_unchanged_twice_get_a_hint(desk, mail) -> None:
    came = mail("1")
    words = "Thank you very much for your patience, we value it."
    nina = desk("nina")
    for number in range(2):
        nina.post(f"/matters/{came.case}/say/", text=words, do="send", key=f"k{number}")

    assert "the very same words before" in nina.text


def test_a_snippet_is_put_into_the_field_with_its_variables(desk, mail) -> None:
    came = mail("1")
    snippet = commands.keep_snippet(name="Hello", text="Hello {first name}, {by when}", by="nina", at=NOON)
    nina = desk("nina").post(f"/matters/{came.case}/say/", text="Well.", do="snippet", snippet=snippet)

    assert "Well.\n\nHello Maria, {by when}" in nina.page
    assert not Entry.objects.filter(direction="out").exists()


def test_what_failed_is_shown_and_sent_again(desk, mail) -> None:
    came = mail("1")
    said = cases.say(cases.Saying(case=came.case, text="Hello."), by="nina", at=NOON)
    cases.claim_outgoing("mail", worker="a", at=NOON)
    cases.failed(said, at=NOON, problem="no such mailbox")
    nina = desk("nina").get(f"/people/{came.person}/")

    assert "was not sent" in nina.text
    nina.post(f"/messages/{said}/again/")

    assert Entry.objects.get(pk=said).state == "to send"


def test_who_else_is_looking_is_seen(desk, mail) -> None:
    came = mail("1")
    desk("oksana").get(f"/people/{came.person}/")
    shown = desk("nina").get(f"/people/{came.person}/")
    desk("oksana").post(f"/people/{came.person}/looking/", writes="yes")

    assert "Oksana Shevchenko is looking too" in shown.text
    assert "Oksana Shevchenko is writing" in desk("nina").get(f"/people/{came.person}/").text


def test_the_same_person_writes_calls_and_comes_in_and_nobody_asks_twice(desk, mail) -> None:
    came = mail("1", text="My card was swallowed.", wish="the card back")
    persons.add_point(came.person, kind="phone", value="380672140001", at=NOON)
    nina = desk("nina").post("/people/open/", who="067 214 00 01", summary="Calls about the card")
    asked, form = nina.text, nina.fields("/people/open/")
    nina.post("/people/open/", **form, summary="Calls about the card", goes_on=came.case)
    nina.post("/people/open/", who="maria@example.com", summary="A lost glove", goes_on="new")

    assert "My card was swallowed." in asked
    assert form["person"] == came.person
    assert nina.path.startswith(f"/people/{came.person}/")
    assert "Calls about the card" in nina.text
    assert [each.summary for each in matters.cases_of([came.person])] == [
        "A lost glove",
        "My card was swallowed.",
    ]


def test_who_has_nothing_open_is_asked_nothing(desk, mail) -> None:
    came = mail("1")
    cases.close(came.case, by="nina", at=NOON)
    nina = desk("nina").post("/people/open/", who="maria@example.com", summary="Stands at the till")

    assert nina.path.startswith(f"/people/{came.person}/")
    assert [each.state for each in matters.cases_of([came.person])] == ["open", "closed"]


def test_nobody_opens_a_matter_of_somebody_they_may_not_see(desk, mail) -> None:
    came = mail("1", site="301")
    nina = desk("nina").post("/people/open/", person=came.person, summary="Stands at the till")

    assert nina.status == 404


def test_a_long_list_is_turned_over_with_next_and_previous(desk, mail, monkeypatch) -> None:
    for number in range(5):
        mail(
            str(number),
            sender=f"p{number}@example.com",
            name=f"Person {number}",
            at=NOON + timedelta(minutes=number),
        )
    monkeypatch.setattr("leeway.desk.conversations.views.reading.LISTED_MAX", 2)
    nina = desk("nina").get("/people/?kind=request")
    pages = [re.findall(r"Person \d", nina.text)]
    while found := re.search(r'rel="next" href="([^"]+)"', nina.page):
        nina.get(unescape(found[1]))
        pages.append(re.findall(r"Person \d", nina.text))
    back = re.search(r'rel="prev" href="([^"]+)"', nina.page)
    before = re.findall(r"Person \d", nina.get(unescape(back[1])).text)

    assert [list(dict.fromkeys(each)) for each in pages] == [
        ["Person 0", "Person 1"],
        ["Person 2", "Person 3"],
        ["Person 4"],
    ]
    assert "kind=request" in back[1]
    assert before == pages[1]


def _names(nina) -> list[str]:
    side = (
        nina.page[nina.page.index("<aside") : nina.page.index("</aside>")]
        if "<aside" in nina.page
        else nina.page
    )
    return list(dict.fromkeys(re.findall(r"Person \d", side)))


def test_beside_a_person_stands_the_part_of_the_list_one_came_from_also_after_writing(
    desk, mail, monkeypatch
) -> None:
    for number in range(5):
        at = NOON + timedelta(minutes=number)
        mail(str(number), sender=f"p{number}@example.com", name=f"Person {number}", at=at)
    monkeypatch.setattr("leeway.desk.conversations.views.reading.LISTED_MAX", 2)
    nina = desk("nina").get("/people/?kind=request")
    nina.get(unescape(re.search(r'rel="next" href="([^"]+)"', nina.page)[1]))
    address = unescape(re.search(r'class="p" href="([^"]+)"', nina.page)[1])
    opened = _names(nina.get(address))
    parts = [unescape(each) for each in re.findall(r'data-part="([^"]+)"', nina.page)]
    matter = re.search(r'<ul class="matters"><li><a href="([^"]+)"', nina.page)
    case = Case.objects.get(person=re.search(r"/people/(\w+)/", address)[1]).pk
    with held_at(NOON):
        written = nina.client.post(
            f"/matters/{case}/say/", {"text": "Ask the bank.", "do": "note"},
            headers={"referer": f"http://testserver{address}"},
        )  # fmt: skip
        from_elsewhere = nina.client.post(
            f"/matters/{case}/say/", {"text": "Ask the bank.", "do": "note"},
            headers={"referer": "https://elsewhere.example/?later=x"},
        )  # fmt: skip
        anew = nina.client.get(parts[0], headers={"x-part": "1"}).content.decode()

    assert opened == ["Person 2", "Person 3"]
    assert _names(nina.get(address.partition("?")[0] + unescape(matter[1]))) == opened
    assert list(dict.fromkeys(re.findall(r"Person \d", anew))) == opened
    assert _names(nina.get(written["Location"])) == opened
    assert "kind=request" in written["Location"]
    assert "later" not in from_elsewhere["Location"]


def test_pages_of_the_desk_are_not_for_strangers(desk, mail, client) -> None:
    came = mail("1")
    found = [client.get(path).status_code for path in ("/people/", f"/people/{came.person}/", "/find/?q=x")]

    assert found == [302, 302, 302]


def test_the_page_is_made_with_few_looks_into_the_database(desk, mail, django_assert_max_num_queries) -> None:
    came = mail("1")
    cases.learn(came.case, situation="apology/our-mistake")
    nina = desk("nina").get(f"/people/{came.person}/")
    with django_assert_max_num_queries(60) as asked:
        nina.get(f"/people/{came.person}/")
    print(len(asked.captured_queries))
    for each in asked.captured_queries:
        print(each["sql"][:150])
