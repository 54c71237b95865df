"""Drafts: made from events, edited with who, when and why, linted the same way, published only in order."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportedly import titles
from reportedly.brief import Material
from reportedly.clock import now
from reportedly.drafting import Draft, DraftConflict, Drafts, Edit, InvalidDraft, Spec
from reportedly.errors import StoreError
from reportedly.ledger import build_ledger
from reportedly.records import OfficeHolder, ReviewDraft
from tests.unit.brief.invented import THEATRE, Report, a_week, event, material, origin
from tests.unit.drafting.made import accept, keep, project_of


@pytest.fixture(scope="module")
def week() -> Material:
    return a_week()


@pytest.fixture
def drafts(tmp_path: Path, week: Material):  # type: ignore[no-untyped-def]
    with project_of(tmp_path / "out", week) as project:
        yield Drafts(project)


@pytest.fixture
def draft(drafts: Drafts) -> Draft:
    return drafts.new(Spec(), by="K. Maryan")


def sentence_with(draft: Draft, words: str):  # type: ignore[no-untyped-def]
    return next(s for s in draft.sentences if words in s.text)


def rules(drafts: Drafts, draft: Draft) -> set[str]:
    return {f.rule for f in drafts.compiled(draft).findings}


def test_a_draft_is_made_from_the_events_with_its_claims(draft: Draft) -> None:
    assert draft.sentences
    assert draft.takeaways
    assert all(s.claims and s.events for s in draft.sentences)
    assert {t.of for t in draft.takeaways} <= {s.id for s in draft.sentences if s.topic}


def test_a_fresh_draft_lacks_nothing_but_accepted_claims(drafts: Drafts, draft: Draft) -> None:
    assert {f.key for f in drafts.compiled(draft).findings} == {"open"}


def test_it_is_published_once_its_claims_are_accepted(drafts: Drafts, draft: Draft) -> None:
    with pytest.raises(InvalidDraft, match="BR-01"):
        drafts.publish(draft.id, by="T. Brandt")
    accept(drafts.project, *{c for s in draft.sentences for c in s.claims})
    done = drafts.publish(draft.id, by="T. Brandt")
    assert done.state == "published"
    folder = drafts.project.out / "briefs" / draft.id / f"published-{done.published}"
    assert set(done.files) == {p.name for p in folder.iterdir()}
    assert "published" in (folder / "brief.md").read_text("utf-8")


def test_a_brief_of_unreviewed_claims_says_so(drafts: Drafts, draft: Draft) -> None:
    drafts.edit(draft.id, Edit("unreviewed", after=True, reason="nobody is free to review"), by="K. Maryan")
    done = drafts.publish(draft.id, by="K. Maryan")
    text = (drafts.project.out / "briefs" / draft.id / f"published-{done.published}" / "brief.md").read_text("utf-8")
    assert "were not reviewed one by one" in text
    assert "nobody; published unreviewed" in text


def test_a_change_of_review_needs_a_reason(drafts: Drafts, draft: Draft) -> None:
    with pytest.raises(InvalidDraft, match="needs a reason"):
        drafts.edit(draft.id, Edit("unreviewed", after=True), by="K. Maryan")


def test_an_edit_to_something_unsupported_blocks_and_the_mend_mends(drafts: Drafts, draft: Draft) -> None:
    one = sentence_with(draft, "no running water")
    worse = drafts.edit(
        draft.id, Edit("text", one.id, after="Several sources confirmed 90 dead in Brannic."), by="O. Lysenko"
    )
    found = [f for f in drafts.compiled(worse).findings if f.sentence == one.id and f.key != "open"]
    assert {"BR-02", "BR-04", "WORDS"} <= {f.rule for f in found}
    mend = next(f.text for f in found if f.rule == "WORDS")
    assert mend == one.text
    better = drafts.edit(draft.id, Edit("text", one.id, after=mend), by="O. Lysenko")
    assert [f for f in drafts.compiled(better).findings if f.key != "open"] == []


def test_a_takeaway_follows_its_topic_sentence_or_is_found(drafts: Drafts, draft: Draft) -> None:
    one = next(s for s in draft.sentences if s.id == draft.takeaways[0].of)
    changed = drafts.edit(
        draft.id, Edit("text", one.id, after=one.text.replace(" wrote ", " reported ")), by="K. Maryan"
    )
    finding = next(f for f in drafts.compiled(changed).findings if f.rule == "BR-18")
    assert finding.sentence == draft.takeaways[0].id
    assert finding.text == changed.sentence(one.id).text


def test_every_edit_is_a_version_with_who_when_and_why(drafts: Drafts, draft: Draft) -> None:
    one = draft.sentences[0]
    drafts.edit(draft.id, Edit("text", one.id, after="Other words.", reason="shorter"), by="O. Lysenko")
    last = drafts.get(draft.id).versions[-1]
    assert (last.number, last.by, last.edit.reason) == (2, "O. Lysenko", "shorter")
    assert (last.edit.before, last.edit.after) == (one.text, "Other words.")
    assert last.previous == draft.versions[0].sha256


def test_a_changed_version_is_found(drafts: Drafts, draft: Draft) -> None:
    drafts.edit(draft.id, Edit("text", draft.sentences[0].id, after="Other words."), by="K. Maryan")
    path = drafts.project.out / "briefs" / draft.id / "0002.json"
    path.write_text(path.read_text("utf-8").replace("Other words.", "Better words."), "utf-8")
    with pytest.raises(StoreError, match="does not follow"):
        drafts.get(draft.id)


def test_a_missing_version_is_found(drafts: Drafts, draft: Draft) -> None:
    for words in ("One.", "Two."):
        drafts.edit(draft.id, Edit("text", draft.sentences[0].id, after=words), by="K. Maryan")
    (drafts.project.out / "briefs" / draft.id / "0002.json").unlink()
    with pytest.raises(StoreError, match="a version is missing"):
        drafts.get(draft.id)


def test_two_people_cannot_save_one_sentence_unseen(drafts: Drafts, draft: Draft) -> None:
    first, second = draft.sentences[:2]
    drafts.edit(draft.id, Edit("text", first.id, after="Other words."), by="O. Lysenko", seen=1)
    with pytest.raises(DraftConflict, match=r"O\. Lysenko saved"):
        drafts.edit(draft.id, Edit("text", first.id, after="My words."), by="K. Maryan", seen=1)
    made = drafts.edit(draft.id, Edit("text", second.id, after="My words."), by="K. Maryan", seen=1)
    assert made.sentence(first.id).text == "Other words."
    assert made.sentence(second.id).text == "My words."


def test_sentences_are_added_moved_and_removed(drafts: Drafts, draft: Draft) -> None:
    first = draft.sentences[0]
    new = {"text": "It is likely that Brannic stays dry.", "kind": "assessment", "section": first.section}
    made = drafts.edit(draft.id, Edit("add", before=first.id, after=new), by="K. Maryan")
    added = made.sentences[1]
    assert (added.kind, added.by) == ("assessment", "K. Maryan")
    moved = drafts.edit(draft.id, Edit("move", added.id, after=""), by="K. Maryan")
    assert moved.sentences[0].id == added.id
    gone = drafts.edit(draft.id, Edit("remove", added.id), by="K. Maryan")
    assert [s.id for s in gone.sentences] == [s.id for s in draft.sentences]
    again = drafts.edit(draft.id, Edit("add", before=first.id, after=new), by="K. Maryan")
    assert again.sentences[1].id != added.id


def test_a_removed_topic_sentence_takes_its_takeaway_along(drafts: Drafts, draft: Draft) -> None:
    made = drafts.edit(draft.id, Edit("remove", draft.takeaways[0].of), by="K. Maryan")
    assert draft.takeaways[0].id not in {t.id for t in made.takeaways}


def test_claims_are_attached_and_detached(drafts: Drafts, draft: Draft) -> None:
    one, other = draft.sentences[0], draft.sentences[-1]
    bare = draft
    for claim in one.claims:
        bare = drafts.edit(draft.id, Edit("detach", one.id, after=claim), by="K. Maryan")
    assert "none" in {f.key for f in drafts.compiled(bare).findings if f.sentence == one.id}
    with pytest.raises(InvalidDraft, match="does not rest on"):
        drafts.edit(draft.id, Edit("detach", one.id, after=other.claims[0]), by="K. Maryan")
    made = drafts.edit(draft.id, Edit("attach", one.id, after=one.claims[0]), by="K. Maryan")
    assert made.sentence(one.id).claims == one.claims[:1]


def test_an_assessment_needs_one_scale_and_a_basis(drafts: Drafts, draft: Draft) -> None:
    new = {
        "text": "It is likely, with moderate confidence, that Brannic stays dry.",
        "kind": "assessment",
        "section": "C",
    }
    made = drafts.edit(draft.id, Edit("add", after=new), by="K. Maryan")
    id_ = made.versions[-1].edit.after["id"]
    assert {"both", "basis"} <= {f.key for f in drafts.compiled(made).findings if f.sentence == id_}
    both = {"likelihood": "likely", "confidence": "low"}
    with pytest.raises(InvalidDraft, match="not both"):
        drafts.edit(draft.id, Edit("assess", id_, after=both), by="K. Maryan")
    drafts.edit(draft.id, Edit("text", id_, after="It is likely that Brannic stays dry."), by="K. Maryan")
    set_ = {"likelihood": "likely", "basis": "Two origins on two sides, and no repair before November."}
    made = drafts.edit(draft.id, Edit("assess", id_, after=set_), by="K. Maryan")
    compiled = drafts.compiled(made)
    assert [f for f in compiled.findings if f.sentence == id_] == []
    line = next(x for s in compiled.brief.sections for x in s.lines if x.statement.id == id_)
    assert (line.count, line.remark) == (
        "Assessment",
        "Basis: Two origins on two sides, and no repair before November.",
    )


def test_a_rule_is_kept_aside_with_a_reason_only_where_it_may_be(drafts: Drafts, draft: Draft) -> None:
    one = sentence_with(draft, "no running water")
    made = drafts.edit(draft.id, Edit("text", one.id, after=one.text.replace(" wrote ", " alleged ")), by="K. Maryan")
    assert "BR-03" in {f.rule for f in drafts.compiled(made).findings if f.sentence == one.id}
    kept = drafts.edit(draft.id, Edit("keep", one.id, after="BR-03", reason="its own word"), by="T. Brandt")
    assert "BR-03" not in {f.rule for f in drafts.compiled(kept).findings if f.sentence == one.id}
    assert "its own word (T. Brandt)" in " ".join(drafts.compiled(kept).brief.method)
    with pytest.raises(InvalidDraft, match="cannot be set aside"):
        drafts.edit(draft.id, Edit("keep", one.id, after="QUOTE", reason="close enough"), by="T. Brandt")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("text", "s99", after="x"), "no sentence 's99'"),
        (Edit("text", "s1", after="  "), "would be empty"),
        (Edit("add", after={"text": "Words."}), "which section"),
        (Edit("add", after={"text": "", "section": "C"}), "no words"),
        (Edit("assess", "s1", after={"likelihood": "likely"}), "only an assessment"),
        (Edit("attach", "s1", after=""), "name the claim"),
    ],
)
def test_an_edit_that_cannot_be_made_says_what_to_do(drafts: Drafts, draft: Draft, edit: Edit, words: str) -> None:
    with pytest.raises(InvalidDraft, match=words):
        drafts.edit(draft.id, edit, by="K. Maryan")
    assert drafts.get(draft.id).number == 1


def test_only_events_of_the_area_and_period_are_told(drafts: Drafts) -> None:
    tarn = drafts.new(Spec(areas=("Tarn",)), by="K. Maryan")
    assert tarn.sentences
    assert all("Brannic" not in s.text.replace("Brannic council", "") for s in tarn.sentences)
    early = drafts.new(Spec(start="2026-10-19", end="2026-10-19"), by="K. Maryan")
    published = {r.document.published for r in drafts.gathered(early).material.readings if r.document.published}
    assert "2026-10-19" in published
    with pytest.raises(InvalidDraft, match="wider period"):
        drafts.new(Spec(start="2020-01-01", end="2020-02-01"), by="K. Maryan")
    with pytest.raises(InvalidDraft, match="Nowhere"):
        drafts.new(Spec(areas=("Nowhere on this coast",)), by="K. Maryan")


def test_a_draft_bears_the_title_of_its_project_unless_it_is_given_its_own(drafts: Drafts) -> None:
    titles.keep(drafts.project.out, "Services  on the\ncoast", "en")
    assert drafts.new(Spec(), by="K. Maryan").title == "Services on the coast"
    assert drafts.new(Spec(title="Water only"), by="K. Maryan").title == "Water only"
    assert drafts.new(Spec(language="uk"), by="K. Maryan").title != "Services on the coast"
    titles.keep(drafts.project.out, " ", "en")
    assert drafts.new(Spec(), by="K. Maryan").title != "Services on the coast"


def test_a_published_one_page_brief_leaves_the_rest_to_the_full_one(drafts: Drafts) -> None:
    page = drafts.new(Spec(template="one-page"), by="K. Maryan")
    drafts.edit(page.id, Edit("unreviewed", after=True, reason="first brief"), by="K. Maryan")
    done = drafts.publish(page.id, by="K. Maryan")
    text = (drafts.project.out / "briefs" / page.id / f"published-{done.published}" / "brief.md").read_text("utf-8")
    assert "stand in the full brief" in text
    assert "## Timeline" not in text


def test_a_one_page_brief_is_its_topic_sentences(drafts: Drafts) -> None:
    page = drafts.new(Spec(template="one-page"), by="K. Maryan")
    assert page.sentences
    assert all(s.topic for s in page.sentences)
    assert len(page.takeaways) <= 5


def test_a_brief_in_ukrainian_is_edited_and_linted_in_ukrainian(drafts: Drafts) -> None:
    made = drafts.new(Spec(language="uk"), by="K. Maryan")
    assert {f.key for f in drafts.compiled(made).findings} == {"open"}
    worse = drafts.edit(
        made.id, Edit("text", made.sentences[0].id, after="Підтверджено, що окупанти перекрили воду."), by="K"
    )
    assert {"BR-04", "BR-14"} <= rules(drafts, worse)


def published(drafts: Drafts) -> Draft:
    made = drafts.new(Spec(), by="K. Maryan")
    drafts.edit(made.id, Edit("unreviewed", after=True, reason="first brief"), by="K. Maryan")
    return drafts.publish(made.id, by="K. Maryan")


def test_a_rejected_claim_turns_a_published_brief_into_one_that_needs_correction(drafts: Drafts) -> None:
    done = published(drafts)
    assert drafts.needs(done) == []
    one = done.sentences[0]
    action = ReviewDraft("reject", (one.claims[0],), "T. Brandt", now(), "misread", field="extraction_error")
    drafts.project.store.add_review(action)
    needs = drafts.needs(drafts.get(done.id))
    assert one.id in {n.sentence for n in needs}
    assert "misread" in next(n.why for n in needs if n.sentence == one.id)
    assert "gone" in {f.key for f in drafts.compiled(drafts.get(done.id)).findings}


def test_another_count_of_origins_needs_correction_and_is_told_as_a_change(drafts: Drafts, week: Material) -> None:
    done = published(drafts)
    changed = max(week.events, key=lambda e: (e.origins_min, -len(e.contradictions)))
    fewer = replace(changed, origins=changed.origins[:1], origins_min=1, origins_max=1, corroboration="K1")
    keep(drafts.project, replace(week, events=tuple(fewer if e is changed else e for e in week.events)))
    assert any("2 to 3 origins, K3, now 1 origin" in n.why for n in drafts.needs(drafts.get(done.id)))
    later = drafts.compiled(drafts.new(Spec(), by="K. Maryan"))
    assert [c.kind for c in later.changes] == ["weakened"]
    assert "Weakened" in later.brief.changes
    assert "2–3 origins then, 1 origin now" in later.brief.changes
    assert "Supersedes" in dict(later.brief.header.facts)
    assert "26" in dict(later.brief.header.facts)["Supersedes"]


def test_new_reversed_and_unchanged_matters_are_told_apart(drafts: Drafts, week: Material) -> None:
    published(drafts)
    report = Report(
        "Buses run again between Brannic and Tarn.", publisher="Tern Wire", title="Buses", published="2026-10-26"
    )
    claim = report.claim("Buses run again between Brannic and Tarn", category="GUO.D01", place="Tarn")
    new = event(claim, category="GUO.D01", origins=(origin("Tern Wire", claim),))
    more = material([report], [new])
    keep(drafts.project, replace(week, readings=(*week.readings, *more.readings), events=(*week.events, *more.events)))
    later = drafts.compiled(drafts.new(Spec(), by="K. Maryan"))
    assert {c.kind for c in later.changes} == {"new"}
    assert later.brief.change_lines[0].startswith("Compared with the brief of")


def test_a_published_brief_is_compared_with_the_one_before_it_and_not_with_itself(
    drafts: Drafts, week: Material
) -> None:
    published(drafts)
    report = Report(
        "Buses run again between Brannic and Tarn.", publisher="Tern Wire", title="Buses", published="2026-10-26"
    )
    claim = report.claim("Buses run again between Brannic and Tarn", category="GUO.D01", place="Tarn")
    new = event(claim, category="GUO.D01", origins=(origin("Tern Wire", claim),))
    more = material([report], [new])
    keep(drafts.project, replace(week, readings=(*week.readings, *more.readings), events=(*week.events, *more.events)))
    second = published(drafts)
    assert {c.kind for c in drafts.compiled(second).changes} == {"new"}


def test_nothing_changed_is_said_as_such(drafts: Drafts) -> None:
    published(drafts)
    later = drafts.compiled(drafts.new(Spec(), by="K. Maryan"))
    assert later.changes == ()
    assert later.brief.changes.startswith("Nothing that this brief tells differs")


def test_drafted_anew_it_keeps_what_people_wrote(drafts: Drafts, draft: Draft) -> None:
    one = draft.sentences[0]
    drafts.edit(draft.id, Edit("text", one.id, after=one.text.replace(" wrote ", " reported ")), by="K. Maryan")
    fresh = drafts.refresh(draft.id, by="K. Maryan")
    assert fresh.sentence(one.id).text == one.text.replace(" wrote ", " reported ")
    assert len(fresh.sentences) == len(draft.sentences)


def test_a_withheld_name_in_a_persons_words_is_found(drafts: Drafts, draft: Draft) -> None:
    one = draft.sentences[0]
    made = drafts.edit(draft.id, Edit("text", one.id, after=f"{one.text} Ilma Torvey told so."), by="K. Maryan")
    finding = next(f for f in drafts.compiled(made).findings if f.rule == "BR-12")
    assert finding.text is not None
    assert "Ilma" not in finding.text


@pytest.mark.parametrize(
    "name", ["Marenka Dovhalenko", "Dr. Hannes Lobrecht", "Пані Довгаленко", "k.maryan@post.example"]
)
def test_a_name_that_stands_in_no_document_blocks_publishing_with_the_mend(
    drafts: Drafts, draft: Draft, name: str
) -> None:
    one = draft.sentences[0]
    made = drafts.edit(draft.id, Edit("text", one.id, after=f"{one.text} {name} told so."), by="K. Maryan")
    found = [f for f in drafts.compiled(made).findings if (f.rule, f.key) == ("BR-12", "typed")]
    assert found
    assert found[0].values[0] in name
    assert "write the role in its place" in found[0].mend
    assert found[0].text is not None
    assert name.rsplit(maxsplit=1)[-1] not in found[0].text
    with pytest.raises(InvalidDraft, match="may be the name of a private person"):
        drafts.publish(draft.id, by="T. Brandt")


def test_a_name_in_the_title_or_in_a_basis_blocks_too(drafts: Drafts, draft: Draft) -> None:
    after = {"text": "It is likely that the wells freeze.", "kind": "assessment", "section": "C", "likelihood": "likely",
             "basis": "Seen by Marenka Dovhalenko."}  # fmt: skip
    drafts.edit(draft.id, Edit("add", after=after), by="K. Maryan")
    made = drafts.edit(draft.id, Edit("title", after="What Tolvar Hrunenko saw"), by="K. Maryan")
    found = {f.values[0] for f in drafts.compiled(made).findings if f.key == "typed"}
    assert found == {"Marenka Dovhalenko", "Tolvar Hrunenko"}


def test_an_office_holder_and_a_body_may_be_named(drafts: Drafts, draft: Draft) -> None:
    holder = OfficeHolder("Tolvar Hrunenko", "head of the district")
    drafts.project.theatre = replace(THEATRE, office_holders=(holder,))
    one = draft.sentences[0]
    text = f"{one.text} Tolvar Hrunenko and the Harbour Gazette told so."
    made = drafts.edit(draft.id, Edit("text", one.id, after=text), by="K. Maryan")
    assert not [f for f in drafts.compiled(made).findings if f.key == "typed"]


def test_what_is_set_aside_cannot_let_a_name_out_of_a_file(drafts: Drafts, draft: Draft) -> None:
    one = draft.sentences[0]
    made = drafts.edit(draft.id, Edit("text", one.id, after=f"{one.text} Marenka Dovhalenko told so."), by="K. Maryan")
    with pytest.raises(InvalidDraft, match="cannot be set aside"):
        drafts.edit(draft.id, Edit("keep", one.id, after="BR-12", reason="she agreed"), by="K. Maryan")
    printed = drafts.write(drafts.compiled(made), drafts.project.out / "printed")
    held = drafts.compiled(made).ready
    assert "Ilma Torvey" not in "".join(p.read_text("utf-8") for p in printed if p.suffix in (".md", ".html", ".json"))
    assert held.setting.profile.names


def test_a_movement_waits_for_the_public_and_not_for_partners(tmp_path: Path) -> None:
    today = now()[:10]
    convoy = Report("A convoy with flour left Tarn for Brannic.", publisher="Northern Mission", published=today)
    claim = convoy.claim("A convoy with flour left Tarn for Brannic", category="GUO.H01", place="Brannic")
    pile = material([convoy], [event(claim, category="GUO.H01", origins=(origin("Northern Mission", claim),))])
    with project_of(tmp_path / "out", pile) as project:
        drafts = Drafts(project)
        draft = drafts.new(Spec(), by="K. Maryan")
        accept(project, claim)
        [finding] = drafts.compiled(draft).findings
        assert (finding.rule, finding.key) == ("BR-12", "early")
        assert "may be told from 20" in finding.message
        with pytest.raises(InvalidDraft, match="--release partner"):
            drafts.publish(draft.id, by="T. Brandt")
        with pytest.raises(InvalidDraft, match="a working copy is not published"):
            drafts.publish(draft.id, by="T. Brandt", release="working-copy")
        assert drafts.publish(draft.id, by="T. Brandt", release="partner").state == "published"


def test_confirmed_is_let_through_once_a_person_graded_it_as_confirmed(drafts: Drafts, draft: Draft) -> None:
    events = {e.id: e for e in drafts.project.store.events()}
    one = next(s for s in draft.sentences if s.events and events[s.events[0]].corroboration == "K3")
    made = drafts.edit(draft.id, Edit("text", one.id, after=f"Confirmed: {one.text}"), by="K. Maryan")

    def found() -> set[str]:
        return {f.rule for f in drafts.compiled(made).findings if f.sentence == one.id}

    assert "BR-04" in found()
    claim = events[one.events[0]].claims[0]
    grade(drafts, claim, "2")
    assert "BR-04" in found()
    grade(drafts, claim, "1")
    assert "BR-04" not in found()
    # The newest grade stands, and how reliable a source is says nothing of what it tells.
    grade(drafts, claim, "3")
    drafts.project.store.add_review(
        ReviewDraft("grade_source", ("source:works",), "K. Maryan", now(), "years of notices that held", field="A")
    )
    assert "BR-04" in found()


def grade(drafts: Drafts, claim: str, digit: str) -> None:
    drafts.project.store.add_review(
        ReviewDraft("grade_information", (claim,), "K. Maryan", now(), "read all of it", field=digit)
    )


def with_accepted(drafts: Drafts, draft: Draft) -> Draft:
    accept(drafts.project, *{c for s in draft.sentences for c in s.claims})
    return drafts.publish(draft.id, by="T. Brandt")


def test_a_withdrawn_brief_says_so_in_every_file_and_stays_withdrawn(drafts: Drafts, draft: Draft) -> None:
    done = with_accepted(drafts, draft)
    gone = drafts.withdraw(draft.id, by="T. Brandt", reason="two sources were one", told="Two sources were one office.")
    folder = drafts.project.out / "briefs" / draft.id
    assert gone.state == "withdrawn"
    assert gone.withdrawal["told"] == "Two sources were one office."
    assert gone.withdrawal["because"] == "two sources were one"
    for name in ("brief.md", "brief.html", "brief.json"):
        told = (folder / f"withdrawn-{gone.number}" / name).read_text("utf-8")
        assert f"Withdrawn: {draft.title}" in told, name
        assert "must not be used: Two sources were one office." in told, name
    # What was published stays as it was; an export made later says that it was withdrawn.
    assert "Withdrawn" not in (folder / f"published-{done.published}" / "brief.md").read_text("utf-8")
    assert drafts.compiled(gone).outward.header.title.startswith("Withdrawn: ")
    assert drafts._last(Spec(), other_than="") is None
    for again in (
        lambda: drafts.publish(draft.id, by="T. Brandt"),
        lambda: drafts.refresh(draft.id, by="T. Brandt"),
        lambda: drafts.withdraw(draft.id, by="T. Brandt", reason="again"),
        lambda: drafts.edit(draft.id, Edit("title", after="Other"), by="T. Brandt"),
    ):
        with pytest.raises(InvalidDraft, match="was withdrawn; make a new brief"):
            again()


def test_what_cannot_be_withdrawn_is_said(drafts: Drafts, draft: Draft) -> None:
    with pytest.raises(InvalidDraft, match="was never published"):
        drafts.withdraw(draft.id, by="T. Brandt", reason="wrong")
    with_accepted(drafts, draft)
    with pytest.raises(InvalidDraft, match="say with a reason"):
        drafts.withdraw(draft.id, by="T. Brandt", reason=" ")
    with pytest.raises(InvalidDraft, match="may be the name of a private person"):
        drafts.withdraw(draft.id, by="T. Brandt", reason="wrong", told="Marenka Dovhalenko asked us to.")


def test_the_ledger_of_a_draft_is_that_of_the_end_of_its_period(tmp_path: Path) -> None:
    first = Report("There is no water in Brannic.", publisher="Northern Mission", published="2026-10-10")
    later = Report("Water flows again in Brannic.", publisher="Northern Mission", published="2026-10-24")
    dry = first.claim("There is no water in Brannic", status="none", place="Brannic")
    wet = later.claim("Water flows again in Brannic", status="full", place="Brannic")
    events = [
        event(c, origins=(origin("Northern Mission", c),), place="sel:brannic", place_name="Brannic")
        for c in (dry, wet)
    ]
    pile = material([first, later], events)
    with project_of(tmp_path / "out", pile) as project:
        ledger = build_ledger(list(pile.readings), pile.events, theatre=THEATRE)
        assert {c.status for c in ledger} == {"full"}
        project.store.save_derived(
            run=project.begin({"command": "run"}), edges=[], judgements=[], events=pile.events, ledger=ledger
        )
        drafts = Drafts(project)
        spec = Spec(start="2026-10-05", end="2026-10-12")
        made = drafts.compiled(drafts.new(spec, by="K. Maryan"))
        [cell] = made.material.ledger
        assert (cell.status, cell.last_reported) == ("none", "2026-10-10")
        whole = drafts.compiled(drafts.new(Spec(), by="K. Maryan"))
        assert [c.status for c in whole.material.ledger] == ["full"]
