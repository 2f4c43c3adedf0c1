"""What may others ask about listening? Answers, what follows them, praise, the silent; frozen values all."""

from __future__ import annotations

from leeway.desk.listening.queries.asked import Asked, asked, asked_about
from leeway.desk.listening.queries.content import CONTENT_MIN, Content, content, interval
from leeway.desk.listening.queries.counting import scores_of, surveys_closed, unhappy_between
from leeway.desk.listening.queries.hearing import (
    Answer,
    Followed,
    Kind,
    answers,
    follow_up,
    follow_ups,
    praise_for,
    praise_to_hand_on,
)
from leeway.desk.listening.queries.silent import (
    Campaign,
    Picked,
    Touched,
    campaign,
    campaigns,
    picked,
    touched_from,
)

__all__ = [
    "CONTENT_MIN", "Answer", "Asked", "Campaign", "Content", "Followed", "Kind", "Picked", "Touched", "answers",
    "asked", "asked_about", "campaign", "campaigns", "content", "follow_up", "follow_ups", "interval",
    "picked", "praise_for", "praise_to_hand_on", "scores_of", "surveys_closed", "touched_from",
    "unhappy_between",
]  # fmt: skip
