"""Which texts say of themselves that they were taken back, in four languages, and which only tell of others."""

import pytest

from reportedly.notices import is_notice, notice_of

TAKEN_BACK = """
This article has been retracted because the number of schools was wrong.
Editor's note: This story was withdrawn on Monday after the council showed its records.
The Sollen Courier has retracted this report.
We have withdrawn our report on the pump.
The editors retract this article and apologise to readers.
This item, first published on 3 May, has been formally retracted.
This page was taken down because the figures in it were false.
RETRACTED: Three schools shut in Sollen
Цю статтю відкликано, бо кількість шкіл була хибною.
Редакція відкликала цю публікацію.
Ми відкликаємо цю новину і перепрошуємо.
Ця новина знята з публікації.
Цей допис було видалено через помилку в цифрах.
Відкликано: у Солені зачинено три школи
Эта статья отозвана редакцией.
Данный материал был отозван, поскольку сведения не подтвердились.
Мы отзываем эту новость и приносим извинения.
Этот материал снят с публикации.
Эта новость удалена, так как она оказалась ложной.
Отозвано: в Солене закрыты три школы
Dieser Artikel wurde zurückgezogen.
Dieser Beitrag ist am Montag zurückgezogen worden, weil die Zahl der Schulen falsch war.
Wir ziehen diese Meldung zurück.
Wir haben diesen Text zurückgenommen und bitten um Entschuldigung.
Weil die Angaben falsch waren, wurde dieser Artikel gelöscht.
Zurückgezogen: Drei Schulen in Sollen geschlossen
"""
TOLD_OF_OTHERS = """
The ministry retracted its statement on the pump.
The Tribune has withdrawn a report on three schools.
The troops were withdrawn from the town on Monday.
The article was removed from the draft law.
This article has not been retracted.
If this article is withdrawn, readers will be told.
The mayor demands that this article be withdrawn.
“This story was withdrawn,” the paper said of the Tribune's report.
This post office was removed from the list.
This page was removed.
Correction: an earlier version of this article said 40 schools.
Міністерство відкликало свого посла.
Депутати відкликали свій законопроєкт.
Цю інформацію не спростовано.
Ця інформація стосується відкликаних товарів.
Мер вимагає, щоб цю статтю відкликали.
Посла отозвали из столицы.
Компания отзывает автомобили.
У банка отозвана лицензия, говорится в этом сообщении.
Этот пост охраны снят.
Das Ministerium zog seine Erklärung zurück.
Die Truppen wurden zurückgezogen.
Dieser Artikel wurde nicht zurückgezogen.
Die Zeitung zog einen Bericht über Schulen zurück.
Die Mittel wurden zurückgezogen, heißt es in diesem Bericht.
Three schools are shut in Sollen.
"""


@pytest.mark.parametrize("sentence", TAKEN_BACK.strip().splitlines())
def test_a_text_that_takes_itself_back_is_known(sentence: str) -> None:
    assert is_notice(sentence)
    text = f"Schools in Sollen\n\n{sentence}\n\nThree schools are shut, the council said."
    found = notice_of("Schools in Sollen", text)
    assert found is not None
    assert text[found.start : found.end] == found.words
    assert found.words in sentence


@pytest.mark.parametrize("sentence", TOLD_OF_OTHERS.strip().splitlines())
def test_a_text_that_tells_what_others_take_back_is_none(sentence: str) -> None:
    assert notice_of("Schools in Sollen", f"{sentence} The council said so.") is None


def test_a_notice_stands_in_the_title_or_at_the_beginning() -> None:
    assert notice_of("Retracted: Schools in Sollen", "Three schools are shut.") is not None
    body = "The council met on Monday. " * 60
    assert notice_of(None, body + "This article has been retracted.") is None
    assert notice_of(None, "") is None
