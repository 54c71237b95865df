"""What people decide on the review page and elsewhere: forms that go on to the next item, and the same as JSON.

Every form may carry `return_to`, a local path; without it the next item of the queue opens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse, Response

from reportedly.desk.deciding import Asked, Clash, Decided, Deciding, Verdict
from reportedly.errors import ReportedlyError, ReviewRefused
from reportedly.records.review import EdgeChange, EditField
from reportedly.web.errors import NotAllowed
from reportedly.web.screens.review import Report, show
from reportedly.web.screens.review_forms import edits_of
from reportedly.web.screens.review_named import item_of, words_of
from reportedly.web.screens.review_parts import (
    Sent,
    address,
    asked_of,
    form_of,
    reviewing_of,
    viewer_of,
)
from reportedly.web.security import local_path, needs
from reportedly.web.sessions import may

router = APIRouter()

Form = Annotated[FormData, Depends(form_of)]
REVIEWER, ANALYST = [Depends(needs("reviewer"))], [Depends(needs("analyst"))]
_QUERY = ("order", "stage", "mine")


def _decided(request: Request, sent: Sent, item: str, act: Callable[[], Decided], *, opens: str = "") -> Response:
    """Do what a form asks and go on; a clash or a refusal shows the item again with everything that was typed.

    `opens` is the item that opens then instead of the next one.
    """
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    try:
        done = act()
    except Clash as clash:
        return show(request, item, sent, status=409, clash=clash.changes, shown=clash.last)
    except ReportedlyError as error:
        if sent.text("return_to"):
            raise
        return show(request, item, sent, status=400, problem=str(error))
    reviewing.unsaved.drop(viewer.name, item)
    return _back(sent) or _on(sent, item, done.number, opens=opens)


def _back(sent: Sent) -> Response | None:
    to = sent.text("return_to")
    return RedirectResponse(local_path(to, "/review"), status_code=303) if to else None


def _on(sent: Sent, item: str, number: int, *, opens: str = "") -> Response:
    query = {name: sent.text(name) for name in _QUERY if sent.text(name)}
    if number:
        query["done"] = str(number)
    following = sent.text("next")
    # Documents and events are commented on too; they have pages of their own.
    opens = opens if opens.startswith("clm_") or ":" in opens else following if following != item else ""
    path = f"/review/{opens}" if opens else "/review"
    return RedirectResponse(address(path, query), status_code=303)


@router.post("/review/{claim}/accept", dependencies=REVIEWER, include_in_schema=False)
def accept(request: Request, claim: str, form: Form) -> Response:
    """Accept a claim as it stands, or with the edits of the form."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    return _decided(
        request, sent, claim,
        lambda: deciding.verdict(asked_of(request, sent), Verdict(claim, edits_of(sent), accept=True)),
    )  # fmt: skip


@router.post("/review/{claim}/edit", dependencies=REVIEWER, include_in_schema=False)
def edit(request: Request, claim: str, form: Form) -> Response:
    """Save what was changed; with `then` accept it as well."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    accepts = sent.text("then") == "accept"
    return _decided(
        request, sent, claim,
        lambda: deciding.verdict(asked_of(request, sent), Verdict(claim, edits_of(sent), accept=accepts)),
    )  # fmt: skip


@router.post("/review/{claim}/reject", dependencies=REVIEWER, include_in_schema=False)
def reject(request: Request, claim: str, form: Form) -> Response:
    """Reject a claim for one of the reasons to discard."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    asked = asked_of(request, sent, sent.text("reason") or sent.text("code").replace("_", " "))
    return _decided(request, sent, claim, lambda: deciding.verdict(asked, Verdict(claim, reject=sent.text("code"))))


@router.post("/review/{claim}/merge", dependencies=REVIEWER, include_in_schema=False)
def merge(request: Request, claim: str, form: Form) -> Response:
    """Say that a claim and others (`other`) are one occurrence."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    return _decided(request, sent, claim, lambda: deciding.merge(asked_of(request, sent), [claim, *sent.all("other")]))


@router.post("/review/{claim}/split", dependencies=REVIEWER, include_in_schema=False)
def split(request: Request, claim: str, form: Form) -> Response:
    """Say that some claims of the event (`leaving`; without any: this one) are another occurrence."""
    sent, reviewing = Sent(form), reviewing_of(request)

    def act() -> Decided:
        event = reviewing.desk.events_of(claim)
        if not event and reviewing.rejoining.settle():
            event = reviewing.desk.events_of(claim)
        if not event:
            raise ReviewRefused("the claim stands in no event; there is nothing to split")
        return reviewing.deciding.split(asked_of(request, sent), event, sent.all("leaving") or [claim])

    return _decided(request, sent, claim, act)


@router.post("/review/{claim}/not-same", dependencies=REVIEWER, include_in_schema=False)
def not_same(request: Request, claim: str, form: Form) -> Response:
    """Say that a claim and another one (`other`) are not one occurrence."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    return _decided(request, sent, claim, lambda: deciding.not_same(asked_of(request, sent), claim, sent.text("other")))


@router.post("/review/{item}/comment", dependencies=ANALYST, include_in_schema=False)
def comment(request: Request, item: str, form: Form) -> Response:
    """Keep a remark on a claim, an event, a document, or an edge (`edge:FROM:TO`)."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    asked = asked_of(request, sent, sent.text("comment") or sent.text("reason"))
    return _decided(request, sent, item, lambda: deciding.comment(asked, _things(item)), opens=item)


@router.post("/review/{item}/dissent", dependencies=ANALYST, include_in_schema=False)
def dissent(request: Request, item: str, form: Form) -> Response:
    """Keep another view beside what stands."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    asked = asked_of(request, sent, sent.text("dissent") or sent.text("reason"))
    return _decided(request, sent, item, lambda: deciding.dissent(asked, _things(item)), opens=item)


def _things(item: str) -> list[str]:
    kind, _, rest = item.partition(":")
    return rest.split(":") if kind == "edge" else [rest.split(":")[0]] if kind == "pair" else [item]


@router.post("/review/{item}/judge", dependencies=REVIEWER, include_in_schema=False)
def judge(request: Request, item: str, form: Form) -> Response:
    """Settle a pair: documents are one text or not (`verdict` same or not), claims one occurrence or two."""
    sent, reviewing = Sent(form), reviewing_of(request)
    kind, _, rest = item.partition(":")
    one, _, other = rest.partition(":")
    verdict = sent.text("verdict")
    deciding = reviewing.deciding
    why = sent.text("reason") or {"same": "judged the same", "not": "judged not the same"}.get(verdict, "judged")
    asked = asked_of(request, sent, why)

    def act() -> Decided:
        if kind == "pair":
            return deciding.merge(asked, [one, other]) if verdict == "same" else deciding.not_same(asked, one, other)
        if verdict == "not":
            return deciding.edge(asked, "cut", one, other)
        there = [e.kind for e in reviewing.desk.edges((one, other)) if (e.start, e.end) == (one, other)]
        wanted = sent.text("relation") or (there[0] if there else "copy")
        change: EdgeChange = "add" if not there or there == [wanted] else "change"
        return deciding.edge(asked, change, one, other, (wanted, ""))

    return _decided(request, sent, item, act)


@router.post("/review/undo", dependencies=ANALYST, include_in_schema=False)
def undo(request: Request, form: Form) -> Response:
    """Take a decision back by its number, one's own, or as a reviewer anybody's; what it was about opens again."""
    sent, reviewing = Sent(form), reviewing_of(request)
    item = sent.text("item")
    number = sent.number("number")
    if number is None:
        raise ReviewRefused("there is nothing to take back")
    about = item_of(reviewing, number)
    return _decided(
        request, sent, item, lambda: reviewing.deciding.undo(asked_of(request, sent), number), opens=about or item
    )


@router.post("/review/{item}/later", dependencies=ANALYST, include_in_schema=False)
def later(request: Request, item: str, form: Form) -> Response:
    """Set an item aside for oneself, or take it back."""
    sent, reviewing = Sent(form), reviewing_of(request)
    reviewing.aside.turn(viewer_of(request).name, item)
    return _back(sent) or _on(sent, item, 0)


@router.post("/review/many", dependencies=REVIEWER, include_in_schema=False)
def many(request: Request, form: Form) -> Response:
    """Accept or reject many claims for one reason: one transaction for each, with a report of what failed."""
    sent, reviewing = Sent(form), reviewing_of(request)
    viewer, code = viewer_of(request), sent.text("code")
    rejects = sent.text("action") == "reject"
    failed: list[tuple[str, str]] = []
    chosen = [item for item in sent.all("item") if item.startswith("clm_")]
    for claim in chosen:
        base = asked_of(request, sent, sent.text("reason") or (code.replace("_", " ") if rejects else ""))
        asked = replace(base, key=f"{base.key}.{claim}" if base.key else "")
        try:
            verdict = Verdict(claim, reject=code) if rejects else Verdict(claim, accept=True)
            reviewing.deciding.verdict(asked, verdict)
        except ReportedlyError as error:
            failed.append((words_of(reviewing, viewer, claim), str(error)))
    if not chosen:
        return show(request, sent.text("current"), status=400, problem="nothing was selected")
    report = Report("reject" if rejects else "accept", len(chosen) - len(failed), tuple(failed))
    return show(request, "", report=report)


@router.post("/review/{item}/unsaved", dependencies=ANALYST, include_in_schema=False)
def keep_unsaved(request: Request, item: str, form: Form) -> Response:
    """Keep what is typed and not saved; answers when it is on the disk."""
    sent, reviewing = Sent(form), reviewing_of(request)
    kept = reviewing.unsaved.keep(viewer_of(request).name, item, sent.number("seen") or 0, sent.plain())
    return JSONResponse({"at": kept.at})


@router.post("/review/{item}/forget", dependencies=ANALYST, include_in_schema=False)
def forget_unsaved(request: Request, item: str, form: Form) -> Response:
    """Forget what was typed and not saved, and show what stands."""
    sent = Sent(form)
    reviewing_of(request).unsaved.drop(viewer_of(request).name, item)
    return _back(sent) or RedirectResponse(f"/review/{item}", status_code=303)


@router.post("/review/{item}/here", include_in_schema=False)
def here(request: Request, item: str) -> Response:
    """Note that somebody is still at an item; answers with who else is where, and how far counts are."""
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    reviewing.presence.here(viewer.name, item)
    others = [who for who, at in reviewing.presence.others(viewer.name).items() if at == item]
    state = reviewing.rejoining.state
    return JSONResponse({"here": others, "last": reviewing.deciding.last, "behind": state.behind, "busy": state.busy})


class Action(BaseModel):
    """One decision on a claim, as JSON.

    `edits` give fields as they are typed: codes, EDTF, names of places, and lists for those that have several
    parts. `seen` is the last action that was known when the form was begun; where others decided on the same since and
    it clashes, the answer is 409 with before, mine and theirs for each field. Send `settled` (mine, theirs or both
    by field) and `shown` (the `last` of that answer) then. A `key` that was sent before writes nothing again.
    """

    model_config = ConfigDict(extra="forbid")

    action: Literal[
        "accept", "reject", "edit", "merge", "split", "not_same", "comment", "dissent", "grade_information", "undo"
    ]
    reason: str = ""
    edits: dict[EditField, Any] = Field(default_factory=dict)
    accept: bool = False
    code: str = ""
    others: list[str] = Field(default_factory=list)
    field: EditField | None = None
    value: Any = None
    grade: str = ""
    number: Annotated[int, Field(ge=0, le=2**53)] = 0
    seen: Annotated[int, Field(ge=0, le=2**53)] | None = None
    shown: Annotated[int, Field(ge=0, le=2**53)] = 0
    settled: dict[str, Literal["mine", "theirs", "both"]] = Field(default_factory=dict)
    key: Annotated[str, Field(max_length=200)] = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a decision wrote: the numbers of its actions, the one to undo it by, what of others was joined with it."""

    numbers: list[int]
    undo: int
    joined: list[int] = field(default_factory=list)


_OPEN_TO_ANALYSTS = ("comment", "dissent", "undo")


@router.post(
    "/api/review/{claim}/actions",
    tags=["review"],
    response_model=Kept,
    dependencies=ANALYST,
    responses={409: {"description": "Others decided on the same thing meanwhile; `changes` tell what"}},
)
def act(request: Request, claim: str, action: Action) -> Kept | Response:
    """Decide on a claim; what is answered with 200 is kept."""
    viewer, reviewing = viewer_of(request), reviewing_of(request)
    if action.action not in _OPEN_TO_ANALYSTS and not may(viewer.role, "reviewer"):
        raise NotAllowed(f"this needs the role reviewer; you are {viewer.role}", needs="reviewer")
    asked = Asked(viewer.name, action.reason, viewer.role, action.seen, action.shown, dict(action.settled), action.key)
    try:
        done = _act(reviewing_of(request).deciding, asked, claim, action, reviewing.desk.events_of)
    except Clash as clash:
        body = {"type": "about:blank#conflict", "title": "Conflict", "status": 409, "detail": str(clash), **clash.more}
        return JSONResponse(body, 409, media_type="application/problem+json")
    return Kept([a.number for a in done.actions], done.number, [a.number for a in done.joined])


def _act(deciding: Deciding, asked: Asked, claim: str, action: Action, event_of: Callable[[str], str]) -> Decided:
    makers: dict[str, Callable[[], Decided]] = {
        "accept": lambda: deciding.verdict(asked, Verdict(claim, action.edits, accept=True)),
        "edit": lambda: deciding.verdict(asked, Verdict(claim, action.edits, accept=action.accept)),
        "reject": lambda: deciding.verdict(asked, Verdict(claim, reject=action.code)),
        "merge": lambda: deciding.merge(asked, [claim, *action.others]),
        "split": lambda: deciding.split(asked, event_of(claim), action.others or [claim]),
        "not_same": lambda: deciding.not_same(asked, claim, action.others[0] if action.others else ""),
        "comment": lambda: deciding.comment(asked, [claim]),
        "dissent": lambda: deciding.dissent(asked, [claim], action.field, action.value),
        "grade_information": lambda: deciding.grade_information(asked, claim, action.grade),
        "undo": lambda: deciding.undo(asked, action.number),
    }
    return makers[action.action]()
