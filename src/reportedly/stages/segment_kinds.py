"""Paragraphs that tell no news: reminders of older events, pointers to other stories and to the outlet itself."""

import re
from dataclasses import dataclass

from reportedly.records import Claim, Passage, Reading, Span
from reportedly.records.values import Caveat, PassageKind

LONGEST_POINTER = 300
"""Longest pointer to another story or to the outlet itself, in code points; what is longer is read as text."""

LONGEST_TITLE = 200
"""Longest title of another story in a list of such, in code points."""

MOST_TITLES = 40
"""Most titles under one heading of a list of other stories; after them text is read as text again."""


def _any(*patterns: str) -> str:
    return "|".join(patterns)


_UK_WE = r"(?:ми|наше видання|наш сайт|редакція)"
_UK_BEFORE = r"(?:раніше|вже|напередодні|неодноразово)"
_UK_TOLD = r"(?:повідомля|писа|інформува|розповіда)(?:в|ла|ли|ло|лося|лось)"
_RU_WE = r"(?:мы|наше издание|наш сайт|редакция)"
_RU_BEFORE = r"(?:ранее|уже|накануне|неоднократно)"
_RU_TOLD = r"(?:сообща|писа|информирова|рассказыва)(?:л|ла|ли|ло|лось)"
_DE_BEFORE = r"(?:bereits|zuvor|schon|mehrfach)"

_RECALL = re.compile(
    r"[\W_]*(?:"
    + _any(
        r"(?:we|let us|let[’']s) (?:would )?(?:recall|remind)|we will remind|recall(?: that|,|:)|to recall[,:]",
        r"as a reminder|as (?:previously|earlier|already) reported|background ?[:.—–]",
        r"as (?:we|this (?:paper|site|outlet)) (?:have |had |has )?(?:previously |earlier |already )?"
        r"(?:wrote|written|reported|told)\b",
        r"(?:earlier|previously),? (?:it was reported|(?:we|the \w+ \w+) (?:reported|wrote))\b",
        r"(?:it was|we) (?:reported|wrote) (?:earlier|previously)\b",
        r"(?:нагадаємо|нагадуємо|нагадаю|пригадаємо)\b|довідково\b|передісторія\b",
        rf"як (?:(?:{_UK_WE}|{_UK_BEFORE}) )+(?:{_UK_TOLD})\b|як (?:{_UK_TOLD}) (?:{_UK_WE}|{_UK_BEFORE})\b",
        r"як (?:(?:повідомляв|писав|інформував)\w*|(?:повідомля|писа)(?:лося|лось))\b",
        rf"(?:раніше|напередодні)(?: {_UK_WE})?,? (?:{_UK_TOLD}|стало відомо)\b",
        rf"(?:{_UK_TOLD}) (?:раніше|напередодні)\b",
        r"(?:напомним|напоминаем|напомню)\b|справочно\b|предыстория\b",
        rf"как (?:(?:{_RU_WE}|{_RU_BEFORE}) )+(?:{_RU_TOLD})\b|как (?:{_RU_TOLD}) (?:{_RU_WE}|{_RU_BEFORE})\b",
        r"как (?:сообщал|писал|информировал)\w*\b",
        rf"(?:ранее|накануне)(?: {_RU_WE})?,? (?:{_RU_TOLD}|стало известно)\b",
        rf"(?:{_RU_TOLD}) (?:ранее|накануне)\b",
        r"zur erinnerung\b|hintergrund ?[:.—–]|(?:zuvor|bereits zuvor) (?:war|hatten?) (?:berichtet|wir)",
        rf"wie (?:wir )?(?:{_DE_BEFORE} )*(?:berichtet|gemeldet|geschrieben|berichteten|meldeten|schrieben)\b",
        r"(?:bereits )?(?:früher|vorher|zuvor) (?:berichteten|meldeten|schrieben) wir\b",
        r"wir (?:berichteten|meldeten|schrieben)(?: (?:bereits|zuvor|schon))?[:.,]",
    )
    + ")",
    re.IGNORECASE,
)
"""How a paragraph begins that reminds of what was reported before."""

_RECALL_HEADING = re.compile(
    r"[#*_\s]*(?:"
    + _any(
        r"background|in (?:the )?background|previously|what happened before|what came before|the story so far",
        r"as a reminder|recap|передісторія|що передувало|нагадаємо|раніше|довідка|довідково",
        r"предыстория|что предшествовало|напомним|ранее|справка|справочно",
        r"hintergrund|zum hintergrund|vorgeschichte|was bisher geschah|zur erinnerung",
    )
    + r")[*_\s:.…]*",
    re.IGNORECASE,
)
"""A heading of its own under which all is a reminder, up to the next heading."""

_POINTER = re.compile(
    r"[\W_]*(?:"
    + _any(
        r"(?:read|see|watch) also\b|(?:read|see|watch) (?:more|next|too) ?(?:$|[:–—-]|(?:on|about)\b)",
        r"also read\b|more on this\b|follow us\b|join our\b",
        r"related(?: (?:stories|articles|news|reading))? ?:|(?:subscribe|sign up) (?:to|for)\b|share this\b",
        r"advertisement$|sponsored content$|all rights reserved\b|most (?:read|popular)$|editor[’']?s picks?$",
        r"читайте (?:також|ще|теж|также|ещё|еще|наш\w*)|дивіться також|також (?:читайте|дивіться)",
        r"більше (?:новин|за темою)|(?:підписуйтес[ья]|підписатис[ья]|підписатися|приєднуйтес[ья])\b",
        r"реклама$|за темою ?:|найчитаніше$|підтримайте нас|надіслати новину",
        r"смотрите также|также (?:читайте|смотрите)|больше новостей|по теме ?:|самое читаемое$",
        r"(?:подписывайтесь|подписаться|подпишитесь|присоединяйтесь)\b|поддержите нас|прислать новость",
        r"lesen sie (?:auch|hier|mehr|dazu|außerdem)|mehr (?:zum thema|dazu)\b|auch interessant\b",
        r"(?:folgen|abonnieren) sie\b|anzeige$|meistgelesen$|alle rechte vorbehalten",
    )
    + ")",
    re.IGNORECASE,
)
"""How a line begins that points to another story or to the outlet itself."""


_ASIDE = re.compile(
    r"[\W_]*(?:(?:а )?також|ще|(?:а )?также|ещё|еще|also|elsewhere|auch|außerdem|ebenfalls) ?:\s+\S", re.IGNORECASE
)
"""How a line begins that puts the title of another story between paragraphs: "Also: Bridge at Pell shut"."""

_OTHER_STORIES = re.compile(
    r"[#*_\W]*(?:"
    + _any(
        r"(?:our )?(?:latest|more|other|recent|top|trending) (?:\w+ )?(?:news|stories|headlines|articles)",
        r"trending(?: now)?|most (?:read|popular|viewed|shared)|popular(?: now)?|news ?(?:feed|ticker)",
        r"more (?:on|in) (?:this|the|our) \w+(?: \w+)?|more (?:on this|like this|from \w+(?: \w+)?)",
        r"related(?: (?:stories|articles|news|reading|links|topics|content))?|also read|don[’']t miss",
        r"you (?:may|might) also (?:like|be interested in)|recommended(?: (?:for you|reading))?|editor[’']?s picks?",
        r"(?:read|see|watch) (?:also|more|next|too|on)",
        r"(?:останні|інші|свіжі|популярні|схожі|пов[’'ʼ]язані)[ -]"
        r"(?:новини|статті|матеріали|публікації)(?: \w+){0,2}",
        r"стрічка новин|новини (?:за|по) темою?|(?:матеріали )?за темою|більше (?:новин|за темою|на тему)",
        r"(?:читайте|дивіться|читати) (?:також|ще|більше|далі)|також (?:читайте|дивіться)|вас може зацікавити",
        r"популярне|найпопулярніше|найчитаніше|актуальне|новини партнерів|рекомендуємо",
        r"(?:последние|другие|свежие|популярные|похожие|связанные)[ -]"
        r"(?:новости|статьи|материалы|публикации)(?: \w+){0,2}",
        r"лента новостей|новости по теме|(?:(?:материалы|ещё|еще) )?по теме|больше (?:новостей|по теме|на тему)",
        r"(?:читайте|смотрите|читать) (?:также|ещё|еще|больше|далее)|также (?:читайте|смотрите)",
        r"популярное|самое (?:популярное|читаемое)|актуальное|новости партн[её]ров|рекомендуем",
        r"вам может быть интересно",
        r"(?:aktuelle|neueste|weitere|andere|mehr|letzte|ähnliche|verwandte) "
        r"(?:meldungen|nachrichten|artikel|themen|beiträge|news)(?: \w+){0,2}",
        r"lesen sie (?:auch|hier|mehr|dazu|außerdem|weiter)|auch interessant|zum thema|newsticker|ticker",
        r"mehr (?:zum thema|dazu|zu diesem thema|aus \w+(?: \w+)?)|meistgelesen(?:e artikel)?",
        r"das könnte sie (?:auch )?interessieren|empfohlen(?:e artikel)?",
    )
    + r")[*_\s:.…!]*",
    re.IGNORECASE,
)
"""A line of its own over a list of other stories, which stands beside or under the text."""

_CLOCK = re.compile(r"[\W_]*(?:\d{1,2}[:.]\d{2}\b|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)")
_ENDED = re.compile(r"[.…][\"'”’»)\]]*\s*\Z")


@dataclass(slots=True)
class Beside:
    """Follows the lines of a text through lists of other stories: a heading for such, and the titles under it.

    A channel's post has no columns beside its text (`post`): "Latest news:" is the heading of its own digest there, and
    only "Read also:" points to others. Only web pages, as read or as printed (`web`), put single titles between
    paragraphs; elsewhere "Also: …" is news.
    """

    post: bool
    web: bool
    titles: int | None = None

    def holds(self, text: str, kind: PassageKind, *, reported: bool) -> bool:
        """Say whether the next line, of this kind as printed, belongs to what stands beside the text.

        `reported` says that news came before it: under a heading that stands first is the news itself.
        """
        if not reported or len(text) > LONGEST_TITLE:
            self.titles = None
            return False
        if _OTHER_STORIES.fullmatch(text) and (not self.post or _POINTER.match(text)):
            self.titles = 0
            return True
        if self.titles is not None and self.titles < MOST_TITLES and _is_title(text, kind):
            self.titles += 1
            return True
        self.titles = None
        return self.web and kind == "body" and not _ENDED.search(text) and _ASIDE.match(text) is not None


def _is_title(text: str, kind: PassageKind) -> bool:
    """Say whether a line may be the title of another story: one of a list, or a line that is no sentence."""
    return kind == "list_item" or (kind == "body" and (not _ENDED.search(text) or _CLOCK.match(text) is not None))


def told_apart(text: str, kind: PassageKind, *, reported: bool, under_recall: bool) -> PassageKind:
    """Return the kind of a paragraph with these words: "boilerplate" for pointers, "recall" for reminders, else `kind`.

    `reported` says that news came before it: what a text begins with is its news. `under_recall` says that it
    stands under a heading like "Background".
    """
    if kind not in ("body", "list_item"):
        return kind
    if len(text) <= LONGEST_POINTER and _POINTER.match(text):
        return "boilerplate"
    if reported and (under_recall or _RECALL.match(text)):
        return "recall"
    return kind


def is_recall_heading(text: str) -> bool:
    """Say whether a line is a heading under which older events are told."""
    return _RECALL_HEADING.fullmatch(text) is not None


def pointers(reading: Reading) -> list[Span]:
    """Return where a text points to other stories and to the outlet itself: what they name is not where it is set."""
    return [p.span for p in reading.of(Passage) if p.kind == "boilerplate"]


def recalled(reading: Reading, claim: Claim) -> tuple[Caveat, ...]:
    """Return the caveat of a claim that stands in a reminder of older events, none for others.

    A reminder is a paragraph, or a sentence behind others of its paragraph that begins like one.
    """
    start = claim.evidence[0].start
    around = next((p for p in reading.of(Passage) if p.span.start <= start < p.span.end), None)
    if around is None:
        return ()
    own = next((s for s in around.sentences[1:] if s.start <= start < s.end), None)
    inside = around.kind == "recall" or (own is not None and _RECALL.match(own.of(reading.text)) is not None)
    return ("recalled",) if inside else ()
