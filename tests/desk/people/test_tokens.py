"""Who may let a program act as an AI colleague, and what is made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from leeway.desk.access.models import Token
from leeway.desk.people import queries
from leeway.desk.people.models import Colleague

ASKED = {
    "name": "chat assistant", "site": "214", "scopes": ["decide", "read"], "days": "90", "colleague": "new AI",
    "ai_name": "Robin", "authority": "trainee",
}  # fmt: skip


def test_a_lead_adds_an_ai_colleague_with_its_first_token(signed_in: Any, region: datetime) -> None:
    answer = signed_in("vera").post("/tokens/", ASKED)
    robin = Colleague.objects.get(name="Robin")

    assert answer.status_code == 200
    assert "leeway_" in answer.text
    assert robin.ai
    assert Token.objects.get().colleague == robin
    held = queries.authorities_at("214", at=region, colleague=robin.pk)
    assert [each.authority for each in held] == ["trainee"]
    assert "Robin (AI colleague)" in signed_in("vera").get("/tokens/").text


def test_who_leads_nobody_adds_no_ai_colleague(signed_in: Any) -> None:
    answer = signed_in("nina").post("/tokens/", ASKED)

    assert answer.status_code == 422
    assert not Colleague.objects.filter(ai=True).exists()
    assert "Who acts with it?" not in answer.text


def test_a_lead_of_another_region_adds_none_here(signed_in: Any) -> None:
    assert signed_in("lidia").post("/tokens/", ASKED).status_code == 422
    assert signed_in("lidia").post("/tokens/", {**ASKED, "site": "301"}).status_code == 200


def test_a_token_that_is_refused_adds_no_colleague(signed_in: Any) -> None:
    answer = signed_in("vera").post("/tokens/", {**ASKED, "scopes": []})

    assert answer.status_code == 422
    assert not Colleague.objects.filter(ai=True).exists()
