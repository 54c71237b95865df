"""Where reported words begin behind a verb."""

import re

from reportedly.records import Span
from reportedly.stages.attribution_languages.forms import is_subjunctive
from reportedly.stages.attribution_languages.page import Page

_WORD = re.compile(r"[^\W\d_]+")
_WHAT_FOLLOWS = 70
"""Characters between a verb and the "that" which belongs to it, at most."""

_MAIN_CLAUSE = re.compile(r"(?:der|die|das|den|dem) (?:[A-ZÄÖÜ]|\w+en [A-ZÄÖÜ])|(?:er|man|es|alle|niemand)\s")
"""How a German clause without a conjunction begins that tells what was said: with an article or a pronoun."""

_CORE = re.compile(
    r"sag(?:t|te|ten|en)|erklärte[n]?|erzähl(?:t|te|ten|en)|berichtete[n]?|versicherte[n]?|behauptete[n]?|betonte[n]?"
)
_NO_CLAUSE = re.compile(
    r"(?:(?:in|mit|von|bei|für|auf|an|aus|zu|nach)\s)?(?:der|die|das|den|dem|dessen|deren|denen|welche\w*)\s(?![A-ZÄÖÜ])"
    r"|(?:weil|da|als|um|und|aber|sondern|nachdem|während|bevor|ohne|statt|so|wie|heißt)\s"
)
NO_SPEECH = frozenset(
    "außen bleiben bleibt damit darf denen denn deren dessen dort erst gegen geht gibt habe haben "  # noqa: SIM905
    "hat hatte hatten heißt hieß hinter hätte ist jetzt kann kommt konnte könnte meist mit muss "
    "musste müssen neben nicht oft sei seien seit selbst sind soll sollen sollte sollten sonst "
    "statt stehen steht unter vorigen war waren wegen weit wen wenn werden will wird wollte "
    "wollten wurde wurden wäre würde zuletzt zwischen".split()
)
"""German words in lower case that are no verbs of saying although they may have the ending of one."""

_OBJECT = {
    "uk": re.compile(
        r"\s(?!(?:слова|правоту|статус|свою|свій|своє|факт|дані|інформац\w+|відомост\w+|повідомлен\w+|рішення|вирок|версі\w+|"
        r"також|лише|тільки|раніше|вчора|сьогодні|журналіст\w+|наш\w+|цю|цей|ці)(?!\w))[а-яіїєґ’'ʼ-]{5,}\s[^,:;]*[.!]|"
        r"\s[а-яіїєґ’'ʼ]+(?:ння|ття)[.!]"
    ),
    "ru": re.compile(
        r"\s(?!(?:слова|правоту|статус|сво[юёйи]\w*|факт|данные|информац\w+|сведен\w+|сообщен\w+|решение|приговор|верси\w+|"
        r"также|лишь|только|ранее|вчера|сегодня|журналист\w+|наш\w+|эт\w+)(?!\w))[а-яё-]{5,}\s[^,:;]*[.!]|"
        r"\s[а-яё]+(?:ние|тие)[.!]"
    ),
    "de": re.compile(
        r"\s(?!(?:die|das|den|diese|seine|ihre)\s(?:\w+\s)?(?:Angaben?|Information\w*|Berichte?|Meldung\w*|Aussagen?|Urteil\w*|"
        r"Version|Darstellung|Worte|Vorwürfe)(?!\w))(?:(?:\w+e[nr]?|\d[\d.]*|keine\w?|das|zwei|drei)\s)*[A-ZÄÖÜ][^,:;]*[.!]"
    ),
}
"""What follows a verb whose object is what is told: a noun phrase that ends its sentence, no mere "the report"."""
_SUCH = re.compile(r"(?:таким\w?|такою|такого|такой|тем|того|тим|те|то)$", re.IGNORECASE)


def that(page: Page, right: str, *, rumour: bool = False, cue: str = "") -> int | None:
    """Return where the reported words begin behind a verb: after "that", a colon or an opening quotation.

    Behind "they say" a comma is enough, in German also behind the plainest verbs (`cue`).
    """
    words = page.words
    aside = re.match(rf"[^,:;.!?]{{0,40}},\s(?:{words['cites'].pattern})[^,:;.!?]{{2,70}}(?=,\s)", right, re.IGNORECASE)
    if aside is not None:
        inner = that(page, right[aside.end() :], cue=cue)
        return None if inner is None else aside.end() + inner
    near = right[: _WHAT_FOLLOWS + 60]
    clause = re.match(
        rf"[^,:;.!?«„]{{0,{_WHAT_FOLLOWS}}}(?:«[^»]{{0,40}}»|„[^“]{{0,40}}“)?[^,:;.!?«„]{{0,30}},\s*(?=(?:{words['that'].pattern}))",
        near,
        re.I,
    )
    if clause is not None and _SUCH.search(right[: clause.end()].rstrip(", ")) is None:
        after = re.compile(r"(?:що|что|dass)\s*[,:]?\s*", re.IGNORECASE).match(right, clause.end())
        return after.end() if after else clause.end()
    spoken = re.match(r"[^:.!?«„“\"]{0,90}:\s*(?=[«„“\"])", near)
    if spoken is not None:
        return spoken.end()
    colon = re.match(rf"[^,:;.!?«]{{0,{_WHAT_FOLLOWS}}}(?:«[^»]{{0,40}}»|„[^“]{{0,40}}“)?[^,:;.!?«]{{0,30}}:", near)
    if colon is not None:
        return colon.end()
    if words.language == "de":
        return _german_clause(page, right, cue)
    said = re.match(r",\s*(?=\w)", right)
    return said.end() if said is not None and rumour else None


def _german_clause(page: Page, right: str, cue: str) -> int | None:
    """Return where an object clause without "dass" begins: it is in the subjunctive."""
    particle = page.words["particle"].pattern
    direct = re.match(rf"(?:\s(?:er|sie|es|man))?(?:\s{particle})?,\s", right)
    if direct is not None:
        return direct.end()
    comma = re.match(r"[^,:;.!?]{0,60},\s", right)
    if comma is None:
        return None
    if _MAIN_CLAUSE.match(right, comma.end()) is not None and right[: comma.end()].strip(" ,"):
        return comma.end()
    stop = re.compile(r"[;:.!?]").search(right, comma.end())
    if cue and _CORE.fullmatch(cue) and _NO_CLAUSE.match(right, comma.end()) is None:
        return comma.end()
    end = stop.start() if stop else len(right)
    mood = page.words["mood"].search(right, comma.end(), end)
    mood = mood or next((m for m in _WORD.finditer(right, comma.end(), end) if _in_the_subjunctive(m)), None)
    if mood is None:
        return None
    relative = re.match(page.words["relative"].pattern + r"\b", right[comma.end() :])
    last = re.match(r"\s*(?:[,.;!?]|$)", right[mood.end() :])
    return None if relative is not None and last is not None else comma.end()


def _in_the_subjunctive(word: re.Match[str]) -> bool:
    """Say whether a word is a verb in the subjunctive by its form ("baue"), no adjective before its noun."""
    noun = word.string[word.end() : word.end() + 2].strip()[:1].isupper()
    return word.group()[0].islower() and not noun and is_subjunctive(word.group())


def infinitive(page: Page, cue: Span, right: str) -> int | None:
    """Return where an infinitive begins that tells what a German verb accuses of, denies or admits ("… zu haben")."""
    listed = page.words.patterns.get("infinitive")
    if listed is None or listed.fullmatch(cue.of(page.text)) is None:
        return None
    match = re.match(r"[^,:;.!?]{0,80},\s(?=[^;:.!?]*\szu\s\w+(?:n|sein)\b)", right)
    return match.end() if match is not None else None


def about(page: Page, cue: Span, right: str) -> int | None:
    """Return where the topic begins behind a verb that reports one ("reported about a fire")."""
    printed = cue.of(page.text)
    if page.words["complain"].fullmatch(printed) is not None:
        complained = re.match(r"\s*(?:на|über)\s", right)
        return complained.end() if complained is not None else None
    objective = page.words.patterns.get("objective")
    if objective is not None and objective.fullmatch(printed) is not None:
        named = _OBJECT[page.words.language].match(right)
        if named is not None or page.words.language == "de":
            return 0 if named is not None else None
    if page.words["topical"].fullmatch(printed) is None:
        return None
    whom = f"{page.words['reply_to'].pattern}|{page.words['own_media'].pattern}|«[^»]{{1,40}}»"
    told = rf"(?:(?:{whom})\s+)?" if page.words.language != "de" else ""
    match = re.match(
        rf"\s*{told}(?:(?:{page.words['meanwhile'].pattern})\s+)?(?:(?:{page.words['news'].pattern})\s+)?(?:{page.words['about_topic'].pattern})\s",
        right,
        re.IGNORECASE,
    )
    return match.end() if match is not None else None
