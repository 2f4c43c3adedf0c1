"""A letter as it was sent: its own tables and pictures, to those who may read it, and nothing that acts."""

from __future__ import annotations

from leeway.desk.cases.commands import Attached
from leeway.desk.cases.models import Attachment, Entry

LETTER = '<table><tr><td>Kettle</td><td>29.90</td></tr></table><img alt="the kettle" src="cid:one"><img src="cid:gone">'
PICTURE = Attached(name="kettle.png", type="image/png", size=4, body=b"\x89PNG", inline="one")


def _letter(mail) -> int:
    mail("1", text="Kettle 29.90", html=LETTER, attachments=(PICTURE,))
    return Entry.objects.get(key="1").pk


def test_a_letter_is_shown_as_it_was_sent_with_its_pictures(desk, mail) -> None:
    letter, file = _letter(mail), Attachment.objects.get().pk
    shown = desk("nina").get(f"/messages/{letter}/as-sent/")

    assert shown.status == 200
    assert "<td>Kettle</td><td>29.90</td>" in shown.page
    assert f'<img alt="the kettle" src="/files/{file}/">' in shown.page
    assert "cid:" not in shown.page


def test_its_page_may_run_and_load_nothing_from_elsewhere(desk, mail) -> None:
    letter = _letter(mail)
    nina = desk("nina")
    answer = nina.client.get(f"/messages/{letter}/as-sent/")

    assert "<script" not in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
    )


def test_the_conversation_leads_to_it_only_where_there_is_more_than_text(desk, mail) -> None:
    came, letter = mail("2", text="Only text."), _letter(mail)
    plain = Entry.objects.get(key="2").pk
    page = desk("nina").get(f"/people/{came.person}/").page

    assert f"/messages/{letter}/as-sent/" in page
    assert f"/messages/{plain}/as-sent/" not in page
    assert desk("nina").get(f"/messages/{plain}/as-sent/").status == 404


def test_strangers_to_the_matter_do_not_see_its_letters(desk, mail) -> None:
    letter = _letter(mail)

    assert desk("ihor").get(f"/messages/{letter}/as-sent/").status == 404
    assert desk("oksana").get(f"/messages/{letter}/as-sent/").status == 200
