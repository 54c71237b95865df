"""The queries of the page on analytics run on the demo and find what is in it; the programs it names read the dataset."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.dataset import DATASET, rows_of
from reportedly.export.formats.parquet import SCHEMA, write_parquet
from reportedly.export.released import Release
from reportedly.project import Project
from reportedly.records import Contradiction, DocEdge, HedgeDrift
from tests.conftest import ROOT
from tests.e2e.test_run import reportedly
from tests.unit.brief.invented import a_week
from tests.unit.export.piles import released

PAGE = ROOT / "docs" / "concepts" / "analytics.md"
QUERIES = {
    int(number): query
    for number, query in re.findall(r"```sql\n-- (\d+)\. [^\n]+\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
}

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")


def test_there_are_ten_queries() -> None:
    assert sorted(QUERIES) == list(range(1, 11))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the demo project."""
    valley, out = ROOT / "examples" / "valley", tmp_path_factory.mktemp("demo") / "out"
    reportedly("run", valley / "reports", "--theatre", valley / "theatre.yaml", "-o", out)
    reportedly("export", "-o", out, "--parquet")
    return out / "export" / "public" / "parquet"


def asked(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    monkeypatch.chdir(folder)
    found = duckdb.sql(QUERIES[number])
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def claims(folder: Path) -> list[dict[str, Any]]:
    """The claims of the demo as `run` writes them: the queries are checked against these."""
    lines = (folder.parents[2] / "claims.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_1_claims_by_month_and_chain_add_up_to_the_claims_of_the_project(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = asked(1, demo, monkeypatch)
    told = Counter[tuple[str, str]]()
    for line in claims(demo):
        told[(line["document"]["published"] or "undated")[:7], line["attribution"]["root_status"]] += 1
    assert {(r["month"], r["root_status"]): r["claims"] for r in rows} == told


def test_2_an_outlet_that_lives_from_one_source_is_found(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(2, demo, monkeypatch)
    assert rows
    totals = Counter(line["document"]["publisher"] for line in claims(demo))
    assert all(r["told"] == totals[r["publisher"]] and 0.3 <= r["claims"] / r["told"] <= 1 for r in rows)


def test_3_the_last_word_on_each_service_is_that_of_status(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(3, demo, monkeypatch)
    listed = [json.loads(x) for x in reportedly("status", "-o", demo.parents[2], "--json").stdout.splitlines()]
    dated = {(c["place_name"], c["sector"]) for c in listed}
    assert {(r["place"], r["sector"]) for r in rows} <= dated
    assert len(rows) > 20


def test_5_contradictions_are_those_of_the_project(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(5, demo, monkeypatch)
    assert {r["kind"] for r in rows} == {"status", "denial"}
    assert sum(r["disputes"] for r in rows) == 5


def test_6_the_share_of_anaphoric_hops_is_that_of_the_chains(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(6, demo, monkeypatch)
    hops: dict[str, list[bool]] = {}
    for line in claims(demo):
        for link in line["attribution"]["link"]:
            hops.setdefault(line["document"]["language"], []).append(link["anaphoric"])
    assert {r["language"]: (r["hops"], r["anaphoric"]) for r in rows} == {
        language: (len(found), pytest.approx(sum(found) / len(found), abs=0.006)) for language, found in hops.items()
    }
    assert set(hops) == {"en", "uk", "ru", "de"}


def test_7_no_event_is_reported_before_it_is_known_to_begin_by_much(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = asked(7, demo, monkeypatch)
    assert {"B", "C", "E"} <= {r["domain"] for r in rows}
    assert all(r["days_told"] >= 0 for r in rows)


def test_8_the_place_that_was_told_of_last_is_silent_for_no_day(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(8, demo, monkeypatch)
    newest = max(line["document"]["published"][:10] for line in claims(demo) if line["document"]["published"])
    assert rows[-1]["silent_days"] == 0
    assert rows[-1]["last_reported"].isoformat() == newest
    assert [r["silent_days"] for r in rows] == sorted((r["silent_days"] for r in rows), reverse=True)


def test_9_hedges_by_outlet_are_those_of_the_claims(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Counter((c["document"]["publisher"], h["type"]) for c in claims(demo) for h in c["hedge"])
    assert {(r["publisher"], r["type"]): r["hedges"] for r in asked(9, demo, monkeypatch)} == told


def test_10_retellings_of_the_disputed_are_counted(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = asked(10, demo, monkeypatch)
    assert {r["kind"]: r["accounts"] >= r["after_the_other"] for r in rows} == {"status": True, "denial": True}
    assert sum(r["after_the_other"] for r in rows) == 3


# The demo has no drift and few edges: a small pile has them.
@pytest.fixture(scope="module")
def week() -> Release:
    pile = a_week()
    documents, found = [r.document.id for r in pile.readings], {c for e in pile.events for c in e.claims}
    homes = {c.claim if hasattr(c, "claim") else c.id: r.document.id for r in pile.readings for c in r.records
             if getattr(c, "id", None) in found}  # fmt: skip
    one, two = sorted(homes)[:2]
    drift = HedgeDrift(
        one, two, homes[one], homes[two], "retelling", "hardened", "L4", "L1", ("hedge_dropped",), "firmer",
        edge="cites",
    )  # fmt: skip
    edges = (DocEdge(documents[1], documents[0], "cites", 0.9, "it names it"),)
    event = replace(pile.events[0], contradictions=(Contradiction("number", (one,), (two,), "3 against 8"),))
    return released(replace(pile, edges=edges, drift=(drift,), events=(event, *pile.events[1:])))


@pytest.fixture(scope="module")
def dataset(week: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("week")
    write_parquet(week, folder)
    return folder


def test_4_drift_is_counted_by_edge_and_direction(demo: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"edge": "cites", "direction": "hardened", "before": "L4", "after": "L1", "claims": 1}
    assert asked(4, dataset, monkeypatch) == [told]
    with Project(demo.parents[2], create=False) as project:
        kept = Counter(drift.direction for drift in project.store.drift())
    counted: Counter[str] = Counter()
    for row in asked(4, demo, monkeypatch):
        counted[row["direction"]] += row["claims"]
    assert counted == kept


def values(row: dict[str, Any]) -> str:
    return repr(sorted((k, v.isoformat() if hasattr(v, "isoformat") else v) for k, v in row.items()))


def wanted(week: Release) -> Iterator[tuple[Any, list[str]]]:
    for member in DATASET:
        yield member, sorted(map(values, rows_of(member, week)))


def test_duckdb_reads_every_table_row_for_row(week: Release, dataset: Path) -> None:
    for member, rows in wanted(week):
        found = duckdb.sql(f"FROM read_parquet('{dataset / member.folder}/**/*.parquet', hive_partitioning = true, "
                           "hive_types_autocast = false)")  # fmt: skip
        assert sorted(values(dict(zip(found.columns, row, strict=True))) for row in found.fetchall()) == rows


def test_polars_reads_every_table_row_for_row(week: Release, dataset: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    for member, rows in wanted(week):
        where = str(dataset / member.folder / "**" / "*.parquet")
        found = polars.scan_parquet(where, hive_partitioning=bool(member.by), try_parse_hive_dates=False).collect()
        assert sorted(map(values, found.to_dicts())) == rows


def test_pyarrow_reads_every_table_row_for_row(week: Release, dataset: Path) -> None:
    arrow = pytest.importorskip("pyarrow.dataset", reason="pyarrow is not installed")
    for member, rows in wanted(week):
        found = arrow.dataset(dataset / member.folder, partitioning="hive").to_table()
        assert sorted(map(values, found.to_pylist())) == rows


def test_the_schema_beside_the_tables_is_that_of_the_files(dataset: Path) -> None:
    told = json.loads((dataset / SCHEMA).read_text("utf-8"))["tables"]
    assert list(told) == [member.folder for member in DATASET]
    for name, table in told.items():
        found = duckdb.sql(f"FROM read_parquet('{dataset / name}/**/*.parquet', hive_partitioning = true)")
        own = [c["name"] for c in table["columns"]]
        assert found.columns[: len(own)] == own
        assert sorted(found.columns[len(own) :]) == sorted(table["partitioned_by"])
