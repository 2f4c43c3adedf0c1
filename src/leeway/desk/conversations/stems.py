"""Which words does a text have, however they are inflected? Stems by script, and threes of letters for names.

Texts and questions go through the same function, so both databases find the same. There is no stemmer of
Ukrainian: its common endings are cut here. Start reading at `stems_of`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r"[^\W_]+")
_BY_SCRIPT: Final = {"latin": ("english", "romanian"), "cyrillic": ("russian",), "arabic": ("arabic",)}
_MAKE: Final = {name: Stemmer.Stemmer(name) for names in _BY_SCRIPT.values() for name in names}
_UKRAINIAN: Final = re.compile(
    r"(?:ями|ами|ові|еві|ого|ому|ими|ій|ах|ях|ою|ею|єю|ів|їв|ам|ям|ти|ть|ла|ло|ли|ий|ої|ою|их|им|а|я|у|ю|о|е|є|и|і|ї|ь)$"
)
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")
_LETTERS_OF: Final = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщъыьэюяієґ",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىء",
}
VOCABLE_MIN, VOCABLE_MAX = 3, 30
WORDS_MAX: Final = 2_000
"""So many words of one text are found; nobody wrote a longer one themselves."""

LETTERS_MAX: Final = 100
"""So many letters of a word count: an index of PostgreSQL takes no key of any length."""


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without marks above or below.

    >>> words_of("Întârziere, Łódź – ещё 2!")
    ['intarziere', 'łodz', 'еще', '2']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:LETTERS_MAX] for word in _WORD.findall(bare)[:WORDS_MAX]]


def vocables_of(text: str) -> tuple[str, ...]:
    """The words of a text that can be completed or put right, in order: no numbers, none very short or long.

    >>> vocables_of("Refund 12 to Maria, refund A1!")
    ('maria', 'refund')
    """
    wanted = (word for word in words_of(text) if VOCABLE_MIN <= len(word) <= VOCABLE_MAX and word.isalpha())
    return tuple(sorted(set(wanted)))


def near(word: str) -> tuple[str, ...]:
    """All words one slip away: a letter too few, too many, another, or two that changed places.

    >>> "refund" in near("refnud"), "refund" in near("refunnd"), "refund" in near("refund")
    (True, True, False)
    """
    letters = _LETTERS_OF.get(_script(word), "")
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = (left + right[1:] for left, right in parts if right)
    swapped = (left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1)
    other = (left + letter + right[1:] for left, right in parts if right for letter in letters)
    more = (left + letter + right for left, right in parts for letter in letters)
    return tuple({*fewer, *swapped, *other, *more} - {word})


def stems_of(text: str) -> str:
    """The stems of a text's words, each once, with a space between.

    >>> "refund" in stems_of("Refunds refunded").split()
    True
    """
    return " ".join(dict.fromkeys(stem for word in words_of(text) for stem in alternatives(word)))


@lru_cache(maxsize=50_000)
def alternatives(word: str) -> tuple[str, ...]:
    """What a word may come from: one stem for each language of its script."""
    script = _script(word)
    made = [_MAKE[name].stemWord(word) for name in _BY_SCRIPT.get(script, ())]
    if script == "cyrillic" and len(word) > 4:
        made.append(_UKRAINIAN.sub("", word))
    return tuple(dict.fromkeys(each for each in made if each)) or (word,)


def threes_of(text: str) -> str:
    """The threes of letters of a text's words, for parts of names and numbers.

    >>> threes_of("Popa")
    'pop opa'
    """
    found = (word[at : at + 3] for word in words_of(text) for at in range(max(1, len(word) - 2)))
    return " ".join(dict.fromkeys(found))


def onwards(begun: str) -> tuple[str, ...]:
    """The threes that two letters typed so far may become; none once there are three, or only one.

    >>> onwards("po")[:2], onwards("pop")
    (('poa', 'pob'), ())
    """
    letters = _LETTERS_OF.get(_script(begun), "") + "0123456789"
    return tuple(begun + letter for letter in letters) if len(begun) == 2 else ()


def marks_of(kind: str, path: str = "") -> str:
    """What everything that is found carries: its kind, every site it is under, and its own; none: everybody's.

    >>> len(marks_of("case", "network/north/214/").split())
    5
    """
    return " ".join((f"kind{kind}", *(_mark("under", each) for each in ways_down(path)), _mark("at", path)))


def marks_seen(paths: Sequence[str]) -> tuple[str, ...]:
    """One of these is on all that may be seen from some paths: below them, at those above, everybody's."""
    below = [_mark("under", path) for path in paths]
    above = dict.fromkeys(each for path in paths for each in ways_down(path)[:-1])
    return (*below, *(_mark("at", each) for each in ("", *above)))


def ways_down(path: str) -> tuple[str, ...]:
    """The paths from the root down to one.

    >>> ways_down("network/north/214/")
    ('network/', 'network/north/', 'network/north/214/')
    """
    parts = path.rstrip("/").split("/") if path else []
    return tuple("/".join(parts[:number]) + "/" for number in range(1, len(parts) + 1))


@lru_cache(maxsize=5_000)
def _mark(word: str, path: str) -> str:
    """A word of letters only, which both databases take as one."""
    digest = blake2b(path.encode(), digest_size=6).hexdigest()
    return word + digest.translate(_LETTERS)


def _script(word: str) -> str:
    first = ord(word[0])
    if 0x400 <= first <= 0x52F:
        return "cyrillic"
    if 0x600 <= first <= 0x77F:
        return "arabic"
    return "latin" if word[0].isalpha() else ""
