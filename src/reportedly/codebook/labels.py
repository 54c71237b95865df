"""Names of the codes of the codebook that ships in other languages than its own, from data/labels.<language>.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from reportedly.codebook.model import Codebook
from reportedly.yaml_data import load_plain


@dataclass(frozen=True)
class BookLabels:
    """Names by code: domains ("C"), categories ("GUO.C02"), sectors ("water"), and what is routed away ("X01")."""

    domains: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    routing: Mapping[str, str] = field(default_factory=dict)


def labels(book: Codebook, language: str) -> BookLabels:
    """Return the names of a codebook's codes in a language; empty for its own language and where none are kept.

    A codebook of somebody's own keeps its own names of categories and domains: only the sectors that ship are named.
    """
    if language == book.language:
        return BookLabels()
    kept = _kept(language)
    if kept is None:
        return BookLabels()
    shipped, found = kept
    return found if book.id == shipped else BookLabels(sectors=found.sectors)


@cache
def _kept(language: str) -> tuple[str, BookLabels] | None:
    file = resources.files("reportedly.codebook").joinpath("data", f"labels.{language}.yaml")
    if not file.is_file():
        return None
    data = load_plain(file.read_text(encoding="utf-8"))
    return data["codebook"], BookLabels(data["domains"], data["categories"], data["sectors"], data["routing"])
