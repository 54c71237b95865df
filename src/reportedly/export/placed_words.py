"""What is said of places, firms and things: words beside a capitalised word that make it no person's name."""

import re
from collections.abc import Mapping, Sequence

from reportedly.export.personal_words import JOINED

_S = r"[ \u00a0]"

BEFORE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:in|into|near|at|around|outside|inside|between|from|to|towards?|over|above|under|through|via|of|beyond|across"
        rf"|reached?|reaches|leaving|left|north|south|east|west|and{_S}in|called|named|by|on|the|a|an|this|that|its|their|our"
        rf"|new|old|upper|lower|central|app|channel|service|firm|company|paper|site|pump|drug|operation|model|brand"
        rf"|village|town|city|hamlet|settlement|district|region|street|river|lake|bridge|station|port|plant|mine|farm|ship"
        rf"){_S}\Z",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        rf"(?<!\w)(?:в|у|на|до|з|із|зі|від|під|біля|поблизу|через|між|над|навколо|за|поза|уздовж|вздовж|повз|крізь|по|при"
        rf"|сел[оаіу]|селом|міст[оаіу]|містечк[оуа]|селищ[еау]|район[уі]?|област[ьі]|вулиц[яіюі]|річ(?:ка|ки|ці|ку)|станці[яїю]"
        rf"|мешканц\w+|жител\w+|рад[аиі]|водоканал\w?|канал\w?|газет[аиі]|фірм[аиі]|компані[яїю]|завод\w?|шахт[аиі]|препарат\w?"
        rf"|дорог[аиу]|траса|трасі|порт\w?|ферм[аи]|корабель|операці[яї]|застосунок|системи?|марки){_S}\Z",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        rf"(?<!\w)(?:в|во|на|до|из|от|под|возле|около|близ|через|между|над|вокруг|за|вдоль|мимо|сквозь|по|при|с|со|к|ко"
        rf"|сел[оаеу]|селом|город[ае]?|городк[ае]|посёлк[ае]|пос[её]лок|деревн[яие]|район[ае]?|област[ьи]|улиц[аыеу]|рек[аие]"
        rf"|станци[яи]|жител\w+|совет\w?|водоканал\w?|канал\w?|газет[аые]|фирм[аыы]|компани[яи]|завод\w?|шахт[аы]|препарат\w?"
        rf"|дорог[аиу]|трасс[аы]|порт\w?|ферм[аы]|корабль|операци[яи]|приложение|системы?|марки){_S}\Z",
        re.IGNORECASE,
    ),
    "de": re.compile(
        rf"(?<!\w)(?:in|im|ins|nach|aus|bei|zwischen|über|um|vor|hinter|durch|Richtung|von|vom|zum|zur|zu|am|an|auf|unter|gegen"
        rf"|nahe|erreichten?|Dorf|Stadt|Ort|Bezirk|Kreis|Gebiet|Straße|Fluss|Bahnhof|Hafen|Werk|Stadtwerke|Stadtrat|Firma|Kanal"
        rf"|Zeitung|Brücke|Mittel|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein\w*|sein\w*|ihr\w*|unser\w*"
        rf"|dies\w*|jed\w*|\d+|[a-zäöüß]+(?:e|en|er|es|em)){_S}\Z",
        re.IGNORECASE,
    ),
}
"""What stands before the name of a place, a body or a thing."""

BEHIND: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"[’']s[ \u00a0](?:streets?|council|mayor|hospital|clinic|residents|outskirts|market|port|bridge|station"
        rf"|railway)"
        rf"|{_S}(?:has|have|had|is|are|was|were|remains?|lost|needs|lies|lay|fell)(?:{_S}\w+){{0,2}}{_S}(?:no|without|its|a|the"
        rf"|two|three|four|five|under|shelled|hit|bombed|captured|taken|occupied|liberated|cut|mined|flooded|evacuated"
        rf"|empty|closed|struck|open)\b"
        rf"|{_S}(?:district|region|area|council|street|bridge|station|river|port|plant|mine|farm|hospital|clinic|school|market"
        rf"|residents|road|line|pump|railway|villagers|direction|front|axis|bank|app|channel|network|system|drones?|missiles?)\b"
    ),
    "uk": re.compile(
        rf"{_S}(?:лишили?\w*|залиши\w+|обстріл\w+|захопи\w+|зайня\w+|звільни\w+|окупу\w+|без|під|втрати\w+|утрати\w+|потребу\w+"
        rf"|вимкну\w+|відключи\w+|відкри\w+|закри\w+|не{_S}(?:працює|відкрив\w*|завантаж\w+)|потрібен|потрібна|район\w*|рада)\b"
    ),
    "ru": re.compile(
        rf"{_S}(?:оста\w+|обстрел\w+|захвати\w+|заня\w+|освободи\w+|оккупир\w+|без|под|потеря\w+|нужда\w+|отключи\w+"
        rf"|откры\w+|закры\w+|не{_S}(?:работает|открыл\w*|загруж\w+)|нужен|нужна|район\w*|совет)\b"
    ),
    "de": re.compile(
        rf"{_S}(?:ist|sind|war|waren|wurden?|liegt|lag|verlor|braucht|hat|blieb)(?:{_S}\w+){{0,3}}{_S}(?:ohne|kein\w*|sein\w*"
        rf"|beschossen|genommen|eingenommen|besetzt|befreit|eine?n?|vermint|überflutet|leer|getroffen)\b"
        rf"|{_S}(?:hat{_S}die|lädt|stellten?)\b"
    ),
}
"""What stands behind it."""


def is_told_of_a_place(text: str, start: int, end: int, tag: str) -> bool:
    """Say whether what stands beside a word is said of places, bodies and things."""
    if tag not in BEFORE:
        return True
    return bool(BEFORE[tag].search(text[max(0, start - 40) : start]) or BEHIND[tag].match(text, end))


_CASE = re.compile(r"[аяоеєёиіїыуюйьм]+\Z")


def stem(word: str, tag: str) -> str:
    """Return a word without what the cases of its language change at its end."""
    low = word.casefold()
    return _CASE.sub("", low)[:9] if tag in ("uk", "ru") and len(low) > 4 else low


def placed(text: str, words: Sequence[re.Match[str]], tag: str) -> frozenset[str]:
    """Return the stems of the words that a text uses as the name of a place, a body or a thing anywhere.

    What stands in one list with such a word is one too: "between X and Y".
    """
    there = [is_told_of_a_place(text, m.start(), m.end(), tag) for m in words]
    for at in range(1, len(words)):
        one, other = words[at - 1], words[at]
        if there[at - 1] != there[at] and JOINED.fullmatch(text, one.end(), other.start()):
            there[at - 1] = there[at] = True
    return frozenset(stem(m[0], tag) for m, one in zip(words, there, strict=True) if one)


_FAMILY = re.compile(
    r"(?:енк(?:о|а|у|ом|ові|ой)|(?:ч|щ|)[юу]к(?:а|у|ом|ові|ові)?|[ое]ви[чш](?:а|у|ем|еві|ем|і)?"
    r"|(?:[оеєё]в|[иії]н|їн)(?:а|у|ым|им|ом|ой|ою|ої|ій|і)?|[яа]н(?:а|у|ом|ові)?|дзе|швили|швілі)\Z"
    r"|(?:enko|s?h?chuk|tschuk|[yij]uk|[oe]va?|[oe]wa?|[yij]an|shvili|schwili|dze|[oe]v[yi]c?h|sk(?:yi|yy|y|ij))\Z",
    re.IGNORECASE,
)
"""How family names end that are found in these texts most of all, in all cases."""


def is_like_a_family_name(printed: str) -> bool:
    """Say whether a word ends as family names do and is not printed all in capitals."""
    return _FAMILY.search(printed) is not None and not printed[1:].isupper()


_STARTS = re.compile(r"(?:\A|[.!?…:;•\n|>][\"”»)\]]*\s*|[\"“„«(]\s*|[-–—▪●✅❗️🔹]\s*)\Z")
_CAPITAL = re.compile(r"[^\W\d_]+[.]?[ \u00a0]\Z")


def within(text: str, words: Sequence[re.Match[str]], tag: str) -> frozenset[str]:
    """Return the stems of the words that stand alone with a capital inside a sentence.

    At its beginning any word has one, and beside another such word it is a part of a longer name.
    """
    found = set()
    for match in words:
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 2]
        word = _CAPITAL.search(before)
        first = word is not None and _STARTS.search(before[: word.start()]) is not None
        beside = word is not None and word[0][0].isupper() and not first
        beside = beside or (after[:1] in (" ", "\u00a0") and after[1:].isupper())
        if not _STARTS.search(before) and not beside:
            found.add(stem(match[0], tag))
    return frozenset(found)
