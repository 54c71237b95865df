"""The chain of review actions in the database: appended in one transaction each, read, and read as it lies."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, literal, select, update

from reportedly.errors import InvalidRecord, StoreError
from reportedly.records.review import PARTS, ReviewAction, ReviewDraft, Sealed, chained
from reportedly.store import schema, sql

Check = Callable[[Sequence[ReviewAction]], None]
"""Raises where a new action cannot stand beside those that are there."""

Make = Callable[[Sequence[ReviewAction]], Sequence[ReviewDraft]]
"""Returns the decisions to be added, from all actions so far; raises where they cannot stand."""


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A row of the chain as it lies in the database, whether in order or not: `body` and `sealed` are JSON."""

    number: int
    id: str
    at: str
    body: str
    sha256: str
    sealed: str


def append(connection: Connection, draft: ReviewDraft, check: Check | None = None) -> ReviewAction:
    """Add a decision at the end of the chain and return its action; for an erase, take the values away as well.

    `check` sees all actions so far, inside the same transaction.
    """
    if check is not None:
        check(actions(connection))
    end = connection.execute(select(schema.review).order_by(schema.review.c.seq.desc()).limit(1)).first()
    made = chained(draft, action_from(_kept(end)) if end else None, [secrets.token_hex(16) for _ in PARTS])
    row = {"seq": made.number, "id": made.id, "at": made.at, "body": made.chained, "sha256": made.sha256}
    connection.execute(schema.review.insert(), {**row, "sealed": _sealed(made.sealed)})
    if draft.kind == "erase":
        _erase(connection, draft.on, draft.field.split(","))
    return made


def append_all(connection: Connection, make: Make, key: str = "") -> list[ReviewAction]:
    """Add the decisions that `make` gives at the end of the chain, all of them or none, and return their actions.

    `make` sees all actions so far, inside the same transaction, and may raise. With a `key` (of a form that was sent)
    that is kept already nothing is added: the actions that it led to are returned.
    """
    before = under(connection, key)
    if before:
        return before
    made = [append(connection, draft) for draft in make(actions(connection))]
    if made:
        row = {"key": key or f"#{made[0].number}", "first": made[0].number, "last": made[-1].number}
        connection.execute(schema.review_key.insert(), row)
    return made


def under(connection: Connection, key: str) -> list[ReviewAction]:
    """Return the actions that were added under a key; none where it was never used."""
    keys, table = schema.review_key, schema.review
    known = connection.execute(select(keys).where(keys.c.key == key)).first() if key else None
    if known is None:
        return []
    query = select(table).where(table.c.seq.between(known.first, known.last)).order_by(table.c.seq)
    return [action_from(_kept(row)) for row in connection.execute(query)]


def together(connection: Connection, number: int) -> list[ReviewAction]:
    """Return the actions that were added in one with the action of this number, itself among them."""
    keys, table = schema.review_key, schema.review
    known = connection.execute(select(keys).where(keys.c.first <= number, keys.c.last >= number)).first()
    first, last = (known.first, known.last) if known is not None else (number, number)
    query = select(table).where(table.c.seq.between(first, last)).order_by(table.c.seq)
    return [action_from(_kept(row)) for row in connection.execute(query)]


def actions(connection: Connection, known_by: str | None = None) -> list[ReviewAction]:
    """Return all actions in order, with `known_by` (ISO 8601 with a zone) those up to then.

    Raises StoreError for a row that cannot be read.
    """
    query = select(schema.review).order_by(schema.review.c.seq)
    if known_by is not None:
        query = query.where(sql.moment(schema.review.c.at) <= sql.moment(literal(known_by)))
    return [action_from(_kept(row)) for row in connection.execute(query)]


def kept(connection: Connection) -> list[KeptReview]:
    """Return the rows as they lie there."""
    return [_kept(row) for row in connection.execute(select(schema.review).order_by(schema.review.c.seq))]


def last(connection: Connection) -> int:
    """Return the number of the last action, 0 for an empty chain."""
    return int(connection.execute(select(func.max(schema.review.c.seq))).scalar() or 0)


def joined(connection: Connection) -> int:
    """Return the number of the last action with which documents were joined, 0 for none."""
    found = connection.exec_driver_sql("SELECT value FROM join_meta WHERE name = 'reviews'").scalar()
    return int(found or 0)


def action_from(row: KeptReview) -> ReviewAction:
    """Return the action of a row. Raises StoreError where the row is damaged."""
    try:
        body: dict[str, Any] = json.loads(row.body)
        values = json.loads(row.sealed)
        sealed = {f"sealed_{name}": Sealed(body.pop(name), *values.get(name, (None, None))) for name in PARTS}
        sides = {name: tuple(body.pop(name)) for name in ("on", "against")}
        fields: dict[str, Any] = {**body, **sides, **sealed}
        return ReviewAction(id=row.id, sha256=row.sha256, **fields)
    except (InvalidRecord, TypeError, KeyError, ValueError, AttributeError) as error:
        raise StoreError(
            f"review action {row.number} cannot be read ({error}); `reportedly review verify` says what is wrong with "
            "the chain: restore the database from a copy"
        ) from error


def _kept(row: Any) -> KeptReview:
    return KeptReview(row.seq, row.id, row.at, row.body, row.sha256, row.sealed)


def _sealed(values: dict[str, Sealed]) -> str:
    return json.dumps({name: [s.text, s.salt] for name, s in values.items() if s.text is not None}, ensure_ascii=False)


def _erase(connection: Connection, ids: Sequence[str], parts: Sequence[str]) -> None:
    table = schema.review
    for row in connection.execute(select(table.c.id, table.c.sealed).where(table.c.id.in_(ids))).all():
        left = {name: value for name, value in json.loads(row.sealed).items() if name not in parts}
        statement = update(table).where(table.c.id == row.id)
        connection.execute(statement.values(sealed=json.dumps(left, ensure_ascii=False)))
