"""Cue lexicons: every cue of every language is found, and found where it stands."""

from importlib.resources import files
from pathlib import Path

import pytest

from reportedly.errors import InvalidData
from reportedly.stages.cues import LANGUAGES, CueMatch, Entry, load_lexicon, read_lexicon
from reportedly.stages.cues.pattern import InvalidPattern, compile_pattern

ONE_ENTRY = """
language: en
version: "1.0.0"
guards: {alone: {unless_before: 'the\\s'}}
inflections: {say: [say, says, said]}
entries:
  - id: en.att.says
    type: ATT
    printed: [says]
    variants: [{pattern: "<say>", guard: alone}]
    author_commitment: Uu
    source_commitment: "CT+"
    stance: "n"
"""


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[cue.start : cue.end], cue.entry.id) for cue in load_lexicon(language).find(text)]


def ids(text: str, language: str = "en") -> list[str]:
    return [entry_id for _, entry_id in found(text, language)]


def the_cue(text: str, entry_id: str, language: str = "en") -> CueMatch:
    [cue] = [cue for cue in load_lexicon(language).find(text) if cue.entry.id == entry_id]
    return cue


def sentences(entry: Entry, language: str) -> list[str]:
    """Return the examples of an entry, or one sentence built from each printed form."""
    if entry.examples:
        return list(entry.examples)
    frame = "The council {} that the pump had failed." if language == "en" else "{}."
    fill = {"[X]": "the mayor", "[Y]": "the mayor", "[outlet]": "the paper", "[official]": "mayor"}
    made = []
    for form in entry.printed:
        filled = form
        for slot, words in fill.items():
            filled = filled.replace(slot, words)
        made.append(frame.format(filled))
    return made


ALL = [(language, entry) for language in LANGUAGES for entry in load_lexicon(language).entries]


@pytest.mark.parametrize(("language", "entry"), ALL, ids=[entry.id for _, entry in ALL])
def test_every_cue_is_found_in_its_sentences(language: str, entry: Entry) -> None:
    for sentence in sentences(entry, language):
        assert entry.id in ids(sentence, language), sentence


@pytest.mark.parametrize(
    ("language", "entries", "forms"), [("en", 74, 154), ("uk", 74, 151), ("ru", 71, 140), ("de", 74, 143)]
)
def test_the_core_lists_are_whole(language: str, entries: int, forms: int) -> None:
    core = [entry for entry in load_lexicon(language).entries if entry.source == "core"]
    scare_quotes = [entry for entry in core if entry.id.endswith(".scare-quotes")]
    assert len(core) == entries
    assert len(scare_quotes) == 1
    assert sum(len(entry.printed) for entry in core) == forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicons_that_ship_are_in_order(language: str) -> None:
    file = Path(str(files("reportedly.stages.cues"))) / f"{language}.yaml"
    assert len(read_lexicon(file).entries) == len(load_lexicon(language).entries)


def test_likelihood_cues_and_only_they_have_a_grade() -> None:
    grades = {"PR+": "p", "PS+": "s", "PR-": "u"}
    for _, entry in ALL:
        assert (entry.level is not None) == (entry.type == "EPI"), entry.id
        if entry.level is not None:
            said = entry.author_commitment if entry.author_commitment in grades else entry.source_commitment
            assert grades[str(said)] == entry.level, entry.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said so.", [("said", "en.att.says")]),
        (
            "It could not be independently verified.",
            [("could not be independently verified", "en.unv.not-verified")],
        ),
        ("They falsely claimed it.", [("falsely claimed", "en.dis.falsely-claimed")]),
        ("The pump is said to leak.", [("is said to", "en.rep.is-said-to")]),
        ("They expect rain, I think.", [("expect", "en.asm.expects"), ("I think", "en.asm.i-think")]),
        ("In my opinion it leaks.", [("In my opinion", "en.asm.in-my-opinion")]),
        ("It is feared lost.", [("It is feared", "en.epi.feared")]),
    ],
)
def test_the_longest_cue_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The state of the pump is bad.",
        "The claim office is shut.",
        "In May the pump stopped.",
        "May 3 was a Sunday.",
        "The plan has a flaw.",
        "An unsaid word, a said-to-be ghost and the naysayer's hat.",
        "They dismissed four teachers.",
        "Troops withdrew from the bridge.",
        "They are as likely as not.",
    ],
)
def test_a_homograph_is_no_cue(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("‘Closed,’ she said—again.", "said"),
        ("It can’t be ruled out.", "can’t be ruled out"),
        ("It can't be ruled out.", "can't be ruled out"),
        ("the so\u2011called mayor", "so\u2011called"),
        ("REPORTEDLY closed", "REPORTEDLY"),
        ("closed,reportedly,again", "reportedly"),
    ],
)
def test_apostrophes_hyphens_and_capitals_do_not_hide_a_cue(text: str, cue: str) -> None:
    assert cue in [words for words, _ in found(text)]


@pytest.mark.parametrize("before", ["", "İİİ İstanbul. ", "🚰🇺🇳👩‍🔧 ", "\u200b\u200d\ufeff", "e\u0301 ǆ ŉ ẞ ", "\n\n"])
def test_offsets_are_code_points_whatever_stands_before(before: str) -> None:
    text = f"{before}The pump has reportedly failed, according\u00a0to residents."
    cues = load_lexicon("en").find(text)
    assert [text[cue.start : cue.end] for cue in cues] == ["reportedly", "according\u00a0to"]
    assert cues[0].start == len(before) + len("The pump has ")


def test_a_cue_crosses_a_line_break_but_not_an_empty_line() -> None:
    assert "en.att.according-to" in ids("according\nto residents")
    assert "en.att.according-to" not in ids("according\n\nto residents")
    assert "en.att.according-to" in ids("according\u200b to residents")


def test_a_letter_in_two_code_points_is_found_where_it_stands() -> None:
    composed = "Самопровозглашённый мэр уехал."
    decomposed = composed.replace("ё", "е\u0308").replace("й", "и\u0306")
    for text in (composed, decomposed):
        [cue] = load_lexicon("ru").find(text)
        assert text[cue.start : cue.end] == text.split()[0]


def test_apostrophes_inside_ukrainian_words_match_all_kinds() -> None:
    for mark in "'’ʼ":
        assert "uk.pln.nakazav" in ids(f"Вчителів зобов{mark}язали прийти.", "uk")


def test_a_slot_is_told_from_the_words_of_the_cue() -> None:
    text = "The council accused  the old mayor  of theft."
    cue = the_cue(text, "en.att.accused")
    assert [text[start:end] for start, end in cue.slots] == ["the old mayor"]
    assert [text[start:end] for start, end in cue.pieces] == ["accused", "of"]
    plain = the_cue("She said so.", "en.att.says")
    assert plain.pieces == ((plain.start, plain.end),)


def test_a_cue_inside_a_slot_is_found_too() -> None:
    assert ids("The council accused the so-called mayor of theft.") == ["en.att.accused", "en.lbl.so-called"]


def test_accordingly_counts_at_the_start_of_a_sentence_only() -> None:
    assert "en.chn.accordingly" in ids("The pump failed. Accordingly, the mill stopped.")
    assert "en.chn.accordingly" in ids("Accordingly, the mill stopped.")
    assert "en.chn.accordingly" not in ids("The mill acted accordingly.")


def test_anaphoric_cues_are_marked() -> None:
    assert the_cue("Насос зламався. Про це повідомляє Кнешський вісник.", anaphoric_id("uk"), "uk").entry.anaphoric
    assert the_cue("Насос сломался. Об этом сообщает Кнешский вестник.", anaphoric_id("ru"), "ru").entry.anaphoric
    assert the_cue("The pump failed. This was reported by the Courier.", anaphoric_id("en")).entry.anaphoric


def anaphoric_id(language: str) -> str:
    [entry] = [entry for entry in load_lexicon(language).entries if entry.anaphoric]
    return entry.id


@pytest.mark.parametrize(
    ("language", "text", "entry_id"),
    [
        ("de", "Die Pumpe soll gestern ausgefallen sein.", "de.rep.soll"),
        ("de", "Der Rat teilte am Montag mit, die Brücke sei zu.", "de.att.teilte-mit"),
        ("de", "Die Scheinwahlen fanden im Juni statt.", "de.lbl.schein"),
        ("ru", "Мэрию возглавил так называемый глава.", "ru.lbl.tak-nazyvaemyy"),
        ("uk", "Псевдомер закрив міст.", "uk.lbl.samoproholoshenyy"),
    ],
)
def test_cues_of_other_languages_bend(language: str, text: str, entry_id: str) -> None:
    assert entry_id in ids(text, language)


def test_english_knows_many_reporting_verbs() -> None:
    lexicon = load_lexicon("en")
    extended = [entry for entry in lexicon.entries if entry.source == "extended"]
    assert len(extended) >= 150
    assert "en.att.testify" in ids("The clerk testified that the door was open.")
    assert "en.pln.promised" in ids("The mayor promised to open it.")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidData, match="'xx'; there are en, uk, ru, de"):
        load_lexicon("xx")


def test_a_lexicon_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(ONE_ENTRY, encoding="utf-8")
    lexicon = read_lexicon(path)
    assert [cue.entry.id for cue in lexicon.find("She says; the said man.")] == ["en.att.says"]
    assert lexicon.get("en.att.says") is not None
    assert lexicon.get("en.att.other") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<say>", "<sing>", "en.att.says: lemma 'sing' has no line under inflections"),
        ("<say>", "<say", "bracket without its partner"),
        ("<say>", "(and) <say>", "does not start with a word"),
        ("guard: alone", "guard: other", "names guard 'other'"),
        ("type: ATT", "type: DIS", "start the id with en.dis"),
        ("type: ATT", "type: XYZ", "en.att.says: entries.0.type"),
        ('pattern: "<say>"', 'regex: "(say"', "en.att.says"),
        (", guard: alone", ', regex: "x"', "either a pattern or a regex"),
        ("printed: [says]", "printed: []", "entries.0.printed"),
        ("language: en", "language: en\nlanguage: de", "line 3"),
    ],
)
def test_an_error_in_a_lexicon_names_the_entry(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "own.yaml"
    assert old in ONE_ENTRY
    path.write_text(ONE_ENTRY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        read_lexicon(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_an_id_that_stands_twice_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(ONE_ENTRY + ONE_ENTRY.split("entries:\n")[1], encoding="utf-8")
    with pytest.raises(InvalidData, match=r"en\.att\.says stands twice"):
        read_lexicon(path)
    with pytest.raises(InvalidData, match="cannot be read"):
        read_lexicon(tmp_path / "none.yaml")


def test_a_pattern_that_is_only_a_slot_is_refused() -> None:
    with pytest.raises(InvalidPattern):
        compile_pattern("[X]", {})


def test_a_number_of_people_who_are_something_is_no_hearsay() -> None:
    lexicon = load_lexicon("en")
    assert not [m for m in lexicon.find("Some 14,000 people are affected by the cut.") if m.entry.type == "REP"]
    (found,) = [m for m in lexicon.find("People are saying that the ford is shut.") if m.entry.type == "REP"]
    assert found.entry.id == "en.rep.it-is-said"
