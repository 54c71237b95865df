"""A project as a sealed pack that proves itself offline, and a pack read back as a project."""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from reportedly.clock import now
from reportedly.custody_work import TOOL, agent, note
from reportedly.errors import ReportedlyError
from reportedly.export import site, verify_pack, wacz
from reportedly.export.pack import (
    ARCHIVE_BASE,
    CHECKER,
    CUSTODY,
    DATABASE,
    DECISIONS,
    DOCUMENTS,
    FORMAT,
    MANIFEST,
    Pack,
)
from reportedly.export_work import write_released
from reportedly.project import CLAIMS, BriefOptions, Project, Reporter, Summary
from reportedly.project import DATABASE as PROJECT_DATABASE
from reportedly.records import Document, to_plain
from reportedly.records.withhold import Discretion
from reportedly.store import FileEvidence
from reportedly.text import squeeze

SETTINGS = "project/"
"""Folder in a pack for the files of a project that are neither evidence nor results: theatre, register and so on."""

_KEPT_APART = frozenset(("evidence", "text"))
_SHOWN = 5
_IN_MEMORY = 8 << 20
_FILES = (
    ("brief.html", "the brief"),
    ("claims.jsonl", "all claims, one on each line, with their exact passages"),
    (DOCUMENTS, "the documents that they were read from"),
    (DECISIONS, "what people decided, in a chain"),
    (CUSTODY, "what was done with the evidence, in a chain"),
    (MANIFEST, "the digest of every file"),
    (CHECKER, "a program that checks all of it"),
)


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a pack, and the digest of its manifest, which seals it."""

    file: str
    manifest: str
    files: int
    originals: int
    documents: int
    size: int


def pack_project(project: Project, target: Path, reporter: Reporter, *, working_copy: bool) -> Packed:
    """Write a sealed pack: a ZIP, or by its name (.wacz) a web archive. Raises ReportedlyError.

    Without `working_copy` it holds no originals, no texts and no database, and names of private persons are withheld.
    """
    form = target.suffix.lower()
    if form not in (".zip", ".wacz"):
        raise ReportedlyError(f"{target}: a pack is called NAME.zip or NAME.wacz")
    if form == ".wacz" and not working_copy:
        raise ReportedlyError("a web archive (.wacz) holds originals: give --working-copy, or write a .zip")
    temporary = target.with_name(target.name + ".part")
    try:
        with temporary.open("wb") as out, tempfile.TemporaryDirectory(prefix=".pack-", dir=target.parent) as scratch:
            packed = _write(project, out, Path(scratch), reporter, (working_copy, form == ".wacz", target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    note(
        project, "export", (packed.manifest,), files={target.name: packed.manifest}, masked=not working_copy, tool=TOOL
    )
    return packed


def _write(project: Project, out: IO[bytes], scratch: Path, reporter: Reporter, how: tuple[bool, bool, Path]) -> Packed:
    working_copy, as_archive, target = how
    held: frozenset[str] | None = None
    if working_copy:
        project.brief(Summary(), reporter, BriefOptions(release="working-copy"), into=scratch)
        discretion = Discretion((), working_copy=True)
    else:
        prepared = write_released(project, scratch, reporter)
        discretion, held = prepared.discretion, frozenset(r.document.id for r in prepared.readings)
    what = _What(working_copy, as_archive, f"Evidence pack: {target.stem}", discretion, held)
    with Pack(out, ARCHIVE_BASE if as_archive else "") as pack:
        sealed, documents, originals = _fill(project, pack, scratch, reporter, what)
        pack.close()
        return Packed(str(target), sealed, len(pack.files), originals, documents, out.tell())


@dataclass(frozen=True, slots=True)
class _What:
    """What goes into a pack: everything or what may be told, as an archive or not; `held` are the documents told of."""

    working_copy: bool
    as_archive: bool
    title: str
    discretion: Discretion
    held: frozenset[str] | None


def _fill(project: Project, pack: Pack, scratch: Path, reporter: Reporter, what: _What) -> tuple[str, int, int]:
    """Put everything into a pack and return the digest that seals it, and how many documents and originals it has."""
    discretion, held, made_at = what.discretion, what.held, now()
    pack.add(f"{pack.base}{CHECKER}", Path(verify_pack.__file__).read_bytes())
    heads = {
        CUSTODY: _chain(pack, CUSTODY, _custody(project, what.working_copy)),
        DECISIONS: _chain(pack, DECISIONS, _decisions(project, discretion)),
    }
    for file in sorted(scratch.iterdir()):
        # An empty table is none: programs that check web archives stumble over it.
        if file.stat().st_size:
            pack.add_file(f"{pack.base}{file.name}", file)
    documents = list(_documents(project, discretion, held))
    pack.add_lines(f"{pack.base}{DOCUMENTS}", documents)
    originals = _add_evidence(project, pack, scratch, reporter, what.as_archive) if what.working_copy else 0
    links = what.working_copy and not what.as_archive
    shown = (d for d in project.store.each_document() if held is None or d.id in held)
    rows = (_row(document, discretion, links) for document in shown)
    index = site.page(what.title, made=made_at, working_copy=what.working_copy, rows=rows, files=_FILES)
    pack.add(f"{pack.base}index.html", index.encode("utf-8"))
    sealed = pack.seal(
        made_at=made_at, by=agent() if what.working_copy else None, tool=TOOL, working_copy=what.working_copy,
        heads=heads,
        documents=len(documents), originals=originals,
    )  # fmt: skip
    if what.as_archive:
        package = wacz.package(pack.files, title=what.title, tool=TOOL, created=made_at)
        pack.add_unlisted(wacz.PACKAGE, package)
        pack.add_unlisted(wacz.PACKAGE_DIGEST, wacz.package_digest(package))
    return sealed, len(documents), originals


def _chain(pack: Pack, path: str, rows: list[dict[str, Any]]) -> str:
    """Put in the rows of a chain, if there are any, and return its head."""
    if not rows:
        return ""
    pack.add_lines(f"{pack.base}{path}", rows)
    return str(rows[-1]["sha256"])


def _custody(project: Project, working_copy: bool) -> list[dict[str, Any]]:
    """Return the rows of the chain of custody; what they say (paths, people) only for a working copy."""
    rows = []
    for row in project.store.kept_custody()[0]:
        body = json.loads(row.body)
        plain = {"number": row.number, "id": row.id, "at": row.at, "kind": body["kind"], "previous": body["previous"]}
        rows.append({**plain, "sha256": row.sha256, **({"body": row.body} if working_copy else {})})
    return rows


def _decisions(project: Project, discretion: Discretion) -> list[dict[str, Any]]:
    """Return the rows of the chain of decisions; values beside the chain that name a private person are left out."""
    rows = []
    for row in project.store.kept_reviews()[0]:
        values = json.loads(row.sealed).items()
        sealed = {name: value for name, value in values if discretion.masked(value[0]) == value[0]}
        plain = {"number": row.number, "id": row.id, "at": row.at, "previous": json.loads(row.body)["previous"]}
        rows.append({**plain, "sha256": row.sha256, "body": row.body, "sealed": sealed})
    return rows


def _documents(project: Project, discretion: Discretion, held: frozenset[str] | None) -> Iterator[dict[str, Any]]:
    """Yield what there is to say of each document; for others only what does not name a person."""
    public = ("id", "sha256", "publisher", "title", "url", "published", "published_basis", "modified", "retrieved_at",
              "language", "genre", "media_type")  # fmt: skip
    for document in project.store.each_document():
        if held is not None and document.id not in held:
            continue
        plain = to_plain(document)
        del plain["text"]
        if not discretion.working_copy:
            plain = {k: discretion.masked(v) if isinstance(v := plain[k], str) else v for k in public}
        yield plain


def _row(document: Document, discretion: Discretion, links: bool) -> site.Row:
    sha256 = document.sha256
    return site.Row(
        title=discretion.masked(document.title or document.url or document.id),
        publisher=discretion.masked(document.publisher or "publisher not known"),
        published=document.published or "no date",
        captured=document.retrieved_at,
        sha256=sha256,
        href=f"evidence/{sha256[:2]}/{sha256[2:]}" if links else None,
    )


def _add_evidence(project: Project, pack: Pack, scratch: Path, reporter: Reporter, as_archive: bool) -> int:
    """Put in database, settings, texts and originals; return how many originals."""
    project.store.copy(scratch / DATABASE)
    pack.add_file(f"{pack.base}{DATABASE}", scratch / DATABASE)
    for name, file in _settings(project.out):
        pack.add_file(f"{SETTINGS}{name}", file)
    for text_id in sorted({document.text_id for document in project.store.each_document()}):
        data = project.evidence.find_text(text_id)
        if data is None:
            raise ReportedlyError(f"the text {text_id} is not there; `reportedly verify -o {project.out}` says what is")
        pack.add(f"text/{text_id}.txt", data)
    kept = [(sha256, file.stat().st_size) for sha256, file in project.evidence.originals()]
    reporter.begin("packing originals", len(kept))
    if as_archive:
        _add_archive(project, pack, scratch, reporter, kept)
    else:
        for sha256, _ in kept:
            with project.evidence.open(sha256) as stream:
                _same(pack.add_stream(f"evidence/{sha256[:2]}/{sha256[2:]}", stream), sha256)
            reporter.step()
    reporter.end()
    return len(kept)


def _is_result(name: str) -> bool:
    """Say whether a file of a project is written anew by each run."""
    return name == CLAIMS or (name.startswith("brief.") and "/" not in name)


def _settings(out: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a project that are neither evidence nor results, by their name with "/"."""
    for file in sorted(out.rglob("*")):
        name = file.relative_to(out)
        top = name.parts[0]
        if not file.is_file() or file.is_symlink() or top in _KEPT_APART or _is_result(name.as_posix()):
            continue
        if any(part.startswith(".") for part in name.parts) or top.startswith("reportedly.db") or top.endswith(".part"):
            continue
        yield name.as_posix(), file


def _add_archive(project: Project, pack: Pack, scratch: Path, reporter: Reporter, kept: list[tuple[str, int]]) -> None:
    """Put in the originals as a WARC with its index and pages."""
    pages = {document.sha256: document for document in reversed(list(project.store.each_document()))}
    originals = [_original(sha256, size, pages.get(sha256)) for sha256, size in kept]

    def read(sha256: str) -> BinaryIO:
        reporter.step()
        if project.evidence.digest(sha256) != sha256:
            _same("", sha256)
        return project.evidence.open(sha256)

    warc = scratch / "data.warc.gz"
    with warc.open("wb") as out:
        entries = wacz.write_warc(out, originals, read, TOOL)
    pack.add_file(wacz.ARCHIVE, warc)
    pack.add(wacz.INDEX, _lines(wacz.index_lines(entries)))
    pack.add(wacz.PAGES, _lines(wacz.page_lines(originals)))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _original(sha256: str, size: int, document: Document | None) -> wacz.Original:
    if document is None:
        address = wacz.address_of(None, sha256)
        return wacz.Original(sha256, size, address, "application/octet-stream", "1970-01-01T00:00:00Z")
    address = wacz.address_of(document.capture.final if document.capture else document.url, sha256)
    title = document.title or _named(document)
    return wacz.Original(sha256, size, address, document.media_type, document.retrieved_at, title, document.id)


def _named(document: Document) -> str:
    """Return what to call a document without a title: the name of its file and its first words."""
    words = squeeze(document.text[: 4 * _WORDS])
    return f"{re.split(r'[/!]', document.path)[-1]}: {words[:_WORDS]}{'…' if len(words) > _WORDS else ''}"


_WORDS = 80
"""Letters of a text that stand for its title in the list of pages."""


def _same(found: str, sha256: str) -> None:
    if found != sha256:
        raise ReportedlyError(f"the original {sha256} is not as it was kept; `reportedly verify` says since when")


def open_pack(file: Path, out: Path, reporter: Reporter) -> dict[str, Any]:
    """Make a project of a working copy that was packed, and return its manifest. Raises ReportedlyError.

    The pack is checked first; the database comes last, so that a project that was cut off is none.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ReportedlyError(f"{out} is there already: name a new folder")
    manifest = _checked(file, reporter)
    reporter.begin("unpacking", len(manifest["files"]))
    with zipfile.ZipFile(file) as archive:
        _unpack(archive, manifest, out, reporter)
    reporter.end()
    _note_opened(file, manifest, out)
    return manifest


def _checked(file: Path, reporter: Reporter) -> dict[str, Any]:
    reporter.begin("checking the pack", None)
    try:
        faults, _ = verify_pack.verify(verify_pack.Archive(str(file)))
        with zipfile.ZipFile(file) as archive:
            base = ARCHIVE_BASE if wacz.PACKAGE in archive.namelist() else ""
            manifest: dict[str, Any] = json.loads(archive.read(f"{base}{MANIFEST}")) if not faults else {}
    except (OSError, zipfile.BadZipFile, EOFError, ValueError) as error:
        raise ReportedlyError(f"{file} is no pack, or a damaged one ({error})") from error
    reporter.end()
    if faults:
        more = f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise ReportedlyError(f"{file} is not as it was sealed: {'; '.join(faults[:_SHOWN])}{more}")
    if manifest.get("format") != FORMAT:
        raise ReportedlyError(f"{file} is a pack of another version ({manifest.get('format')})")
    if not manifest.get("working_copy"):
        raise ReportedlyError(f"{file} holds no originals: only a pack made with --working-copy can be opened")
    return manifest


def _unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], out: Path, reporter: Reporter) -> None:
    out.mkdir(parents=True, exist_ok=True)
    evidence = FileEvidence(out)
    names = [one["path"] for one in manifest["files"]]
    base = ARCHIVE_BASE if wacz.INDEX in names else ""
    for name in names:
        reporter.step()
        if name.startswith("evidence/"):
            with archive.open(name) as stream:
                evidence.keep_stream(cast(BinaryIO, stream))
        elif name.startswith("text/"):
            evidence.keep_text(PurePosixPath(name).stem, archive.read(name).decode("utf-8"))
        elif _is_result(name.removeprefix(base)):
            _extract(archive, name, out / name.removeprefix(base))
        elif name.startswith(SETTINGS):
            _extract(archive, name, out / _inside(name.removeprefix(SETTINGS)))
    if wacz.INDEX in names:
        _unpack_archive(archive, evidence.keep_stream)
    _extract(archive, f"{base}{DATABASE}", out / PROJECT_DATABASE)


def _unpack_archive(archive: zipfile.ZipFile, keep: Any) -> None:
    """Keep the originals of the WARC in a web archive, in the order in which they lie there."""
    lines = archive.read(wacz.INDEX).decode("utf-8").splitlines()
    records = sorted((json.loads(line.split(" ", 2)[2]) for line in lines), key=lambda r: int(r["offset"]))
    with archive.open(wacz.ARCHIVE) as warc:
        position = 0
        for record in records:
            warc.read(int(record["offset"]) - position)
            with (
                tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as packed,
                tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as content,
            ):
                left = int(record["length"])
                while left and (piece := warc.read(min(left, 1 << 20))):
                    left -= len(piece)
                    packed.write(piece)
                packed.seek(0)
                for piece in wacz.read_record(cast(IO[bytes], packed)):
                    content.write(piece)
                content.seek(0)
                _same(keep(content), record["digest"].removeprefix("sha256:"))
            position = int(record["offset"]) + int(record["length"])


def _inside(name: str) -> Path:
    """Return a name in a pack as a path that stays in its folder. Raises ReportedlyError."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ReportedlyError(f"{name!r} in the pack leads out of it; it was not unpacked")
    return Path(*path.parts)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    with archive.open(name) as source, temporary.open("wb") as out:
        shutil.copyfileobj(source, out)
    temporary.replace(target)


def _note_opened(file: Path, manifest: dict[str, Any], out: Path) -> None:
    with Project(out, db=out / PROJECT_DATABASE, create=False) as project:
        told = {"file": file.name, "made_at": manifest["made_at"], "head": manifest["heads"][CUSTODY], "tool": TOOL}
        note(project, "opened", (), **told)
