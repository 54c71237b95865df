"""Whole digests against a gold that also says what must never happen."""

import re
from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, claim_of
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.evaluate.counts import Estimate
from reportedly.evaluate.digest import RIGHT, Demands, Verdict, judge

COUNTS = ("claims_found", *(f"{name}_right" for name in RIGHT), "extra_claims", "claims_total")


def cases(corpus: Corpus) -> list[Case]:
    """Return the digests with their claims and demands."""
    return [
        Case(question_of(row, place), {"claims": row["claims"], "must": row["must"]}, name, place)
        for name, place, row in corpus.rows
    ]


def answer(product: Product, question: Question) -> Row:
    """Return the claims, the notes on the document and the brief that rests on it alone."""
    reading = product.read(question)
    return {
        "doc_id": question.id,
        "lang": question.lang,
        "text": question.text,
        "claims": predict.claims(reading),
        "notes": predict.notes(reading),
        "brief": product.brief(reading) if reading else None,
    }


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the sums over all digests; a digest is too much of a unit for an interval over documents."""
    verdicts: list[Verdict] = []
    rows: list[Row] = []
    for case, prediction in zip(asked, predictions, strict=True):
        gold = [claim_of(c, case.question.text, case.place) for c in case.gold["claims"]]
        guess = [claim_of(c, case.question.text, case.place) for c in prediction["claims"]]
        flags = [note["flag"] for note in prediction.get("notes", ())]
        wanted = demands(case.gold["must"], case.gold["claims"])
        verdict = judge(gold, guess, wanted, flags=flags, brief=prediction.get("brief"))
        verdicts.append(verdict)
        ids = [c.get("id", str(i)) for i, c in enumerate(case.gold["claims"])]
        rows.append(
            {
                "id": case.question.id,
                **verdict.counts,
                "missed": [ids[i] for i in verdict.missed],
                "wrong": [f"{ids[i]}:{what}" for i, what in verdict.wrong],
                "violations": list(verdict.violations),
                "flags_missing": list(verdict.flags_missing),
            }
        )
    figures = {name: Estimate(float(sum(v.counts[name] for v in verdicts))) for name in COUNTS}
    figures["violation_count"] = Estimate(float(sum(len(v.violations) for v in verdicts)))
    extra: Row = {
        "violations": [f"{row['id']}: {text}" for row in rows for text in row["violations"]],
        "flags_missing": [f"{row['id']}: {flag}" for row in rows for flag in row["flags_missing"]],
        "brief_checked": all(p.get("brief") is not None for p in predictions),
        "by_document": {row["id"]: {k: v for k, v in row.items() if k != "id"} for row in rows},
    }
    return Result(figures, extra, tuple(rows))


def demands(must: Row, claims: Sequence[Row]) -> Demands:
    """Return what a machine can check of `must`: from its own keys, else from the sentences under `never`."""
    never = [str(text) for text in must.get("never", ())]
    places = must.get("never_event_places")
    if places is None:
        places = [n for text in never for n in _names(r"a place of function event for (.+)", text)]
    phrases = must.get("forbidden_phrases")
    if phrases is None:
        phrases = [phrase for text in never if "brief" in text for phrase in re.findall(r'"([^"]+)"', text)]
    corrected = must.get("corrected")
    if corrected is None:
        links = [link for claim in claims for link in claim.get("chain", ())]
        corrected = sorted({link["printed"] for link in links if link.get("resolution") == "corrected"})
    return Demands(
        flags=tuple(must.get("document_flags", ())),
        never_event_places=tuple(places),
        no_calendar_date=bool(must.get("no_calendar_date", any("calendar date" in text for text in never))),
        forbidden=tuple(phrases),
        corrected=tuple(corrected),
    )


def _names(pattern: str, text: str) -> list[str]:
    match = re.match(pattern, text)
    return [part for part in re.split(r",\s*|\s+(?:or|and)\s+", match.group(1)) if part] if match else []


TASK = Task(
    name="seed",
    summary="whole digests: claims, attributes, and what must never happen",
    needs=("text", "claims", "must"),
    cases=cases,
    predict=answer,
    score=score,
    chief={f"{name}_right": True for name in RIGHT}
    | {"claims_found": True, "extra_claims": False, "violation_count": False},
)
