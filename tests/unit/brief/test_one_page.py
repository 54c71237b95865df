"""The one-page form: what it leads with, on one page, with the notes behind it and a pointer to the rest."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document

from reportedly.brief import Brief, Options, compile_brief, lint, render_html, render_markdown
from reportedly.brief.docx import render_docx
from reportedly.brief.one_page import also, one_page
from reportedly.brief.words import load
from reportedly.briefing import HOW_MUCH, formed
from tests.unit.brief.invented import a_week

OPTIONS = {"en": Options(**HOW_MUCH["one-page"]), "uk": Options(language="uk", **HOW_MUCH["one-page"])}


def short(language: str = "en") -> Brief:
    return one_page(compile_brief(a_week(), OPTIONS[language]))


def pages(brief: Brief) -> int:
    pytest.importorskip("typst", reason="typst is not installed")
    from reportedly.brief.pdf import render_pdf

    with pypdfium2.PdfDocument(render_pdf(brief)) as file:
        return len(file)


def test_it_is_one_page_of_paper_where_the_whole_brief_has_several() -> None:
    for language in OPTIONS:
        assert pages(short(language)) == 1
    assert pages(compile_brief(a_week(), Options())) >= 3


def test_its_sentences_cite_the_notes_that_are_there_and_no_others() -> None:
    full, brief = compile_brief(a_week(), OPTIONS["en"]), short()
    lines = [*brief.takeaways, *(line for s in brief.sections for line in s.lines)]
    numbers = [n.citation.number for n in brief.notes]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for line in lines for n in line.statement.citations} == set(numbers)
    assert all(n.citation.same_as is None or n.citation.same_as < n.citation.number for n in brief.notes)
    claims = {n.citation.number: n.citation.claim for n in full.notes}
    own = {n.citation.number: n.citation.claim for n in brief.notes}
    before = {line.statement.text: [claims[n] for n in line.statement.citations] for line in full.takeaways}
    after = {line.statement.text: [own[n] for n in line.statement.citations] for line in brief.takeaways}
    assert before == after
    assert lint(brief, a_week()) == ()


def test_a_note_whose_document_was_told_in_one_that_is_gone_tells_it_itself() -> None:
    full = compile_brief(a_week(), Options())
    later = next(n for n in full.notes if n.citation.same_as)
    lead = full.takeaways[0]
    alone = replace(lead, statement=replace(lead.statement, citations=(later.citation.number,)))
    brief = one_page(replace(full, takeaways=(alone,), sections=()))
    assert [n.citation.same_as for n in brief.notes] == [None]
    assert brief.notes[0].citation.claim == later.citation.claim


def test_every_form_points_to_the_full_brief_and_leaves_map_timeline_and_method_to_it() -> None:
    brief, words = short(), load("en")
    word = Document(io.BytesIO(render_docx(brief)))
    told = "\n".join(p.text for p in word.paragraphs)
    for text in (render_html(brief), render_markdown(brief), told):
        assert words("heads.short") in text
        for head in ("timeline", "method", "gaps", "disputes"):
            assert words(f"heads.{head}") not in text
        assert words("heads.notes") in text


def test_a_topic_sentence_that_no_takeaway_tells_is_told_once_below() -> None:
    brief = short()
    below = also(brief)
    assert below
    assert not {x.statement.text for x in below} & {x.statement.text for x in brief.takeaways}
    plain = [x.statement.text for x in (*brief.takeaways, *below) if not set(x.statement.text) & set("_*[]<>|#")]
    text = render_markdown(brief)
    assert plain
    assert all(text.count(one) == 1 for one in plain)


def test_a_table_of_services_that_is_too_large_is_left_to_the_full_brief() -> None:
    full = compile_brief(a_week(), OPTIONS["en"])
    [table] = full.matrix.tables
    assert one_page(full).matrix.tables == (table,)
    large = replace(table, rows=table.rows * 80)
    assert one_page(replace(full, matrix=replace(full.matrix, tables=(large,)))).matrix.tables == ()
    assert one_page(replace(full, matrix=replace(full.matrix, tables=(table, table)))).matrix.tables == ()


def test_other_templates_keep_all_parts() -> None:
    full = compile_brief(a_week(), Options())
    assert formed(full, "full") is full
    assert formed(full, "update") is full
    assert formed(full, "one-page").short
