"""Turning a copy of a database back to what it held at a time, for looking back without touching the original."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reportedly.errors import StoreError

_KEPT = ("record", "outcome", "failure")
"""Tables whose rows name their run and the time at which they were retired."""

_DERIVED = ("edge", "judgement", "event", "drift", "service_status")
_BEGUN = "(SELECT id FROM run WHERE datetime(started_at) <= datetime(:at))"


def turn_back(copy: Path, known_by: str) -> None:
    """Leave in a copy of a database (`SqlStore.copy`) what it held at `known_by` (ISO 8601 with a zone).

    A run counts as a whole from the moment at which it began. What goes across documents is left out: it is to be
    computed from the documents and decisions of that time. Raises StoreError.
    """
    at = {"at": known_by}
    try:
        with closing(sqlite3.connect(copy)) as connection, connection:
            # The copy is thrown away after use: the chain of decisions may be cut in it.
            connection.execute("DROP TRIGGER IF EXISTS review_no_delete")
            connection.execute("DELETE FROM review WHERE datetime(at) > datetime(:at)", at)
            for table in _DERIVED:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
            for table in _KEPT:
                connection.execute(f"DELETE FROM {table} WHERE run NOT IN {_BEGUN}", at)  # noqa: S608
                connection.execute(
                    f"UPDATE {table} SET retired_at = NULL WHERE datetime(retired_at) > datetime(:at)",  # noqa: S608
                    at,
                )
            later = f"(SELECT id FROM document WHERE run NOT IN {_BEGUN})"  # noqa: S608
            connection.execute(f"DELETE FROM document_text WHERE document IN {later}", at)  # noqa: S608
            connection.execute(f"DELETE FROM document WHERE run NOT IN {_BEGUN}", at)  # noqa: S608
            connection.execute(f"DELETE FROM run WHERE id NOT IN {_BEGUN}", at)  # noqa: S608
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{copy}: cannot be turned back to {known_by} ({error})") from error
