"""Tables as Parquet, partitioned by month so that DuckDB, Polars and Spark read only what they need."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.export.files import needed, write_lines
from reportedly.export.released import Release
from reportedly.export.rows import TABLES, Row, Table

_TYPES = {
    "text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "day": "DATE", "yes": "BOOLEAN", "list": "VARCHAR[]",
}  # fmt: skip
_MONTHS = {"claims": "published", "events": "reported"}
"""Tables that are partitioned, and the day by whose month they are."""

UNDATED = "undated"


def write_parquet(release: Release, folder: Path) -> list[Path]:
    """Write each table: claims and events as folders with one part for each month, the others as one file."""
    duckdb = needed("duckdb", "parquet")
    # Nothing may be fetched: all that is needed is built in.
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    made: list[Path] = []
    with duckdb.connect(":memory:", config=settings) as database, tempfile.TemporaryDirectory() as scratch:
        for table in TABLES:
            made += _write(database, release, table, (folder, Path(scratch)))
    return made


def _write(database: Any, release: Release, table: Table, where: tuple[Path, Path]) -> list[Path]:
    folder, scratch = where
    month = _MONTHS.get(table.name)
    lines = write_lines(scratch / f"{table.name}.jsonl", _rows(release, table, month))
    types = {c.name: _TYPES[c.type] for c in table.columns} | ({"month": "VARCHAR"} if month else {})
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    source = f"read_json('{_quoted(lines)}', format = 'newline_delimited', columns = {{{columns}}})"
    told = json.dumps({"release": release.profile.name, "credits": release.about.credits}, ensure_ascii=False)
    note = f"KV_METADATA {{reportedly: '{told.replace(chr(39), chr(39) * 2)}'}}"
    if month is None:
        target = folder / f"{table.name}.parquet"
        database.execute(f"COPY (FROM {source}) TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd, {note})")
        return [target]
    target = folder / table.name
    database.execute(
        f"COPY (FROM {source}) TO '{_quoted(target)}' "
        "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), OVERWRITE_OR_IGNORE)"
    )
    return sorted(target.rglob("*.parquet"))


def _rows(release: Release, table: Table, month: str | None) -> Iterator[Row]:
    for row in table.rows(release):
        yield {**row, "month": (row[month] or UNDATED)[:7]} if month else row


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
