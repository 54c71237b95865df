"""How a word of a name sounds, in full: the same for Полтавська, Полтава, Poltava and Poltawa, whatever its case.

Unlike `skeletons`, which are short and for finding, these are long and for telling apart.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from reportedly.gloss.skeleton import consonants

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SLAVIC = re.compile(
    r"(?P<base>.{2,}?)(?P<suffix>[сцз]ь?к)(?:ий|ій|ої|ого|ому|им|ою|у|і|их|ими|ая|ой|ую|ое|ом|ые|ыми|ым|а|е|ие|ю|о|ою)$"
)
_LATIN = re.compile(
    r"(?P<base>.{3,}?)(?P<suffix>ts|tz|[szc])k(?:yi|yy|yj|ij|iy|ii|y|i|a|oho|ogo|oi|oy|oj|aia|aya|aja|oe|oye|e|omu|o)$"
)
_SOUNDS_OF = {
    "s": ("", "k", "z", "h", "sh", "zk"), "c": ("z", "k", "ch", "zk"), "z": ("zh", "h", "z", "zk"),
}  # fmt: skip
"""What may stand in a name where its adjective has -ськ-, -цьк-, -зьк-: Полтава, Бучач, Празі, Луганськ."""

_LINK = re.compile(r"(?<=[a-z]{2})(?:[ioe]v|[yi]?an|en|in|yn)$")
"""What may stand between a name and -ський: Броди, бродівський; Буча, бучанський."""

_CASES = re.compile(
    r"(?:ові|еві|єві|ами|ями|ого|ому|ими|ыми|ах|ях|ом|ем|єм|ам|ям|ой|ою|ею|єю|им|ым|их|ых|ый|ий|ій|ая|ое|ої)$"
)
_SHORT = 5
"""Letters up to which an ending may as well belong to the name («Крим»)."""

_SOFTENED = {"ці": "к", "зі": "г", "сі": "х"}
_ENGLISH = re.compile(r"(?:ean|ian)$")


@lru_cache(maxsize=50_000)
def sounds(word: str, language: str) -> tuple[str, ...]:
    """Return the consonants of a word of a name in all readings that it may have; none for one without any."""
    form = word.casefold()
    spelt = (
        _cyrillic(form)
        if _CYRILLIC.search(form)
        else _latin(re.sub(r"[^a-z]", "", anyascii(form).casefold()), language)
    )
    return tuple(dict.fromkeys(s for s in map(_classes, spelt) if s.strip("A")))


def _cyrillic(form: str) -> list[str]:
    adjective = _SLAVIC.fullmatch(form)
    if adjective is not None:
        base = _ascii(adjective["base"])
        before = [base.removesuffix("zh") + "h"] if base.endswith("zh") else []
        before += [_LINK.sub("", base)] if _LINK.search(base) else []
        return [*before, *(base + more for more in _SOUNDS_OF[{"с": "s", "ц": "c", "з": "z"}[adjective["suffix"][0]]])]
    short = _CASES.sub("", form)
    forms = [short] if len(short) > 1 else [form]
    if len(form) <= _SHORT:
        forms.append(form)
    if form[-2:] in _SOFTENED and len(form) > _SHORT:
        forms.append(form[:-2] + _SOFTENED[form[-2:]])
    return [_ascii(one) for one in forms]


def _latin(form: str, language: str) -> list[str]:
    adjective = _LATIN.fullmatch(form)
    if adjective is not None:
        suffix = "c" if adjective["suffix"] in ("ts", "tz", "c") else adjective["suffix"]
        forms = [adjective["base"] + more for more in _SOUNDS_OF[suffix]]
    else:
        forms = [form, *_bent(form, language)]
    forms = [_first(one) for one in forms]
    return [*forms, *(re.sub(r"(?<![st])ch", "kh", one) for one in forms)]


def _bent(form: str, language: str) -> list[str]:
    """Return what an English or German form may come from: Crimean, Donezker, Melitopols."""
    if language == "de":
        return [form.removesuffix(end) for end in ("er", "s") if form.endswith(end) and len(form) > _SHORT]
    return [_ENGLISH.sub("", form)] if _ENGLISH.search(form) else []


def _ascii(form: str) -> str:
    return _first(re.sub(r"[^a-z]", "", anyascii(form).casefold()))


def _first(form: str) -> str:
    """Return a form with a beginning that differs between languages as it is in Ukrainian: Nikolaev, Mykolaiv."""
    return next((same + form[len(start) :] for start, same in _beginnings() if form.startswith(start)), form)


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    lines = (files(__package__) / "data" / "first_parts.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(sorted(((start, same) for start, same in pairs), key=lambda pair: -len(pair[0])))


def _classes(form: str) -> str:
    """Return the classes of consonants; German writes ж and ш alike."""
    return re.sub(r"(.)\1+", r"\1", consonants(form).replace("J", "S"))
