"""A project as files for others: what may leave it is decided first, then every format is made of that alone."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportedly import __version__, assembly, briefing, lemmas, naming
from reportedly.brief import Brief, render_html, render_markdown
from reportedly.brief.docx import render_docx
from reportedly.brief.html import page_parts
from reportedly.brief.numbering import in_reading_order
from reportedly.brief.pdf import render_pdf
from reportedly.brief.plain import render_json, schema
from reportedly.custody_work import TOOL, file_digest, note
from reportedly.errors import ReportedlyError
from reportedly.export.files import write_json, write_lines
from reportedly.export.formats import FORMATS
from reportedly.export.formats.site import Panels, write_site
from reportedly.export.manifest import MANIFEST, plain, write_manifest
from reportedly.export.possible import PossibleNames
from reportedly.export.release import Prepared, Profile, Setting, prepare, profile_of
from reportedly.export.released import GEONAMES, About, Labels, Release, masked_tree, release
from reportedly.interfaces import Candidate, Gazetteer
from reportedly.project import CLAIMS, CONTROL, Project, Reporter
from reportedly.records import Reading, Theatre
from reportedly.records.withhold import WITHHELD
from reportedly.register import Register
from reportedly.review import support_list, take
from reportedly.stages.persons_words import load_words
from reportedly.text import name_key

Print = Callable[[Brief], str | bytes]
"""Prints a brief."""

BRIEFS: Mapping[str, tuple[str, str, Print]] = {
    "html": ("brief.html", "the brief as one page", render_html),
    "md": ("brief.md", "the brief as Markdown", render_markdown),
    "json": ("brief.json", "the whole brief as JSON, with its schema", render_json),
    "docx": ("brief.docx", "the brief for word processors, with endnotes", render_docx),
    "pdf": ("brief.pdf", "the brief as tagged PDF", render_pdf),
}
"""Formats of the brief: file name, what it is, and what prints it."""

SITE = "site"
ABOUT = {
    **{name: about for name, (_, about, _) in BRIEFS.items()},
    **{name: one.about for name, one in FORMATS.items()},
    SITE: "pages of map, services, timeline, events and the brief; opens from a folder",
}
"""All formats, and what each is."""

_PLACE_MATCHES = frozenset({"exact", "former", "transliteration", "inflected", "adjective", "respelled"})
_LARGE = 15_000
"""People from which on a place far from the theatre counts as known by its name."""

_INVENTED = frozenset({"none", ""})


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a project is exported: formats by name, the profile, the moment it is asked at, title and language."""

    formats: tuple[str, ...]
    profile: str = "public"
    into: Path | None = None
    now: datetime | None = None
    title: str | None = None
    as_of: str | None = None
    language: str = "en"


@dataclass
class Exported:
    """What was written: the folder, files and bytes by format, counts, and what was withheld."""

    folder: Path
    release: dict[str, Any]
    files: dict[str, list[str]] = field(default_factory=dict)
    size: int = 0


def formats_of(printed: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that are named, each once, "all" for every one. Raises ReportedlyError."""
    names = [name.strip().lower() for part in printed for name in part.split(",") if name.strip()]
    asked = tuple(dict.fromkeys(n for name in names for n in (ABOUT if name == "all" else (name,))))
    unknown = [name for name in asked if name not in ABOUT]
    if unknown or not asked:
        found = f"there is no format {unknown[0]!r}" if unknown else "no format is named"
        raise ReportedlyError(f"{found}; choose of {', '.join(ABOUT)}, or all")
    return asked


def export_project(project: Project, options: ExportOptions, reporter: Reporter) -> Exported:
    """Write a project in some formats into a folder, with a README and a manifest. Raises ReportedlyError."""
    profile = profile_of(options.profile)
    formats = formats_of(options.formats)
    folder = options.into or project.out / "export" / profile.name
    _make_room(folder)
    moment = options.now or datetime.now(UTC)
    reporter.begin("deciding what may go out", None)
    pile = _Pile(project, options, profile, moment)
    reporter.end()
    reporter.begin("preparing records", len(pile.prepared.readings))
    released = release(pile.prepared, pile.about, pile.labels, step=reporter.step)
    reporter.end()
    reporter.begin("writing formats", len(formats))
    files: dict[str, list[Path]] = {}
    for name in formats:
        files[name] = _write(name, released, pile, folder / name)
        reporter.step()
    reporter.end()
    files["manifest"] = write_manifest(released, folder, files)
    _note(project, folder, profile, files)
    written = {name: [str(path) for path in paths] for name, paths in files.items()}
    return Exported(folder, plain(released), written, sum(p.stat().st_size for paths in files.values() for p in paths))


def _note(project: Project, folder: Path, profile: Profile, files: Mapping[str, Sequence[Path]]) -> None:
    digest = file_digest(folder / MANIFEST)
    told = {"files": {MANIFEST: digest}, "masked": profile.names, "profile": profile.name, "tool": TOOL}
    note(project, "export", (digest,), **told, formats=[name for name in files if name != "manifest"])


def _make_room(folder: Path) -> None:
    """Make the folder, empty of an earlier export. Raises ReportedlyError where something else lies there."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())):
        raise ReportedlyError(f"{folder} holds something that is no export; name a new folder with --into")
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() and not old.is_symlink() else old.unlink()


def _write(name: str, released: Release, pile: "_Pile", folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    if name in FORMATS:
        return FORMATS[name].write(released, folder)
    if name == SITE:
        page = _save(folder / "brief.html", render_html(pile.brief))
        style, symbols = page_parts()
        chart = pile.brief.map
        panels = Panels(style, symbols, chart.svg, chart.note, chart.legend, (("brief.html", "Brief"),))
        return [page, *write_site(released, folder, panels)]
    file, _, render = BRIEFS[name]
    made = [_save(folder / file, render(pile.brief))]
    return [*made, write_json(folder / "brief.schema.json", schema(), indent=1)] if name == "json" else made


def _save(path: Path, content: str | bytes) -> Path:
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    temporary.replace(path)
    return path


class _Pile:
    """What a project holds, as far as it may be told of."""

    def __init__(self, project: Project, options: ExportOptions, profile: Profile, moment: datetime) -> None:
        self._project, self._options = project, options
        self._actions = project.store.reviews()
        readings = take(self._actions, project.store.readings()).readings
        setting = setting_for(project.theatre, project.sources, profile, moment)
        store = project.store
        self.prepared: Prepared = prepare(
            readings, store.events(), store.ledger(), setting, edges=store.edges(), drift=store.drift()
        )
        self.cutoff = _cutoff(self.prepared.readings, options.as_of, moment)
        self._brief: Brief | None = None

    @property
    def labels(self) -> Labels:
        """Names of codes in the language of the export, and where they stand in other schemes."""
        book = self._project.book
        named = naming.code_labels(book, self._options.language)
        plover = {c.id: (c.maps.plover_events, c.maps.plover_contexts) for c in book.categories}
        clusters = {s.id: s.hxl[0] for s in book.sectors if s.hxl}
        return Labels(named.categories, named.domains, named.sectors, plover, clusters)

    @property
    def about(self) -> About:
        """What the export says of itself."""
        project, theatre = self._project, self._project.theatre
        name = theatre.name if theatre.id not in _INVENTED else ""
        title = self._options.title or (f"What sources say: {name}" if name else "What sources say")
        profile = self.prepared.setting.profile
        return About(
            title=self.prepared.mask.masked(title),
            made_at=self.prepared.setting.now.isoformat(timespec="seconds"),
            cutoff=self.cutoff,
            version=__version__,
            codebook=f"{project.book.id} {project.book.version}",
            theatre=name or "none",
            producers=tuple(info.producer for info in assembly.stage_infos(project.book)),
            credits=(GEONAMES,),
            licence=""
            if profile.open
            else "Quotations belong to their publishers; check their terms before you publish.",
        )

    @property
    def brief(self) -> Brief:
        """The brief on what may be told of, compiled when it is first asked for."""
        if self._brief is None:
            self._brief = self._compiled()
        return self._brief

    def _compiled(self) -> Brief:
        project, prepared, options = self._project, self.prepared, self._options
        readings = list(prepared.readings)
        said = assembly.control_statements(
            readings, project.theatre, project.sources, shapes=project.shapes, folder=project.out / CONTROL
        )
        joined = assembly.Joined(
            edges=list(prepared.edges), judgements=[], events=list(prepared.events), ledger=list(prepared.ledger),
            drift=list(prepared.drift),
        )  # fmt: skip
        settings = briefing.BriefSettings(
            failures=[], theatre=project.theatre, shapes=project.shapes, cutoff=self.cutoff, title=options.title,
            working_copy=prepared.setting.profile.open, control=said, control_folder=project.out / CONTROL,
            book=project.book, actions=self._actions, language=options.language, sources=project.sources,
        )  # fmt: skip
        made = briefing.compiled(readings, joined, settings)
        made = masked_tree(in_reading_order(replace(made, findings=())), prepared.mask)
        return replace(made, notes=tuple(replace(n, address=_address(n.address)) for n in made.notes))


def _address(printed: str) -> str:
    """Return an address of a note, without the whole of it where a name was masked in it."""
    return printed if WITHHELD not in printed else "address withheld, it names a person"


def write_released(project: Project, folder: Path, reporter: Reporter) -> Prepared:
    """Write brief.html, brief.md, brief.json and claims.jsonl as the public may have them; return what they rest on."""
    reporter.begin("deciding what may go out", None)
    pile = _Pile(project, ExportOptions(()), profile_of("public"), datetime.now(UTC))
    reporter.end()
    reporter.begin("writing the brief", None)
    made, prepared = pile.brief, pile.prepared
    rests = support_list(
        (*made.statements, *made.beside), list(prepared.readings), list(prepared.events), cutoff=pile.cutoff,
        actions=project.store.reviews(), language=made.language,
    )  # fmt: skip
    contents = {"brief.html": render_html(made), "brief.md": render_markdown(made),
                "brief.json": prepared.mask.masked(rests)}  # fmt: skip
    for name, content in contents.items():
        _save(folder / name, content)
    write_lines(folder / CLAIMS, (claim.line for claim in release(prepared, pile.about, pile.labels).claims))
    reporter.end()
    return prepared


def _cutoff(readings: Sequence[Reading], as_of: str | None, moment: datetime) -> str:
    days = [p[:10] for r in readings if (p := r.document.published) and len(p) >= 10]
    day = as_of or (max(days) if days else None)
    return f"{day}T23:59:59+00:00" if day else moment.isoformat(timespec="seconds")


def setting_for(theatre: Theatre, sources: Register, profile: Profile, moment: datetime) -> Setting:
    """Return what a release of this theatre is made with: its floors, and what is known of places and bodies."""
    if profile.open:
        return Setting(profile, moment, theatre.floor_table(), known=assembly.gazetteer(theatre).get)
    places = assembly.gazetteer(theatre)
    floors = assembly.floors(theatre)
    bodies = _Bodies(theatre, sources)
    is_place = _place_test(places, theatre)

    def unit(place: str, level: str) -> Candidate | None:
        return floors.unit_of(place, level)

    return Setting(
        profile,
        moment,
        floors=theatre.floor_table(),
        known=places.get,
        unit=unit,
        possible=PossibleNames(is_place, bodies.known, bodies.words),
        alone=_alone_test(is_place, bodies.words),
    )


class _Bodies:
    """Names of bodies that are known: those of the register and of the theatre."""

    def __init__(self, theatre: Theatre, sources: Register) -> None:
        own = [name for s in theatre.sources if s.kind != "person" for name in (s.name, *s.aliases)]
        registered = [n.text for body in sources.bodies for n in body.names]
        self._register = sources
        self._names = {name_key(name) for name in (*own, *registered)}
        words = {word for name in self._names for word in name.split() if len(word) > 2}
        given = load_words()
        self.words = frozenset(word for word in words if not given.may_be_given(word))

    def known(self, printed: str) -> bool:
        """Say whether a printed name is that of a body."""
        return name_key(printed) in self._names or bool(self._register.find(printed))


def _place_test(places: Gazetteer, theatre: Theatre) -> Callable[[str], bool]:
    """Return a function that says of a printed name whether it is that of a place.

    Somewhere in the world a hamlet is called like every family: outside of the theatre only larger places count.
    """
    home = {"UA", "RU", "BY"} | {c.country for p in theatre.places if (c := places.get(p.id)) is not None}

    def counts(one: Candidate) -> bool:
        near = one.country in home or not one.id.startswith("geonames:")
        return one.match in _PLACE_MATCHES and (near or one.kind != "settlement" or one.population >= _LARGE)

    def is_place(name: str) -> bool:
        return any(counts(one) for one in places.find(name, limit=3))

    return is_place


def _alone_test(is_place: Callable[[str], bool], body_words: frozenset[str]) -> Callable[[str], bool]:
    """Return a function that says of a word of a private name whether it may be masked where it stands alone."""
    words = load_words()

    def alone(word: str) -> bool:
        low = word.casefold()
        if words.may_be_given(word) or name_key(word) in body_words or is_place(word):
            return False
        latin = re.match(r"[a-z]", low) is not None
        return not (latin and any(lemmas.is_known(low, tag) for tag in ("en", "de")))

    return alone
