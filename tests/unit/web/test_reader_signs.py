"""Signs of Markdown are hidden where a text is shown; its words and offsets stay as they are."""

import re
from html import unescape

import pytest

from reportedly.records import Span
from reportedly.web.screens.reader_marks import Node, marked
from reportedly.web.screens.reader_render import Look
from reportedly.web.screens.reader_signs import quiet, sign_marks, signs_in
from reportedly.web.screens.reader_text import words_of


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("# Ovrenda valley update", "Ovrenda valley update"),
        ("### Насоси стоять", "Насоси стоять"),
        ("**Assessment.** It is likely that the pumps fail.", "Assessment. It is likely that the pumps fail."),
        ("The town has *no* water, **at all**.", "The town has no water, at all."),
        ("**Лікарня.** Працює від *генератора*.", "Лікарня. Працює від генератора."),
        ("***Wasser*** fehlt", "Wasser fehlt"),
        ("(**none**)", "(none)"),
        ("«**Вода**»", "«Вода»"),
        ("One line\n## Second line\nthird", "One line\nSecond line\nthird"),
        ("**two\nlines**", "two\nlines"),
    ],
)
def test_signs_of_headings_and_of_bold_words_are_hidden(text: str, seen: str) -> None:
    assert eye(quiet(text)) == seen


@pytest.mark.parametrize(
    "text",
    [
        "f**k this", "Sergeant K** was heard", "2 ** 3 and 4 ** 5", "#pumps are down", "* an item\n* another item",
        "** Not counting the village", "5 * 3 * 2", "# ", "**one paragraph\n\nand another**", "a*b*c", "Building #4",
    ],
)  # fmt: skip
def test_what_is_no_pair_of_signs_is_shown(text: str) -> None:
    assert signs_in(text) == []
    assert eye(quiet(text)) == text


def test_no_word_and_no_offset_is_lost() -> None:
    text = "# Head\n\n**Water.** None *yet*."
    nodes = marked(text, Span(0, len(text)), sign_marks(text))
    assert words_of(nodes) == text
    assert "".join(node.words for node in nodes if node.kind == "text") == "Head\n\nWater. None yet."


def test_a_pair_may_reach_over_what_a_search_found() -> None:
    signs = signs_in("**Water and heating.** None")
    assert eye(quiet("**", signs)) == ""
    assert eye(quiet("Water", signs, 2)) == "Water"
    assert eye(quiet(" and heating.** None", signs, 7)) == " and heating. None"


def test_the_reader_draws_signs_apart() -> None:
    shown = Look().text((Node("sign", inside=(Node("text", "# "),)), Node("text", "Head <b>")))
    assert shown == '<span class="sign"># </span>Head &lt;b&gt;'


def eye(html: str) -> str:
    """Return what is seen of HTML that holds text and hidden signs only."""
    return unescape(re.sub(r'<span class="sign">.*?</span>', "", html))
