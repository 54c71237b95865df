"""One project in one folder: ingest, code, join across documents, write the brief.

`OUT` holds everything: `reportedly.db`, `evidence/`, `text/`, `claims.jsonl`, `brief.html`, `brief.md`.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reportedly import __version__, assembly, custody_work, garbage, titles
from reportedly.clock import now
from reportedly.coding_work import CODEBOOK, How, checked_codebook, code_documents, keep_codebook
from reportedly.errors import ReportedlyError
from reportedly.pipeline.recode import Recoded
from reportedly.records import Contradiction, Document, Failure, Note, Run, Theatre
from reportedly.text import digest, printable

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.ingest import Mapping, Mappings
    from reportedly.join.update import Printer
    from reportedly.joining_work import Work
    from reportedly.pipeline import Engine
    from reportedly.register import Register
    from reportedly.releasing import Holdings

DATABASE = "reportedly.db"
THEATRE = "theatre.yaml"
REGISTER = "register.yaml"
CLAIMS = "claims.jsonl"
CONTROL = "control"
MAPPING = "mapping.yaml"

OWN_RELEASE = "partner"
"""Profile of the files in the project's own folder: no names, no exact places, but movements at once, so that each
claim has its line whenever the run is made."""

_TOGETHER = 200
"""Documents of one file whose originals and texts are written together."""


class Reporter(Protocol):
    """Hears how far long work has come."""

    def begin(self, label: str, total: int | None) -> None:
        """Start a piece of work of `total` steps (None: not known)."""
        ...

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Go on by `count` steps; `note` is worth a line of its own."""
        ...

    def end(self) -> None:
        """Finish the piece of work."""
        ...


class Silent:
    """A reporter that says nothing."""

    def begin(self, label: str, total: int | None) -> None:
        """Say nothing."""

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


@dataclass
class Summary:
    """What a run did: counts, failures and why, and where the results lie."""

    read: int = 0
    known: int = 0
    duplicates: int = 0
    notes: list[Note] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    coded: int = 0
    coding: dict[str, Any] = field(default_factory=dict)
    stage_failures: list[tuple[str, str, str]] = field(default_factory=list)
    unread_languages: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    claims: int = 0
    in_scope: int = 0
    events: int = 0
    origins: tuple[int, int] = (0, 0)
    contradictions: int = 0
    drift: int = 0
    codebook: str = ""
    codebook_notes: list[str] = field(default_factory=list)
    recoded: Recoded | None = None
    files: list[str] = field(default_factory=list)
    withheld: list[dict[str, str | int]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return the summary as JSON-ready values."""
        return {
            "documents": {
                "in_project": self.documents,
                "new": self.read,
                "known": self.known,
                "duplicates": self.duplicates,
                "failed": [{"path": f.path, "message": f.message} for f in self.failures],
                "without_stages": self.unread_languages,
            },
            "left_out": [{"path": n.path, "message": n.message} for n in self.notes],
            "coded": self.coded,
            "coding": self.coding,
            "codebook": self.codebook,
            "codebook_notes": self.codebook_notes,
            "recoded": self.recoded.plain() if self.recoded else None,
            "stage_failures": [{"path": p, "stage": s, "message": m} for p, s, m in self.stage_failures],
            "claims": {"all": self.claims, "in_scope": self.in_scope},
            "events": self.events,
            "origins": {"min": self.origins[0], "max": self.origins[1]},
            "contradictions": self.contradictions,
            "drift": self.drift,
            "files": self.files,
            "withheld": self.withheld,
        }


def _sides(one: Contradiction) -> tuple[str, frozenset[frozenset[str]]]:
    return one.kind, frozenset((frozenset(one.left), frozenset(one.right)))


class Project:
    """A folder with its database; use as a context manager."""

    def __init__(
        self,
        out: Path,
        *,
        db: Path | str | None = None,
        theatre: Path | str | None = None,
        register: Path | None = None,
        codebook: Path | None = None,
        create: bool = True,
    ) -> None:
        # Late: SQLAlchemy takes a third of a second, the models of a theatre file a sixth.
        from reportedly.store import FileEvidence, SqlStore, address

        # First of all: with a codebook that is not in order nothing is begun.
        given = checked_codebook(codebook)
        asked = _found_theatre(theatre) if theatre is not None else None
        where = address.of_project(out, db)
        if create:
            out.mkdir(parents=True, exist_ok=True)
        elif not out.is_dir() or (isinstance(where, Path) and not where.exists()):
            raise ReportedlyError(
                f"{out}: there is no project here; make one with `reportedly run FILES -o {out}` "
                "or name its folder with -o"
            )
        self.out = out
        self.store = SqlStore.open(where, create=create)
        if db is not None or address.kept(out) is None:
            address.remember(out, where)
        self.evidence = FileEvidence(out)
        if asked is not None and create:
            from reportedly.theatre import keep_theatre

            keep_theatre(asked, out / THEATRE)
        kept = asked or (out / THEATRE if (out / THEATRE).exists() else None)
        self.theatre, self.shapes = _loaded_theatre(kept) if kept else (Theatre(), None)
        if register is not None and create:
            _keep_register(register, out)
        self._register = register or (out / REGISTER if (out / REGISTER).exists() else None)
        self.codebook_notes = keep_codebook(codebook, given, out)
        self._run: Run | None = None

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @cached_property
    def sources(self) -> "Register":
        """The source register of this project: its own file, else the one that ships."""
        return assembly.register(self._register)

    @cached_property
    def book(self) -> "Codebook":
        """The codebook of this project: its own file, else the one that ships."""
        kept = self.out / CODEBOOK
        return assembly.codebook(kept if kept.exists() else None)

    def begin(self, settings: dict[str, Any]) -> str:
        """Note a run with its settings and return its id."""
        started = now()
        body = json.dumps(settings, sort_keys=True, ensure_ascii=False)
        self._run = Run("run_" + digest(started, body), started, __version__, body)
        self.store.begin_run(self._run)
        return self._run.id

    @property
    def run(self) -> str:
        """The id of the current run; one is begun where there is none."""
        return self._run.id if self._run else self.begin({})

    def keep_mapping(self, file: Path) -> None:
        """Keep a file of column names in the project, for this run and later ones. Raises InvalidMapping."""
        from reportedly.ingest import load_mappings

        load_mappings(file)
        if file.resolve() != (self.out / MAPPING).resolve():
            shutil.copyfile(file, self.out / MAPPING)

    def mappings(self, first: "Mapping | None" = None) -> "Mappings":
        """Return the column names kept in this project, after those given. Raises InvalidMapping."""
        from reportedly.ingest import Mappings, load_mappings

        kept = self.out / MAPPING
        return (load_mappings(kept) if kept.exists() else Mappings()).over(first)

    def ingest(self, paths: Sequence[Path], summary: Summary, reporter: Reporter, mapping: "Mapping | None") -> None:
        """Read files into documents; what cannot be read is noted and the others go on."""
        from reportedly.ingest import discover, read_file

        mappings = self.mappings(mapping)
        found = [item for item in discover(paths) if not self._own(item)]
        reporter.begin("reading files", len(found))
        lost = custody_work.Lost()
        watched = custody_work.Watched(self.evidence, self, lambda line: reporter.step(0, note=line))
        for item in found:
            watched.begin(printable(str(item)))
            answers: Iterator[Document | Failure | Note] = (
                iter([item])
                if isinstance(item, Failure)
                else read_file(item, evidence=watched, now=now(), mapping=mappings)
            )
            with self.evidence.together():
                while some := list(islice(answers, _TOGETHER)):
                    # A document is noted only when its files are on the disk.
                    self.evidence.flush()
                    lost.hear(some)
                    seen = self._keep_all(some, summary, reporter)
                    if watched.fresh:
                        inside = [document for document in seen if document.sha256 != watched.fresh]
                        custody_work.note_sightings(self, printable(str(item)), inside)
                    reporter.step(0)
            reporter.step()
        reporter.end()
        lost.keep(self)
        if summary.read:
            custody_work.note_reading(self, summary)

    def take(self, answer: Document | Failure | Note, summary: Summary, reporter: Reporter) -> bool:
        """Keep what was read by other ways than from files; return whether it is a new document."""
        before = summary.read
        self._keep_all([answer], summary, reporter)
        return summary.read > before

    def _own(self, item: Path | Failure) -> bool:
        """Say whether a file belongs to this project's folder: its results are not reports."""
        path = Path(item.path) if isinstance(item, Failure) else item
        return self.out.resolve() in path.absolute().parents

    def _keep_all(
        self, answers: Sequence[Document | Failure | Note], summary: Summary, reporter: Reporter
    ) -> list[Document]:
        """Keep what was read, in order, and return the documents that were kept before.

        Documents that follow each other come in one transaction.
        """
        seen: list[Document] = []
        for documents, some in groupby(answers, lambda answer: isinstance(answer, Document)):
            if documents:
                seen += self._keep_documents([one for one in some if isinstance(one, Document)], summary, reporter)
                continue
            for answer in some:
                if isinstance(answer, Failure):
                    self.store.add_failure(answer, run=self.run)
                    summary.failures.append(answer)
                    reporter.step(0, note=f"not read: {answer.path}: {answer.message}")
                elif isinstance(answer, Note):
                    self.store.add_custody(*custody_work.of_note(answer))
                    if answer.capture is None:
                        summary.notes.append(answer)
                        reporter.step(0, note=f"{answer.path}: {answer.message}")
        return seen

    def _keep_documents(self, documents: Sequence[Document], summary: Summary, reporter: Reporter) -> list[Document]:
        batch = [(document, custody_work.of_document(document)) for document in documents]
        paths, added = self._paths, self.store.add_documents(batch, run=self.run)
        if any(not new and document.id not in paths for document, new in zip(documents, added, strict=True)):
            # Another run has added it meanwhile.
            paths |= self.store.paths()
        for document, new in zip(documents, added, strict=True):
            known = paths.get(document.id)
            if new:
                summary.read += 1
                paths[document.id] = document.path
            elif known == document.path:
                summary.known += 1
            else:
                summary.duplicates += 1
                reporter.step(0, note=f"same content as {known}: {document.path}")
        return [document for document, new in zip(documents, added, strict=True) if not new]

    @property
    def _paths(self) -> dict[str, str]:
        if not hasattr(self, "_known_paths"):
            self._known_paths = self.store.paths()
        return self._known_paths

    def code(
        self,
        summary: Summary,
        reporter: Reporter,
        *,
        examples: int = 3,
        workers: int | None = None,
        engine: "Engine | None" = None,
    ) -> None:
        """Run the stages on every document that lacks one; what is done already is left alone.

        Where only the codebook has changed, the coder and what reads its codings run again, nothing else; the summary
        then tells what became of the claims, with so many examples of each change. `workers` are the processes that
        share the work, None for as many as pay; an `engine` takes their place.
        """
        places = self._gazetteer(reporter)
        homes = assembly.homes(places, self.store.documents())
        stages = assembly.default_stages(self.theatre, places, self.sources, homes, self.book)
        kept = self.out / CODEBOOK
        book = kept if kept.exists() else None
        make = partial(assembly.stages_anew, self.theatre, self._register, homes, book)
        how = How(make, workers, examples, engine)
        with garbage.seldom():
            done = code_documents(self.store, stages, how, run=self.run, reporter=reporter)
        summary.codebook = f"{self.book.id} {self.book.version}"
        summary.codebook_notes = self.codebook_notes
        summary.coded, summary.recoded, summary.coding = done.coded, done.recoded, done.meter.plain()
        summary.stage_failures.extend(done.failures)

    def _gazetteer(self, reporter: Reporter) -> Any:
        from reportedly.gazetteer.build import WORK

        done: int | None = None

        def progress(_step: str, count: int) -> None:
            nonlocal done
            if done is None:
                reporter.begin("building the gazetteer (first use only, about 40 seconds), percent", 100)
                done = 0
            share = count * 100 // WORK
            reporter.step(share - done)
            done = share

        found = assembly.gazetteer(self.theatre, progress=progress)
        if done is not None:
            reporter.end()
        return found

    @garbage.seldom()
    def join(
        self,
        summary: Summary,
        reporter: Reporter,
        *,
        as_of: str | None = None,
        rebuild: bool = False,
        printer: "Printer | None" = None,
    ) -> None:
        """Bring what goes across documents up to date: edges, events with their origins, the ledger as of a day.

        Only what is new or changed is joined with what was there; everything where `rebuild` says so, or where the
        theatre, the register, the codebook or the program is another than before. A `printer` works out elsewhere
        what derivation needs of each new document.
        """
        from reportedly.joining_work import Setting, join_documents

        reporter.begin("counting origins", None)
        setting = Setting(self.theatre, self.sources, self.book, self._register, printer)
        done = join_documents(self.store, setting, run=self.run, on=as_of, rebuild=rebuild)
        if done.anew:
            reporter.step(0, note=f"everything was joined anew: {done.anew}")
        for orphan in done.orphans:
            reporter.step(0, note=f"not carried out: {orphan.action}, {orphan.on}: {orphan.reason}")
        reporter.end()
        self._count(summary, done)

    def _count(self, summary: Summary, done: "Work") -> None:
        counts = self.store.counts()
        summary.documents, summary.claims, summary.in_scope = counts.documents, counts.claims, counts.in_scope
        summary.events, summary.drift, summary.origins = len(done.events), done.drift, done.origins
        # One that stands between two events is held by both.
        summary.contradictions = len({_sides(one) for event in done.events for one in event.contradictions})
        for language, count in counts.without_claims.items():
            if language not in assembly.LANGUAGES:
                summary.unread_languages[language] = summary.unread_languages.get(language, 0) + count

    def holdings(self) -> "Holdings":
        """Return what the project holds as it stands today, for whatever tells of it."""
        # Late: sentences and drawings take a while to load.
        from reportedly.exported_posts import ExportedPosts
        from reportedly.releasing import Holdings
        from reportedly.review import take

        actions, posts = self.store.reviews(), ExportedPosts(self.store.custody_events, self.evidence)
        readings = take(actions, self.store.readings()).readings
        joined = assembly.Joined(
            edges=self.store.edges(),
            judgements=[],
            events=self.store.events(),
            ledger=self.store.ledger(),
            drift=self.store.drift(),
        )
        return Holdings(
            readings=readings,
            joined=joined,
            theatre=self.theatre,
            sources=self.sources,
            book=self.book,
            control=self.out / CONTROL,
            shapes=self.shapes,
            actions=actions,
            failures=self.store.failures(),
            visits=self.store.visits(),
            posts=posts.states(reading.document for reading in readings),
        )

    @garbage.seldom()
    def brief(self, summary: Summary, reporter: Reporter, options: "BriefOptions", *, into: Path | None = None) -> None:
        """Write brief.html, brief.md and claims.jsonl into the project, or into another folder.

        They are made from what a release lets out, like every export. Raises BriefDoesNotCompile.
        """
        from reportedly.export.files import write_lines
        from reportedly.export.release import profile_of
        from reportedly.releasing import Manner, Pile

        reporter.begin("writing the brief", None)
        profile = profile_of(options.release)
        if options.title is not None and into is None and options.narrow is None:
            titles.keep(self.out, options.title, options.language)
        title = options.title or titles.kept(self.out, options.language)
        manner = Manner(profile, title=title, as_of=options.as_of, language=options.language, template=options.template)
        held = self.holdings()
        pile = Pile(held, manner)
        folder = into or self.out
        # Only the brief is narrowed: claims.jsonl holds every claim of the project, as the brief says.
        written = (Pile(options.narrow(held), manner) if options.narrow else pile).briefs()
        write_lines(folder / CLAIMS, pile.lines())
        for name, content in written.items():
            _write(folder / name, content)
        if into is None:
            custody_work.note_export(self, [*written, CLAIMS], working_copy=profile.open)
        summary.withheld = pile.prepared.tally.rows()
        summary.files = [str(folder / name) for name in (*written, CLAIMS)] + [self.store.name]
        reporter.end()


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """How a brief is written: title, release profile, the day (ISO) from which it looks back, its language.

    `narrow` leaves of what the project holds that of an area and a period; `template` is how much is told.
    """

    title: str | None = None
    release: str = OWN_RELEASE
    as_of: str | None = None
    language: str = "en"
    narrow: "Callable[[Holdings], Holdings] | None" = None
    template: str = "full"


def _write(path: Path, content: str) -> None:
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(content, encoding="utf-8", newline="\n")
    temporary.replace(path)


def _keep_register(register: Path, out: Path) -> None:
    """Keep the register file in the project, once it is known to be in order."""
    assembly.register(register)
    if register.resolve() != (out / REGISTER).resolve():
        shutil.copyfile(register, out / REGISTER)


def _found_theatre(theatre: Path | str) -> Path:
    from reportedly.theatre import find_theatre

    return find_theatre(theatre)


def _loaded_theatre(file: Path) -> tuple[Theatre, dict[str, Any] | None]:
    from reportedly.theatre import load_shapes, load_theatre

    theatre = load_theatre(file)
    return theatre, load_shapes(file, theatre)
