"""The block of "key: value" lines between two "---" at the start of a text."""

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<lines>(?:(?!---[ \t]*(?:\r?\n|\Z)).*\n){0,200}?)---[ \t]*(?:\r?\n|\Z)")
_LINE = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by key (small letters; a list is kept as a list) and where the text goes on."""

    values: dict[str, str | list[str]] = field(default_factory=dict)
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter of `text`; without values and with end 0 where there is none.

    A block counts only if each of its lines is "key: value" or the item of a list: a text may
    begin with a rule of dashes.
    """
    block = _BLOCK.match(text[:100_000])
    if block is None:
        return FrontMatter()
    values: dict[str, str | list[str]] = {}
    last = ""
    for line in block["lines"].splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair, item = _LINE.fullmatch(line), _ITEM.fullmatch(line)
        if pair:
            last = pair["key"].lower()
            values[last] = _value(pair["value"])
        elif item and last:
            known = values[last]
            values[last] = [*(known if isinstance(known, list) else [known] if known else []), _bare(item["value"])]
        else:
            return FrontMatter()
    return FrontMatter(values, block.end()) if values else FrontMatter()


def _value(printed: str) -> str | list[str]:
    value = printed.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_bare(piece) for piece in value[1:-1].split(",") if piece.strip()]
    return _bare(value)


def _bare(printed: str) -> str:
    value = printed.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
