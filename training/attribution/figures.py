"""Score exported weights on the development articles: `python figures.py --weights DIR --polnear DIR --card card.json`.

Runs the product's tagger alone and writes its figures into the card under the name given by `--as`.
"""

import argparse
import json
from pathlib import Path

import corpus
import score

from reportedly.evaluate.attribution import AnnotatedRelation, tally
from reportedly.models.tagger import Tagger
from reportedly.records import Passage, Reading
from reportedly.stages.segment import SegmentRules


def main() -> None:
    """Read the options, score, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--as", dest="name", default="polnear_dev_int8")
    options = parser.parse_args()
    tagger, total = Tagger(options.weights), {}
    for row in corpus.polnear(options.polnear / "dev.jsonl.gz"):
        reading = Reading(corpus.document(row["id"], row["text"]))
        sentences = [s for p in SegmentRules().annotate([reading])[0] if isinstance(p, Passage) for s in p.sentences]
        found = [AnnotatedRelation(f.source, f.cue, f.content) for f in tagger.find(row["text"], sentences)]
        for name, value in tally(row["text"], score.gold(row), found).items():
            total[name] = total.get(name, 0) + value
    card = json.loads(options.card.read_text(encoding="utf-8"))
    card.setdefault("figures", {})[options.name] = score.named(total)
    options.card.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card["figures"][options.name]))


if __name__ == "__main__":
    main()
