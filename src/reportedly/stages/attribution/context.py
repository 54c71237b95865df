"""Words that carry a source on to the next sentence, and words that end its scope."""

import re

from reportedly.stages.attribution.pointers import INFORMATION

_BY_THIS = (
    r"(?:on|by|in) (?:this|that|the same|its|their) (?:account|showing|reading|telling|version|"
    r"report|interview|source|text|"
    r"statement|post|note|study|paper)|according to the same|(?:as|so) (?:it|the (?:report|"
    r"account|text|paper)) (?:goes on|continues|adds)|"
    r"the (?:same )?(?:report|account|text|paper|note|bulletin|study|list) (?:also|further|"
    r"goes on|adds|continues|then)|"
)
CARRY = re.compile(
    rf"\s*(?:{_BY_THIS}accordingly|further(?:more)?,|beyond (?:that|this)|besides,|what is more|"
    rf"it is also (?:said|noted|reported)|according to (?:this|these|that|it|them)|"
    rf"among other (?:things|measures)|"
    r"(?:he|she|it|they) (?:also|further|added|went on)|in addition)\b",
    re.IGNORECASE,
)
"""Openings that continue the last source, also over a paragraph break."""

ACROSS = re.compile(rf"\s*(?:{_BY_THIS}accordingly|according to (?:this|these|that))\b", re.IGNORECASE)
"""Openings that continue a source over a paragraph break with any subject."""

ELABORATES = re.compile(
    r"\s*(?:therefore|thus|as a result|for example|for instance|additionally|moreover|furthermore|there|"
    r"of (?:these|those|them|whom)|this|these|those|both|about half|approximately half|the majority|most of|"
    r"(?:some|one|two|three|several|many|none) of|others|in total|he|she|they|"
    r"it(?! (?:is|was|has been|have been) (?:also )?(?:reported|said|believed|understood|alleged|claimed|rumou?red)"
    r"| became known| emerged)|the (?:same|latter|pair|two|three|four|others?|rest|former)\b|"
    r"a (?:new|second|third|further) \w+ (?:has|have|had|is|was) not|no (?:new|further) |"
    r"at least|another|an estimated|around|nearly)\b",
    re.IGNORECASE,
)
"""Openings that go on with the same occurrence."""

LINKED = re.compile(
    r"\bhad (?:\w+ly |also |been |already )?\w+(?:ed|en|wn|ne|de|id|lt|nt|ft)\b|"
    r"\b(?:therefore|thus|hence|consequently|as a result|as well(?! as)|the same)\b",
    re.IGNORECASE,
)

EXPLAINS = re.compile(
    r"\b(?:(?:is|are|was|were) (?:important|crucial|key|central|significant|part of|known|considered|a sign|"
    r"supposed to|meant to|intended to|designed to|expected to|scheduled)|means that|mean that|aims? to|"
    r"shows how|serves? (?:to|above all|as|mainly|chiefly|first and foremost)|counts? (?:as|for)|passes? for|"
    r"in practice|rationale|the (?:real |true |main )?(?:purpose|aim|goal|point|reason|idea|"
    r"background) (?:is|was|behind|of (?:this|the))|"
    r"symboli\w+|"
    r"most important|mainstay|cornerstone|backbone|lifeline|prestige|propaganda|whoever|(?:so|in order) that)\b",
    re.IGNORECASE,
)
"""The outlet's own explanation of meaning, purpose or background."""

INSIDE = re.compile(
    r"\s*(?:in|on|inside) (?:it|there)\b|\s*(?:the|this) (?:manual|report|document|letter|text|guide|leaflet|paper|"
    r"handbook|booklet|order|decree) ",
    re.IGNORECASE,
)
"""Openings that turn to a document named before."""

DOCUMENT = re.compile(
    r"(?:(?:the|a|an|this|its|their)\s+)?[“\"„«]?(?:[\w’'-]+ ){0,3}?\b(?:manual|report|handbook|leaflet|guide|"
    r"letter|memo|document|booklet|brochure|order|decree|instruction|paper|survey|statement)\b",
    re.IGNORECASE,
)
"""A document as named in a sentence."""

_NOUNS = "|".join(
    sorted(INFORMATION | {"note", "bulletin", "dispatch", "letter", "post", "survey"}, key=len, reverse=True)
)

ACCOUNT = re.compile(rf"(?:(?P<same>the same|this|that|these|those)|the|its|their) (?:{_NOUNS})", re.IGNORECASE)
"""A source phrase that only points to what was told before."""

GIVEN = re.compile(r"(?:the same|these|those|this|that|the|both) ", re.IGNORECASE)
"""How a source begins that was named before."""

INTENDS = r"(?:will|would|is to|intends?|plans?|wants?|hopes?|means to)\b"

COUNT = re.compile(r"\b\d[\d,.]*(?: \w+)?? (\w{3,}s)\b")
"""What is counted: the noun behind a number."""

COUNTED = re.compile(r"\s*(?:two|three|four|five|six|several|some|many|one|a few) (?!of )\w+", re.IGNORECASE)
"""Openings with a number of things not named before."""

THERE = re.compile(
    r"^[^,.;]{3,50}\b(?:therein|(?:are|is|were|was) \w+ there)\b|\b(?:in it|therein|(?<!from )(?<!up )there)[.;]?$",
    re.IGNORECASE,
)
"""Sentences about what stands in a document named before."""
