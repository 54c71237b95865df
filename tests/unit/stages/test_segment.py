"""Passages and sentences."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Passage, Reading
from reportedly.stages.segment import SegmentRules
from tests.unit.pipeline.test_runner import a_document


def passages(text: str) -> tuple[Passage, ...]:
    [found] = SegmentRules().annotate([Reading(a_document(text))])
    return found  # type: ignore[return-value]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(text)) for p in passages(text)]


def test_front_matter_headline_lead_and_body_are_told_apart() -> None:
    text = "---\ntitle: Ferry\n---\nFerry stops in Ostra\n\nThe ferry stopped on Monday.\n\nNobody said why.\n"
    assert kinds(text) == [
        ("metadata", "---\ntitle: Ferry\n---\n"),
        ("headline", "Ferry stops in Ostra"),
        ("lead", "The ferry stopped on Monday."),
        ("body", "Nobody said why."),
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = (
        "The ferry between the two banks has not run since the start of\n"
        "the month, and the harbour office does not say when it will be\n"
        "back in service for the people of the town."
    )
    assert len(passages(text)) == 1


def test_lines_of_a_post_are_passages_of_their_own() -> None:
    assert [k for k, _ in kinds("Water is off.\nThe pump broke.\n- Mill street\n- Dyke road")] == [
        "lead",
        "body",
        "list_item",
        "list_item",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Ruk spoke. Nobody came.", ["Gen. Ruk spoke.", "Nobody came."]),
        ("It took approx. 5 days. Then it ended.", ["It took approx. 5 days.", "Then it ended."]),
        ("“We go.” She left.", ["“We go.”", "She left."]),
        ("The U.S. envoy left. He said so.", ["The U.S. envoy left.", "He said so."]),
        ("😀 İdil\u200b spoke. Done.", ["😀 İdil\u200b spoke.", "Done."]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    [passage] = passages(text)
    assert [s.of(text) for s in passage.sentences] == sentences


@given(st.text(min_size=1, max_size=300).filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_passages_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = passages(text)
    assert all(p.span.end <= len(text) for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for passage in found:
        assert all(passage.span.covers(s) for s in passage.sentences)


def test_a_line_of_a_million_characters_is_read_in_one_go() -> None:
    text = "the pump house is shut and nobody says why " * 25_000
    assert sum(len(p.sentences) for p in passages(text)) >= 1


@pytest.mark.parametrize(
    "reminder",
    [
        "Recall that the pump house burned down in May.",
        "As previously reported, the pump house burned down in May.",
        "Background: the pump house burned down in May.",
        "Нагадаємо, насосна станція згоріла у травні.",
        "Як повідомлялося раніше, насосна станція згоріла у травні.",
        "Напомним, насосная станция сгорела в мае.",
        "Ранее сообщалось, что насосная станция сгорела в мае.",
        "Zur Erinnerung: Das Pumpwerk brannte im Mai ab.",
        "Wie bereits berichtet, brannte das Pumpwerk im Mai ab.",
        "As we wrote, the pump house burned down in May.",
        "As this paper reported earlier, the pump house burned down in May.",
        "Earlier, the Orvale Courier reported that the pump house had burned down.",
        "Як ми писали, насосна станція згоріла у травні.",
        "Як вже писали раніше, насосна станція згоріла у травні.",
        "Як повідомляли ми напередодні, насосна станція згоріла.",
        "Раніше наше видання писало, що насосна станція згоріла.",
        "Раніше повідомлялось, що насосна станція згоріла.",
        "Как мы уже писали, насосная станция сгорела в мае.",
        "Как ранее сообщало наше издание, насосная станция сгорела.",
        "Накануне сообщалось, что насосная станция сгорела.",
        "Wie wir bereits berichteten, brannte das Pumpwerk im Mai ab.",
        "Wie zuvor gemeldet, brannte das Pumpwerk im Mai ab.",
        "Wir berichteten bereits: Das Pumpwerk brannte im Mai ab.",
    ],
)
def test_a_reminder_after_the_news_is_told_apart_from_it(reminder: str) -> None:
    news = "The water works is closed, the council said."
    assert kinds(f"{news}\n\n{reminder}\n\nIt opens on Friday.") == [
        ("lead", news),
        ("recall", reminder),
        ("body", "It opens on Friday."),
    ]
    assert kinds(f"{reminder}\n\n{news}")[0] == ("lead", reminder)


def test_what_stands_under_a_heading_for_older_events_is_a_reminder_up_to_the_next_heading() -> None:
    text = "The works is closed.\n\nBackground\n\nIt burned down in May.\n\nIt was rebuilt.\n\nWhat comes next\n\nIt opens on Friday."
    assert [kind for kind, _ in kinds(text)] == ["lead", "body", "recall", "recall", "body", "body"]


@pytest.mark.parametrize(
    "pointer",
    ["Read also: The pump house burns", "Читайте також: Згоріла насосна", "Читайте также: Сгорела насосная", "Lesen Sie auch: Pumpwerk brennt",
     "Підписуйтесь на наш канал", "Subscribe to our channel", "Advertisement"],
)  # fmt: skip
def test_pointers_to_other_stories_are_no_text(pointer: str) -> None:
    assert kinds(f"The works is closed.\n\n{pointer}\n\nIt opens on Friday.")[1] == ("boilerplate", pointer)


@pytest.mark.parametrize(
    "news",
    ["Recalled engineers repaired the pump.", "Read more than once, the order names no date.", "Backgrounds are checked at the gate.",
     "Earlier in the week the pump was repaired.", "Раніше тут була лікарня.", "Напомнить о долге пришли двое.",
     "Як розповідала вчора мешканка, води немає.", "Як повідомили в ДСНС, пожежу загасили.",
     "Как сообщили в МЧС, пожар потушен.", "Wie die Behörde berichtet, ist die Brücke gesperrt.",
     "As the council reported on Monday, water is off.", "Also the pump was repaired.", "Також воду привезли до Сумівки.",
     "Latest news from the front made residents leave Pell.", "Mehr Nachrichten erwarten die Bewohner am Montag.",
     "Also: the pump was repaired on Monday, and water is on."],
)  # fmt: skip
def test_news_that_begins_with_like_words_stays_news(news: str) -> None:
    assert kinds(f"The works is closed.\n\n{news}")[1] == ("body", news)


TITLES = {
    "Latest news": ("Bridge at Pell destroyed by missile", "14:20 Three killed in Sollen market"),
    "Related stories:": ("School in Drelm closed", "Who will mend the pump?"),
    "You may also like": ("Clinic in Sollen burns down",),
    "More from Orvale": ("Bridge at Pell shut",),
    "Останні новини": ("Міст у Пеллі зруйновано ракетою", "12:05 У Соллені загинули троє"),
    "Читайте також:": ("Школу в Дрельмі закрито",),
    "Новини за темою": ("Лікарня в Соллені згоріла",),
    "Последние новости": ("Мост в Пелле разрушен ракетой",),
    "Лента новостей": ("12:05 В Соллене погибли трое", "11:40 Школа в Дрельме закрыта"),
    "Читайте также": ("Больница в Соллене сгорела",),
    "Lesen Sie auch": ("Brücke bei Pell von Rakete zerstört",),
    "Mehr zum Thema:": ("Drei Tote auf dem Markt von Sollen",),
    "Weitere Meldungen": ("Schule in Drelm geschlossen",),
}


@pytest.mark.parametrize("heading", TITLES)
@pytest.mark.parametrize("mark", ["", "- "])
def test_titles_under_a_heading_for_other_stories_are_no_text(heading: str, mark: str) -> None:
    listed = "\n\n".join(mark + title for title in TITLES[heading])
    found = kinds(f"The works is closed.\n\nIt was shut on Monday.\n\n{heading}\n\n{listed}\n\nIt opens on Friday.")
    assert found[2:-1] == [("boilerplate", words) for words in (heading, *TITLES[heading])]
    assert found[-1] == ("body", "It opens on Friday.")


@pytest.mark.parametrize(
    "aside",
    ["Also: Bridge at Pell destroyed by missile", "Також: Міст у Пеллі зруйновано ракетою", "Также: Мост в Пелле разрушен",
     "Auch: Brücke bei Pell zerstört"],
)  # fmt: skip
def test_a_title_of_another_story_between_paragraphs_of_a_web_page_is_no_text(aside: str) -> None:
    text = f"The works is closed.\n\n{aside}\n\nIt opens on Friday."
    [found] = SegmentRules().annotate([Reading(replace(a_document(text), media_type="text/html"))])
    assert [p.kind for p in found] == ["lead", "boilerplate", "body"]  # type: ignore[union-attr]
    assert kinds(text)[1] == ("body", aside)


def test_news_under_the_first_heading_of_a_digest_stays_news() -> None:
    text = "Latest news\n\n- The bridge at Pell is shut.\n- The clinic has no power."
    assert [kind for kind, _ in kinds(text)] == ["headline", "list_item", "list_item"]


def test_a_post_of_a_channel_keeps_the_digest_under_its_heading() -> None:
    text = "Good morning, Sollen.\nОстанні новини:\n- Міст у Пеллі закрито\nТакож: воду дали о шостій"
    document = replace(a_document(text), genre="social")
    [found] = SegmentRules().annotate([Reading(document)])
    assert [p.kind for p in found] == ["lead", "body", "list_item", "body"]  # type: ignore[union-attr]


def test_a_sentence_that_reminds_marks_its_claims_and_not_those_before_it() -> None:
    from reportedly.assembly import read
    from reportedly.records import Claim, Level

    text = (
        "Repairs go on in Drelmoor.\n\nThe hospital in Drelmoor has been closed since Monday, the council said. "
        "As we wrote earlier, the school in Orvale was closed in May."
    )
    reading = read(text, language="en")
    caveats = {c.evidence[0].of(text): reading.first(Level, c.id).caveats for c in reading.of(Claim)}  # type: ignore[union-attr]
    assert {words: "recalled" in found for words, found in caveats.items() if "closed" in words} == {
        words: "school" in words for words in caveats if "closed" in words
    }
    assert any("school" in words for words in caveats)


def test_claims_in_a_reminder_carry_a_caveat_and_pointers_give_none() -> None:
    from reportedly.assembly import read
    from reportedly.records import Claim, Level

    text = (
        "The hospital in Drelmoor has been closed since Monday, the council said.\n\n"
        "Recall that the school in Orvale was closed in May, the council said.\n\n"
        "Read also: The bank in Drelmoor was closed, the council said."
    )
    reading = read(text, language="en")
    caveats = {c.evidence[0].of(text)[:12]: reading.first(Level, c.id).caveats for c in reading.of(Claim)}  # type: ignore[union-attr]
    assert any("recalled" in found for found in caveats.values())
    assert not any("recalled" in found for words, found in caveats.items() if "hospital" in words)
    assert not any("bank" in c.evidence[0].of(text) for c in reading.of(Claim))


@pytest.mark.parametrize(
    ("language", "text", "town"),
    [
        ("en", "Water is off since Monday, the council said.\n\nRead also: Bridge in Kherson shut\n\nThe school is closed.", "Kherson"),
        ("uk", "Води немає з понеділка, повідомила рада.\n\nЧитайте також: Міст у Херсоні закрито\n\nШколу закрито.", "Херсоні"),
        ("ru", "Воды нет с понедельника, сообщил совет.\n\nЧитайте также: Мост в Херсоне закрыт\n\nШкола закрыта.", "Херсоне"),
        ("de", "Seit Montag gibt es kein Wasser, sagte der Rat.\n\nLesen Sie auch: Brücke in Cherson gesperrt\n\nDie Schule ist geschlossen.", "Cherson"),
    ],
)  # fmt: skip
def test_a_text_is_not_set_where_a_pointer_leads(language: str, text: str, town: str) -> None:
    from reportedly.assembly import read
    from reportedly.records import Claim, Geolocation

    reading = read(text, language=language)
    assert reading.of(Claim)
    assert [p for p in reading.of(Geolocation) if p.span.of(text) == town] == []
