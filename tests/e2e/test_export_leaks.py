"""No private name gets out of a project by any format: names are planted everywhere, and all bytes are searched."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
import pytest

from reportedly.brief import Brief, Material, render_html, render_markdown
from reportedly.brief.docx import render_docx
from reportedly.brief.html import page_parts
from reportedly.brief.pdf import render_pdf
from reportedly.brief.plain import render_json
from reportedly.drafting import Drafts, Edit, Spec
from reportedly.export.formats import FORMATS
from reportedly.export.formats.site import Panels, write_site
from reportedly.export.manifest import write_manifest
from reportedly.export.names import fold
from reportedly.export.released import Release
from reportedly.records import (
    Contradiction,
    Detail,
    DocEdge,
    Event,
    Geolocation,
    Interval,
    Link,
    Origin,
    PersonMention,
    Reading,
    Span,
    StatusObservation,
)
from tests.unit.brief.invented import Report, cell, event, material
from tests.unit.drafting.made import project_of
from tests.unit.export.piles import a_brief, own_files, released

_STARTS = re.findall(
    r"\w+", "Bren Drov Gral Kvor Lunt Mrel Prusk Skrod Tvarn Zhel Vrok Krum Stel Ploz Trev Dzor Shlov Gneb Frad Hrun"
)
_MIDDLES = re.findall(r"\w+", "a e o u i ya ol ar en ysh otch ernik avl")
_FAMILIES = {"uk": "enko chuk yshyn ovskyi", "ru": "ov enkov itskaya yakin", "de": "mann berger hofer stedt",
             "en": "sworth dale field wick"}  # fmt: skip
_GIVEN = re.findall(r"\w+", "Vrelka Zorimir Kvalena Drosyl Myrena Tolvar Shelka Brunota Ystrad Felvina")
_CYRILLIC = {
    "shch": "щ", "zh": "ж", "ch": "ч", "sh": "ш", "ya": "я", "yi": "ий", "ts": "ц", "kh": "х", "a": "а", "b": "б", "d": "д",
    "e": "е", "f": "ф", "g": "г", "h": "г", "i": "и", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "y": "и", "z": "з", "c": "к",
}  # fmt: skip
_CASES = ("", "а", "у", "ом", "і")


@dataclass(frozen=True)
class Planted:
    """One invented person: the forms in which the name is planted, and what must not be found."""

    language: str
    given: str
    family: str
    latin: tuple[str, str]

    @property
    def whole(self) -> str:
        return f"{self.given} {self.family}"

    def bent(self, rng: random.Random) -> str:
        """The family name in some case."""
        if self.language in ("uk", "ru") and self.family[-1] not in "аеиоуяй":
            return self.family + rng.choice(_CASES)
        return self.family + (rng.choice(("", "s")) if self.language in ("de", "en") else "")

    @property
    def slug(self) -> str:
        return f"{self.latin[0]}-{self.latin[1]}".lower()


def cyrillic(latin: str) -> str:
    out, at = "", 0
    low = latin.lower()
    while at < len(low):
        piece = next(p for p in (low[at : at + 4], low[at : at + 2], low[at]) if p in _CYRILLIC)
        out += _CYRILLIC[piece]
        at += len(piece)
    return out.capitalize()


def planted(rng: random.Random, count: int) -> list[Planted]:
    found: dict[str, Planted] = {}
    while len(found) < count:
        language = rng.choice(tuple(_FAMILIES))
        family = rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_FAMILIES[language].split())
        given = rng.choice(_GIVEN)
        slavic = language in ("uk", "ru")
        one = Planted(language, cyrillic(given) if slavic else given, cyrillic(family) if slavic else family,
                      (given, family))  # fmt: skip
        found.setdefault(fold(family), one)
    return list(found.values())


_SAYS = {
    "en": "{whole} said the taps in Brannic are dry. Neighbours of {bent} in Brannic have no water either.",
    "de": "{whole} sagte, die Leitungen in Brannic seien trocken. Bei {bent} in Brannic fehlt Wasser.",
    "uk": "{whole} каже, що води в Brannic немає. Сусіди бачили {bent} у Brannic біля крана.",
    "ru": "{whole} говорит, что воды в Brannic нет. Соседи видели {bent} в Brannic у крана.",
}


def a_report(one: Planted, rng: random.Random, number: int) -> tuple[Report, list[str]]:
    """A report in which a person speaks, with the name in title, outlet, address, path, author and source."""
    bent = one.bent(rng)
    text = _SAYS[one.language].format(whole=one.whole, bent=bent)
    titles = (f"{one.whole}: no water", f"What {bent} saw", f"Letter {number} by {one.family}", f"Post {number}")
    outlet = rng.choice((f"Blog {one.whole}", f"{one.given} {bent} TV", "Harbour Gazette"))
    report = Report(text, publisher=outlet, title=rng.choice(titles), language=one.language,
                    published=f"2026-10-{10 + number % 15}")  # fmt: skip
    first, second = text.split(". ")
    link = Link(report.span(one.whole), "resident", named=True)
    claims = [
        report.claim(first, root=link, status="none", place="Brannic", realis="ongoing"),
        # Split over two spans, the name across the gap between them.
        report.claim(*_split(second, bent), category="GUO.B02", place="Brannic"),
    ]
    start = text.index(bent, len(first))
    report.records.append(PersonMention(report.document.id, Span(start, start + len(bent)), "P3"))
    report.person(one.whole)
    return report, claims


def _split(sentence: str, bent: str) -> tuple[str, str]:
    at = sentence.index(bent) + 2
    return sentence[:at], sentence[at : len(sentence) - 1]


def with_addresses(reading: Reading, one: Planted, rng: random.Random) -> Reading:
    addresses = (
        f"https://news.example/2026/{one.slug}/",
        f"https://t.example/{one.latin[0].lower()}{one.latin[1].lower()}/12",
        f"https://news.example/?author={quote(one.family)}",
        f"https://{one.latin[1].lower()}.example/post",
    )
    return replace(
        reading,
        document=replace(
            reading.document, url=rng.choice(addresses), author=(one.whole,), flags=("no_date",),
            path=f"users/{one.slug}/in/{one.family}_{one.given}.txt", container=f"{one.slug}.zip",
        ),
    )  # fmt: skip


def a_pile(seed: int, count: int) -> tuple[Material, list[Planted]]:
    """A pile in which so many persons are planted."""
    rng = random.Random(seed)
    people = planted(rng, count)
    reports, events, cells, edges = [], [], [], []
    for number, one in enumerate(people):
        report, claims = a_report(one, rng, number)
        reports.append(report)
        other = people[number - 1]
        origins = (Origin(one.family, one.whole, "named", "unknown", True, (claims[0],), ()),)
        against = Contradiction("status", (claims[0],), (claims[1],), f"{one.bent(rng)} against {other.whole}")
        made: Event = event(claims[0], origins=origins, place="sel:brannic", place_name="Brannic",
                            contradictions=(against,) if number % 3 == 0 else ())  # fmt: skip
        events.append(replace(made, proposition=f"{one.whole} has no water", reason=f"told by {one.family}"))
        step = Interval("2026-10-20", None, "none", (claims[0],), 1, 1, provider=(f"shop of {one.family}",),
                        details=(Detail(claims[0], "none", facility=f"clinic {one.family}"),))  # fmt: skip
        cells.append(cell("Brannic", rng.choice(("water", "post", "health")), "none", intervals=(step,)))
        if number:
            start, end = report.document.id, reports[0].document.id
            edges.append(DocEdge(start, end, "cites", 0.9, f"in common: {one.family}, {other.whole}"))
    pile = material(reports, events, ledger=tuple(cells[:12]), edges=tuple(edges))
    readings = tuple(with_addresses(r, one, rng) for r, one in zip(pile.readings, people, strict=True))
    return replace(pile, readings=readings), people


def all_bytes(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file and of everything packed in it."""
    content = path.read_bytes()
    yield path.name.encode()
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    if content[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream
        with pypdfium2.PdfDocument(content) as file:
            yield " ".join(page.get_textpage().get_text_bounded() for page in file).encode()
            yield str(file.get_metadata_dict()).encode()
    if content[:4] == b"PAR1":
        duckdb = pytest.importorskip("duckdb")
        yield str(duckdb.sql(f"FROM read_parquet('{path}')").fetchall()).encode()
        yield str(duckdb.sql(f"FROM parquet_kv_metadata('{path}')").fetchall()).encode()


def texts(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "ignore")
    if b"\x00" in content[:4000] or b"\xfe\xff" in content:
        yield content.decode("utf-16-be", "ignore")
        yield content.decode("utf-16-le", "ignore")


def write_all(release: Release, brief: Brief, folder: Path) -> None:
    """Write every format as an export does."""
    for name, one in FORMATS.items():
        (folder / name).mkdir()
        one.write(release, folder / name)
    style, symbols = page_parts()
    write_site(release, folder / "site", Panels(style, symbols, brief.map.svg, brief.map.note, brief.map.legend))
    for name, render in (("brief.html", render_html), ("brief.md", render_markdown), ("brief.json", render_json),
                         ("brief.docx", render_docx), ("brief.pdf", render_pdf)):  # fmt: skip
        made: Any = render(brief)
        (folder / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    write_manifest(release, folder, {})


def leaks(folder: Path, people: list[Planted]) -> list[str]:
    """Return which name got out where."""
    forms: dict[str, str] = {}
    for one in people:
        for form in (one.family, one.latin[1], quote(one.family), one.given, one.latin[0]):
            forms[form.casefold()] = one.whole
    pattern = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for content in all_bytes(path):
            for text in texts(content):
                found += [f"{path.relative_to(folder)}: {m[0]}: …{text[max(0, m.start() - 40) : m.end() + 20]!r}"
                          for m in pattern.finditer(text.casefold())][:3]  # fmt: skip
    return found


def no_name_gets_out(tmp_path: Path, seed: int, count: int) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pile, people = a_pile(seed, count)
    write_all(released(pile), a_brief(pile), tmp_path)
    assert leaks(tmp_path, people) == []


@pytest.mark.slow
@pytest.mark.parametrize(("profile", "seed"), [("partner", 11), ("public", 12)])
def test_no_planted_name_gets_out_of_the_files_that_a_run_leaves(profile: str, seed: int, tmp_path: Path) -> None:
    pile, people = a_pile(seed, 200)
    own_files(pile, profile, tmp_path)
    assert {p.name for p in tmp_path.iterdir()} >= {"claims.jsonl", "brief.html", "brief.md", "brief.json"}
    assert leaks(tmp_path, people) == []
    copy = tmp_path / "copy"
    copy.mkdir()
    own_files(pile, "working-copy", copy)
    where = {line.split(":")[0] for line in leaks(copy, people)}
    assert where == {"claims.jsonl", "brief.html", "brief.md", "brief.json"}


@pytest.mark.slow
def test_no_planted_name_gets_out_of_a_draft_into_which_it_was_typed(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    pile, people = a_pile(21, 30)
    with project_of(tmp_path / "out", pile) as project:
        drafts = Drafts(project)
        draft = drafts.new(Spec(), by="K. Maryan")
        for one, person in zip(draft.sentences, people, strict=False):
            text = f"{one.text} {person.whole} was there."
            drafts.edit(draft.id, Edit("text", one.id, after=text), by="K. Maryan")
        drafts.edit(draft.id, Edit("title", after=f"The word of {people[0].whole}"), by="K. Maryan")
        made = drafts.compiled(drafts.get(draft.id))
        told = {f.sentence for f in made.findings if f.rule == "BR-12"}
        assert told >= {s.id for s in draft.sentences[: len(people)]} | {""}
        folder = tmp_path / "printed"
        drafts.write(made, folder)
    assert {p.suffix for p in folder.iterdir()} == {".html", ".md", ".json", ".docx", ".pdf"}
    assert leaks(folder, people) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_planted_name_gets_out_of_a_release_by_any_format(seed: int, tmp_path: Path) -> None:
    no_name_gets_out(tmp_path, seed, 100)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_ten_thousand_planted_names_stay_inside(seed: int, tmp_path: Path) -> None:
    no_name_gets_out(tmp_path, seed, 100)


@pytest.mark.slow
def test_the_search_finds_the_names_of_a_working_copy(tmp_path: Path) -> None:
    """The search itself works: where nothing is withheld it finds names in every format that has them."""
    pytest.importorskip("typst", reason="typst is not installed")
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    pile, people = a_pile(1, 30)
    write_all(released(pile, "working-copy"), a_brief(pile, "working-copy"), tmp_path)
    where = {line.split(":")[0].split("/")[0] for line in leaks(tmp_path, people)}
    assert where >= {*FORMATS, "site", "brief.html", "brief.md", "brief.json", "brief.docx", "brief.pdf"}


def test_no_degree_of_a_coarsened_place_gets_out(tmp_path: Path) -> None:
    report = Report("Teachers in Tarn refuse to sign the new contracts.")
    claim = report.claim("Teachers in Tarn refuse to sign the new contracts", category="GUO.B02", place="Tarn")
    geo = next(r for r in report.records if isinstance(r, Geolocation))
    report.records[report.records.index(geo)] = replace(geo, lat=47.6123, lon=-27.9456)
    report.records.append(StatusObservation(claim, "education", "partial"))
    pile = material([report], [event(claim, category="GUO.B02", place="sel:tarn", place_name="Tarn")])
    for name, one in FORMATS.items():
        if name != "parquet":
            (tmp_path / name).mkdir()
            one.write(released(pile), tmp_path / name)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        for content in all_bytes(path):
            assert b"47.6123" not in content
            assert b"27.9456" not in content
