"""The proposition of a claim: its pieces as one short sentence without hedge and source."""

import re

from reportedly.text import squeeze

_HYPHEN = re.compile(r"(\w)-\s+([a-z])")
_LEAD = re.compile(
    r"^(?:that|and|but|so|because|while|although|where|which|who|also|therefore|,|;|:|-|–|•|\*)\s+", re.IGNORECASE
)
_INNER = re.compile(r"\s+(?:therefore|also|currently|reportedly|allegedly)\b(?=\s)", re.IGNORECASE)
_DEBRIS = re.compile(r"[,;:]+(?=[”\"»’“]+[.\s]*$)")
_JOINED = re.compile(r"([,;]?)[”\"»“]\s+[“\"«„](?=\w)")
_WHOLE = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_MARKS = re.compile(r"\s+([,.;:])")


def proposition(pieces: list[str]) -> str:
    """Return the pieces joined: one blank between words, no opening connective, a capital first, a full stop last."""
    text = squeeze(" ".join(pieces))
    text = _MARKS.sub(r"\1", _HYPHEN.sub(r"\1\2", text))
    while True:
        shorter = _LEAD.sub("", text)
        if shorter == text:
            break
        text = shorter
    text = _unquoted(text)
    text = squeeze(_INNER.sub("", text)).strip(" ,;:–-•*")
    if not text:
        return squeeze(" ".join(pieces))
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."


def _unquoted(text: str) -> str:
    """Return a wording without the marks of a quotation that it is the whole of, or that a speaker was put into."""
    text = _DEBRIS.sub("", _JOINED.sub(r"\1 ", text))
    whole = _WHOLE.fullmatch(text.strip(" .,;:"))
    return whole.group(1) if whole is not None else text
