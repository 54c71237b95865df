"""Where things are kept: evidence (bytes and texts) and the database of records."""

from reportedly.store.evidence import FileEvidence
from reportedly.store.store import SqlStore

__all__ = ["FileEvidence", "SqlStore"]
