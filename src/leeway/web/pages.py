"""Which pages may whoever is signed in open? One list, for the tabs above each page and for the command bar.

A page that opens from another (a person, a matter) is not in it. Start reading at `PAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leeway.desk.decisions.queries.screens.present import present_of
from leeway.desk.listening.queries.access import leads as leads_listening
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest


class Gates:
    """What decides who may open a page; each is looked up when a page first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._present = present_of(request)

    @cached_property
    def anybody(self) -> bool:
        """Whoever is signed in."""
        return True

    @cached_property
    def serves(self) -> bool:
        """Whoever serves somewhere."""
        return self._present.home is not None

    @cached_property
    def leads(self) -> bool:
        """Whoever others ask."""
        return self._present.leads

    @cached_property
    def asked(self) -> bool:
        """Whoever others ask, or somebody asks just now."""
        return self.leads or self._present.waiting > 0

    @cached_property
    def reaches_out(self) -> bool:
        """Whoever may write to the silent."""
        return leads_listening(self._present.me.id, at=self._present.at)

    @cached_property
    def runs_all(self) -> bool:
        """Whoever runs the whole desk, or looks after all its people."""
        return self._charge("operations") or self._leads_all

    @cached_property
    def owns_policies(self) -> bool:
        """Whoever looks after all policies."""
        return self._charge("policies")

    @cached_property
    def in_charge(self) -> bool:
        """Whoever looks after anything at the root: known without a look, for what stands on every page."""
        return any(path.count("/") == 1 for path in self._present.stands.charged)

    @cached_property
    def arranges_home(self) -> bool:
        """Whoever looks after the people or the running of the site where they serve."""
        me, home = self._present.me.id, self._present.home
        if home is None:
            return False
        return people.may_lead_people_at(me, home.id) or people.may_look_after("operations", me, home.id)

    @property
    def home(self) -> str:
        """The site where they serve; empty: none."""
        return self._present.home.id if self._present.home else ""

    @cached_property
    def _leads_all(self) -> bool:
        root = people.root()
        return root is not None and people.may_lead_people_at(self._present.me.id, root.id)

    def _charge(self, of: str) -> bool:
        root = people.root()
        return root is not None and people.may_look_after(of, self._present.me.id, root.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with an address of its own."""

    url: str
    """The name of its address."""
    name: Any
    """How it is called, in the language of who reads."""
    may: str = "anybody"
    """Who may open it: one of `Gates`."""
    tab_may: str = ""
    """Who sees its tab, where that is decided with less looking."""
    also: Any = ""
    """Other words it is found by."""
    at_home: bool = False
    """Whether it is of the site where one serves."""
    query: str = ""
    tab: bool = False
    """Whether it stands above every page."""
    key: str = ""
    """The letter that opens it, with a tab."""
    within: bool = False
    """Whether the pages under its address belong to it."""


PAGES: Final = (
    Page(url="people", name=pgettext_lazy("customers", "People"), tab=True, key="l", within=True),
    Page(url="counter", name=_("Counter"), may="serves", tab=True, key="c"),
    Page(url="mine", name=_("Mine"), tab=True, key="m"),
    Page(url="questions", name=_("Questions"), may="asked", tab=True, key="q"),
    Page(url="reviews", name=_("Exceptions"), may="leads", tab=True, key="r"),
    Page(url="decisions", name=_("Decisions"), may="leads", tab=True, key="d"),
    Page(url="listening", name=_("Listening"), tab=True, key="w", within=True),
    Page(url="reports", name=_("Reports"), may="leads", tab=True, key="f", within=True),
    Page(url="policies", name=_("Policies"), may="owns_policies", tab_may="in_charge", tab=True, key="p"),
    Page(url="sites", name=_("Colleagues"), may="leads", tab=True, key="s"),
    Page(url="people", name=_("People waiting for me"), query="whose=mine"),
    Page(url="new-call", name=_("Somebody calls"), may="serves"),
    Page(url="new-call", name=_("Somebody is here"), may="serves", query="way=visit"),
    Page(url="people_table", name=_("Matters as a table")),
    Page(url="find", name=_("Find")),
    Page(url="articles", name=_("Articles")),
    Page(url="new_article", name=_("An article")),
    Page(url="snippets", name=_("Snippets")),
    Page(url="outreaches", name=_("The silent"), may="reaches_out", also=_("outreach, written to first")),
    Page(url="new_outreach", name=_("A known fault"), may="reaches_out"),
    Page(url="used", name=_("Leeway used"), may="leads"),
    Page(url="stopped", name=_("Paused"), may="leads"),
    Page(url="report_goodwill", name=_("Return on goodwill"), may="leads"),
    Page(url="answers", name=_("Questions and answers")),
    Page(url="mailboxes", name=_("Mailboxes"), may="runs_all"),
    Page(url="imports", name=_("Bring in the past"), may="runs_all", also=_("import")),
    Page(url="own_fields", name=_("Fields of our own"), may="runs_all", also=_("arrangements")),
    Page(url="site_hours", name=_("Opening hours"), may="arranges_home", at_home=True, also=_("arrangements")),
    Page(url="tokens", name=_("Tokens")),
    Page(url="policy_new", name=_("A new policy"), may="owns_policies"),
    Page(url="versions", name=_("Versions"), may="owns_policies"),
    Page(url="me", name=_("About me")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page as a link for whoever is signed in."""

    href: str
    name: str
    key: str
    here: bool
    """Whether it is the page one is on."""
    url: str
    also: str = ""


def tabs(request: HttpRequest) -> tuple[Link, ...]:
    """The pages that stand above every page."""
    return _links(request, only_tabs=True)


def every_page(request: HttpRequest) -> tuple[Link, ...]:
    """All pages that one may open."""
    return _links(request, only_tabs=False)


def fitting(links: tuple[Link, ...], typed: str) -> list[Link]:
    """Those whose name has words that begin with each of the words typed; all, where nothing is typed."""
    wanted = typed.casefold().split()
    return [
        link for link in links if all(any(word.startswith(each) for word in _words(link)) for each in wanted)
    ]


def _words(link: Link) -> list[str]:
    return f"{link.name} {link.also}".casefold().replace(",", " ").split()


def _links(request: HttpRequest, *, only_tabs: bool) -> tuple[Link, ...]:
    gates = Gates(request)
    wanted = (page for page in PAGES if page.tab or not only_tabs)
    found = (
        (page, _address(page, gates.home))
        for page in wanted
        if getattr(gates, (only_tabs and page.tab_may) or page.may)
    )
    return tuple(_link(page, address, at=request.path) for page, address in found if address)


def _link(page: Page, address: str, *, at: str) -> Link:
    here = at.startswith(address) if page.within else at == address
    return Link(
        href=f"{address}?{page.query}" if page.query else address, name=str(page.name), key=page.key,
        here=here and not page.query, url=page.url, also=str(page.also),
    )  # fmt: skip


def _address(page: Page, home: str) -> str:
    """Where it is; empty where the channel that has it is not installed."""
    try:
        return reverse(page.url, args=[home] if page.at_home else [])
    except NoReverseMatch:
        return ""
