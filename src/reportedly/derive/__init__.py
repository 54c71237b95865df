"""Copies, citations, revisions."""

from reportedly.derive.edges import derive_edges

__all__ = ["derive_edges"]
