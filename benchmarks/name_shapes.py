"""Passages of dev texts with every run of capitalised words and what a public release makes of it, to be read by hand.

`python -m benchmarks.name_shapes FILE… --language uk` prints for each passage the runs that are masked as names of
private persons (by the persons stage, or by their shape alone) and those that stay, each with the words around it. What
stays and is a person's name is a miss; what is masked and is none costs a reader a word.
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
from reportedly.export.release import PROFILES
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
    document = Document(document_id(text), "0" * 64, "txt_0", text, "p", "text/plain", "plain/1",
                        "2026-01-01T00:00:00+00:00", language=language)  # fmt: skip
    reading = Reading(document, (Passage(document.id, Span(0, len(text)), "body", 0),))
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


def main() -> None:
    """Print the runs of a sample, by what was made of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with text and lang")
    parser.add_argument("--language", default="en")
    parser.add_argument("--show", default="stays,shape,stage,office")
    given = parser.parse_args()
    chosen = passages(given.files, given.language)
    print(f"{len(chosen)} passages")
    for number, text in enumerate(chosen, 1):
        for seen in runs(text, given.language):
            if seen.made in given.show.split(","):
                print(f"{number}\t{seen.made}\t{seen.text}\t… {seen.around} …")


_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

if __name__ == "__main__":
    main()
