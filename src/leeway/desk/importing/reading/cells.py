"""What stands in a cell? Addresses, numbers, instants, yes and no; each valid or refused in a sentence.

Start reading at the function named after what is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leeway.desk.persons.queries import dialled

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUE_LETTERS_MAX: Final = 200
_BETWEEN: Final = re.compile(r"[;,|\n]")
_BESIDE_DIGITS: Final = re.compile(r"[\s()./\u00a0\u2010-\u2013-]")
_CUT: Final = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_YES: Final = frozenset({"yes", "y", "true", "t", "1", "on", "x", "subscribed", "opted in"})
_NO: Final = frozenset({"no", "n", "false", "f", "0", "off", "unsubscribed", "opted out", "never subscribed"})
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCKS_APART: Final = timedelta(days=1)
"""What was written so far ahead of this machine's clock is a wrong date, and not a clock that is fast."""


class CellError(Exception):
    """A cell cannot be used: `text` says why, `help` what to write."""

    def __init__(self, text: str, *, help_: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.help = help_


@dataclass(frozen=True, slots=True)
class Clock:
    """How instants are written in a file."""

    form: str = ""
    """As `%d.%m.%Y %H:%M`; empty: ISO 8601."""
    zone: str = ""
    """Whose clock it was where a cell does not say."""

    def instant(self, cell: str, *, until: datetime) -> datetime:
        """The instant a cell names, in UTC. Raises: CellError."""
        read = self._read(" ".join(cell.split()))
        if read.tzinfo is None:
            if not self.zone:
                help_ = "say whose clock it was, as `--zone Europe/Kyiv` or `--zone UTC`"
                raise CellError(f"`{cell}` has no time zone", help_=help_)
            read = read.replace(tzinfo=ZoneInfo(self.zone))
        at = read.astimezone(UTC)
        if not _EARLIEST <= at <= until + _CLOCKS_APART:
            when = "before 1970" if at < _EARLIEST else "in the future"
            raise CellError(
                f"`{cell}` is {when}", help_="is it day and month the other way round? --dates says how"
            )
        return at

    def _read(self, text: str) -> datetime:
        try:
            if self.form:
                return datetime.strptime(text, self.form)  # noqa: DTZ007  the zone is looked for by who calls
            return datetime.fromisoformat(re.sub(r" ?(UTC|GMT|Z)$", "+00:00", text))
        except ValueError:
            form = f"`{self.form}`" if self.form else "written as 2026-03-31 14:05"
            help_ = "say how dates are written, as `--dates '%d.%m.%Y %H:%M'`"
            raise CellError(f"`{text}` is no date {form}", help_=help_) from None


def mails(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, in small letters. Raises: CellError."""
    found = []
    for part in filter(None, (each.strip() for each in _BETWEEN.split(cell))):
        address = (parseaddr(part)[1] if "<" in part else part).casefold()
        try:
            validate_email(address)
        except ValidationError:
            raise CellError(f"`{part}` is no e-mail address", help_="write it as name@example.com") from None
        found.append(_short(address))
    return tuple(dict.fromkeys(found))


def phones(cell: str, *, country: str = "") -> tuple[str, ...]:
    """The phone numbers in a cell, as they are dialled from anywhere, digits only. Raises: CellError.

    `country` is where those stand that name none; empty: not known.
    """
    if _CUT.fullmatch(cell.strip()):
        help_ = "a spreadsheet cut it: make the column text there, and save it again"
        raise CellError(f"`{cell.strip()}` is not a whole number any more", help_=help_)
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[;,|\n]", cell))):
        bare = _BESIDE_DIGITS.sub("", part).removeprefix("'").removeprefix("+")
        if not (bare.isascii() and bare.isdecimal() and 7 <= len(bare) <= 15):
            raise CellError(f"`{part}` is no phone number", help_="it has 7 to 15 digits")
        found.append(dialled(part, country=country))
    return tuple(dict.fromkeys(found))


def handles(cell: str) -> tuple[str, ...]:
    """A name in a messenger, in small letters without its sign. Raises: CellError."""
    return tuple(_short(each.removeprefix("@").casefold()) for each in cell.split())


def number(cell: str) -> str:
    """A number or a word by which something is known, on one line. Raises: CellError."""
    return _short(" ".join(cell.split()))


def yes(cell: str) -> bool:
    """Yes or no. Raises: CellError."""
    said = " ".join(cell.split()).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise CellError(f"`{cell}` is neither yes nor no", help_="write `yes` or `no`")


def language(cell: str) -> str:
    """The code of a language, as it is written to in: by code or by name; empty for one we do not write in.

    >>> language("ro-RO"), language("Russian"), language("Klingon")
    ('ro', 'ru', '')
    """
    said = cell.strip().casefold()
    code = re.split(r"[-_ ]", said)[0]
    return code if code in _languages().values() else _languages().get(said, "")


def _languages() -> Mapping[str, str]:
    if not _NAMES:
        for code, own in settings.LANGUAGES:
            _NAMES[code] = code
            _NAMES[str(own).casefold()] = code
            _NAMES[(Locale(code).get_display_name("en") or code).casefold()] = code
    return _NAMES


_NAMES: dict[str, str] = {}


def _short(value: str) -> str:
    if len(value) > VALUE_LETTERS_MAX:
        raise CellError(f"`{value[:30]}…` is too long", help_=f"at most {VALUE_LETTERS_MAX} letters")
    return value
