"""How is a desk asked? `Leeway(url, token)`: options, decisions, what becomes of them, questions upwards.

Every decision has a key: a lost connection is tried again with the same one, so nothing is given twice.
Start reading at `Leeway.decide`.
"""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote

import httpx

from leeway.client.answers import Decision, Option, Reperformed, Waiting, read
from leeway.client.errors import Problem, ProblemError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

TRIES: Final = 4
PAUSE_SECONDS: Final = 0.2
_AGAIN: Final = frozenset({429, 502, 503, 504})
_LEFT_OUT: Final[tuple[Any, ...]] = (None, {}, ())


class Leeway:
    """A desk, spoken to with a token; safe for threads, and to be closed (or used in a `with`).

    Methods that propose take the fields of the HTTP API by name: `action`, `amount_minor`, `given`, `customer`,
    `case`, `site`, `mode`, `reason`, `on_behalf_of`, `hold`, `language` …
    """

    def __init__(
        self, url: str, token: str, *, timeout_seconds: float = 10.0,
        transport: httpx.BaseTransport | None = None, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=url.rstrip("/") + "/api/v1/", timeout=timeout_seconds, transport=transport,
            headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip

    def options(self, **situated: Any) -> tuple[Option, ...]:
        """What may be done for this person, best first. Raises: ProblemError, UnreachableError."""
        form = self._ask("POST", "options", _given(situated), safe=True)
        return tuple(read(each, Option) for each in form["options"])

    def decide(self, action: str, *, key: str | None = None, **proposed: Any) -> Decision:
        """Decide, charge and record; sent again with its key it is the same decision.

        Without a key it gets one of its own, which is used again when the connection is lost.
        Raises: ProblemError, UnreachableError.
        """
        body = _given({"action": action, **proposed}) | {"id": key or uuid.uuid4().hex}
        return read(self._ask("POST", "decisions", body, safe=True), Decision)

    def execute(self, decision: str) -> Decision:
        """Say that it was done: what was held is posted. Raises: ProblemError, UnreachableError."""
        return read(self._ask("POST", f"decisions/{_part(decision)}/execute", {}), Decision)

    def fail(self, decision: str) -> Decision:
        """Say that it could not be done. Raises: ProblemError, UnreachableError."""
        return read(self._ask("POST", f"decisions/{_part(decision)}/fail", {}), Decision)

    def reverse(self, decision: str, *, reason: str = "") -> Decision:
        """Take it back. Raises: ProblemError, UnreachableError."""
        body = {"reason": reason}
        return read(self._ask("POST", f"decisions/{_part(decision)}/reverse", body, safe=True), Decision)

    def decision(self, decision: str) -> Decision:
        """A decision as it stands, with its sentences. Raises: ProblemError, UnreachableError."""
        return read(self.record(decision)["decision"], Decision)

    def record(self, decision: str) -> dict[str, Any]:
        """Why it was decided so: the whole record, as JSON. Raises: ProblemError, UnreachableError."""
        return self._ask("GET", f"decisions/{_part(decision)}")

    def reperformed(self, decision: str) -> Reperformed:
        """Have it made again from its record. Raises: ProblemError, UnreachableError."""
        return read(self._ask("GET", f"decisions/{_part(decision)}/reperformed"), Reperformed)

    def ask(
        self, action: str, *, wish: str = "", key: str | None = None, **proposed: Any
    ) -> tuple[Decision, Waiting | None]:
        """Ask upwards: the decision, and the question where somebody has to answer.

        Raises: ProblemError, UnreachableError.
        """
        body = _given({"action": action, "wish": wish, **proposed}) | {"id": key or uuid.uuid4().hex}
        form = self._ask("POST", "questions", body, safe=True)
        return read(form["decision"], Decision), _waiting(form["question"])

    def questions(self) -> tuple[Waiting, ...]:
        """The open questions that you asked or may answer. Raises: ProblemError, UnreachableError."""
        return tuple(read(each, Waiting) for each in self._ask("GET", "questions")["questions"])

    def question(self, question: str) -> Waiting:
        """How far a question has come. Raises: ProblemError, UnreachableError."""
        return read(self._ask("GET", f"questions/{_part(question)}"), Waiting)

    def answer(self, question: str, answer: str, **said: Any) -> Waiting:
        """Answer a question: `yes`, `less`, `no` or `taken`. Raises: ProblemError, UnreachableError."""
        body = {"answer": answer, **_given(said)}
        return read(
            self._ask("POST", f"questions/{_part(question)}/answer", body, safe=True)["question"], Waiting
        )

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Read anything else of the API, as JSON: `sites`, `people/nina`, `books`. Raises: ProblemError."""
        return self._ask("GET", path, query=query)

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Send anything else to the API; it is tried once. Raises: ProblemError, UnreachableError."""
        return self._ask("POST", path, body)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, *,
        query: dict[str, Any] | None = None, safe: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        """Send, and send again what may be sent again while the desk cannot be reached."""
        tries = TRIES if safe or method == "GET" else 1
        lost: Exception | None = None
        for number in range(tries):
            if number:
                self._sleep(PAUSE_SECONDS * 2**number)
            try:
                answer = self._http.request(method, path, json=body, params=query)
            except httpx.TransportError as failure:
                lost = failure
                continue
            if answer.status_code not in _AGAIN or number == tries - 1:
                return _read(answer)
        raise UnreachableError(f"no answer from the desk: {lost}") from lost


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        form = answer.json()
    except ValueError:
        form = {}
    if answer.is_success and isinstance(form, dict):
        return form
    problems = tuple(Problem(**each) for each in form.get("problems", ()))
    detail = form.get("detail") or answer.reason_phrase
    raise ProblemError(answer.status_code, form.get("code", "unknown"), detail, problems)


def _waiting(form: dict[str, Any] | None) -> Waiting | None:
    return None if form is None else read(form, Waiting)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in _LEFT_OUT}


def _part(id_: str) -> str:
    return quote(id_, safe="")
