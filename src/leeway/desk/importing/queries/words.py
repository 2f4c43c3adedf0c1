"""How does one say to somebody what an import found? Outcomes, fields and problems in the language of the page.

The command line says the same in English; here each of its sentences has its counterpart, and one that has none
is shown as it is. Start reading at `said_counts`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, ngettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTS: Final = {
    "new": ngettext_lazy("%(number)d new person", "%(number)d new persons", "number"),
    "persons new": ngettext_lazy("%(number)d new person", "%(number)d new persons", "number"),
    "known by": ngettext_lazy(
        "%(number)d who is known already", "%(number)d who are known already", "number"
    ),
    "alike by": ngettext_lazy(
        "%(number)d who may be somebody known: a colleague is asked",
        "%(number)d who may be somebody known: a colleague is asked", "number",
    ),
    "matters open": ngettext_lazy("%(number)d open matter", "%(number)d open matters", "number"),
    "matters closed": ngettext_lazy(
        "%(number)d matter that is over", "%(number)d matters that are over", "number"
    ),
    "words new": ngettext_lazy("%(number)d new message", "%(number)d new messages", "number"),
    "words known": ngettext_lazy(
        "%(number)d message that is here already", "%(number)d messages that are here already", "number"
    ),
    "known": ngettext_lazy(
        "%(number)d letter that is here already", "%(number)d letters that are here already", "number"
    ),
    "doubtful": ngettext_lazy(
        "%(number)d letter with something wrong in it, which comes in all the same",
        "%(number)d letters with something wrong in them, which come in all the same", "number",
    ),
    "person": ngettext_lazy("%(number)d letter of a person", "%(number)d letters of persons", "number"),
    "list": ngettext_lazy(
        "%(number)d letter that came by a list", "%(number)d letters that came by a list", "number"
    ),
    "written by us": ngettext_lazy("%(number)d letter of ours", "%(number)d letters of ours", "number"),
    "machine": ngettext_lazy("%(number)d letter of a machine", "%(number)d letters of machines", "number"),
}  # fmt: skip
"""What became of rows and letters; those that begin alike are counted together, other letters are machines'."""

PROBLEMS: Final = (
    (
        gettext_noop("it has %(one)s cells, the header names %(two)s"),
        "it has (?P<one>.*) cells, the header names (?P<two>.*)",
    ),
    (gettext_noop("nothing says by what this person is known"), "nothing says by what this person is known"),
    (gettext_noop("nothing says when it was said"), "nothing says when it was said"),
    (gettext_noop("nothing says whose conversation it is"), "nothing says whose conversation it is"),
    (gettext_noop("nothing was said"), "nothing was said"),
    (gettext_noop("“%(one)s” does not say who spoke"), "`(?P<one>.*)` does not say who spoke"),
    (
        gettext_noop("“%(one)s” does not say whether the matter is over"),
        "`(?P<one>.*)` does not say whether the matter is over",
    ),
    (gettext_noop("there is no site “%(one)s”"), "there is no site `(?P<one>.*)`"),
    (gettext_noop("there is no mailbox “%(one)s”"), "there is no mailbox `(?P<one>.*)`"),
    (gettext_noop("“%(one)s” has no time zone"), "`(?P<one>.*)` has no time zone"),
    (gettext_noop("“%(one)s” is before 1970"), "`(?P<one>.*)` is before 1970"),
    (gettext_noop("“%(one)s” is in the future"), "`(?P<one>.*)` is in the future"),
    (gettext_noop("“%(one)s” is no date in the form that was chosen"), "`(?P<one>.*)` is no date .*"),
    (gettext_noop("“%(one)s” is no e-mail address"), "`(?P<one>.*)` is no e-mail address"),
    (gettext_noop("“%(one)s” was cut by a spreadsheet"), "`(?P<one>.*)` is not a whole number any more"),
    (gettext_noop("“%(one)s” is no phone number"), "`(?P<one>.*)` is no phone number"),
    (gettext_noop("“%(one)s” is neither yes nor no"), "`(?P<one>.*)` is neither yes nor no"),
    (gettext_noop("“%(one)s” is too long"), "`(?P<one>.*)` is too long"),
    (gettext_noop("It is empty."), "it is empty"),
    (gettext_noop("There is no letter in it. Is it a file in mbox format?"), "there is no letter in it"),
    (gettext_noop("It is not written in UTF-8: choose another encoding below."), "it is not in UTF-8"),
    (
        gettext_noop("Line %(one)s is not in the encoding that was chosen: choose another one below."),
        "line (?P<one>.*) is not in .*",
    ),
    (
        gettext_noop("Line %(one)s cannot be read: a cell that begins with a quotation mark does not end."),
        "line (?P<one>.*) cannot be read as a row",
    ),
    (
        gettext_noop("No column says enough: one of these is needed. %(one)s"),
        "no column says (?P<one>.*)",
    ),
    (gettext_noop("There is no column “%(one)s” in this file."), "there is no column `(?P<one>.*)`"),
)  # fmt: skip
"""Each sentence for the page, and the one of the command line that it stands for."""


def said_counts(report: Mapping[str, object]) -> tuple[str, ...]:
    """What became of a file's rows, or would become of them, in sentences; nothing of what does not occur."""
    found: dict[str, int] = {}
    counts = report.get("counts")
    for name, number in counts.items() if isinstance(counts, dict) else ():
        found[_counted(name)] = found.get(_counted(name), 0) + int(number)
    return tuple(str(COUNTS[name] % {"number": found[name]}) for name in COUNTS if found.get(name))


def said_problem(text: str) -> str:
    """A problem, in the language of the page."""
    for said, english in PROBLEMS:
        if match := re.fullmatch(english, text, re.DOTALL):
            values = {
                name: _named(value) if "column says" in english else value
                for name, value in match.groupdict().items()
            }
            return _(said) % values if values else _(said)
    return text


def field_names() -> dict[str, str]:
    """What a column can say, by field."""
    return {
        "name": _("Name"), "first name": _("First name"), "last name": _("Last name"),
        "number": _("The person's number there"), "email": _("E-mail"), "phone": _("Phone"),
        "handle": _("Name in a messenger"), "card": _("Customer card"), "language": _("Language"),
        "since": _("Customer since"), "outreach": _("May be written to first"),
        "matter": _("Number of the matter"), "message": _("Number of the message"), "at": _("When it was said"),
        "text": _("What was said"), "subject": _("Subject"), "direction": _("Who said it"),
        "incoming": _("Yes: the person said it"), "public": _("No: a note for colleagues"),
        "private": _("Yes: a note for colleagues"), "author": _("Who of us said it"), "channel": _("Channel"),
        "kind": _("Kind"), "state": _("Whether it is over"), "closed": _("When it was over"),
        "wish": _("What would put it right"), "tags": _("Tags"), "site": _("Site"),
    }  # fmt: skip


def said_rows(report: Mapping[str, object], *, kind: str) -> str:
    """How much there is in a file."""
    number = int(str(report.get("rows", 0)))
    if kind == "letters":
        return ngettext("%(number)d letter", "%(number)d letters", number) % {"number": number}
    return ngettext("%(number)d row", "%(number)d rows", number) % {"number": number}


def _counted(name: str) -> str:
    """Under which name a count is told."""
    begun = next((each for each in ("known by", "alike by") if name.startswith(each)), name)
    return begun if begun in COUNTS else "machine"


def _named(fields: str) -> str:
    """The fields that the command line names, as the page calls them."""
    known = field_names()
    return ", ".join(known.get(each, each) for each in re.findall("`([^`]*)`", fields))
