"""A site of plain pages that opens from a folder without a server or a script: overview, map, services, timeline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from reportedly.export.files import written
from reportedly.export.formats.timeline import in_time
from reportedly.export.released import Release, ReleasedClaim, ReleasedEvent, ReleasedStatus, withheld_words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_OWN = (
    ".site{max-width:72rem;margin:0 auto;padding:1.5rem}.site nav{display:flex;gap:1.2rem;flex-wrap:wrap;"
    "border-bottom:1px solid var(--rule);padding-bottom:.6rem;font:var(--t-small)/1.4 var(--sans)}"
    ".site h1{font:600 1.7rem/1.2 var(--serif);margin:1.6rem 0 .8rem}.site h2{font:600 1.2rem/1.3 var(--serif);"
    "margin:2rem 0 .6rem}.site table.t{border-collapse:collapse;width:100%;font:var(--t-ui)/1.45 var(--sans)}"
    ".site table.t td,.site table.t th{border-bottom:1px solid var(--rule);padding:.4rem .6rem .4rem 0;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}.site .q{font-family:var(--serif)}.site .k{color:var(--ink-3);"
    "font-size:var(--t-note)}.site .map{max-width:100%;height:auto}.scroll{overflow-x:auto}"
)
_PAGES = (
    ("index.html", "Overview"),
    ("map.html", "Map"),
    ("status.html", "Services"),
    ("timeline.html", "Timeline"),
    ("events.html", "Events"),
    ("documents.html", "Documents"),
)
_LOOKS = {
    "full": "full", "partial": "partial", "none": "none", "closed_permanent": "closed", "not_opened": "notopened",
    "conflict": "conflict", "unknown": "unreported",
}  # fmt: skip
_PER_PAGE = 500
"""Claims on one page; a longer list goes on on the next one."""


@dataclass(frozen=True, slots=True)
class Panels:
    """What the pages take over from the brief: its style, its symbols, its map, and its pages by name and title."""

    style: str = ""
    symbols: str = ""
    map_svg: str = ""
    map_note: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())


def write_site(release: Release, folder: Path, panels: Panels) -> list[Path]:
    """Write the pages and return their files."""
    site = _Site(release, folder, panels)
    claims = list(site.claims())
    parts = {
        "index.html": site.overview(),
        "map.html": site.map(),
        "status.html": site.services(),
        "timeline.html": site.timeline(),
        "events.html": site.events(),
        "documents.html": site.documents(),
    }
    made = [site.write(name, title, parts[name]) for name, title in _PAGES]
    return [*made, *(site.write(name, "Claims", body) for name, body in claims)]


class _Site:
    """Makes the pages of one release."""

    def __init__(self, release: Release, folder: Path, panels: Panels) -> None:
        self._release, self._folder, self._panels = release, folder, panels
        self._documents = {d.id: d for d in release.documents}
        self._page_of: dict[str, str] = {}

    def write(self, name: str, title: str, body: Iterable[str]) -> Path:
        """Write one page."""
        path, about = self._folder / name, self._release.about
        links = [*_PAGES[:1], *self._panels.links, *_PAGES[1:]]
        nav = "".join(f'<a href="{escape(href)}">{escape(text)}</a>' for href, text in links)
        credit = " · ".join(map(escape, about.credits))
        with written(path) as out:
            out.write(
                '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
                '<meta name="viewport" content="width=device-width,initial-scale=1">'
                f"<title>{escape(title)} · {escape(about.title)}</title>"
                f"<style>{self._panels.style}{_OWN}</style></head><body>{self._panels.symbols}"
                f'<div class="site"><nav aria-label="Pages">{nav}</nav><main><h1>{escape(title)}</h1>'
            )
            out.writelines(body)
            out.write(f'</main><footer class="k"><p>{credit}</p></footer></div></body></html>\n')
        return path

    def overview(self) -> Iterator[str]:
        """Yield what there is, and what was withheld."""
        release, about = self._release, self._release.about
        facts = {
            "Title": about.title, "Data cut-off": about.cutoff, "Release": release.profile.name, "Made": about.made_at,
            "Made by": f"reportedly {about.version}", "Codebook": about.codebook, "Theatre": about.theatre,
            **{name.capitalize(): str(count) for name, count in release.counts().items()},
        }  # fmt: skip
        yield _table((), ([escape(k), escape(v)] for k, v in facts.items()))
        yield "<h2>What was withheld</h2><ul>"
        yield "".join(f"<li>{escape(line)}</li>" for line in withheld_words(release.withheld))
        yield "</ul>"

    def map(self) -> Iterator[str]:
        """Yield the map of the brief, and all places of events in words."""
        if self._panels.map_svg:
            yield f'<div class="scroll">{self._panels.map_svg}</div><ul class="k">'
            yield "".join(f"<li>{escape(text)}</li>" for _, text in self._panels.legend)
            yield "</ul>"
        yield f"<p>{escape(self._panels.map_note)}</p><h2>Places of events</h2>"
        by_place: dict[tuple[str, str], list[ReleasedEvent]] = {}
        for event in self._release.events:
            if event.place and event.place.name:
                by_place.setdefault((event.place.name, event.place.precision), []).append(event)
        rows = (
            [escape(name), escape(precision), "; ".join(_event_link(e, self._label(e)) for e in events)]
            for (name, precision), events in sorted(by_place.items())
        )
        yield _table(("Place", "Precision", "Events"), rows)

    def services(self) -> Iterator[str]:
        """Yield the services by place with their last state."""
        last = [row for row in self._release.status if row.last]
        places = sorted({row.place.name or row.place.id or "" for row in last})
        sectors = sorted({row.sector for row in last})
        cells: dict[tuple[str, str], ReleasedStatus] = {}
        for row in last:
            cells[(row.sector, row.place.name or row.place.id or "")] = row
        for start in range(0, len(places), 6):
            some = places[start : start + 6]
            yield '<div class="scroll"><table class="mx"><thead><tr><th scope="col">Service</th>'
            yield "".join(f'<th scope="col">{escape(p)}</th>' for p in some) + "</tr></thead><tbody>"
            for sector in sectors:
                row_cells = [cells.get((sector, place)) for place in some]
                if any(row_cells):
                    name = self._release.labels.sectors.get(sector, sector)
                    yield f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, row_cells))}</tr>'
            yield "</tbody></table></div>"
        yield "" if places else "<p>No text says how a service works.</p>"

    def timeline(self) -> Iterator[str]:
        """Yield the events by their days."""
        rows = (
            [
                escape(event.earliest or "")
                + (f" – {escape(event.latest)}" if event.latest and event.latest != event.earliest else ""),
                escape(event.reported or "no date"),
                _event_link(event, self._label(event)),
                escape(event.place.name or "") if event.place else "",
            ]
            for event in in_time(self._release)
        )
        yield _table(("Happened", "First reported", "Event", "Place"), rows)

    def events(self) -> Iterator[str]:
        """Yield each event with its origins and claims."""
        for event in in_time(self._release):
            yield f'<h2 id="{escape(event.id)}">{escape(event.label)}</h2><p class="k">'
            yield f"{escape(self._label(event))}; {escape(_bounds(event))}; {escape(event.corroboration)}</p><ul>"
            for name, side, certain in event.origins:
                counts = "" if certain else "; counts in the upper bound only"
                yield f"<li>{escape(name)} ({escape(side.replace('_', ' '))}{counts})</li>"
            for reason in event.contradictions:
                yield f"<li>Contradicted: {escape(reason)}</li>"
            links = ", ".join(f'<a href="{self._page_of[c]}#{escape(c)}">{escape(c)}</a>' for c in event.claims
                              if c in self._page_of)  # fmt: skip
            yield f"</ul><p>Claims: {links}</p>"

    def documents(self) -> Iterator[str]:
        """Yield the documents."""
        rows = (
            [
                escape(d.title or d.id), escape(d.publisher or "publisher not known"), escape(d.published or "no date"),
                escape(d.language or ""), f"<code>{escape(d.sha256[:12])}</code>",
            ]
            for d in self._release.documents
        )  # fmt: skip
        yield _table(("Document", "Publisher", "Published", "Language", "SHA-256"), rows)

    def claims(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the pages of claims by name."""
        claims = self._release.claims
        for number, start in enumerate(range(0, len(claims), _PER_PAGE), 1):
            name = f"claims-{number}.html"
            some = claims[start : start + _PER_PAGE]
            self._page_of |= {claim.id: name for claim in some}
            yield name, [self._claim(claim) for claim in some]

    def _claim(self, claim: ReleasedClaim) -> str:
        line, document = claim.line, self._documents[claim.document]
        chain = " ← ".join(link["printed"] for link in line["attribution"]["link"] if link["printed"])
        facts = (line["hedge_level"], line["category"], line["realis"], chain or line["attribution"]["root_status"])
        quote = " … ".join(piece["exact"] for piece in line["evidence"])
        return (
            f'<h2 id="{escape(claim.id)}">{escape(line["proposition"])}</h2>'
            f'<p class="q" lang="{escape(document.language or "und")}">{escape(quote)}</p>'
            f'<p class="k">{escape("; ".join(facts))}; {escape(document.publisher or "publisher not known")}, '
            f"{escape(document.published or 'no date')}</p>"
        )

    def _label(self, event: ReleasedEvent) -> str:
        return self._release.labels.categories.get(event.category, event.category)


def _bounds(event: ReleasedEvent) -> str:
    low, high = event.origins_min, event.origins_max
    return f"origins: {low}" if low == high else f"origins: {low} to {high}"


def _event_link(event: ReleasedEvent, text: str) -> str:
    return f'<a href="events.html#{escape(event.id)}">{escape(text)}: {escape(event.label)}</a>'


def _cell(row: ReleasedStatus | None) -> str:
    if row is None:
        return '<td class="s-unreported">no report</td>'
    look = "stale" if row.stale else _LOOKS.get(row.status, "unreported")
    word = row.status.replace("_", " ")
    if row.conflict:
        word = f"conflict: {' against '.join(state.replace('_', ' ') for state in row.conflict)}"
    since = f"<br>since {escape(row.since)}" if row.since else ""
    return f'<td class="s-{look}">{"last reported: " if row.stale else ""}{escape(word)}{since}</td>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="t">{f"<thead><tr>{head}</tr></thead>" if heads else ""}<tbody>{body}</tbody></table>'
