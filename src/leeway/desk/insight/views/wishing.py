"""What was asked for? Site, channel and stretch of time from an address, checked against what may be read.

Start reading at `wished_from`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.insight.queries import Wished, house, period_of, scope_of
from leeway.desk.insight.queries.periods import month
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from leeway.desk.insight.queries import House

COUNTER: str = "-"
"""Stands for matters without a channel in an address."""
MONTHS: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody's wish, and what they can choose from."""

    wished: Wished
    here: House
    at: datetime
    chosen: dict[str, str]
    """What was chosen, as it stands in the address."""

    @property
    def query(self) -> str:
        """The same choice for another address."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def since(self) -> datetime:
        """When it begins."""
        return self.here.begins(self.wished.period.first)

    @property
    def until(self) -> datetime:
        """When it is over."""
        return self.here.bounds(self.wished.period.last)[1]


def wished_from(request: HttpRequest, *, otherwise: int = 30) -> Asked:
    """What an address asks for. Raises: Http404 where it is not for this colleague to read."""
    at, here = now(), house()
    me = people.who_signed_in(request.user)
    site = request.GET.get("site", "")
    scope = scope_of(me.id, site=site, at=at)
    if scope is None or here is None:
        raise Http404
    period = period_of(request.GET, today=here.day_of(at), otherwise=otherwise)
    channel = request.GET.get("channel", "")[:20]
    chosen = {
        "site": site, "channel": channel, "period": period.named,
        "since": "" if period.named else period.first.isoformat(),
        "until": "" if period.named else period.last.isoformat(),
    }  # fmt: skip
    wished = Wished(scope=scope, period=period, channel=None if not channel else channel.removeprefix(COUNTER))
    return Asked(wished=wished, here=here, at=at, chosen=chosen)


def choices(asked: Asked) -> dict[str, Any]:
    """What the form of a page offers."""
    scope, today = asked.wished.scope, asked.here.day_of(asked.at)
    nodes = people.nodes_below(scope.readable)
    least = min((len(each.lineage) for each in nodes), default=0)
    return {
        "sites": [(each.id, each.name, "\u2003" * (len(each.lineage) - least)) for each in nodes],
        "channels": [(each or COUNTER, channel_said(each)) for each in ("", *matters.channels_known())],
        "periods": [
            ("7", _("Last 7 days")), ("30", _("Last 30 days")), ("90", _("Last 90 days")),
            ("365", _("Last 365 days")), *_months(today),
        ],
        "chosen": asked.chosen,
    }  # fmt: skip


def channel_said(channel: str) -> str:
    """A channel as people call it."""
    words = {
        "": _("Counter, or begun by hand"), "mail": _("E-mail"), "form": _("Form"), "chat": _("Chat"),
        "phone": _("Telephone"), "visit": _("Visit"), "page": _("Page of a matter"), "survey": _("Survey"),
        "articles": _("Articles"),
    }  # fmt: skip
    return words.get(channel, channel)


def _months(today: date) -> list[tuple[str, str]]:
    found, day = [], today
    for _number in range(MONTHS):
        found.append((month(day).named, date_format(day, "F Y")))
        day = day.replace(day=1) - timedelta(days=1)
    return found
