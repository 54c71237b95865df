"""Briefs: the list, the editor of a draft, its preview, its comparison with another, and what writes."""

import difflib
from collections.abc import Mapping
from threading import RLock
from typing import Annotated, Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Body, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from reportedly import briefing
from reportedly.desk.model import Viewer
from reportedly.drafting import Compiled, DraftConflict, Drafts, Edit, InvalidDraft, Spec
from reportedly.drafting.edits import fold
from reportedly.drafting.model import Draft
from reportedly.export.released import masked_tree
from reportedly.records.withhold import WITHHELD
from reportedly.web.bench import Bench
from reportedly.web.errors import Conflict, NotFound, WebError
from reportedly.web.screens.briefs_context import difference, editor, listed
from reportedly.web.screens.briefs_model import Asked, BriefList, Clash, Comparison, Editor, FindingShown, Piece
from reportedly.web.security import needing
from reportedly.web.shell import page

router = APIRouter()

_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox"
"""What the preview of a brief may do: show itself, run nothing."""
_BODY: Any = Body(default={})
_lock = RLock()

_EDITS = frozenset(
    {"text", "add", "remove", "move", "attach", "detach", "assess", "keep", "takeaway", "title", "unreviewed"}
)


def drafts_of(request: Request) -> Drafts:
    """Return the drafts of the project on the bench."""
    state = request.app.state
    with _lock:
        if not hasattr(state, "drafts"):
            bench: Bench = state.bench
            state.drafts = Drafts(bench.project)
    found: Drafts = state.drafts
    return found


def _draft(request: Request, brief: str) -> Draft:
    try:
        return drafts_of(request).get(brief)
    except InvalidDraft as error:
        raise NotFound(str(error)) from error


def _compiled(request: Request, draft: Draft) -> Compiled:
    with _lock:
        return drafts_of(request).compiled(draft)


def _editor(request: Request, draft: Draft, *, selected: str = "", finding: str = "", **more: Any) -> Editor:
    made = _compiled(request, draft)
    state, bench = request.state, request.app.state.bench
    asked = Asked(state.language, selected, finding, **more)
    return editor(bench, drafts_of(request), made, state.viewer, asked)


@router.get("/briefs", include_in_schema=False, dependencies=[needing("viewer")])
def show_list(request: Request) -> Response:
    """Show all briefs."""
    return page(request, "briefs/list.html.j2", list_json(request), place="brief")


@router.get("/api/briefs", tags=["briefs"], dependencies=[needing("viewer")])
def list_json(request: Request) -> BriefList:
    """Return all briefs, newest first."""
    return listed(request.app.state.bench, drafts_of(request), request.state.viewer)


@router.get("/briefs/{brief}/edit", include_in_schema=False, dependencies=[needing("viewer")])
def show_editor(request: Request, brief: str, s: str = "", f: str = "", seen: int = 0) -> Response:
    """Show the draft with the sentence `s` selected and the finding `f` marked."""
    shown = _editor(request, _draft(request, brief), selected=s, finding=f, seen=seen)
    return page(request, "briefs/edit.html.j2", shown, place="brief")


@router.get("/api/briefs/{brief}", tags=["briefs"], dependencies=[needing("viewer")])
def editor_json(request: Request, brief: str, s: str = "") -> Editor:
    """Return a draft: its sentences with claims, its findings, what it needs; `s` selects a sentence."""
    return _editor(request, _draft(request, brief), selected=s)


@router.get("/api/briefs/{brief}/findings", tags=["briefs"], dependencies=[needing("viewer")])
def findings_json(request: Request, brief: str) -> list[FindingShown]:
    """Return what stands against publishing a draft: the rule, the words, the mend."""
    return list(_editor(request, _draft(request, brief)).findings)


@router.get("/api/briefs/{brief}/version", tags=["briefs"], dependencies=[needing("viewer")])
def version_json(request: Request, brief: str, seen: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
    """Return the newest version of a draft, and who saved what since version `seen`."""
    draft = _draft(request, brief)
    later = [v for v in draft.versions if v.number > seen and v.by != request.state.viewer.name]
    saves = [{"version": v.number, "by": v.by, "at": v.at, "sentence": v.edit.sentence} for v in later]
    return {"version": draft.number, "saves": saves}


@router.post("/api/briefs", tags=["briefs"], dependencies=[needing("analyst")], status_code=201)
def new_json(request: Request, body: dict[str, Any] = _BODY) -> Editor:
    """Draft a brief: `areas`, `start`, `end` (days, ISO), `language`, `template`, `title`."""
    return _editor(request, _new(request, body))


@router.post("/briefs", include_in_schema=False, dependencies=[needing("analyst")])
async def new_form(request: Request) -> Response:
    """Draft a brief from the form and go to the editor."""
    form = await _form(request)
    areas = [a.strip() for a in form.get("area", "").split(",") if a.strip()]
    made = await _threaded(_new, request, {**form, "areas": areas})
    return RedirectResponse(f"/briefs/{made.id}/edit", 303)


def _new(request: Request, body: Mapping[str, Any]) -> Draft:
    names = ("start", "end", "language", "template", "title")
    given = {n: str(body[n]) for n in names if body.get(n)}
    areas = body.get("areas") or ()
    if not isinstance(areas, (list, tuple)):
        raise WebError("`areas` is a list of names or ids of places")
    spec = Spec(areas=tuple(str(a) for a in areas), **given)  # type: ignore[arg-type]
    with _lock:
        return drafts_of(request).new(spec, by=request.state.viewer.name)


@router.post("/api/briefs/{brief}/edits", tags=["briefs"], dependencies=[needing("analyst")])
def edit_json(request: Request, brief: str, body: dict[str, Any] = _BODY) -> Editor:
    """Make one edit: `kind`, `sentence`, `after` (its value), `before` (the sentence that a new one follows), `reason`,
    `seen` (the version that was looked at).

    Answers 409 where somebody saved the same sentence since.
    """
    _draft(request, brief)
    try:
        made = _edit(request, brief, body)
    except DraftConflict as error:
        raise Conflict(str(error)) from error
    return _editor(request, made, selected=str(body.get("sentence") or ""), seen=_number(body.get("seen")))


@router.post("/briefs/{brief}/edit", include_in_schema=False, dependencies=[needing("analyst")])
async def edit_form(request: Request, brief: str) -> Response:
    """Make one edit from a form and show the draft again; words that clash with another's save are not lost."""
    form = await _form(request)
    shown: Response = await _threaded(_edit_and_show, request, brief, form)
    return shown


def _edit_and_show(request: Request, brief: str, form: Mapping[str, str]) -> Response:
    draft = _draft(request, brief)
    sentence = form.get("sentence", "")
    try:
        made = _edit(request, brief, _of_form(form))
    except DraftConflict as error:
        clash = Clash(error.by, error.at, sentence, form.get("text", ""))
        shown = _editor(request, _draft(request, brief), selected=sentence, clash=clash)
        return page(request, "briefs/edit.html.j2", shown, status=409, place="brief")
    except InvalidDraft as error:
        shown = _editor(request, draft, selected=sentence, refused=str(error))
        return page(request, "briefs/edit.html.j2", shown, status=400, place="brief")
    kept = "" if form.get("kind") in ("remove", "title", "unreviewed") else sentence
    if form.get("kind") == "add":
        kept = str(made.versions[-1].edit.after["id"])
    seen = form.get("seen", "")
    there = f"?s={quote(kept)}&seen={quote(seen)}#{quote(kept)}" if kept else ""
    return RedirectResponse(f"/briefs/{brief}/edit{there}", 303)


def _of_form(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the edit in a form's fields."""
    kind = form.get("kind", "")
    after: Any = form.get("text", "")
    if kind == "add":
        claims = [c for c in form.get("claims", "").replace(",", " ").split() if c]
        fields = ("section", "likelihood", "confidence", "basis")
        after = {"text": after, "kind": form.get("of_kind", "report"), "claims": claims}
        after |= {name: form[name] for name in fields if form.get(name)}
    elif kind == "assess":
        after = {name: form.get(name, "") for name in ("likelihood", "confidence", "basis")}
    elif kind in ("attach", "detach", "keep", "move"):
        after = form.get("value", "")
    elif kind in ("takeaway", "unreviewed"):
        after = form.get("value", "") == "yes"
    return {
        "kind": kind, "sentence": form.get("sentence", ""), "after": after, "before": form.get("follows") or None,
        "reason": form.get("reason", ""), "seen": form.get("seen"),
    }  # fmt: skip


def _number(value: object) -> int:
    try:
        return max(0, int(str(value or 0)))
    except ValueError as error:
        raise WebError(f"`seen` is the number of a version, not {value!r}") from error


def _edit(request: Request, brief: str, body: Mapping[str, Any]) -> Draft:
    kind = str(body.get("kind") or "")
    if kind not in _EDITS:
        raise InvalidDraft(f"there is no edit {kind!r}; the kinds are {', '.join(sorted(_EDITS))}")
    after = body.get("after")
    if isinstance(after, str) and WITHHELD in after and not request.state.viewer.exact and kind == "text":
        after = _unmasked(request, brief, str(body.get("sentence") or ""), after)
    seen = _number(body.get("seen")) or None
    made = Edit(kind, str(body.get("sentence") or ""), body.get("before"), after, str(body.get("reason") or ""))  # type: ignore[arg-type]
    try:
        with _lock:
            return drafts_of(request).edit(brief, made, by=request.state.viewer.name, seen=seen)
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidDraft(f"the value of an edit {kind!r} is not in order: {error}") from error


def _unmasked(request: Request, brief: str, sentence: str, text: str) -> str:
    """Return words as they are kept: what a viewer may not see and left alone is put back from the sentence."""
    old = _draft(request, brief).sentence(sentence).text
    masked = request.app.state.bench.desk.discretion(request.state.viewer).masked(old)
    return old if text == masked else text


@router.post("/briefs/{brief}/refresh", include_in_schema=False, dependencies=[needing("analyst")])
def refresh_form(request: Request, brief: str) -> Response:
    """Draft a brief anew; what people wrote is kept."""
    _draft(request, brief)
    with _lock:
        drafts_of(request).refresh(brief, by=request.state.viewer.name)
    return RedirectResponse(f"/briefs/{brief}/edit", 303)


@router.post("/api/briefs/{brief}/publish", tags=["briefs"], dependencies=[needing("reviewer")])
def publish_json(request: Request, brief: str, body: dict[str, Any] = _BODY) -> Editor:
    """Publish a draft; `seen` is the version that was looked at. Answers 400 with what stands against it."""
    _draft(request, brief)
    try:
        with _lock:
            made = drafts_of(request).publish(
                brief, by=request.state.viewer.name, seen=_number(body.get("seen")) or None
            )
    except DraftConflict as error:
        raise Conflict(str(error)) from error
    return _editor(request, made)


@router.post("/briefs/{brief}/publish", include_in_schema=False, dependencies=[needing("reviewer")])
async def publish_form(request: Request, brief: str) -> Response:
    """Publish a draft from the form."""
    form = await _form(request)
    try:
        await _threaded(publish_json, request, brief, {"seen": form.get("seen")})
    except InvalidDraft as error:
        shown = await _threaded(_refused, request, brief, str(error))
        return page(request, "briefs/edit.html.j2", shown, status=400, place="brief")
    return RedirectResponse(f"/briefs/{brief}/edit", 303)


def _refused(request: Request, brief: str, why: str) -> Editor:
    return _editor(request, _draft(request, brief), refused=why)


@router.get("/briefs/{brief}/preview", include_in_schema=False, dependencies=[needing("viewer")])
def show_preview(request: Request, brief: str) -> Response:
    """Show the brief as it would be printed."""
    return page(request, "briefs/preview.html.j2", _draft(request, brief), place="brief")


@router.get("/briefs/{brief}/export/{form}", include_in_schema=False, dependencies=[needing("viewer")])
def export(request: Request, brief: str, form: str, inline: bool = False) -> Response:
    """Return the brief in one of its forms; with `inline` to look at, else to keep."""
    found = next((f for f in briefing.formats() if f.id == form), None)
    if found is None:
        raise NotFound(f"there is no form {form!r}; the forms are {', '.join(f.id for f in briefing.formats())}")
    draft = _draft(request, brief)
    made = _compiled(request, draft)
    # Before it is printed: names that a person wrote into a draft cannot be found in the bytes of a PDF any more.
    content = found.make(masked_tree(made.outward, request.app.state.bench.desk.discretion(request.state.viewer)))
    response = Response(_masked(content, request.state.viewer, request), media_type=found.media_type)
    name = f"{brief}-{draft.state}-{draft.number}.{found.suffix}"
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response.headers["Content-Security-Policy"] = _PAGE
    return response


def _masked(content: str | bytes, viewer: Viewer, request: Request) -> str | bytes:
    """Withhold names that a person wrote into a draft once more; files that are no text are made without them."""
    return request.app.state.bench.desk.discretion(viewer).masked(content) if isinstance(content, str) else content


@router.get("/briefs/{brief}/compare", include_in_schema=False, dependencies=[needing("viewer")])
def show_comparison(request: Request, brief: str, other: str = "") -> Response:
    """Show how a brief differs from another one or from an earlier version."""
    return page(request, "briefs/compare.html.j2", compare_json(request, brief, other), place="brief")


@router.get("/api/briefs/{brief}/compare", tags=["briefs"], dependencies=[needing("viewer")])
def compare_json(request: Request, brief: str, other: str = "") -> Comparison:
    """Return how a brief differs from `other`: another brief, or the number of an earlier version."""
    draft = _draft(request, brief)
    others = [d for d in drafts_of(request).ids() if d != brief]
    chosen = other or (others[-1] if others else "1")
    if chosen.isdigit():
        if not 0 < int(chosen) <= draft.number:
            raise NotFound(f"{brief} has versions 1 to {draft.number}; there is no version {chosen}")
        before = fold(brief, draft.versions[: int(chosen)])
    else:
        before = _draft(request, chosen)
    masked = request.app.state.bench.desk.discretion(request.state.viewer).masked
    old, new = ([masked(s.text) for s in d.sentences] for d in (before, draft))
    rows: list[tuple[Piece, ...]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = max(b - a, d - c) if kind == "replace" else 0
        for n in range(pairs):
            left, right = (old[a + n] if a + n < b else ""), (new[c + n] if c + n < d else "")
            rows.append(tuple(difference(left, right)))
        rows += [(Piece(x, change="del"),) for x in old[a:b] if kind == "delete"]
        rows += [(Piece(x, change="ins"),) for x in new[c:d] if kind == "insert"]
    versions = [str(v.number) for v in draft.versions[:-1]][-12:]
    return Comparison(brief, chosen, masked(draft.title), tuple(rows), (*others[-12:], *versions))


async def _form(request: Request) -> dict[str, str]:
    body = await request.body()
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


async def _threaded(work: Any, *values: Any) -> Any:
    return await run_in_threadpool(work, *values)
