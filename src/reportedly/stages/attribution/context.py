"""Words that carry a source on to the next sentence, and words that end its scope."""

import re

CARRY = re.compile(
    r"\s*(?:accordingly|according to (?:this|these|that|it|them)|among other (?:things|measures)|"
    r"(?:he|she|it|they) (?:also|further|added|went on)|in addition)\b",
    re.IGNORECASE,
)
"""Openings that continue the last source, also over a paragraph break."""

ACROSS = re.compile(r"\s*(?:accordingly|according to (?:this|these|that))\b", re.IGNORECASE)
"""Openings that continue a source over a paragraph break with any subject."""

ELABORATES = re.compile(
    r"\s*(?:therefore|thus|as a result|for example|for instance|additionally|moreover|furthermore|there|"
    r"of (?:these|those|them|whom)|this|these|those|both|about half|approximately half|the majority|most of|"
    r"(?:some|one|two|three|several|many|none) of|others|in total|he|she|they|"
    r"it(?! (?:is|was|has been|have been) (?:also )?(?:reported|said|believed|understood|alleged|claimed|rumou?red)"
    r"| became known| emerged)|the (?:same|latter)|"
    r"at least|another|an estimated|around|nearly)\b",
    re.IGNORECASE,
)
"""Openings that go on with the same occurrence."""

LINKED = re.compile(
    r"\bhad (?:\w+ly |also |been |already )?\w+(?:ed|en|wn|ne|de|id|lt|nt|ft)\b|"
    r"\b(?:therefore|thus|hence|consequently|as a result|as well|the same)\b",
    re.IGNORECASE,
)

EXPLAINS = re.compile(
    r"\b(?:(?:is|are|was|were) (?:important|crucial|key|central|significant|part of|known|considered|a sign|"
    r"supposed to|meant to|intended to|designed to|expected to|scheduled)|means that|mean that|aims? to|"
    r"shows how|serves? to|in practice)\b",
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
