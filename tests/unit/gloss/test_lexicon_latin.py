"""Words in Latin letters beside Cyrillic languages: the same answer, without their dictionaries."""

import subprocess
import sys

import pytest
import simplemma

from reportedly.gloss.lexicon import load

WORDS = ("Courier", "https", "httpd", "Valley", "OSCE", "II", "ferry", "NATO-led", "Fraulein", "2026")


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_answer_is_that_of_the_lemma(language: str) -> None:
    lexicon = load()
    for word in WORDS:
        lemma = simplemma.lemmatize(word, lang=language).casefold()
        table = lexicon._words(language)
        expected = table.get(word.casefold()) or table.get(lemma) or lexicon._by_stem(lemma, language)
        assert lexicon.english(word, language) == expected, word


def test_no_dictionary_is_opened_for_them() -> None:
    code = (
        "from simplemma.strategies.dictionaries import dictionary_factory as d\n"
        "opened = []; d._load_dictionary_from_disk = lambda tag: opened.append(tag) or {}\n"
        "from reportedly.gloss.lexicon import load\n"
        "for tag in ('uk', 'ru'): load().english('Courier', tag)\n"
        "print(opened)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
