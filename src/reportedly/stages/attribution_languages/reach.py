"""Where the text speaks again behind a source, in languages whose moods do not mark reported speech."""

import re
from collections.abc import Sequence

from reportedly.stages.attribution_languages.kinds import kind_at
from reportedly.stages.attribution_languages.page import Page, Said

_NEXT = 1
_SPEAKER = re.compile(r"(?<!\w)(?:він|вона|вони|он|она|они|мовляв|нібито|буцімто|мол|якобы|дескать)(?!\w)", re.IGNORECASE)
"""Words by which a sentence shows that it is still the speaker's, or about the speaker."""

_BODIES = ("official", "installed_official", "ministry", "military", "ngo", "company")


class Reach:
    """Tells how far the sources of one page reach on without a mark.

    Where one source alone is printed, all that follows may be its words. Where several are, the sentence right behind
    one goes on with it, later ones are the author's, and so is the last of the text: reports end with background.
    """

    def __init__(self, page: Page, said: Sequence[Said]) -> None:
        self._page = page
        printed = {s.source.of(page.text).casefold() for s in said if _speaks(s) and s.source is not None}
        pronoun = page.words["pronoun"]
        self._several = len([p for p in printed if pronoun.fullmatch(p) is None]) > 1
        self.notice = next((s for s in said if self._is_notice(s)), None)
        """The relation of a body that announces what follows, None if the text is no notice."""

    def ends(self, said: Said, index: int) -> bool:
        """Say whether the text speaks again in the sentence at `index`, behind the last source before it."""
        page = self._page
        if not self._several or said is self.notice or said.rule == "presents":
            return False
        home, here = page.sentences[said.home], page.sentences[index]
        if home.line != here.line or page.begins_with("goes_on", index):
            return False
        if _SPEAKER.search(page.text, here.start, here.end):
            return False
        return index - said.home > _NEXT or index == len(page.sentences) - 1

    def _is_notice(self, said: Said) -> bool:
        """Say whether a body announces at the head of the text what follows in it."""
        if said.home > 0 or said.source is None or said.beside or said.rule not in ("presents", "before"):
            return False
        text = self._page.text
        kind = kind_at(text, said.source, self._page.words.language)
        announces = self._page.words["announces"].fullmatch(said.cue.of(text)) is not None
        return announces and said.source.start < said.cue.start and kind is not None and kind.role in _BODIES and kind.named


def _speaks(said: Said) -> bool:
    return said.source is not None and not said.beside and said.rule != "label"
