"""Passages of dev texts with every run of capitalised words and what a public release makes of it, to be read by hand.

`python -m benchmarks.name_shapes FILE… --language uk` prints for each passage the runs that are masked as names of
private persons (by the persons stage, or by their shape alone) and those that stay, each with the words around it. What
stays and is a person's name is a miss; what is masked and is none costs a reader a word.

`--score` is for files whose rows name the persons (`private`, `public`), such as `name_shapes_de.jsonl`, which was
invented for it: how many private names a release masks whole, and how many of office-holders it keeps whole.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportedly import assembly
from reportedly.export.release import PROFILES, prepare
from reportedly.records import Document, Passage, PersonMention, Reading, Span, document_id
from reportedly.releasing import setting_for
from reportedly.stages.persons import PersonRules

SEED, SAMPLE, AROUND = 7, 200, 28
_CAPITAL = r"[^\W\d_a-zа-яіїєґёäöüß][\w’'ʼ-]+"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0](?:{_CAPITAL}|[A-ZА-ЯІЇЄ]\.))*")


@dataclass(frozen=True, slots=True)
class Seen:
    """One run: what was made of it (stage, shape, office, stays) and the words with those around them."""

    made: str
    text: str
    around: str


def passages(files: list[Path], language: str) -> list[str]:
    """Return the paragraphs of texts in a language that hold a run of two capitalised words, each once."""
    found: dict[str, None] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").split("\n"):
            row = json.loads(line) if line else {"text": ""}
            if (row.get("lang") or row.get("language") or "en") == language:
                for part in re.split(r"\n\s*\n|\n(?=[^a-zа-я])", row["text"]):
                    if 40 < len(part) < 1500 and any(" " in m[0] for m in _RUN.finditer(part)):
                        found.setdefault(part.strip())
    return random.Random(SEED).sample(sorted(found), min(SAMPLE, len(found)))  # noqa: S311


def runs(text: str, language: str) -> Iterator[Seen]:
    """Yield the runs of capitalised words in a passage."""
    setting = setting_for(assembly.NO_THEATRE, assembly.register(), PROFILES["public"], _MOMENT)
    reading = _reading(text, language)
    places = assembly.gazetteer()
    [mentions] = PersonRules(known_places=lambda n: assembly._is_place(places, n)).annotate([reading])
    people = [m for m in mentions if isinstance(m, PersonMention)]
    shapes = setting.possible.find(text, language) if setting.possible else []
    for match in _RUN.finditer(text):
        span = Span(match.start(), match.end())
        told = [m for m in people if m.span.overlaps(span)]
        made = "stays"
        if any(s.overlaps(span) for s in shapes):
            made = "shape"
        if told:
            made = "stage" if any(m.person_class in ("P2", "P3") for m in told) else "office"
        if " " in match[0] or made != "stays":
            around = text[max(0, span.start - AROUND) : span.end + AROUND].replace("\n", " ")
            yield Seen(made, match[0], around)


@dataclass(frozen=True, slots=True)
class Score:
    """Private names and those of office-holders, how many of each a release treats rightly, and which not."""

    private: int
    masked: int
    public: int
    kept: int
    wrong: tuple[str, ...]


def score(file: Path) -> Score:
    """Return what a public release makes of the names in the rows of a file."""
    private = masked = public = kept = 0
    wrong: list[str] = []
    places = assembly.gazetteer()
    rules = PersonRules(known_places=lambda n: assembly._is_place(places, n))
    setting = setting_for(assembly.NO_THEATRE, assembly.register(), PROFILES["public"], _MOMENT)
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        reading = _reading(row["text"], row["lang"])
        [mentions] = rules.annotate([reading])
        ready = prepare([reading.plus(mentions)], [], [], setting)
        told, _ = ready.discretion.shown(ready.readings[0], (Span(0, len(row["text"])),))
        for name in row["private"]:
            private, gone = private + 1, not any(word in told for word in _long(name))
            masked += gone
            wrong += [] if gone else [f"left: {name}"]
        for name in row["public"]:
            public, stays = public + 1, name in told
            kept += stays
            wrong += [] if stays else [f"masked: {name}"]
    return Score(private, masked, public, kept, tuple(wrong))


def _long(name: str) -> list[str]:
    """Return the words of a name without particles and initials."""
    return [word for word in re.split(r"[ -]", name) if len(word.strip(".")) > 3] or [name]


def _reading(text: str, language: str) -> Reading:
    document = Document(document_id(text), "0" * 64, "txt_0", text, "p", "text/plain", "plain/1",
                        "2026-01-01T00:00:00+00:00", language=language)  # fmt: skip
    return Reading(document, (Passage(document.id, Span(0, len(text)), "body", 0),))


def main() -> None:
    """Print the runs of a sample, by what was made of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with text and lang")
    parser.add_argument("--language", default="en")
    parser.add_argument("--show", default="stays,shape,stage,office")
    parser.add_argument("--score", action="store_true", help="count names masked and kept, by those in the rows")
    given = parser.parse_args()
    if given.score:
        for file in given.files:
            found = score(file)
            print(f"{file.name}: {found.masked} of {found.private} private names masked whole, "
                  f"{found.kept} of {found.public} of office-holders kept")  # fmt: skip
            print("\n".join(found.wrong))
        return
    chosen = passages(given.files, given.language)
    print(f"{len(chosen)} passages")
    for number, text in enumerate(chosen, 1):
        for seen in runs(text, given.language):
            if seen.made in given.show.split(","):
                print(f"{number}\t{seen.made}\t{seen.text}\t… {seen.around} …")


_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

if __name__ == "__main__":
    main()
