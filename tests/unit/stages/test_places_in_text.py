"""Places of invented Ukrainian, Russian and German sentences, with the gazetteer as it is built."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.gazetteer.build import default_path
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.stages.glossed.functions import function_of
from reportedly.stages.glossed.places import places_of, without_parents

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "places.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
FLOOR = 0.95
"""Share of sentences in which every place has its name and function; 0.98 when the sentences were written."""

_MARKED = re.compile(r"\{(?P<printed>[^|{}]*)\|(?P<what>[^|{}]*)\|?(?P<function>[^{}]*)\}|\[(?P<none>[^\[\]]*)\]")


@pytest.fixture(scope="module")
def built() -> Iterator[SqliteGazetteer]:
    path = default_path()
    if not path.is_file():
        pytest.skip("the gazetteer of this version is not built; `reportedly gazetteer build` makes it")
    opened = SqliteGazetteer(path)
    yield opened
    opened.close()


def parsed(line: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return a sentence without its marks, and (start, end, what it is, function) of its places."""
    text, gold, at = "", [], 0
    for mark in _MARKED.finditer(line):
        text += line[at : mark.start()]
        start = len(text)
        text += mark["printed"] if mark["printed"] is not None else mark["none"]
        if mark["printed"] is not None:
            gold.append((start, len(text), mark["what"], mark["function"] or "event"))
        at = mark.end()
    return text + line[at:], gold


def faults(language: str, line: str, built: SqliteGazetteer) -> list[str]:
    """Return what is wrong with the places read from one marked sentence."""
    text, gold = parsed(line)
    found = without_parents(text, places_of(text, built, (), language=language))
    wrong = [p.span.of(text) for p in found if not any(p.span.start < e and s < p.span.end for s, e, _, _ in gold)]
    for start, end, what, function in gold:
        place = next((p for p in found if p.span.start < end and start < p.span.end), None)
        if place is None:
            wrong.append(f"missed {what}")
            continue
        wanted = built.find(what.removeprefix("~"), limit=1)
        named = place.name == what[1:] if what.startswith("~") else place.best is not None and bool(wanted)
        if not named or (not what.startswith("~") and place.best is not None and place.best.id != wanted[0].id):
            wrong.append(f"{place.span.of(text)} is not {what}")
        before, after = text[: place.span.start], text[place.span.end :]
        if function_of(place, place.span.of(text), before, after, text) != function:
            wrong.append(f"{what} has another function than {function}")
    return wrong


def test_there_are_sentences_in_every_language():
    assert len(LINES) >= 230
    assert {language for language, _ in LINES} == {"uk", "ru", "de"}


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_nearly_every_sentence_is_read_right_as_a_whole(built, language):
    mine = [line for tag, line in LINES if tag == language]
    wrong = {line: found for line in mine if (found := faults(language, line, built))}
    assert 1 - len(wrong) / len(mine) >= FLOOR, wrong


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "Итак. Начнём с главного."),
        ("ru", "В Республике восстановили подачу воды, сообщили в Республике."),
        ("uk", "З Днем міста привітали лікарів."),
        ("ru", "Книги передали в Музей обороны."),
        ("uk", "Із Зеленським говорили про воду."),
        ("uk", "До Головного управління надійшли скарги."),
        ("uk", "Полк «Азов» провів навчання."),
        ("ru", "Вы подписаны на Анну?"),
        ("uk", "Коли місто чекало на воду, лікарня стояла."),
        ("uk", "Усе вирішили без старого Баранова."),
        ("ru", "Всё решится на Юге!"),
        ("uk", "У місті {Щастя|Щастя} немає води."),
        ("ru", "В {Изюме|Изюм} нет света."),
        ("ru", "В {Риге|Рига} открыли выставку."),
        ("uk", "Електрики немає у {Вільному|Вільне}, школа закрита."),
        ("uk", "Підрозділи тримають завод «{Азовсталь|Азовсталь}»."),
    ],
)
def test_plain_words_people_and_things_in_marks_are_no_towns(built, language, line):
    text, gold = parsed(line)
    found = [p.span for p in places_of(text, built, (), language=language)]
    assert [(s.start, s.end) for s in found] == [(start, end) for start, end, _, _ in gold]
