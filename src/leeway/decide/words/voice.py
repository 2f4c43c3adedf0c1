"""How is it said in the reader's language? Messages from Fluent files, plural forms and numbers from CLDR.

It knows no decision: it fills a message's places. What is said of a decision is in `sentences.py`.
Start reading at `Voice`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.numbers import format_currency, format_decimal, get_currency_precision
from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES: Final = ("en", "ru", "ro", "uk", "ar")
"""The languages in which every sentence exists."""

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"


class MessageError(LookupError):
    """A message that no file holds, or whose places were not filled; a defect of ours, never of a book."""


class Voice:
    r"""One language's way of saying things: messages, amounts of money, numbers.

    >>> Voice("en").money(61000, currency="UAH")
    '610\xa0UAH'
    >>> Voice("uk").money(123450, currency="UAH")
    '1\xa0234,50\xa0₴'
    """

    def __init__(self, language: str, *, texts: tuple[Traversable, ...] = ()) -> None:
        """Speak `language`; `texts` are further folders with a `<language>.ftl` each.

        Raises: MessageError when the language is not one of `LANGUAGES`.
        """
        if language not in LANGUAGES:
            raise MessageError(f"no words in `{language}`; there are {', '.join(LANGUAGES)}")
        self.language = language
        self.locale = Locale.parse(language)
        self._bundle = FluentBundle([language], use_isolating=False)
        for folder in (files(__package__), *texts):
            text = folder.joinpath(f"{language}.ftl").read_text("utf-8")
            self._bundle.add_resource(_parsed(text), allow_overrides=False)

    def say(self, message: str, **places: Any) -> str:
        """The message with its places filled; whole numbers and decimals choose its plural form.

        Raises: MessageError when there is no such message or a place is not filled.
        """
        if not self._bundle.has_message(message):
            raise MessageError(f"no message `{message}` in `{self.language}`")
        pattern = self._bundle.get_message(message).value
        assert pattern is not None
        said, problems = self._bundle.format_pattern(
            pattern, {name: _countable(place) for name, place in places.items()}
        )
        if problems:
            raise MessageError(f"`{message}` in `{self.language}`: {problems[0]}")
        return str(said)

    def knows(self, message: str) -> bool:
        """Whether there is such a message."""
        return bool(self._bundle.has_message(message))

    def money(self, minor: int, *, currency: str, digits: int | None = None) -> str:
        """An amount with its currency; minor units are shown only when there are some."""
        major = self._major(minor, currency=currency, digits=digits)
        places = "" if major == major.to_integral_value() else "." + "0" * _digits(currency, digits)
        pattern = f"#,##0{places}{NO_BREAK_SPACE}{'¤¤' if self.language == 'en' else '¤'}"
        return format_currency(major, currency, format=pattern, locale=self.locale, currency_digits=False)

    def bare_money(self, minor: int, *, currency: str, digits: int | None = None) -> str:
        """An amount without its currency, as the first number in `610 of 1,000 UAH`."""
        major = self._major(minor, currency=currency, digits=digits)
        places = "" if major == major.to_integral_value() else "." + "0" * _digits(currency, digits)
        return format_decimal(major, format=f"#,##0{places}", locale=self.locale)

    def number(self, value: Decimal | int) -> str:
        """A number as this language writes it, with all its digits."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def listed(self, items: list[str] | tuple[str, ...], *, style: str = "standard") -> str:
        """`a, b and c`, or with style `or`: `a, b or c`."""
        from babel.lists import format_list

        return format_list(list(items), style=style, locale=self.locale)  # type: ignore[arg-type]

    def _major(self, minor: int, *, currency: str, digits: int | None) -> Decimal:
        return Decimal(minor).scaleb(-_digits(currency, digits))


@cache
def _parsed(text: str) -> Any:
    """The messages of a file; reading them takes longer than all that is ever said with them."""
    return FluentResource(text)


def _countable(place: Any) -> Any:
    """A number as Fluent counts it: it picks plural forms only for Python's own kinds."""
    if isinstance(place, Decimal):
        return int(place) if place == place.to_integral_value() else float(place)
    return place


def _digits(currency: str, digits: int | None) -> int:
    return get_currency_precision(currency) if digits is None else digits


@cache
def voice(language: str) -> Voice:
    """The voice of a language, made once."""
    return Voice(language)
