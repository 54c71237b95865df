"""Service status as a step function."""

from reportedly.ledger.build import build_ledger
from reportedly.ledger.freshness import DEFAULT_DAYS

__all__ = ["DEFAULT_DAYS", "build_ledger"]
