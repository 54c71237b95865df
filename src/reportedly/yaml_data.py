"""YAML 1.2 as plain data, parsed once on a machine: the safe parser reads some 150 kB a second."""

from functools import cache
from importlib.metadata import version
from typing import Any

from ruamel.yaml import YAML

from reportedly.kept import kept

SHORTEST = 2_000
"""Shorter texts (in code points) are parsed each time."""


def load_plain(text: str) -> Any:
    """Return what the text holds: mappings, lists, strings, numbers, booleans, dates, None.

    Raises the errors of the parser (ruamel.yaml.error.YAMLError, ValueError, RecursionError), also for a key that
    stands twice.
    """
    return _parse(text) if len(text) < SHORTEST else kept(_kind(), text, lambda: _parse(text))


def _parse(text: str) -> Any:
    # pure: the C parser reads YAML 1.1, where `no` is false and 1:30 is ninety.
    return YAML(typ="safe", pure=True).load(text)


@cache
def _kind() -> str:
    return f"yaml-{version('ruamel.yaml')}"
