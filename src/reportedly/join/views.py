"""Mappings over what a state holds or can load, as counting origins asks for them."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class Part(Mapping[str, V]):
    """One column of what is known of documents."""

    def __init__(self, documents: Mapping[str, tuple[object, ...]], column: int) -> None:
        self._documents = documents
        self._column = column

    def __getitem__(self, key: str) -> V:
        return self._documents[key][self._column]  # type: ignore[return-value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


class Whole(Mapping[str, V]):
    """A mapping that loads what it is asked for."""

    def __init__(self, found: Mapping[str, V]) -> None:
        self._found = found

    def __getitem__(self, key: str) -> V:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Copies(Mapping[str, str]):
    """The claims of exact copies with what they repeat."""

    def __init__(self, exact: Mapping[str, str | None]) -> None:
        self._exact = exact

    def __getitem__(self, key: str) -> str:
        found = self._exact[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact)

    def __len__(self) -> int:
        return len(self._exact)
