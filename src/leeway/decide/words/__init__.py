"""How is a decision said to people? Sentences in English, Russian, Romanian, Ukrainian, Arabic.

Public: `words`, `Said` and its parts, `said_exposure`, `said_question`, `Voice`, `Naming`, `LANGUAGES`. Reads
decisions and books, changes nothing.
Wordings are in the `.ftl` files, one a language, the same messages in each.
Start reading at `words` in `sentences.py`.
"""

from __future__ import annotations

from leeway.decide.words.exposures import said_exposure
from leeway.decide.words.naming import Naming, sentence_case
from leeway.decide.words.questions import said_question
from leeway.decide.words.said import Said, SaidMeter, SaidPoint, SaidQuestion, SaidReason
from leeway.decide.words.sentences import words
from leeway.decide.words.voice import LANGUAGES, MessageError, Voice, voice

__all__ = [
    "LANGUAGES",
    "MessageError",
    "Naming",
    "Said",
    "SaidMeter",
    "SaidPoint",
    "SaidQuestion",
    "SaidReason",
    "Voice",
    "said_exposure",
    "said_question",
    "sentence_case",
    "voice",
    "words",
]
