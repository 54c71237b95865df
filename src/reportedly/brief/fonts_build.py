"""Makes the fonts of the PDF from those of the page: one TrueType file for each face, Latin and Cyrillic together.

Needs the packages fonttools and brotli, which the program itself does not. The licence of the originals reserves their
name for themselves, so the joined files have a name of their own; copyright and licence stand in each of them.
"""

import importlib
import sys
import tempfile
from pathlib import Path

FACES = (
    ("source-serif-4-400-normal", "Reportedly Serif", "Regular", 400),
    ("source-serif-4-600-normal", "Reportedly Serif", "SemiBold", 600),
    ("source-serif-4-400-italic", "Reportedly Serif", "Italic", 400),
    ("source-sans-3-400-normal", "Reportedly Sans", "Regular", 400),
    ("source-sans-3-600-normal", "Reportedly Sans", "SemiBold", 600),
)
_COPYRIGHT = (
    "Copyright 2014-2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Latin and Cyrillic subsets joined under another name for reportedly."
)
_LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
_LICENCE_URL = "https://openfontlicense.org"
_DROPPED = ("STAT", "BASE", "GlyphOrder", "gasp", "prep")


def build(folder: Path, target: Path) -> list[Path]:
    """Join the subsets that lie in `folder` into TrueType files in `target`, and return these."""
    fonts, merge = importlib.import_module("fontTools.ttLib"), importlib.import_module("fontTools.merge")
    made = []
    for base, family, style, weight in FACES:
        with tempfile.TemporaryDirectory() as scratch:
            parts = []
            for subset in ("latin", "cyrillic"):
                font = fonts.TTFont(folder / f"{base}-{subset}.woff2")
                font.flavor = None
                for table in _DROPPED:
                    if table in font:
                        del font[table]
                part = Path(scratch) / f"{subset}.ttf"
                font.save(part)
                parts.append(str(part))
            joined = merge.Merger().merge(parts)
        _name(joined, family, style, weight)
        path = target / f"{family.lower().replace(' ', '-')}-{style.lower()}.ttf"
        joined.save(path)
        made.append(path)
    return made


def _name(font: object, family: str, style: str, weight: int) -> None:
    table = font["name"]  # type: ignore[index]
    table.names = []
    plain = style if style in ("Regular", "Italic") else "Regular"
    whole = {
        0: _COPYRIGHT,
        1: family if plain == style else f"{family} {style}",
        2: plain,
        3: f"{family} {style}; reportedly",
        4: f"{family} {style}",
        5: "Version 1.0",
        6: f"{family.replace(' ', '')}-{style}",
        13: _LICENCE,
        14: _LICENCE_URL,
        16: family,
        17: style,
    }
    for number, text in whole.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight  # type: ignore[index]
    italic = style == "Italic"
    font["OS/2"].fsSelection = 0x01 if italic else 0x40  # type: ignore[index]
    font["head"].macStyle = 0x02 if italic else 0  # type: ignore[index]
    font["head"].created = font["head"].modified = 3_800_000_000  # type: ignore[index]


if __name__ == "__main__":
    here = Path(__file__).parent / "data"
    sys.stdout.writelines(f"{path}\n" for path in build(here / "fonts", here / "fonts"))
