"""Findings about a whole document: no date, traces of machine translation, names that contradict themselves."""

import re
from collections.abc import Sequence

from reportedly.records import Attribution, DocumentNote, Reading, Record, Span
from reportedly.sieve import Sieve, Sieves
from reportedly.stages.attribution.acronyms import contradictions
from reportedly.stages.attribution.bodies import double_expansions

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOLD = Sieves()
_DATE = _TOLD.sieve(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{2}}|\d{{4}})\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,4}}\b|\b(?:19|20)\d{{2}}\b",
)
_START = r"(?:(?<=[.!?”\"] )|^)"
_TRACES: tuple[tuple[str, Sieve], ...] = (
    ("sentence opens with “Accordingly”", _TOLD.sieve(_START + r"Accordingly\b", re.MULTILINE)),
    ("“According to this”", _TOLD.sieve(r"\bAccording to (?:this|that|it|these)\b(?! \w+ )", re.IGNORECASE)),
    ("“is said to”", _TOLD.sieve(r"\b(?:is|are|was|were) (?:\w+ly |also )?said to\b", re.IGNORECASE)),
    (
        "“it became known”",
        _TOLD.sieve(r"\b(?:it|as|this|what) (?:has |had )?(?:also |already )?bec[ao]me known\b", re.IGNORECASE),
    ),
    (
        "“recall that” as a sentence",
        _TOLD.sieve(
            _START + r"(?:Recall(?: that|,|:| how)|(?:Let us|Let’s|Let's|We) (?:recall|remind)|We will remind)",
            re.MULTILINE,
        ),
    ),
    ("“the so-called”", _TOLD.sieve(r"\bthe so[- ]called\b", re.IGNORECASE)),
    (
        "“should” for hearsay",
        _TOLD.sieve(
            r"\ballegedly should|\bshould allegedly|\bshould (?:already|meanwhile|by now|"
            r"in the meantime) (?:be|have)\b|"
            r"\bshould (?:be \w+ed|now \w+) (?:from|as of|with effect from)\b|"
            r"\bshould (?:\w+ )?have (?:fled|left|arrived|died|gone|disappeared|received)\b(?! (?:if|had))",
            re.IGNORECASE,
        ),
    ),
    (
        "a source that points back in foreign order",
        _TOLD.sieve(
            r"\b(?:About|Of|On) this (?:reports?|reported|writes?|wrote|informs?|informed|speaks?|tells?)\b|"
            r"\b(?:reports?|writes?|informs?) about (?:this|it)[.,]|\bSo it (?:says|stands|is said)\b"
        ),
    ),
    (
        "“it is said”, “it is noted”",
        _TOLD.sieve(
            r"\b(?:[Ii]t|[Tt]his) (?:is|was) (?:also )?(?:said|noted|stated|emphasi[sz]ed) (?:that|there|in the)\b"
        ),
    ),
    (
        "“according to his words”",
        _TOLD.sieve(r"\baccording to (?:his|her|their) words\b|\bfrom the words of\b", re.IGNORECASE),
    ),
    ("“as is known”", _TOLD.sieve(r"\bas is (?:well )?known\b|\bon the territory of\b", re.IGNORECASE)),
    ("“it says in” a paper", _TOLD.sieve(r"\bit (?:says|is said|stands|is called) (?:in|on|there)\b", re.IGNORECASE)),
    ("“there is talk of”", _TOLD.sieve(r"\b(?:there is|the) talk (?:is )?of\b|\bit goes about\b", re.IGNORECASE)),
    ("“wants to have” done something", _TOLD.sieve(r"\bwants? to have \w+(?:ed|en|d|nt|ught)\b", re.IGNORECASE)),
    ("“according to own statements”", _TOLD.sieve(r"\baccording to (?:the )?own\b", re.IGNORECASE)),
    ("“as X informs”", _TOLD.sieve(_START + r"As [^.,]{3,60} (?:informs|communicates|transmits),", re.MULTILINE)),
    ("“until today” for so far", _TOLD.sieve(r"\b(?:until|till) today\b", re.IGNORECASE)),
)
_FAINT: tuple[tuple[str, Sieve], ...] = (
    (
        "“This is reported by”",
        _TOLD.sieve(r"\b(?:This|That|It) (?:is|was) (?:also )?(?:reported|announced|stated|written|communicated) by\b"),
    ),
    ("“are supposed to” for a plan", _TOLD.sieve(r"\b(?:are|is|were|was) supposed to\b", re.IGNORECASE)),
    (
        "“shall” for hearsay or a plan",
        _TOLD.sieve(r"\b(?:the|these|those|all) [a-z]+s? shall (?:also |soon |now )?[a-z]+\b", re.IGNORECASE),
    ),
    (
        "“count as” for being held to be",
        _TOLD.sieve(r"\bcounts? as (?:the|one of the|an?|\w+'s) (?:most|important|first|best)\b", re.IGNORECASE),
    ),
    ("“Among other things” as an opening", _TOLD.sieve(_START + r"Among other things,", re.MULTILINE)),
    (
        "“For this reason” as an opening",
        _TOLD.sieve(_START + r"(?:For this reason|Because of this|That is why|That[’']s why)\b", re.MULTILINE),
    ),
    (
        "“should” where no rule or advice is meant",
        _TOLD.sieve(
            _START
            + (
                r"(?![^.!?]*\b(?:if|that|whether|whoever|said|"
                r"says)\b)[^.!?“”\"]{3,120}\bshould (?:also |now |soon )?(?:be|have|get|receive|go|"
                r"come|start|begin|open|reopen|close|serve|take|move|follow)\b"
            ),
            re.MULTILINE,
        ),
    ),
)
"""Wordings that ordinary English has too: they only count beside a clear trace."""

_MILD = ("“is said to”", "“the so-called”", "“should” for hearsay", "“it is said”, “it is noted”")
"""Clear traces that do not carry a faint one: each alone is found in ordinary English."""

_ENOUGH = 2


def document_notes(reading: Reading, records: Sequence[Record], producer: str) -> list[DocumentNote]:
    """Return the notes on one document; `records` are the chains just made for it."""
    notes = []
    document = reading.document
    if document.published is None and _DATE.search(reading.text) is None:
        notes.append(
            DocumentNote(document.id, "no_date", "neither the document nor its text gives a date", producer=producer)
        )
    traces = found_traces(reading.text)
    if traces:
        reason = "; ".join(name for name, _ in traces)
        spans = tuple(sorted(Span(*m.span()) for _, m in traces))
        notes.append(DocumentNote(document.id, "suspected_machine_translation", reason, spans, producer))
    notes.extend(_name_errors(reading, records, producer))
    return notes


def found_traces(text: str) -> list[tuple[str, re.Match[str]]]:
    """Return the traces of machine translation with their names; empty unless there are two, one of them clear."""
    clear = [(name, m) for name, pattern in _TRACES if (m := pattern.search(text)) is not None]
    if len(clear) < _ENOUGH and all(name in _MILD for name, _ in clear):
        return []
    traces = clear + [(name, m) for name, pattern in _FAINT if (m := pattern.search(text)) is not None]
    return traces if len(traces) >= _ENOUGH else []


def _name_errors(reading: Reading, records: Sequence[Record], producer: str) -> list[DocumentNote]:
    found: dict[Span, str] = {}
    for record in records:
        if isinstance(record, Attribution):
            for link in record.links:
                if link.note is not None and link.span is not None and link.resolution in ("corrected", "unresolved"):
                    found.setdefault(link.span, link.note)
    for item in (*double_expansions(reading.text), *contradictions(reading.text)):
        found.setdefault(item.span, item.reason)
    return [DocumentNote(reading.document.id, "name_error", found[s], (s,), producer) for s in sorted(found)]
