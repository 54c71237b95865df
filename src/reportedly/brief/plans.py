"""Whether a claim is told as a plan or an order in the words of its own language."""

import re

from reportedly.brief.facts import Fact
from reportedly.records import Span, hull

_PLAN = {
    "en": (
        r"plans?\b(?! and)|planned to|(?:is|are|was|were|been|being) planned|planning|will|would|intend\w*|is to",
        r"are to|(?:by|until|from) (?:\d|the end|next)|expect\w*|(?<!been )order\w*|been ordered to|instruct\w*",
        r"must|to be|until|decree\w*|due to (?:open|start)|set to|announc\w*|promis\w*",
    ),
    "uk": (
        r"план\w*|заплан\w*|намір\w*|наміря\w*|ма[єю]\w* намір|буде|будуть|збира\w+|обіця\w*|наказ\w*|розпоряд\w*",
        r"повинн\w*|зобов.?яза\w*|мусит\w*|ма(?:є|ють) \w+ти\b|оголо\w*|до (?:\d|кінця)|з (?:\d|наступн)",
    ),
    "ru": (
        r"план\w*|заплан\w*|намер\w*|будет|будут|собира\w+|обеща\w*|приказ\w*|распоряж\w*|предпис\w*|должн\w*",
        r"обяза\w*|объяв\w*|до (?:\d|конца)|со? (?:\d|следующ)",
    ),
    "de": (
        r"plan\w*|geplant\w*|wird|werden|soll\w*|will|wollen|beabsichtig\w*|angeordnet|befahl\w*|befohlen|muss|müssen",
        r"kündig\w*|bis (?:zum|Ende|\d)|ab (?:dem|\d)",
    ),
}
_WORDS = {language: re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE) for language, words in _PLAN.items()}
_BY_TENSE = re.compile(r"realis: future\b")
_BY_READER = re.compile(r"\brealis \w[\w ]* to (?:planned|ordered) by the reader")


def is_plan(fact: Fact) -> bool:
    """Say whether a claim that was read as planned or ordered also says so: by its words, or by a future tense.

    A reading alone is not printed as "a plan, not a result": in languages with few endings to go by it errs.
    """
    if fact.claim.realis not in ("planned", "ordered") or fact.claim.kind == "prediction":
        return False
    if says_plan(fact, fact.claim.sentence or hull(fact.claim.evidence)):
        return True
    return bool(_BY_TENSE.search(fact.claim.rule)) and not _BY_READER.search(fact.claim.rule)


def says_plan(fact: Fact, span: Span) -> bool:
    """Say whether a stretch of a claim's text has words of planning or ordering in the text's language."""
    language = (fact.reading.document.language or "en").split("-")[0]
    return bool(_WORDS.get(language, _WORDS["en"]).search(span.of(fact.reading.text)))
