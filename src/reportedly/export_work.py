"""A project as files for others: what may leave it is decided first, then every format is made of that alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportedly import __version__, assembly, naming, titles
from reportedly.brief import Brief, render_html, render_markdown
from reportedly.brief.docx import render_docx
from reportedly.brief.html import page_parts
from reportedly.brief.pdf import render_pdf
from reportedly.brief.plain import render_json, schema
from reportedly.custody_work import TOOL, file_digest, note
from reportedly.errors import ReportedlyError
from reportedly.export.files import write_json, write_lines
from reportedly.export.formats import FORMATS
from reportedly.export.formats.site import Panels, write_site
from reportedly.export.manifest import MANIFEST, plain, write_manifest
from reportedly.export.release import Prepared, Profile, profile_of
from reportedly.export.released import GEONAMES, About, Labels, Release, release
from reportedly.project import CLAIMS, Project, Reporter
from reportedly.releasing import Holdings, Manner, Pile

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

_INVENTED = frozenset({"none", ""})


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a project is exported: formats by name, the profile, the moment it is asked at, title and language.

    `narrow` leaves of what the project holds that of an area and a period; `template` is how much the brief tells.
    """

    formats: tuple[str, ...]
    profile: str = "public"
    into: Path | None = None
    now: datetime | None = None
    title: str | None = None
    as_of: str | None = None
    language: str = "en"
    narrow: Callable[[Holdings], Holdings] | None = None
    template: str = "full"


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
    pile = pile_of(project, options, profile, moment)
    reporter.end()
    reporter.begin("preparing records", len(pile.prepared.readings))
    labels = labels_of(project, options.language)
    released = release(pile.prepared, about_of(project, pile), labels, step=reporter.step)
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


def _write(name: str, released: Release, pile: Pile, folder: Path) -> list[Path]:
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


def pile_of(project: Project, options: ExportOptions, profile: Profile, moment: datetime) -> Pile:
    """Return what of a project may be told under a profile at a moment."""
    # What could not be read is told by its path, which names who collects: that stays.
    held = replace(project.holdings(), failures=())
    held = options.narrow(held) if options.narrow else held
    title = options.title or titles.kept(project.out, options.language)
    return Pile(held, Manner(profile, moment, title, options.as_of, options.language, options.template))


def labels_of(project: Project, language: str) -> Labels:
    """Return names of codes in the language of the export, and where they stand in other schemes."""
    book = project.book
    named = naming.code_labels(book, language)
    plover = {c.id: (c.maps.plover_events, c.maps.plover_contexts) for c in book.categories}
    clusters = {s.id: s.hxl[0] for s in book.sectors if s.hxl}
    return Labels(named.categories, named.domains, named.sectors, plover, clusters)


def about_of(project: Project, pile: Pile) -> About:
    """Return what an export says of itself."""
    theatre, setting = project.theatre, pile.prepared.setting
    name = theatre.name if theatre.id not in _INVENTED else ""
    title = pile.manner.title or (f"What sources say: {name}" if name else "What sources say")
    return About(
        title=pile.prepared.mask.masked(title),
        made_at=setting.now.isoformat(timespec="seconds"),
        cutoff=pile.cutoff,
        version=__version__,
        codebook=f"{project.book.id} {project.book.version}",
        theatre=name or "none",
        producers=tuple(info.producer for info in assembly.stage_infos(project.book)),
        credits=(GEONAMES,),
        licence=""
        if setting.profile.open
        else "Quotations belong to their publishers; check their terms before you publish.",
    )


def write_released(project: Project, folder: Path, reporter: Reporter) -> Prepared:
    """Write brief.html, brief.md, brief.json and claims.jsonl as the public may have them; return what they rest on."""
    reporter.begin("deciding what may go out", None)
    pile = pile_of(project, ExportOptions(()), profile_of("public"), datetime.now(UTC))
    reporter.end()
    reporter.begin("writing the brief", None)
    for name, content in pile.briefs().items():
        _save(folder / name, content)
    write_lines(folder / CLAIMS, pile.lines())
    reporter.end()
    return pile.prepared
