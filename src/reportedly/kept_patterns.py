"""Many regular expressions, compiled once on a machine: the standard library takes half a millisecond for each.

What is kept is the code that the standard library makes of a pattern, for one release of Python; where that cannot be
had or read, patterns are compiled from their sources when they are looked up.
"""

import base64
import re
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from reportedly.kept import kept

_WORD = "I"
"""Code words of a compiled pattern are unsigned, of 32 bits."""


class KeptPatterns(Mapping[str, re.Pattern[str]]):
    """Patterns by name; each is put together at its first lookup. A lookup raises re.error for a broken source."""

    def __init__(self, made: Mapping[str, Any]) -> None:
        self._made = made
        self._ready: dict[str, re.Pattern[str]] = {}

    @classmethod
    def of(cls, sources: Mapping[str, tuple[str, int]]) -> "KeptPatterns":
        """Return the patterns given by their sources and flags, without anything kept."""
        return cls({name: [source, flags, None] for name, (source, flags) in sources.items()})

    @classmethod
    def kept(cls, key: tuple[str, ...], sources: Callable[[], Mapping[str, tuple[str, int]]]) -> "KeptPatterns":
        """Return the patterns that `sources` gives (source and flags by name), from the cache where they are there.

        `key` is all that `sources` works from.
        """
        return cls(kept(f"patterns-{_release()}", key, lambda: _made(sources())))

    def __getitem__(self, name: str) -> re.Pattern[str]:
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = _pattern(*self._made[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _release() -> str:
    return f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}"


def _made(sources: Mapping[str, tuple[str, int]]) -> dict[str, list[Any]]:
    return {name: [source, flags, _code(source, flags)] for name, (source, flags) in sources.items()}


def _code(source: str, flags: int) -> list[Any] | None:
    """Return what the compiler of the standard library makes of a pattern; None where it cannot be asked.

    Raises re.error for a broken pattern.
    """
    if not _inside():
        return None
    parsed = import_module("re._parser").parse(source, flags)
    words = import_module("re._compiler")._code(parsed, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    printed = base64.b64encode(array(_WORD, words).tobytes()).decode("ascii")
    return [flags | state.flags, printed, state.groups - 1, dict(state.groupdict), names]


def _pattern(source: str, flags: int, code: list[Any] | None) -> re.Pattern[str]:
    if code is None:
        return re.compile(source, flags)
    all_flags, printed, groups, by_name, names = code
    words = array(_WORD)
    try:
        words.frombytes(base64.b64decode(printed))
        # It checks the code before it takes it.
        found: re.Pattern[str] = import_module("_sre").compile(
            source, all_flags, words.tolist(), groups, by_name, tuple(names)
        )
    except (RuntimeError, TypeError, ValueError, OverflowError):
        return re.compile(source, flags)
    return found


def _inside() -> bool:
    """Say whether the inside of the standard library is as it is known here: a pattern made by hand is the same."""
    if array(_WORD).itemsize != 4:
        return False
    try:
        parser, compiler, engine = (import_module(name) for name in ("re._parser", "re._compiler", "_sre"))
    except ImportError:
        return False
    return hasattr(parser, "parse") and hasattr(compiler, "_code") and engine.CODESIZE == 4
