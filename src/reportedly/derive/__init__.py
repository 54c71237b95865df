"""Copies, citations, revisions, and how firmly a text tells again what it derives."""

from reportedly.derive.drift import find_drift
from reportedly.derive.edges import derive_edges

__all__ = ["derive_edges", "find_drift"]
