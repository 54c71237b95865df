"""Chains in Ukrainian, Russian and German: each claim with its sources, outermost first, and the status of the root."""

import re
from collections.abc import Sequence

from reportedly.gloss import reading_aid
from reportedly.interfaces import StageInfo
from reportedly.records import Attribution, Claim, Link, Passage, Reading, Record, Relation, Source, Theatre, hull
from reportedly.stages.attribution_languages import LANGUAGES
from reportedly.stages.attribution_languages.kinds import WORD, role_of
from reportedly.stages.attribution_languages.outers import RETELLERS
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.scopes import Chain, Scopes
from reportedly.stages.cues import load_lexicon
from reportedly.stages.extraction.denial import as_denied, denying, uncommitted
from reportedly.text import name_key

NO_THEATRE = Theatre()


class ChainLanguages:
    """Joins every claim to its chain of sources by what the relations reach."""

    def __init__(self, theatre: Theatre = NO_THEATRE) -> None:
        self._known: dict[str, Source] = {
            name_key(name): source for source in theatre.sources for name in (source.name, *source.aliases)
        }
        self._info = StageInfo(
            name="chain.languages",
            version=6,
            summary="Orders the sources of each claim in Ukrainian, Russian and German, outermost first.",
            languages=LANGUAGES,
            reads=(Passage, Relation, Claim),
            makes=(Attribution,),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one Attribution for each claim of a reading."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        claims = reading.of(Claim)
        if not claims:
            return ()
        language = reading.document.language or ""
        page = Page.of(reading.text, language, reading.of(Passage))
        said = [_said(page, relation) for relation in reading.of(Relation)]
        scopes = Scopes(page, said, load_lexicon(language))
        told = as_denied(claims, reading.of(Relation))
        return tuple(self._attribution(reading, claim, scopes.chain(words)) for claim, words in told)

    def _attribution(self, reading: Reading, claim: Claim, chain: Chain) -> Attribution:
        links = tuple(self._known_source(reading, link) for link in chain.links if not _is_publisher(reading, link))
        status = chain.status if links or not chain.links else "author"
        links = denying(links) if claim.is_denied else links
        links = uncommitted(links) if claim.is_unconfirmed else links
        return Attribution(
            claim=claim.id, links=links, root_status=status, rule=chain.rule, producer=self._info.producer
        )

    def _known_source(self, reading: Reading, link: Link) -> Link:
        """Return the link with the theatre's source of that name, where the theatre has one."""
        for span in (link.span, link.antecedent):
            source = self._known.get(name_key(span.of(reading.text))) if span is not None else None
            if source is not None:
                return Link(
                    span=link.span, role=source.role, cue=link.cue, lexicon_id=link.lexicon_id, mode=link.mode,
                    commitment=link.commitment, anaphoric=link.anaphoric, inferred=link.inferred,
                    antecedent=link.antecedent, source=source.id, resolution=link.resolution, named=True,
                    plural=link.plural,
                )  # fmt: skip
        return link


def _said(page: Page, relation: Relation) -> Said:
    cue = hull(relation.cue)
    source = hull(relation.source) if relation.source else None
    beside = "" if not relation.beside else ("cites" if relation.rule == "cites" else "venue")
    return Said(page.at(cue.start), source, cue, relation.content, relation.rule, relation.anaphoric, beside)


def _is_publisher(reading: Reading, link: Link) -> bool:
    """Say whether a link only names who publishes the text."""
    publisher = name_key(reading.document.publisher or "")
    if not publisher or link.span is None:
        return False
    printed = name_key(link.span.of(reading.text))
    if printed == publisher or (len(publisher) > 4 and printed.endswith(f" {publisher}")):
        return True
    if _is_another(link.span.of(reading.text), reading.document.language or ""):
        return False
    return reads_as(link.span.of(reading.text), publisher, reading.document.language or "")


def _is_another(printed: str, language: str) -> bool:
    """Say whether somebody else stands before a name in quotation marks: "in the ministry the «Dawn» was told"."""
    before = re.match(r"([^«„]+)\s[«„]", printed)
    heads = (role_of(word, language) for word in WORD.findall(before.group(1))) if before is not None else ()
    return any(entry is not None and entry.role not in RETELLERS for entry in heads)


def reads_as(printed: str, publisher: str, language: str) -> bool:
    """Say whether a name in Cyrillic, in any case form, is a publisher's name in Latin letters ("pryamaya-rech").

    Word by word the first letters are compared; of a phrase with a name in quotation marks only that counts.
    """
    quoted = re.search(r"«([^»]+)»", printed)
    name = quoted.group(1) if quoted else printed
    told = [_plain(word) for word in re.split(r"[\W_]+", reading_aid(name, language)) if len(word) > _SHORT]
    known = [_plain(word) for word in re.split(r"[\W_]+", publisher) if len(word) > _SHORT]
    if len(known) > len(told):
        known = [word for word in known if word not in _GENERIC] or known
    return bool(told) and len(told) == len(known) and all(a == b for a, b in zip(told, known, strict=True))


_SHORT, _FIRST = 2, 4
_GENERIC = ("ahen", "news", "info", "haze", "kana", "zhur", "onli", "live", "sait")
"""First letters of words that only say what kind of outlet a publisher is ("agency", "gazette", "channel")."""


def _plain(word: str) -> str:
    """Return the first letters of a word in Latin letters, one spelling for all of a sound."""
    word = re.sub(r"[^a-z]", "", word.casefold())
    for many, one in (("kh", "h"), ("y", "i"), ("j", "i"), ("ii", "i"), ("ts", "c"), ("g", "h")):
        word = word.replace(many, one)
    return word[:_FIRST]
