"""sources list, show, check, bodies: the register of sources, and who speaks in a project."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table
from reportedly.errors import InvalidRegister, ReportedlyError

if TYPE_CHECKING:
    from reportedly.records import Body, Reading, RegisteredBody
    from reportedly.records.withhold import Discretion
    from reportedly.register import Register

app = typer.Typer(no_args_is_help=True, help="Who is who: the register of sources, and the bodies that documents name.")

File = Annotated[Path | None, typer.Option("--register", help="Register file (YAML), if not the one that ships.")]
Checked = Annotated[Path | None, typer.Argument(help="Register file (YAML); left out: the one that ships.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def _register(path: Path | None) -> "Register":
    from reportedly.register import load, load_default

    return load(path) if path else load_default()


@app.command("list")
def list_bodies(
    text: Annotated[str, typer.Argument(help="Only bodies one of whose names holds this.")] = "",
    register: File = None,
    as_json: AsJson = False,
) -> None:
    """List the registered bodies."""
    from reportedly.records import to_plain

    book = _register(register)
    found = book.find(text) if text else list(book.bodies)
    if as_json:
        for body in found:
            print_json(to_plain(body))
        return
    print_table(
        f"{book.title}, version {book.version}",
        ["body", "name", "kind", "role", "group", "side"],
        [(b.id, b.name, b.kind, b.role, b.affiliation_group or "", b.side()) for b in found],
    )
    print(f"{len(found)} bodies")


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Id of a body, or a name as a report prints it.")],
    register: File = None,
) -> None:
    """Print what the register holds on a body, or all bodies that an ambiguous name may stand for."""
    book = _register(register)
    entry = book.get(name) or book.get(f"reg:{name}")
    if entry is not None:
        _print(entry)
        return
    found = book.identify(name)
    if found.body is not None:
        print(f"{found.reason}\n")
        _print(found.body)
        return
    if not found.readings:
        raise ReportedlyError(f"the register has no body called {name!r}; `reportedly sources list` names them all")
    print(f"Not decided: {found.reason}")
    for reading in found.readings:
        print(f"  {reading.entry or '(not in the register)'}  {reading.name}")
    if found.proposed is not None:
        print(f"Proposed: {found.proposed.entry}  {found.proposed.name}")


def _print(body: "RegisteredBody") -> None:
    print(f"{body.id}  {body.name}\n{body.kind}, {body.role}: {body.descriptor}\nBasis: {body.basis}")
    for label, value in (
        ("Part of", body.parent),
        ("Speaks for", body.affiliation_group),
        ("Media family", body.media_family),
        ("Note", body.note or None),
    ):
        if value:
            print(f"{label}: {value}")
    for held in body.standing:
        print(f"Side: {held.side}{_days(held.since, held.until)} ({held.basis})")
    from reportedly.gloss import reading_aid

    for name in body.names:
        aid = reading_aid(name.text, name.lang)
        marks = "".join(f", {word}" for word, on in (("short", name.short), ("ambiguous", name.ambiguous)) if on)
        print(f"  {name.lang}  {name.text}{f' ({aid})' if aid else ''}{marks}{_days(name.since, name.until)}")


def _days(since: str | None, until: str | None) -> str:
    return (f" from {since}" if since else "") + (f" to {until}" if until else "")


@app.command("check")
def check(path: Checked = None) -> None:
    """Check a register file; exit 1 if something is wrong, with the entry and what to do."""
    from reportedly.register import DEFAULT_PATH, load

    try:
        book = load(path or DEFAULT_PATH)
    except InvalidRegister as error:
        print(error)
        raise typer.Exit(1) from error
    print(f"The register is in order: {len(book.bodies)} bodies.")


@dataclass
class _Speaker:
    """One body over all documents of a project."""

    name: str
    kind: str
    entry: str
    reading: str = ""
    documents: int = 0
    mentions: int = 0
    claims: set[str] = field(default_factory=set)

    @property
    def shown(self) -> str:
        """The name as printed, and how it is read where that is in another script."""
        return f"{self.name} ({self.reading})" if self.reading else self.name


@app.command("bodies")
def bodies(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")],
    db: Database = None,
    everything: Annotated[bool, typer.Option("--all", help="Also sources without a name.")] = False,
    working_copy: Annotated[bool, typer.Option("--working-copy", help="Show withheld names.")] = False,
    as_json: AsJson = False,
) -> None:
    """List who speaks in a project: each body with its documents, mentions and claims.

    Over several documents a body is the same where the register, the theatre or its full name says so, whatever
    language and case it is printed in. Behind a name in Cyrillic stands how it is read.
    """
    from reportedly.project import Project
    from reportedly.records.withhold import Discretion, private_names

    with Project(out, db=db, create=False) as project:
        readings = list(project.store.readings())
    found = _speakers(readings, Discretion(private_names(readings), working_copy=working_copy), everything)
    found.sort(key=lambda s: (-s.documents, -s.mentions, s.name))
    if as_json:
        for s in found:
            print_json(
                {
                    "name": s.name,
                    "reading": s.reading or None,
                    "kind": s.kind,
                    "entry": s.entry or None,
                    "documents": s.documents,
                    "mentions": s.mentions,
                    "claims": len(s.claims),
                }
            )
        return
    print_table(
        None,
        ["body", "kind", "entry", "documents", "mentions", "claims"],
        [(s.shown, s.kind, s.entry, str(s.documents), str(s.mentions), str(len(s.claims))) for s in found],
    )
    print(f"{len(found)} bodies")


def _speakers(readings: Iterable["Reading"], discretion: "Discretion", everything: bool) -> list[_Speaker]:
    from reportedly.gloss import reading_aid
    from reportedly.records import Attribution, Body, by_mention
    from reportedly.text import squeeze

    found: dict[str, _Speaker] = {}
    for reading in readings:
        home = by_mention(reading.of(Body))
        said: dict[str, set[str]] = {}
        for chain in reading.of(Attribution):
            for link in chain.links:
                if link.span in home:
                    said.setdefault(home[link.span].id, set()).add(chain.claim)
        for body in reading.of(Body):
            if not (body.named or everything):
                continue
            name = squeeze(discretion.shown(reading, (body.name,))[0])
            keys = _keys(reading, body)
            speaker = next((found[k] for k in keys if k in found), None) or _Speaker(name, body.kind, _entry(body))
            for key in keys:
                found.setdefault(key, speaker)
            if len(name) >= len(speaker.name):
                speaker.name, speaker.reading = name, reading_aid(name, reading.document.language or "")
            speaker.documents += 1
            speaker.mentions += len(body.mentions)
            speaker.claims |= said.get(body.id, set())
    return list({id(speaker): speaker for speaker in found.values()}.values())


def _keys(reading: "Reading", body: "Body") -> list[str]:
    """Return under what a body is the same in several documents; an unnamed or doubtful one stands alone.

    A named one has the key of its name as printed, and those that it shares with its name in other languages.
    """
    from reportedly.gloss import body_keys, person_keys
    from reportedly.text import body_key, squeeze

    if body.entry or body.source:
        return [body.entry or body.source or ""]
    if not body.named or body.readings or body.proposed:
        return [body.id]
    name, language = squeeze(body.name.of(reading.text)), reading.document.language or "en"
    across = person_keys(name, language) if body.kind == "person" else body_keys(name, language)
    return [f"name:{body_key(name)}", *(f"across:{key}" for key in sorted(across))]


def _entry(body: "Body") -> str:
    """Return the register's id, or what stands in its place: proposal, readings, theatre's id."""
    if body.proposed:
        return f"? {body.proposed.entry or body.proposed.name} proposed"
    if body.readings:
        return " or ".join(r.entry or "another" for r in body.readings)
    return body.entry or body.source or ""
