"""The queries of the page on exports run on an export."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.export.formats.parquet import write_parquet
from reportedly.records import DocEdge
from tests.conftest import ROOT
from tests.unit.brief.invented import a_week
from tests.unit.export.piles import released

PAGE = ROOT / "docs" / "concepts" / "exports.md"
QUERIES = re.findall(r"```sql\n(-- \d+\. [^\n]+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = tmp_path_factory.mktemp("parquet")
    pile = a_week()
    first, second = (r.document.id for r in pile.readings[:2])
    write_parquet(released(replace(pile, edges=(DocEdge(second, first, "cites", 0.9, "it names it"),))), folder)
    return folder


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_a_query_of_the_page_runs_and_finds_rows(
    title: str, query: str, parquet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    monkeypatch.chdir(parquet)
    rows = duckdb.sql(query).fetchall()
    # The small invented week has no event with a day of its own and no service step that is down.
    assert rows or title.startswith(("-- 1.", "-- 7."))
