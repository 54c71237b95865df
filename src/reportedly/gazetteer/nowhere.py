"""A gazetteer without places, for where only the list of stages is wanted."""

from collections.abc import Sequence

from reportedly.interfaces import Candidate, HomeArea, Resolved, Shape, Toponym


class NoPlaces:
    """Stands in for the gazetteer where only the list of stages is wanted."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return nothing."""
        return []

    def get(self, place_id: str) -> Candidate | None:
        """Return nothing."""
        return None

    def shape(self, place_id: str) -> Shape | None:
        """Return nothing."""
        return None

    def scan(self, text: str) -> list[Toponym]:
        """Return nothing."""
        return []

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        """Return an empty answer for each."""
        return [Resolved(toponym, ()) for toponym in toponyms]
