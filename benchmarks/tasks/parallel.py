"""One claim told in several languages: are the codes right, and are they the same in each language?

The product reads each text by itself, from the raw text on. Of the claims that it finds in scope, the one with the most
words stands for the text.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task
from reportedly.errors import InvalidData
from reportedly.evaluate.counts import Ratio, Tally, estimate

CODES = ("category", "domain", "realis", "polarity", "status")
OUT_OF_SCOPE = "X"


def cases(corpus: Corpus) -> list[Case]:
    """Return one case for each language of each row."""
    found = []
    for name, place, row in corpus.rows:
        if not isinstance(row["texts"], dict) or len(row["texts"]) < 2:
            raise InvalidData(f"{place}: `texts` must give the text by language, in two or more")
        for lang, text in sorted(row["texts"].items()):
            question = Question(id=f"{row['id']}:{lang}", text=text, lang=lang)
            found.append(Case(question, {"row": row["id"], **{code: row[code] for code in CODES}}, name, place))
    return found


def answer(product: Product, question: Question) -> Row:
    """Return the codes of the claim that stands for the text; no category where none was found."""
    claims = [c for c in predict.claims(product.read(question)) if in_scope(c)]
    main = max(claims, key=_length, default=None)
    category = main["category"] if main else None
    return {
        "id": question.id,
        "lang": question.lang,
        "claims": len(claims),
        "category": category,
        "domain": domain(category),
        "realis": main["realis"] if main else None,
        "polarity": main["polarity"] if main else None,
        "status": (main["status"] or {}).get("status") if main else None,
    }


def in_scope(claim: Row) -> bool:
    """Say whether a claim is on what the codebook covers."""
    return bool(claim["category"]) and not claim["category"].rpartition(".")[2].startswith(OUT_OF_SCOPE)


def domain(category: str | None) -> str | None:
    """Return the letter of the domain of a category."""
    return category.rpartition(".")[2][:1] if category else None


def _length(claim: Row) -> int:
    return sum(int(end) - int(start) for start, end, *_ in claim["evidence"])


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the share of right codes, in all and by language, and how often two languages agree.

    `agreement` is the share of pairs of languages in which one claim has the same category; none found counts as
    disagreement. `agreement_all` is the share of claims with one category in every language.
    """
    by_row: dict[str, list[tuple[Case, Row]]] = defaultdict(list)
    for case, prediction in zip(asked, predictions, strict=True):
        by_row[case.gold["row"]].append((case, prediction))
    tallies = [_tally(told) for told in by_row.values()]
    figures = [Ratio(f"{code}_accuracy", f"{code}:right", f"{code}:asked") for code in CODES]
    figures += [Ratio("agreement", "pairs:same", "pairs"), Ratio("agreement_all", "all:same", "rows")]
    figures += [Ratio("realis_agreement", "realis:same", "pairs"), Ratio("found", "found", "texts")]
    languages = sorted({case.question.lang for case in asked})
    figures += [Ratio(f"category_accuracy_{lang}", f"right:{lang}", f"asked:{lang}") for lang in languages]
    rows = [{"id": p["id"], "codes": [c.gold["category"], p["category"]]} for told in by_row.values() for c, p in told]
    return Result(estimate(tallies, figures), {"claims": len(by_row), "texts": len(asked)}, tuple(rows))


def _tally(told: Sequence[tuple[Case, Row]]) -> Tally:
    counts: dict[str, float] = defaultdict(float)
    for case, prediction in told:
        for code in CODES:
            if code != "status" or case.gold["status"]:
                counts[f"{code}:asked"] += 1
                counts[f"{code}:right"] += case.gold[code] == prediction[code]
        counts[f"asked:{case.question.lang}"] += 1
        counts[f"right:{case.question.lang}"] += case.gold["category"] == prediction["category"]
        counts["found"] += prediction["category"] is not None
    pairs = list(itertools.combinations([p for _, p in told], 2))
    counts["texts"], counts["pairs"], counts["rows"] = len(told), len(pairs), 1
    same = [a["category"] is not None and a["category"] == b["category"] for a, b in pairs]
    counts["pairs:same"], counts["all:same"] = sum(same), all(same)
    counts["realis:same"] = sum(a["realis"] is not None and a["realis"] == b["realis"] for a, b in pairs)
    return dict(counts)


TASK = Task(
    "parallel",
    "The same claim in several languages: codes, and whether they agree between languages.",
    ("id", "texts", *CODES),
    cases,
    answer,
    score,
    {
        "category_accuracy": True,
        "agreement": True,
        "agreement_all": True,
        "realis_accuracy": True,
        "status_accuracy": True,
        "found": True,
    },
    count="texts",
)
