"""verify, evidence: what is kept, what was done with it, and whether it is as it was kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import Bar, counted, print_json, print_table
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.records import CustodyEvent, Document
    from reportedly.records.became import Became
    from reportedly.reextracting import Extracted

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]

_NAMED = 5
"""Documents that an ambiguous name is said to mean."""
_STATES = {"retracted": "taken back by its publisher", "gone": "gone from its address", "changed": "changed since"}
_SHOWN = 50
"""Faults that are printed one by one; --json has all."""


def verify(
    out: Out,
    db: Database = None,
    head: Annotated[
        str | None,
        typer.Option("--head", help="Digest of a custody event that you noted down: it has to be in the chain."),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Digest every original and text again, check both chains, and name what is missing or changed.

    Exit code 1 if something is. That it was checked is noted in the chain of custody.
    """
    from reportedly.custody_work import verify_project
    from reportedly.project import Project
    from reportedly.records import to_plain

    with Project(out, db=db, create=False) as project:
        found = verify_project(project, Bar(quiet=quiet or as_json), head=head)
    if as_json:
        print_json(to_plain(found))
    else:
        for fault in found.faults[:_SHOWN]:
            print(fault.message)
        if len(found.faults) > _SHOWN:
            print(f"and {len(found.faults) - _SHOWN} more; --json names all")
        for stray in found.strays[:_SHOWN]:
            print(f"{stray} is no original of this project: nothing here wrote it; look at it and take it away")
        if len(found.strays) > _SHOWN:
            print(f"and {len(found.strays) - _SHOWN} more such files; --json names all")
        count = len(found.faults)
        print(
            f"{found.originals} originals, {found.texts} texts, {found.documents} documents, {found.events} custody "
            f"events, {found.decisions} decisions: "
            + (f"{count} fault{'s' if count > 1 else ''}" if count else "all as they were kept")
        )
        if found.faults:
            print("Nothing was mended: restore what is named from a copy of this folder, then verify again")
        if found.head:
            print(f"Head of the chain of custody: {found.head}")
    if found.faults:
        raise typer.Exit(1)


app = typer.Typer(no_args_is_help=True, help="What is kept as evidence, where it came from, and what was done with it.")


@app.command("list")
def listing(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List the documents with the digest of their original, when it was captured, and where from."""
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        states = _became(project)
        if as_json:
            for document in project.store.each_document():
                print_json(_line(document, states))
            return
        rows = [
            (d.id, d.sha256[:12], d.media_type, d.retrieved_at, d.path, _now(states.get(d.id, ())))
            for d in project.store.each_document()
        ]
    print_table(None, ["id", "sha256", "kind", "captured", "from", "source now"], rows)
    print(counted(len(rows), "document"))
    counts = Counter(found[0].state for found in states.values())
    if counts:
        print("Of their sources " + ", ".join(f"{n} {_STATES[state]}" for state, n in sorted(counts.items())))


@app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a document, its path or the end of it, or digest of an original.")
    ],
    out: Out,
    db: Database = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write a copy of the original; this is noted.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show where a document came from, how it was captured, and everything that was done with it."""
    from reportedly.custody_work import save_original
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        document, states = _find(project.store.each_document(), name), _became(project)
        events = [e for e in project.store.custody_events() if _about(e, document)]
        if save is not None:
            save_original(project, document, save)
    found = states.get(document.id, ())
    gone = next(({"at": one.since, "path": one.by} for one in found if one.state == "gone" and one.by), None)
    if as_json:
        print_json({**_line(document, states), "gone": gone, "events": [_event(e) for e in events]})
        return
    told = [("Source now", _told_of(one)) for one in found if one.state != "gone" or not one.by]
    for label, value in (*_shown(document), *told):
        print(f"{label:<12}{value}")
    if gone is not None:
        print(f"Gone        in the export of {gone['at'][:10]} ({gone['path']}); what is kept here stays")
    for event in events:
        print(f"{event.at}  {event.kind:<10} {event.by}  {_told(event)}")
    if save is not None:
        print(f"Written     {save}")


@app.command("log")
def log(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List the chain of custody: who did what with the evidence, and when."""
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        events = project.store.custody_events()
    if as_json:
        for event in events:
            print_json(_event(event))
        return
    print_table(None, ["event", "at", "by", "what", "on"], [(e.id, e.at, e.by, e.kind, _told(e)) for e in events])
    print(counted(len(events), "event"))
    if events:
        print(f"Head of the chain: {events[-1].sha256}")


@app.command("timestamp")
def timestamp(
    target: Annotated[Path, typer.Option("--request", "-r", metavar="FILE", help="File to write, such as head.tsq.")],
    out: Out,
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Write a request for a time stamp (RFC 3161) over the end of the chain, for a signer that you take it to.

    Nothing is sent. The answer proves that the chain, and so all that it names, was there at that time.
    """
    from reportedly.custody_work import write_request
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        head = write_request(project, target)
    if as_json:
        print_json({"head": head, "file": str(target)})
        return
    print(f"Written     {target}, over the head {head}")
    print(f"Check an answer with: openssl ts -verify -queryfile {target} -in ANSWER.tsr -CAfile CA.pem")


@app.command("reextract")
def reextract(
    out: Out,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Documents, as in `show`; left out: all.")
    ] = None,
    db: Database = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep new texts beside the old ones, and note it; else nothing is changed.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Extract documents again from the kept bytes with the readers of today, and say which claims lose their words.

    Claims go on pointing into the texts that they were found in, also with --keep. --json prints a line for each
    document: same, changed or problem, how many claims are intact or moved, and the orphans with their words.
    """
    from reportedly.project import Project
    from reportedly.records import to_plain
    from reportedly.reextracting import reextract as extracted

    counts: Counter[str] = Counter()
    with Project(out, db=db, create=False) as project:
        only = [_find(project.store.each_document(), name).id for name in names or ()]
        for one in extracted(project, Bar(quiet=quiet or as_json), keep=keep, only=only):
            counts.update({one.outcome: 1, "intact": one.intact, "moved": one.moved, "orphans": len(one.orphans)})
            if as_json:
                print_json(to_plain(one))
            elif one.outcome != "same":
                _print_extracted(one)
    if not as_json:
        print(
            f"{counts.total() - counts['intact'] - counts['moved'] - counts['orphans']} documents: {counts['same']} "
            f"the same, {counts['changed']} with another text, {counts['problem']} not extracted again"
        )
        print(f"Claims: {counts['intact']} intact, {counts['moved']} moved, {counts['orphans']} orphans")


def _print_extracted(one: "Extracted") -> None:
    if one.outcome == "problem":
        print(f"{one.document}  {one.path}: {one.problem}")
        return
    kept = f"; kept as {one.text_id}" if one.text_id else f"; {one.problem}" if one.problem else ""
    print(
        f"{one.document}  {one.path}: another text by {one.extractor} (was {one.kept_extractor}): {one.intact} claims "
        f"intact, {one.moved} moved, {len(one.orphans)} orphans{kept}"
    )
    for orphan in one.orphans:
        print(f"  orphan  {orphan.claim}  {orphan.words}")


def _find(documents: Any, name: str) -> "Document":
    from reportedly.records.address import address_key

    end, wanted = "/" + name, address_key(name) if "://" in name else ""
    found = [
        d for d in documents
        if d.id.startswith(name) or d.sha256.startswith(name) or d.path == name or d.path.endswith(end)
        or (wanted and wanted in (address_key(d.url or ""), *d.aliases))
    ]  # fmt: skip
    if len(found) == 1 or (found and all(d.sha256 == found[0].sha256 for d in found)):
        first: Document = found[0]
        return first
    if found:
        found.sort(key=lambda d: (d.retrieved_at, d.id))
        several = ", ".join(f"{d.id} (captured {d.retrieved_at})" for d in found[-_NAMED:])
        more = f"{len(found) - _NAMED} earlier ones, " if len(found) > _NAMED else ""
        raise ReportedlyError(f"{name} may be {more}{several}: give more of the id")
    raise ReportedlyError(f"there is no document {name}; `reportedly evidence list` names them")


def _about(event: "CustodyEvent", document: "Document") -> bool:
    return document.sha256 in event.on or (
        event.kind == "capture" and event.detail.get("path") in (document.container, document.path, *_asked(document))
    )


def _asked(document: "Document") -> tuple[str, ...]:
    """Return the address that a fetched page was asked for under: custody names its exchanges by it."""
    return (document.capture.requested,) if document.capture is not None and document.capture.requested else ()


def _became(project: "Project") -> "dict[str, tuple[Became, ...]]":
    from reportedly.exported_posts import ExportedPosts
    from reportedly.review.withdrawn import Copy, became

    store = project.store
    posts = ExportedPosts(store.custody_events, project.evidence).states(store.each_document())
    return became(map(Copy.of, store.each_document()), store.visits(), store.reviews(), posts)


def _now(states: "Sequence[Became]") -> str:
    return "; ".join(f"{_state(one)} {one.since[:10]}" for one in states)


def _state(one: "Became") -> str:
    return "gone in a later export" if one.state == "gone" and one.by else _STATES[one.state]


def _told_of(one: "Became") -> str:
    words = f": “{one.words}”" if one.words else ""
    return f"{_STATES[one.state]}, {one.since}{words}" + (f" ({one.by})" if one.by else "")


def _line(document: "Document", states: "Mapping[str, Sequence[Became]]") -> dict[str, Any]:
    from reportedly.records import to_plain

    names = ("id", "sha256", "text_id", "path", "container", "media_type", "extractor", "retrieved_at", "publisher",
             "title", "url", "published", "published_basis", "modified", "channel", "aliases", "links", "answers",
             "flags")  # fmt: skip
    plain = {name: to_plain(getattr(document, name)) for name in names}
    return {**plain, "forward": to_plain(document.forward), "capture": to_plain(document.capture),
            "became": [to_plain(one) for one in states.get(document.id, ())]}  # fmt: skip


def _shown(document: "Document") -> list[tuple[str, str]]:
    """Return what is printed of a document, label and value."""
    found = [
        ("Document", document.id),
        ("From", document.path),
        ("Original", f"{document.sha256} ({document.media_type})"),
        ("Text", f"{document.text_id}, made by {document.extractor}"),
        ("Captured", document.retrieved_at),
    ]
    if document.url:
        found.append(("Address", document.url))
    capture = document.capture
    if capture is not None:
        asked = f", asked for as {capture.requested}" if capture.requested not in (None, capture.final) else ""
        found.append(("Fetched", f"{capture.final}{asked}"))
        by = capture.tool or "a tool that is not named"
        how = f"status {capture.status or 'none'}, record {capture.record}, digest {capture.digest}"
        found.append(("Archive", f"{capture.method} by {by}, {how}"))
    if document.forward is not None:
        found.append(("Forward of", document.forward.name or document.forward.channel or "a source that is not said"))
    return found


def _event(event: "CustodyEvent") -> dict[str, Any]:
    from reportedly.records import to_plain

    plain: dict[str, Any] = to_plain(event)
    return plain


def _told(event: "CustodyEvent") -> str:
    detail = event.detail
    if event.kind in ("capture", "document", "sighting", "rendition", "retrieval"):
        status = f" (status {detail['status']})" if event.kind == "capture" and detail.get("status") else ""
        again = " (kept before)" if event.kind == "sighting" else ""
        return f"{detail.get('path') or detail.get('final') or ''}{status}{again}"
    if event.kind == "export":
        masked = "names withheld" if detail.get("masked") else "working copy"
        return f"{', '.join(detail.get('files', {}))} ({masked})"
    if event.kind == "verify":
        return f"{detail.get('originals')} originals, {len(detail.get('faults', []))} faults"
    if event.kind == "read":
        return f"{detail.get('new')} new, {detail.get('known')} known, {detail.get('failed')} failed"
    return ", ".join(event.on)
