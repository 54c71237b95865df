"""Which relations report something, and what their cue commits the source to."""

import re

from reportedly.records import Relation
from reportedly.records.values import Commitment
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.silent import tells_nothing
from reportedly.stages.attribution.sources import classify, role_word
from reportedly.stages.attribution.tokens import lemma
from reportedly.stages.cues import Lexicon
from reportedly.stages.extraction.denial import denies_another
from reportedly.stages.extraction.unsaid import is_contrary, withholds

_WISHES = words("reporting.wishes")
_THAT = re.compile(r"\s*(?:that\b|[“\"‘„«])")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_CLAUSAL = words("reporting.clausal")
_BELIEF = words("reporting.belief")
_DOUBT = words("reporting.doubt")
_DENIAL = words("reporting.denial")


def cue_lemmas(text: str, relation: Relation) -> list[str]:
    """Return the base forms of the cue's words, in order."""
    return [lemma(w.lower()) for span in relation.cue for w in _WORD.findall(span.of(text))]


def reports(text: str, relation: Relation) -> bool:
    """Say whether the relation passes on a statement (and not a wish, an order, a deed)."""
    words = cue_lemmas(text, relation)
    if _INFINITIVE.match(text, relation.cue[0].start) or tells_nothing(text, relation) or _unsaid(text, relation):
        return False
    if relation.rule == "headline":
        return any(role_word(w.lower()) for s in relation.source for w in _WORD.findall(s.of(text)))
    if denies_another(text, relation) or relation.rule.startswith(
        ("according", "as_", "quoted", "in_document", "there_are", "hearsay", "fronted", "presents")
    ):
        return True
    if relation.cue_type in ("PLN", "LBL") or _only_names(text, relation):
        return False
    if relation.source and any(_told(text, c.start, words) for c in relation.content[:1]):
        return True
    return _by_verb(text, relation, words)


def _unsaid(text: str, relation: Relation) -> bool:
    return is_contrary(text, relation) or withholds(text, relation)


def _only_names(text: str, relation: Relation) -> bool:
    """Say whether the "content" is whom the source cites ("which cites two priests"): a link, no statement."""
    if relation.rule != "tagger" or not (relation.lexicon_id or "").startswith("en.chn."):
        return False
    if any(_AS_SAYING.search(span.of(text)) for span in relation.content):
        return False
    return not _clausal(text, relation) and sum(len(c) for c in relation.content) < _NAME


_AS_SAYING = re.compile(r"\bas (?:saying|telling|stating|claiming|warning|writing|admitting)\b", re.IGNORECASE)


def _by_verb(text: str, relation: Relation, words: list[str]) -> bool:
    """Say whether the verb of the cue passes on a statement."""
    if any(w in _BELIEF | _DOUBT for w in words) and _GERUND.match(text, relation.cue[0].start):
        return _clausal(text, relation)
    shown = relation.cue_type == "EVI" or any(w in _FINDS for w in words)
    if shown and relation.source and _is_document(text, relation):
        return True
    if not any(w in _WISHES for w in words) or ("make" in words and any(w in _MADE for w in words)):
        sure = relation.score is not None and relation.score >= _SURE and not relation.span_scores
        return relation.lexicon_id is not None or sure or _clausal(text, relation)
    return any(w in _CLAUSAL for w in words) and _clausal(text, relation) and bool(relation.source)


def _is_document(text: str, relation: Relation) -> bool:
    kind = classify(text, relation.source[0])
    return kind.role == "document" and role_word(kind.head)


def _told(text: str, start: int, words: list[str]) -> bool:
    """Say whether content is told whatever the verb: behind a colon, or a denied deed ("rejected having …")."""
    if text[max(0, start - 2) : start].rstrip().endswith(":"):
        return True
    return any(w in _DENIAL for w in words) and _GERUND.match(text, start) is not None


_FINDS = frozenset(("identify", "find", "record", "count", "register", "detect", "establish", "reveal", "indicate"))
"""What an assessment or a count does when it tells something."""

_MADE = frozenset(("clear", "known", "plain", "public"))
"""What makes "make" a verb of saying: "made it clear that"."""

_INFINITIVE = re.compile(r"(?:not )?to |(?:may|might|could) be ")
_SURE = 0.6
_NAME = 60
_GERUND = re.compile(r"(?:ever )?[a-z]{2,}ing\b")


def _clausal(text: str, relation: Relation) -> bool:
    return any(_THAT.match(text, span.start) for span in relation.content[:1])


def commitment(text: str, relation: Relation, lexicon: Lexicon) -> Commitment:
    """Return what the source commits itself to by the cue's verb."""
    words = cue_lemmas(text, relation)
    if any(w in _DENIAL for w in words):
        return "CT-"
    if any(w in _BELIEF for w in words):
        return "PR-" if "longer" in words else "PR+"
    if any(w in _DOUBT for w in words):
        return "PS+"
    entry = lexicon.get(relation.lexicon_id) if relation.lexicon_id else None
    if entry is not None and entry.source_commitment is not None and entry.type != "REP":
        return entry.source_commitment
    return "CT+"


def document_endorses(text: str, relation: Relation) -> bool:
    """Say whether the cue endorses what it passes on ("confirmed", "showed")."""
    return any(w in ("confirm", "verify", "show", "demonstrate", "prove") for w in cue_lemmas(text, relation))


_HEARD = words("reporting.heard")


def is_hearsay(text: str, relation: Relation) -> bool:
    """Say whether a relation without a source is hearsay ("is said to"), not a forecast or an instruction."""
    return relation.rule in ("hearsay", "noun") or any(w in _HEARD for w in cue_lemmas(text, relation))
