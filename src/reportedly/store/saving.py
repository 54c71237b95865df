"""What stages made, into the tables: add what is new, keep what is the same, retire the rest."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select, update

from reportedly.records import Outcome, Record
from reportedly.store import rows, schema, sql

Made = tuple[Outcome, Sequence[Record]]

_BATCH = 200
"""Outcomes that are saved with one look at what is there."""


def groups(made: Sequence[Made]) -> Iterator[list[Made]]:
    """Yield `made` in order, cut so that no group holds one stage on one document twice."""
    group: list[Made] = []
    keys: set[tuple[str, str]] = set()
    for outcome, records in made:
        key = (outcome.document, _stage(outcome.stage))
        if key in keys or len(group) >= _BATCH:
            yield group
            group, keys = [], set()
        group.append((outcome, records))
        keys.add(key)
    if group:
        yield group


def save_group(connection: Connection, group: Sequence[Made], *, run: str, started: str) -> None:
    """Save one group; `started` is when the run began, the time at which older rows are retired."""
    documents = sorted({outcome.document for outcome, _ in group})
    _save_outcomes(connection, [outcome for outcome, _ in group], documents, run=run, started=started)
    _save_records(connection, group, documents, run=run, started=started)


def retire_stages(connection: Connection, documents: Collection[str], stages: Collection[str], started: str) -> None:
    """Retire the outcomes and records of these stages on these documents."""
    if not stages:
        return
    for table in (schema.outcome, schema.record):
        statement = update(table).where(
            table.c.document.in_(documents), table.c.stage.in_(stages), table.c.retired_at.is_(None)
        )
        connection.execute(statement.values(retired_at=started))


def _save_outcomes(
    connection: Connection, outcomes: Sequence[Outcome], documents: Sequence[str], *, run: str, started: str
) -> None:
    table = schema.outcome
    query = select(table).where(table.c.document.in_(documents), table.c.retired_at.is_(None))
    current = {(row["document"], row["stage"]): row for row in connection.execute(query).mappings()}
    old, added = [], []
    for outcome in outcomes:
        new = {
            "document": outcome.document,
            "stage": _stage(outcome.stage),
            "producer": outcome.stage,
            "state": outcome.state,
            "records": outcome.records,
            "message": outcome.message,
        }
        there = current.get((outcome.document, _stage(outcome.stage)))
        if there is not None and all(there[name] == value for name, value in new.items()):
            continue
        if there is not None:
            old.append(there["seq"])
        added.append({**new, "run": run})
    rows.retire(connection, table, old, started)
    if added:
        connection.execute(table.insert(), added)


def _save_records(
    connection: Connection, group: Sequence[Made], documents: Sequence[str], *, run: str, started: str
) -> None:
    table = schema.record
    stages = sorted({_stage(outcome.stage) for outcome, _ in group})
    query = select(table.c.document, table.c.stage, table.c.id, table.c.seq).where(
        table.c.document.in_(documents), table.c.stage.in_(stages), table.c.retired_at.is_(None)
    )
    current: dict[tuple[str, str], dict[str, int]] = {}
    for document, stage, key, seq in connection.execute(query):
        current.setdefault((document, stage), {})[key] = seq
    old: list[int] = []
    added: list[rows.Row] = []
    for outcome, records in group:
        if outcome.state == "failed":
            continue
        stage = _stage(outcome.stage)
        there = current.get((outcome.document, stage), {})
        new: dict[str, rows.Row] = {}
        for record in records:
            row = rows.record_row(record, document=outcome.document, stage=stage, producer=outcome.stage, run=run)
            new.setdefault(row["id"], row)
        old.extend(seq for key, seq in there.items() if key not in new)
        added.extend(row for key, row in new.items() if key not in there)
    rows.retire(connection, table, old, started)
    if added:
        # Two stages may make the very same record: it is kept once.
        connection.execute(sql.inserted(table, connection).on_conflict_do_nothing(), added)


def _stage(producer: str) -> str:
    return producer.rsplit("/", 1)[0]
