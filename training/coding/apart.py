"""Find four running words that training passages share with test items, names aside; return 1 if there are any."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

import texts

RUN = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s|\n")


def runs(text: str) -> Iterator[str]:
    """Yield the runs of RUN words of a text in small letters; a word with a capital inside a sentence is a name."""
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        for at in range(len(words) - RUN + 1):
            part = words[at : at + RUN]
            if not any(word[0].isupper() and at + n for n, word in enumerate(part)):
                yield " ".join(part).lower()


def tested(path: Path) -> Iterator[str]:
    """Yield the texts of a file of test items: JSON lines, or one JSON object; one claim may have several `texts`."""
    body = path.read_text(encoding="utf-8")
    for line in [body] if path.suffix == ".json" else filter(None, body.split("\n")):
        item = json.loads(line)
        yield from item["texts"].values() if "texts" in item else [item["text"]]


def main() -> int:
    """Read the options and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("--tests", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    known = {run for path in options.tests for text in tested(path) for run in runs(text)}
    found = 0
    for file in options.passages:
        for item in texts.passages(file):
            shared = sorted(set(runs(item.text)) & known)
            found += len(shared)
            for run in shared:
                print(f"{item.id}: {run}")
    print(f"{found} shared runs of {RUN} words")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
