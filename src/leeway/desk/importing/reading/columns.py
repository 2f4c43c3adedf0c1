"""Which column says what? By the names that other desks give them, or as the operator says.

The table of names is printed in `docs/how-to/bring-in-the-past.md`. Start reading at `chosen`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.importing.reading.problems import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can say."""

    name: str
    meaning: str
    headers: tuple[str, ...]
    """What other desks call it, in small letters."""
    many: bool = False
    """Whether several columns may say it."""
    else_: tuple[str, ...] = ()
    """Names that say it where no column has a clearer one."""


_NUMBER: Final = (
    "person id", "user id", "contact id", "customer id", "requester id", "client id", "person number",
)  # fmt: skip
_WHO: Final = (
    Field("email", "e-mail addresses, several with `;` between them", (
        "email", "e-mail", "mail", "e-mail address", "requester e-mail", "customer e-mail", "contact e-mail",
        "email address", "emails", "requester email",
        "contact email", "customer email", "from email", "user email", "primary email", "other emails",
        "other e-mails", "secondary email", "alternate email", "work email"), many=True),
    Field("phone", "phone numbers, several with `;` between them", (
        "phone", "telephone", "mobile", "phone number", "telephone number", "mobile number", "mobile phone",
        "work phone", "home phone", "cell", "cell phone", "requester phone", "contact phone",
        "customer phone", "phones", "whatsapp"), many=True),
    Field("handle", "a name in a messenger or network", (
        "handle", "twitter", "twitter id", "twitter handle", "telegram", "messenger"), many=True),
    Field("card", "the number of a customer's card", (
        "card", "card number", "loyalty card", "membership number")),
)  # fmt: skip

PERSONS: Final = (
    Field("name", "how somebody is called", (
        "name", "full name", "display name", "contact name", "customer name", "user name", "client name")),
    Field("first name", "put before the last name where there is no whole name", (
        "first name", "given name", "firstname", "forename")),
    Field("last name", "", ("last name", "surname", "family name", "lastname")),
    Field("number", "the person's number in the other desk", _NUMBER, else_=("id",)),
    *_WHO,
    Field("language", "as `ro` or `Romanian`", ("language", "locale", "preferred language", "lang")),
    Field("since", "since when they have been a customer", (
        "since", "created at", "created", "created time", "date created", "customer since", "created on",
        "registered", "signed up")),
    Field("outreach", "whether they may be written to first: `yes` or `no`", (
        "outreach", "marketing consent", "accepts marketing", "opted in", "opt in", "newsletter",
        "email opt in", "subscribed")),
)  # fmt: skip

CONVERSATIONS: Final = (
    Field("matter", "the matter's number; rows with the same one are one matter", (
        "matter", "ticket id", "ticket number", "ticket", "case id", "case number", "conversation id",
        "conversation number", "thread id", "request id", "issue id", "#"),
        else_=("id",)),
    Field("message", "the message's own number", (
        "message", "message id", "comment id", "reply id", "entry id", "event id", "interaction id"),
        else_=("id",)),
    Field("at", "when it was said", (
        "at", "date", "time", "sent at", "created at", "created time", "created", "date created", "timestamp",
        "message date", "comment created at", "posted at", "created on", "requested", "datetime")),
    Field("text", "what was said", (
        "text", "body", "message body", "comment", "comment body", "content", "description", "plain body",
        "message text", "reply", "summary text")),
    Field("subject", "what it is about", ("subject", "title", "topic", "ticket subject", "summary")),
    Field("direction", "who said it: `in`, `customer` … or `out`, `staff` … or `note`", (
        "direction", "message type", "sender type", "author type", "from type", "author role", "said by",
        "type of message", "created by type")),
    Field("incoming", "`yes`: the person said it, `no`: we did", ("incoming", "inbound", "is incoming")),
    Field("public", "`no`: a note for colleagues", ("public", "is public")),
    Field("private", "`yes`: a note for colleagues", ("private", "is private", "internal", "is internal")),
    Field("author", "who of us said it", (
        "author", "author name", "staff name", "assignee", "assignee name", "operator", "responder",
        "agent", "agent name", "assigned to")),
    Field("name", "how the person is called", (
        "name", "requester", "requester name", "contact", "contact name", "customer", "customer name",
        "full name", "from", "from name", "user name", "client", "client name", "sender")),
    Field("number", "the person's number in the other desk", _NUMBER),
    *_WHO,
    Field("channel", "by which way it came", ("channel", "source", "via", "medium", "ticket source", "origin")),
    Field("kind", "`question`, `request`, `complaint` or `praise`", (
        "kind", "type", "ticket type", "case type", "category")),
    Field("state", "whether the matter is over; without it, it is", (
        "state", "status", "ticket status", "case status")),
    Field("closed", "when it was closed", (
        "closed", "closed at", "closed time", "solved at", "resolved at", "resolved time", "resolution date",
        "date closed", "completed at", "closed on", "resolved")),
    Field("wish", "what would put it right, in the person's words", ("wish", "desired outcome")),
    Field("tags", "with commas between them", ("tags", "labels", "ticket tags")),
    Field("site", "the id of the site it belongs to", ("site", "site id", "location", "branch", "store")),
    Field("language", "as `ro` or `Romanian`", ("language", "locale", "lang")),
)  # fmt: skip


TIMES: Final = frozenset({"at", "closed", "since"})
"""The fields that say when something was."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a file says what."""

    header: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    """By field, the columns that say it, counted from 0."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that nothing is made of."""
        used = {place for places in self.places.values() for place in places}
        return tuple(name for number, name in enumerate(self.header) if number not in used and name.strip())

    @property
    def say_when(self) -> bool:
        """Whether any column holds times."""
        return not TIMES.isdisjoint(self.places)

    def named(self, field: str) -> str:
        """What the file calls the first column of a field."""
        return self.header[self.places[field][0]] if field in self.places else field

    def told(self) -> tuple[tuple[str, str], ...]:
        """Each used column with the field it says, in the order of the file."""
        by_place = {place: field for field, places in self.places.items() for place in places}
        return tuple((self.header[place], by_place[place]) for place in sorted(by_place))


def chosen(header: Sequence[str], *, fields: Sequence[Field], said: Mapping[str, str]) -> Columns:
    """Find out which column says what; what the operator said (column → field, empty: none) comes first.

    Raises: UnreadableError when a column or a field is unheard of.
    """
    by_name = {field.name: field for field in fields}
    places: dict[str, list[int]] = {}
    told = _told(header, by_name=by_name, said=said)
    for number, field in told.items():
        if field:
            places.setdefault(field, []).append(number)
    for number, column in enumerate(header):
        found = _known(column, fields)
        if number in told or found is None or (found.name in places and not found.many):
            continue
        places.setdefault(found.name, []).append(number)
    _fill(places, header, fields=fields, taken=set(told))
    return Columns(tuple(header), {name: tuple(each) for name, each in places.items()})


def _fill(
    places: dict[str, list[int]], header: Sequence[str], *, fields: Sequence[Field], taken: set[int]
) -> None:
    """Let a name that may mean several things mean the first that no clearer one says."""
    used = taken | {place for each in places.values() for place in each}
    for field in fields:
        free = (
            number
            for number, column in enumerate(header)
            if number not in used and folded(column) in field.else_
        )
        if field.name not in places and (number := next(free, None)) is not None:
            places[field.name] = [number]
            used.add(number)


def known_columns(header: Sequence[str], fields: Sequence[Field]) -> int:
    """How many of these names are known: a line with the right delimiter has most."""
    return sum(_known(column, fields) is not None for column in header)


def _known(column: str, fields: Sequence[Field]) -> Field | None:
    name = folded(column)
    return next((field for field in fields if name in {field.name, *map(folded, field.headers)}), None)


def folded(column: str) -> str:
    """A column's name as it is compared.

    >>> folded(" Requester_E-Mail "), folded("createdAt")
    ('requester e mail', 'created at')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.sub(r"[_.:\s-]+", " ", apart).split()).casefold()


def _told(header: Sequence[str], *, by_name: Mapping[str, Field], said: Mapping[str, str]) -> dict[int, str]:
    numbers: dict[str, int] = {}
    for number, column in enumerate(header):
        numbers.setdefault(folded(column), number)
    told: dict[int, str] = {}
    for column, field in said.items():
        if folded(column) not in numbers:
            raise UnreadableError(f"there is no column `{column}`", help_=_nearest(column, header))
        if field and folded(field) not in by_name:
            raise UnreadableError(f"there is no field `{field}`", help_=_nearest(field, tuple(by_name)))
        told[numbers[folded(column)]] = folded(field)
    return told


def _nearest(typed: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(typed.casefold(), [each.casefold() for each in known], n=1)
    listed = ", ".join(f"`{each}`" for each in known)
    return f"did you mean `{near[0]}`? There are {listed}" if near else f"there are {listed}"
