"""Reading YAML so that every complaint can name a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from reportedly.errors import InvalidCodebook
from reportedly.yaml_data import load_plain

Where = Sequence[str | int]
"""A path into the data: keys and list positions, outermost first."""


@dataclass(frozen=True, slots=True)
class Source:
    """A codebook file as read: its path, its text and its plain data."""

    path: Path
    text: str
    data: dict[str, Any]

    def line(self, where: Where) -> int:
        """Return the line (from 1) of the deepest part of `where` that the file has."""
        node: Node | None = _nodes(self.text)
        line = 1
        for step in where:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def owner(self, where: Where) -> str:
        """Return the id of the innermost part on the way to `where` that has one, else an empty string."""
        part: Any = self.data
        name = ""
        for step in where:
            part = _plain_child(part, step)
            if isinstance(part, dict) and isinstance(part.get("id"), str):
                name = part["id"]
        return name


def read(path: Path) -> Source:
    """Return the file as plain data.

    Raises InvalidCodebook if it is missing, is not UTF-8, is not YAML 1.2, holds
    a key twice, or holds anything but a mapping at the top.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidCodebook(f"{path}: cannot be read ({error}); give the path of a codebook in UTF-8") from error
    try:
        data = load_plain(text)
    except DuplicateKeyError as error:
        raise InvalidCodebook(f"{path}, line {line_of(error)}: {_problem(error)}; keep one of the two") from error
    except YAMLError as error:
        raise InvalidCodebook(
            f"{path}, line {line_of(error)}: not YAML ({_problem(error)}); correct the line, "
            "or put the text in double quotes"
        ) from error
    if not isinstance(data, dict):
        raise InvalidCodebook(
            f"{path}, line 1: found {type(data).__name__} at the top; a codebook is a mapping that starts with 'id:'"
        )
    return Source(path, text, data)


@lru_cache(maxsize=1)
def _nodes(text: str) -> Node | None:
    # Composing takes as long as loading, and a list of findings asks for many lines of one file.
    composed: Node | None = _yaml().compose(text)
    return composed


def _yaml() -> YAML:
    # pure: the C parser reads YAML 1.1, where `no` is false and 1:30 is ninety.
    return YAML(typ="safe", pure=True)


def line_of(error: BaseException | None) -> int:
    """Return the line (from 1) that an error of the YAML reader points at; 1 if it points at none."""
    mark = getattr(error, "problem_mark", None)
    if "scanning" in str(getattr(error, "context", "")):
        # The scanner notices a broken line only at the next one; where it began to scan is the line meant.
        mark = getattr(error, "context_mark", None) or mark
    return 1 if mark is None else int(mark.line) + 1


def _problem(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem:
        return str(error.problem).splitlines()[0]
    return str(error).splitlines()[0]


def _child(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return int(item.start_mark.line) + 1, item
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return int(key.start_mark.line) + 1, value
    return None


def _plain_child(part: Any, step: str | int) -> Any:
    if isinstance(part, dict):
        return part.get(step)
    if isinstance(part, list) and isinstance(step, int) and step < len(part):
        return part[step]
    return None
