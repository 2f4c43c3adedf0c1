"""Policies are read, written, signed and gone back to; only by whoever looks after them."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from leeway.desk import clock
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague
from leeway.desk.studio import commands, queries
from leeway.desk.studio.models import Draft, Version
from leeway.desk.studio.queries.drafts import writing_of

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
CLAUSE = "/policies/write/short-of-money/guidelines/small-shortfall/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_nine():
    with clock.held_at(NOW):
        yield


@pytest.fixture
def desk(at_nine: None) -> None:
    """A network with one station; Vera looks after its policies, Olha after those of one station, Nina serves."""
    cache.clear()  # tries to sign are counted there
    queries.version.cache_clear()
    people.add_site(name="All stations", id_="network")
    people.add_site(name="Station 214", parent="network", id_="214")
    for id_, name in (("vera", "Vera Lysenko"), ("nina", "Nina Koval"), ("olha", "Olha Bilyk")):
        people.add_colleague(name=name, at=NOW, id_=id_)
        people.post(id_, site="214", authority="attendant", at=NOW)
    people.put_in_charge("vera", site="network", of="policies")
    people.put_in_charge("olha", site="214", of="policies")
    commands.sign(book_texts("forecourt"), by="vera", at=NOW - timedelta(days=30), note="The beginning.")


def _as(colleague: str) -> Client:
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=colleague), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def vera(desk: None) -> Client:
    return _as("vera")


def _form(page: Any) -> dict[str, Any]:
    """The fields of a page's form as a browser would send them."""
    from html.parser import HTMLParser

    found: dict[str, list[str]] = {}

    class Fields(HTMLParser):
        """Inputs, areas and chosen options."""

        area, chosen, name = "", "", ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            said = dict(attrs)
            if tag == "input" and said.get("name") and said.get("type") not in ("checkbox", "radio", "file"):
                found.setdefault(str(said["name"]), []).append(said.get("value") or "")
            elif tag == "input" and "checked" in said:
                found.setdefault(str(said["name"]), []).append(said.get("value") or "on")
            elif tag == "select":
                self.name, self.chosen = str(said["name"]), ""
                found.setdefault(self.name, [])
                self.first = True
            elif tag == "option" and self.name:
                if self.first or "selected" in said:
                    self.chosen, self.first = str(said.get("value", "")), False
            elif tag == "textarea":
                self.area = str(said["name"])
                found.setdefault(self.area, []).append("")

        def handle_data(self, data: str) -> None:
            if self.area:
                found[self.area][-1] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "select":
                found[self.name].append(self.chosen)
                self.name = ""
            if tag == "textarea":
                self.area = ""

    text = page.content.decode()
    start = text.index('id="writing"')
    Fields().feed(text[text.rindex("<form", 0, start) : text.index("</form>", start)])
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


# -- who may ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("colleague", ["nina", "olha"])
@pytest.mark.parametrize(
    "path",
    [
        "", "new/", "read/short-of-money/", "write/short-of-money/", "text/", "book.zip", "propose/", "versions/",
        "versions/1/", "write/short-of-money/guidelines/small-shortfall/",
    ],
)  # fmt: skip
def test_for_others_there_is_nothing_here(desk: None, colleague: str, path: str) -> None:
    assert _as(colleague).get(f"/policies/{path}").status_code == 404


def test_whoever_is_not_signed_in_signs_in_first(desk: None) -> None:
    assert Client().get("/policies/").status_code == 302


# -- reading ---------------------------------------------------------------------------------------------------
def test_a_policy_reads_as_a_sentence_with_a_table(vera: Client) -> None:
    page = vera.get("/policies/read/short-of-money/").content.decode().replace("\xa0", " ")

    assert "The customer cannot pay for all the fuel" in page
    assert 'colleagues with the certificate <span class="slot">cash desk</span> may' in page
    assert "1,000 UAH a week" in page
    assert "twice in 90 days" in page
    assert "as above" in page
    assert "go ahead" in page
    assert "a month over 400 sites" in page


def test_a_policy_that_nobody_wrote_is_not_found(vera: Client) -> None:
    assert vera.get("/policies/read/nothing/").status_code == 404
    assert vera.get("/policies/write/nothing/").status_code == 404
    assert vera.get("/policies/write/short-of-money/guidelines/nothing/").status_code == 404
    assert vera.get("/policies/versions/99/").status_code == 404


# -- writing ---------------------------------------------------------------------------------------------------
def test_saving_the_page_as_it_came_changes_nothing(vera: Client) -> None:
    for policy, clause in (("short-of-money", "small-shortfall"), ("torn-hose", "small-scratch")):
        path = f"/policies/write/{policy}/guidelines/{clause}/"
        answer = vera.post(path, _form(vera.get(path)))

        assert answer.status_code == 302
        assert not writing_of("vera").is_changed


def test_a_changed_limit_is_kept_in_the_draft_alone(vera: Client) -> None:
    fields = _form(vera.get(CLAUSE))
    fields["l.quantity"][4] = "300"

    answer = vera.post(CLAUSE, fields, headers={"HX-Request": "true"})

    assert 'id="beside"' in answer.content.decode()
    assert "attendant:  [300 UAH per case" in writing_of("vera").files.texts["policies/short-of-money.yaml"]
    assert "attendant:  [200 UAH per case" in queries.texts_of(1)["policies/short-of-money.yaml"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"public": "We help when coins are missing."}, "public: We help when coins are missing."),
        ({"public": "We help.", "inside": "on"}, "public: no\n"),
    ],
)
def test_what_customers_read_of_a_clause_is_said_in_the_form(vera: Client, typed: Any, kept: str) -> None:
    form = _form(vera.get(CLAUSE))

    vera.post(CLAUSE, form | typed)

    assert kept in writing_of("vera").files.texts["policies/short-of-money.yaml"]
    assert _form(vera.get(CLAUSE))["public"] == ["" if "inside" in typed else "We help when coins are missing."]


def test_what_is_typed_wrong_is_told_beside_its_field(vera: Client) -> None:
    fields = _form(vera.get(CLAUSE))
    fields["l.quantity"][0] = "plenty"

    live = vera.post(CLAUSE, fields, headers={"HX-Request": "true"}).content.decode()

    said = live[live.index('id="said-limits"') :]
    assert "how much" in said[: said.index("</div>")]


def test_a_new_example_is_decided_while_it_is_typed_and_kept_with_the_button(vera: Client) -> None:
    fields = _form(vera.get(CLAUSE)) | {
        "e.new.name": ["on the way to a wedding"], "e.new.actor": ["attendant"], "e.new.action": ["write off"],
        "e.new.amount": ["180"], "e.new.expect": ["ask supervisor"],
    }  # fmt: skip
    fields["e.new.g.fact"], fields["e.new.g.value"] = ["fuel.litres"], ["30"]

    live = vera.post(CLAUSE, fields, headers={"HX-Request": "true"}).content.decode()
    assert "on the way to a wedding" in live
    assert "expected: ask supervisor · says: go ahead" in live
    assert not writing_of("vera").is_changed

    vera.post(CLAUSE, fields)
    assert "on the way to a wedding" in writing_of("vera").files.texts["examples/short-of-money.yaml"]


def test_a_draft_is_undone_step_by_step_and_discarded(vera: Client) -> None:
    for quantity in ("300", "400"):
        fields = _form(vera.get(CLAUSE))
        fields["l.quantity"][4] = quantity
        vera.post(CLAUSE, fields)
    text = "policies/short-of-money.yaml"

    vera.post("/policies/draft/undo/")
    assert "[300 UAH per case" in writing_of("vera").files.texts[text]
    vera.post("/policies/draft/undo/")
    assert not writing_of("vera").is_changed

    vera.post(CLAUSE, fields)
    vera.post("/policies/draft/discard/")
    assert writing_of("vera").is_changed
    vera.post("/policies/draft/discard/", {"sure": "yes"})
    assert not Draft.objects.exists()


def test_a_file_that_cannot_be_read_is_repaired_as_text(vera: Client) -> None:
    file = "policies/short-of-money.yaml"
    broken = writing_of("vera").files.texts[file].replace("limits:", "limits: [", 1)
    vera.post("/policies/text/", {"file": file, "text": broken})

    page = vera.get(f"/policies/text/?file={file}").content.decode()
    assert "^" in page
    assert vera.get(CLAUSE).status_code in (302, 404)
    assert vera.get("/policies/propose/").status_code == 200


# -- down and up ---------------------------------------------------------------------------------------------------
def test_a_book_comes_back_from_its_zip_as_it_was(vera: Client) -> None:
    packed = vera.get("/policies/book.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == book_texts("forecourt")

    sent = io.BytesIO(packed)
    sent.name = "book.zip"
    vera.post("/policies/upload/", {"book": sent})

    assert not writing_of("vera").is_changed


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_book_is_refused_in_words(vera: Client, content: bytes) -> None:
    sent = io.BytesIO(content)
    sent.name = "book.zip"

    page = vera.post("/policies/upload/", {"book": sent}, follow=True)

    assert page.status_code == 200
    assert not writing_of("vera").is_changed


# -- signing -------------------------------------------------------------------------------------------------------
def _change(vera: Client, quantity: str = "300") -> None:
    fields = _form(vera.get(CLAUSE))
    fields["l.quantity"][4] = quantity
    vera.post(CLAUSE, fields)


def test_a_change_is_shown_in_words_and_signed_by_name(vera: Client) -> None:
    _change(vera, "180")
    page = vera.get("/policies/propose/").content.decode().replace("\xa0", " ")
    assert "attendant · each matter" in page
    assert '<span class="from">200 UAH</span>' in page
    assert "<b>180 UAH</b>" in page

    wrong = vera.post(
        "/policies/propose/", {"when": "now", "name": "Somebody", "accepted": "It may be so now."}
    )
    assert wrong.status_code == 422
    assert Version.objects.count() == 1

    answer = vera.post(
        "/policies/propose/",
        {"when": "now", "name": "vera  lysenko", "note": "Less.", "accepted": "It may be so now."},
    )
    assert answer.status_code == 302
    signed = Version.objects.get(pk=2)
    assert (signed.signed_by, signed.signed_how, signed.note) == ("vera", "name", "Less.")
    law = queries.in_force(at=NOW)
    assert law is not None
    assert law.number == 2
    assert not Draft.objects.exists()


def test_examples_that_disagree_need_a_sentence(vera: Client) -> None:
    _change(vera, "150")

    answer = vera.post("/policies/propose/", {"when": "now", "name": "Vera Lysenko"})
    assert answer.status_code == 422
    assert Version.objects.count() == 1

    vera.post(
        "/policies/propose/", {"when": "now", "name": "Vera Lysenko", "accepted": "We rewrite them in May."}
    )
    assert Version.objects.get(pk=2).accepted == "We rewrite them in May."


def test_a_password_is_asked_for_where_there_is_one(vera: Client) -> None:
    owner = Colleague.objects.get(pk="vera")
    owner.set_password("a long enough secret")
    owner.save()
    vera = _as("vera")
    _change(vera, "200.5")
    told = {"when": "now", "name": "Vera Lysenko", "accepted": "It is fine so."}

    assert vera.post("/policies/propose/", told).status_code == 422
    assert vera.post("/policies/propose/", told | {"password": "wrong"}).status_code == 422
    assert vera.post("/policies/propose/", told | {"password": "a long enough secret"}).status_code == 302
    assert Version.objects.get(pk=2).signed_how == "password"


def test_a_version_begins_later_in_the_books_zone_and_may_be_withdrawn_before(vera: Client) -> None:
    _change(vera)
    told = {"name": "Vera Lysenko", "accepted": "It is fine so.", "when": "later"}
    assert vera.post("/policies/propose/", told | {"starts": "2026-05-04T11:00"}).status_code == 422
    vera.post("/policies/propose/", told | {"starts": "2026-05-05T06:00"})
    starts = datetime(2026, 5, 5, 3, 0, tzinfo=UTC)  # six o'clock in Kyiv
    assert Version.objects.get(pk=2).starts_at == starts
    assert queries.in_force(at=NOW).number == 1
    assert queries.in_force(at=starts).number == 2

    assert "begins later" in vera.get("/policies/versions/2/").content.decode()
    vera.post("/policies/versions/2/withdraw/")

    assert queries.in_force(at=starts).number == 1
    vera.post("/policies/versions/1/withdraw/")
    assert queries.in_force(at=NOW).number == 1


def test_an_older_version_comes_back_as_a_new_one(vera: Client) -> None:
    _change(vera)
    told = {"when": "now", "name": "Vera Lysenko", "accepted": "It is fine so."}
    vera.post("/policies/propose/", told)

    vera.post("/policies/versions/1/again/")
    vera.post("/policies/propose/", told | {"note": "Back."})

    assert Version.objects.get(pk=3).texts == Version.objects.get(pk=1).texts
    assert queries.in_force(at=NOW).number == 3
    page = vera.get("/policies/versions/3/?with=2").content.decode()
    assert "attendant · each matter" in page


def test_a_book_with_errors_is_not_signed(vera: Client) -> None:
    _change(vera, "plenty")

    page = vera.get("/policies/propose/").content.decode()
    assert "First to be repaired" in page
    assert 'id="password"' not in page
    vera.post("/policies/propose/", {"when": "now", "name": "Vera Lysenko"})
    assert Version.objects.count() == 1


def test_a_version_signed_meanwhile_is_told_and_brought_under_the_draft(vera: Client) -> None:
    _change(vera)
    texts = book_texts("forecourt")
    texts["policies/torn-hose.yaml"] = texts["policies/torn-hose.yaml"].replace("A small damage", "A scratch")
    commands.sign(texts, by="olha", at=NOW)

    assert "Meanwhile another version was signed" in vera.get("/policies/propose/").content.decode()
    vera.post("/policies/draft/adopt/")

    found = writing_of("vera")
    assert not found.is_behind
    assert "A scratch" in found.files.texts["policies/torn-hose.yaml"]
    assert "[300 UAH per case" in found.files.texts["policies/short-of-money.yaml"]


def test_a_desk_without_policies_invites_to_write_the_first(desk: None) -> None:
    commands.sign({"book.yaml": "book: new\ncurrency: EUR\nzone: Europe/Kyiv\n"}, by="vera", at=NOW)
    vera = _as("vera")

    page = vera.get("/policies/").content.decode()
    assert "There is no policy yet" in page

    answer = vera.post(
        "/policies/new/",
        {"policy.title": "Cake for a long wait", "kind": "guidelines", "deed": "gave a cake", "most": "450"},
    )
    assert answer.status_code == 302
    texts = writing_of("vera").files.texts
    assert "gave a cake:" in texts["book.yaml"]
    assert "4.50 EUR per case" in texts["policies/cake-for-a-long-wait.yaml"]
    assert vera.get(answer["Location"]).status_code == 200


def test_a_code_from_the_app_signs(vera: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal import auth

    noon = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: noon))  # a code holds for thirty seconds
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(Colleague.objects.get(pk="vera"), secret)
    assert Authenticator.objects.filter(user="vera").exists()
    _change(vera, "200.5")
    told = {"when": "now", "name": "Vera Lysenko", "accepted": "It is fine so."}
    code = auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))

    assert vera.post("/policies/propose/", told).status_code == 422
    assert vera.post("/policies/propose/", told | {"code": code}).status_code == 302
    assert Version.objects.get(pk=2).signed_how == "code"


class _ToldStore:
    """A store in which three deeds were told."""

    def records(self, sought: Any, *, limit: int) -> list[Any]:
        import json
        from types import SimpleNamespace

        from leeway.decide import Actor, Mode, Request, to_json

        assert sought.mode == "told afterwards"
        deeds = (("gave a cake", 450), ("gave a cake", 300), ("drove her home", None))
        made = [
            Request(
                id=str(number), action="something else", actor=Actor(id="nina", authority="staff"), at=NOW,
                amount_minor=amount, mode=Mode.TOLD, reason="She had waited an hour.", text=text,
            )
            for number, (text, amount) in enumerate(deeds)
        ]  # fmt: skip
        return [SimpleNamespace(record=SimpleNamespace(request=json.dumps(to_json(each)))) for each in made]


def test_deeds_that_were_told_invite_to_the_first_policy(desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from leeway.desk.studio.queries import told

    monkeypatch.setattr(told, "store", _ToldStore)
    commands.sign({"book.yaml": "book: new\ncurrency: EUR\nzone: Europe/Kyiv\n"}, by="vera", at=NOW)

    page = _as("vera").get("/policies/").content.decode().replace("\xa0", " ")

    assert page.index("gave a cake") < page.index("drove her home")
    assert "2 times · up to 4.50 EUR" in page
    assert "She had waited an hour." in page
