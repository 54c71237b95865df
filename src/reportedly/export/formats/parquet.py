"""The analytic dataset as Parquet, in folders by month and language (Hive style): DuckDB, Polars, Spark read it."""

import json
import tempfile
from pathlib import Path
from typing import Any

from reportedly.export.dataset import DATASET, Member, rows_of, schema
from reportedly.export.files import needed, write_json, write_lines
from reportedly.export.released import Release

_TYPES = {
    "text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "day": "DATE", "yes": "BOOLEAN", "list": "VARCHAR[]",
}  # fmt: skip
SCHEMA = "schema.json"


def write_parquet(release: Release, folder: Path) -> list[Path]:
    """Write each table as a folder of files, parted as `DATASET` says, and their schema; return the files."""
    duckdb = needed("duckdb", "parquet")
    # Nothing may be fetched: all that is needed is built in.
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    told = {"release": release.profile.name, "made_at": release.about.made_at, "credits": release.about.credits}
    made = [write_json(folder / SCHEMA, {**told, "tables": schema()}, indent=1)]
    with duckdb.connect(":memory:", config=settings) as database, tempfile.TemporaryDirectory() as scratch:
        for member in DATASET:
            made += _write(database, release, member, (folder, Path(scratch)))
    return made


def _write(database: Any, release: Release, member: Member, where: tuple[Path, Path]) -> list[Path]:
    folder, scratch = where
    lines = write_lines(scratch / f"{member.folder}.jsonl", rows_of(member, release))
    types = {c.name: _TYPES[c.type] for c in member.columns} | dict.fromkeys(member.by, "VARCHAR")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    source = f"read_json('{_quoted(lines)}', format = 'newline_delimited', columns = {{{columns}}})"
    target = folder / member.folder
    target.mkdir(parents=True, exist_ok=True)
    if not member.by or not lines.stat().st_size:
        # A table without rows is one file with its columns: a reader finds them, and no rows.
        told = json.dumps({"release": release.profile.name, "credits": release.about.credits}, ensure_ascii=False)
        note = f"KV_METADATA {{reportedly: '{told.replace(chr(39), chr(39) * 2)}'}}"
        file = target / f"{member.folder}.parquet"
        database.execute(f"COPY (FROM {source}) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd, {note})")
        return [file]
    database.execute(
        f"COPY (FROM {source}) TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd, "
        f"PARTITION_BY ({', '.join(member.by)}), OVERWRITE_OR_IGNORE)"
    )
    return sorted(target.rglob("*.parquet"))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
