"""Where the text speaks again behind a source, in languages whose moods do not mark reported speech."""

import re
from collections.abc import Sequence

from reportedly.stages.attribution_languages.kinds import kind_at
from reportedly.stages.attribution_languages.page import Page, Said

_SEVERAL = 2
_NEXT, _NEXT_TWO = 1, 2
"""Sentences that go on with a source: one, and two where its own only names the topic or points back to the lead."""

_SPEAKER = re.compile(
    r"(?<!\w)(?:він|вона|вони|он|она|они|мовляв|нібито|буцімто|мол|якобы|дескать)(?!\w)", re.IGNORECASE
)
"""Words by which a sentence shows that it is still the speaker's, or about the speaker."""

_BODIES = ("official", "installed_official", "ministry", "military", "ngo", "company")


class Reach:
    """Tells how far the sources of one page reach on without a mark.

    Where a line holds one source alone, all that follows in it may be its words. Where it holds several, the sentence
    right behind one goes on with it, later ones are the author's, and so is the last of the text: reports end with
    background.
    """

    def __init__(self, page: Page, said: Sequence[Said]) -> None:
        self._page = page
        self._printed: dict[int, set[str]] = {}
        for one in said:
            if one.source is not None and not one.beside and one.rule != "label":
                printed = one.source.of(page.text).casefold()
                if page.words["pronoun"].fullmatch(printed) is None:
                    self._printed.setdefault(page.sentences[one.home].line, set()).add(printed)
        self.notice = next((s for s in said if self._is_notice(s)), None)
        """The relation of a body that announces what follows, None if the text is no notice."""

    def ends(self, said: Said, index: int) -> bool:
        """Say whether the text speaks again in the sentence at `index`, behind the last source before it."""
        page = self._page
        home, here = page.sentences[said.home], page.sentences[index]
        if len(self._printed.get(home.line, ())) < _SEVERAL or said is self.notice or said.rule == "presents":
            return False
        if home.first and home.line > 0 and len(self._printed) > 1:
            return False  # a paragraph that opens with its source
        if home.line != here.line or page.begins_with("goes_on", index):
            return False
        if _SPEAKER.search(page.text, here.start, here.end):
            return False
        reach = _NEXT_TWO if self._opens(said) else _NEXT
        return index - said.home > reach or index == len(page.sentences) - 1

    def _opens(self, said: Said) -> bool:
        """Say whether a relation opens a report: "this was announced by X", "X told how …", "X spoke about …"."""
        page = self._page
        if said.anaphoric:
            return page.words["say"].fullmatch(said.cue.of(page.text)) is not None
        if said.rule != "before" or not said.content or said.content[0].start < said.cue.end:
            return False
        told = page.text[said.cue.end : said.content[0].start]
        return re.search(r"(?:^|[\s,])(?:про|о|об|обо|як|как)\s*$", told) is not None

    def _is_notice(self, said: Said) -> bool:
        """Say whether a body announces at the head of the text what follows in it."""
        if said.home > 0 or said.source is None or said.beside or said.rule not in ("presents", "before"):
            return False
        text = self._page.text
        kind = kind_at(text, said.source, self._page.words.language)
        announces = self._page.words["announces"].fullmatch(said.cue.of(text)) is not None
        return (
            announces
            and said.source.start < said.cue.start
            and kind is not None
            and kind.role in _BODIES
            and kind.named
        )
