"""Documents ready for derivation: sketch, keys, and what tells exact copies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from reportedly.derive.citations import Names
from reportedly.derive.keys import Key, keys_of
from reportedly.derive.pairs import Side
from reportedly.derive.sketch import Sketch, sketch_of
from reportedly.derive.words import Text
from reportedly.gloss import Marker
from reportedly.join.packing import packed
from reportedly.records import Reading
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class Print:
    """One document ready for derivation.

    `squeezed` is equal for equal texts, white space aside; `family` is the owner of its outlet, where a theatre
    names it.
    """

    sketch: Sketch
    keys: tuple[Key, ...]
    squeezed: str
    sha256: str
    family: str | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.sketch.id


def print_of(reading: Reading, marker: Marker, names: Names) -> Print:
    """Return what derivation needs of one document."""
    document, publisher = reading.document, names.publisher(reading.document)
    aliases = names.aliases(publisher)
    longer = names.longer((document.publisher or "", *aliases))
    sketch = sketch_of(reading, marker, publisher, aliases, longer)
    text = Text(document)
    owners = {source.id: source.media_family for source in names.sources.values()}
    family = owners.get(publisher) if publisher else None
    side = Side(sketch, text)
    return Print(sketch, keys_of(side.sketch, text), digest(text.squeezed, length=32), document.sha256, family)


def key_number(key: str) -> int:
    """Return the number under which a key is kept: 63 bits of a digest."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def pack_keys(keys: Sequence[Key]) -> str:
    """Return keys as JSON."""
    return packed([[key, weight] for key, weight in keys])


def unpack_keys(body: str) -> tuple[Key, ...]:
    """Return the keys that `pack_keys` packed."""
    return tuple((key, weight) for key, weight in json.loads(body))
