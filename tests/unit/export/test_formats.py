"""Every format is read back by a reader of its kind, row for row."""

import json
import shutil
import sqlite3
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reportedly.errors import ReportedlyError
from reportedly.export.formats import FORMATS
from reportedly.export.formats.geo import write_geojson, write_gpkg
from reportedly.export.formats.linked import write_annotations, write_prov, write_schema_org
from reportedly.export.formats.parquet import write_parquet
from reportedly.export.formats.site import Panels, write_site
from reportedly.export.formats.tabular import read_csv, write_csv, write_xlsx
from reportedly.export.formats.timeline import write_timeline
from reportedly.export.released import Release
from reportedly.export.rows import CLAIMS, EVENTS, STATUS, TABLES, joined
from tests.unit.brief.invented import Report, a_week, event, material, origin
from tests.unit.export.piles import prepared, released


def a_release() -> Release:
    return released(a_week())


def plain(row: Any) -> dict[str, Any]:
    return {name: (None if (made := joined(value)) in ("", None) else made) for name, value in row.items()}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_csv_reads_back_row_for_row(table: Any, tmp_path: Path) -> None:
    made = a_release()
    write_csv(made, tmp_path)
    assert list(read_csv(tmp_path / f"{table.name}.csv", table)) == [plain(row) for row in table.rows(made)]


def test_the_second_row_of_a_csv_holds_hxl_tags(tmp_path: Path) -> None:
    write_csv(a_release(), tmp_path)
    _, tags, *_ = (tmp_path / "status.csv").read_text("utf-8").splitlines()
    assert "#sector" in tags
    assert "#indicator+origins+min+num" in tags
    assert all(tag.startswith("#") for tag in tags.split(","))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # libhxl leaves files open
def test_libhxl_reads_the_tables(tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    made = a_release()
    write_csv(made, tmp_path)
    for table in (CLAIMS, EVENTS, STATUS):
        options = hxl.input.InputOptions(allow_local=True)
        data = hxl.data(str(tmp_path / f"{table.name}.csv"), options)
        assert len(data.columns) == len(table.columns)
        assert sum(1 for _ in data) == len(list(table.rows(made)))


def a_formula() -> Release:
    report = Report('=HYPERLINK("http://x.example") is what the note says. Taps are dry.', title="@SUM(1)")
    claim = report.claim('=HYPERLINK("http://x.example") is what the note says')
    return released(material([report], [event(claim, origins=(origin("-a body", claim),))]))


def test_no_cell_begins_like_a_formula(tmp_path: Path) -> None:
    write_csv(a_formula(), tmp_path)
    assert "'=HYPERLINK" in (tmp_path / "claims.csv").read_text("utf-8")
    assert "'@SUM" in (tmp_path / "documents.csv").read_text("utf-8")
    write_xlsx(a_formula(), tmp_path)
    book = load_workbook(tmp_path / "tables.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_workbook_has_a_sheet_for_each_table_with_the_same_rows(tmp_path: Path) -> None:
    made = a_release()
    write_xlsx(made, tmp_path)
    book = load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == ["about", *(t.name for t in TABLES)]
    for table in TABLES:
        _, _, *rows = book[table.name].iter_rows(values_only=True)
        assert rows == [tuple(plain(row).values()) for row in table.rows(made)]


def test_geojson_has_a_feature_for_each_row_and_points_where_a_place_is_known(tmp_path: Path) -> None:
    made = a_release()
    write_geojson(made, tmp_path)
    for table in (CLAIMS, EVENTS, STATUS):
        told = json.loads((tmp_path / f"{table.name}.geojson").read_text("utf-8"))
        rows = list(table.rows(made))
        assert told["credits"] == list(made.about.credits)
        for feature, row in zip(told["features"], rows, strict=True):
            point = None if row["lat"] is None else [row["lon"], row["lat"]]
            assert (feature["geometry"] and feature["geometry"]["coordinates"]) == point
            assert feature["properties"] == {n: v for n, v in row.items() if n not in ("lat", "lon")}


def rows_of(database: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    database.row_factory = sqlite3.Row
    return [dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY fid")]


def test_a_geopackage_reads_back_row_for_row(tmp_path: Path) -> None:
    made = a_release()
    [path] = write_gpkg(made, tmp_path)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not list(database.execute("PRAGMA foreign_key_check"))
        for table in TABLES:
            for kept, row in zip(rows_of(database, table.name), table.rows(made), strict=True):
                for column in table.columns:
                    if column.name in ("lat", "lon"):
                        continue
                    value = row[column.name]
                    wanted = int(value) if isinstance(value, bool) else joined(value)
                    assert kept[column.name] == wanted
                if table.located and row["lat"] is not None:
                    magic, version, flags, srs, order, kind, lon, lat = struct.unpack("<2sBBiBIdd", kept["geom"])
                    assert (magic, version, flags, srs, order, kind) == (b"GP", 0, 1, 4326, 1, 1)
                    assert (lon, lat) == (row["lon"], row["lat"])


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="gdal-bin is not installed")
def test_gdal_opens_the_geopackage(tmp_path: Path) -> None:
    made = a_release()
    [path] = write_gpkg(made, tmp_path)
    for table in TABLES:
        told = subprocess.run(["ogrinfo", "-so", str(path), table.name], capture_output=True, text=True, check=True)
        assert f"Feature Count: {len(list(table.rows(made)))}" in told.stdout
        assert "ERROR" not in told.stderr
        assert ("Geometry: Point" in told.stdout) == table.located


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="gdal-bin is not installed")
def test_gdal_opens_the_geojson(tmp_path: Path) -> None:
    made, seen = a_release(), set()
    located = {table.name: list(table.rows(made)) for table in TABLES if table.located}
    for path in write_geojson(made, tmp_path):
        told = subprocess.run(["ogrinfo", "-so", "-al", str(path)], capture_output=True, text=True, check=True)
        assert f"Layer name: {path.stem}" in told.stdout
        assert not told.stderr
        if path.stem not in located:
            continue
        rows = located[path.stem]
        assert f"Feature Count: {len(rows)}" in told.stdout
        assert 'GEOGCRS["WGS 84"' in told.stdout
        points = [(r["lon"], r["lat"]) for r in rows if r["lat"] is not None]
        assert ("Geometry: Point" in told.stdout) == bool(points)
        if points:
            west, south = (min(p[n] for p in points) for n in (0, 1))
            assert f"Extent: ({west:.6f}, {south:.6f})" in told.stdout
            seen.add(path.stem)
    assert {"claims", "events"} <= seen


def test_without_its_package_a_format_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ReportedlyError, match=r"pip install 'reportedly\[parquet\]'"):
        write_parquet(a_release(), tmp_path)


def test_annotations_lead_back_to_their_words(tmp_path: Path) -> None:
    ready = prepared(a_week())
    texts = {f"urn:reportedly:text:{r.document.text_id}": r.text for r in ready.readings}
    write_annotations(a_release(), tmp_path)
    told = json.loads((tmp_path / "annotations.jsonld").read_text("utf-8"))
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(told["items"]) == len(a_release().claims)
    redacted = 0
    for item in told["items"]:
        for target in item["target"]:
            text = texts[target["source"]["id"]]
            *quote, position = target["selector"]
            assert position["type"] == "TextPositionSelector"
            if not quote:
                redacted += 1
                continue
            exact, prefix, suffix = (quote[0][k] for k in ("exact", "prefix", "suffix"))
            assert text[position["start"] : position["end"]] == exact
            assert text.find(prefix + exact + suffix) == position["start"] - len(prefix)
    assert redacted >= 1


def test_provenance_joins_claims_to_documents_stages_and_sources(tmp_path: Path) -> None:
    made = a_release()
    write_prov(made, tmp_path)
    graph = json.loads((tmp_path / "provenance.jsonld").read_text("utf-8"))["@graph"]
    nodes = {node["id"]: node for node in graph}
    assert len(nodes) == len(graph)
    for claim in made.claims:
        node = nodes[f"urn:reportedly:claim:{claim.id}"]
        assert node["prov:wasQuotedFrom"]["id"] in nodes
        assert all(stage["id"] in nodes for stage in node["prov:wasGeneratedBy"])
        hops = len(claim.line["attribution"]["link"])
        act, count = node.get("reportedly:saidIn"), 0
        while act:
            count += 1
            act = nodes[act["id"]].get("prov:wasInformedBy")
        assert count == hops


def test_a_claim_for_schema_org_is_never_rated(tmp_path: Path) -> None:
    write_schema_org(a_release(), tmp_path)
    told = (tmp_path / "claims.jsonld").read_text("utf-8")
    assert {node["@type"] for node in json.loads(told)["@graph"]} == {"Claim"}
    assert "Rating" not in told


def test_stix_reads_the_bundle(tmp_path: Path) -> None:
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed")
    FORMATS["stix"].write(a_release(), tmp_path)
    bundle = stix2.parse((tmp_path / "bundle.stix.json").read_text("utf-8"), allow_custom=False)
    kinds = [o.type for o in bundle.objects]
    assert kinds.count("report") == len(a_release().events)
    assert len({o.id for o in bundle.objects}) == len(bundle.objects)
    known = {o.id for o in bundle.objects}
    assert all(ref in known for o in bundle.objects for ref in getattr(o, "object_refs", []))


def test_follow_the_money_keeps_every_value(tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    FORMATS["ftm"].write(a_release(), tmp_path)
    for line in (tmp_path / "entities.ftm.json").read_text("utf-8").splitlines():
        entity = json.loads(line)
        ftm.model.get(entity["schema"]).validate({"properties": entity["properties"]})
        kept = ftm.model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert sorted(set(kept.get(name))) == sorted(set(values))


def test_entities_are_documents_bodies_events_and_addresses_and_no_persons(tmp_path: Path) -> None:
    FORMATS["ftm"].write(a_release(), tmp_path)
    lines = (tmp_path / "entities.ftm.json").read_text("utf-8").splitlines()
    assert {json.loads(line)["schema"] for line in lines} <= {
        "Article", "Organization", "PublicBody", "Documentation", "Event", "Address",
    }  # fmt: skip


def test_the_timeline_has_every_event_once_in_the_order_of_days(tmp_path: Path) -> None:
    made = a_release()
    write_timeline(made, tmp_path)
    items = json.loads((tmp_path / "timeline.json").read_text("utf-8"))["items"]
    assert sorted(item["id"] for item in items) == sorted(e.id for e in made.events)
    days = [item["start"] or item["end"] or "9999" for item in items]
    assert days == sorted(days)


def test_the_pages_fetch_nothing_run_nothing_and_lead_to_one_another(tmp_path: Path) -> None:
    pages = write_site(a_release(), tmp_path, Panels())

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            assert tag not in ("script", "link", "iframe", "img")
            given = dict(attrs)
            ids.setdefault(page.name, set()).add(given.get("id", ""))
            if tag == "a":
                targets.append((page.name, given["href"]))

    ids: dict[str, set[str]] = {}
    targets: list[tuple[str, str]] = []
    for page in pages:
        Links().feed(page.read_text("utf-8"))
    for _, href in targets:
        name, _, anchor = href.partition("#")
        assert name in ids
        assert not anchor or anchor in ids[name]
