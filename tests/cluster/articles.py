"""Invented short reports in four languages, as many different ones as are asked for, the same ones each time."""

import json
import random
from pathlib import Path

_DAYS = range(1, 28)

_EN = (
    "The clinic in {place} is shut, the {body} said on Monday.",
    "Residents reportedly had no water for {n} days.",
    "According to the mayor, {n} families left {place} since 3 October.",
    "The {body} denied that the bridge was closed.",
    "A spokesman for the water company told the Valley Courier that power would return within {n} hours.",
    "Officials claimed the school in {place} had reopened; teachers there said it had not.",
)
_DE = (
    "Das Krankenhaus in {place} ist geschlossen, teilte {body} am Montag mit.",
    "Nach Angaben von Anwohnern gibt es seit {n} Tagen kein Wasser.",
    "Laut dem Bürgermeister haben {n} Familien {place} verlassen.",
    "Der Sprecher der Wasserwerke sagte, der Strom komme in {n} Stunden zurück.",
    "Die Behörden bestritten, dass die Brücke gesperrt sei.",
    "Die Schule in {place} habe angeblich wieder geöffnet, hieß es aus dem Rathaus.",
)
_UK = (
    "Лікарня у місті {place} закрита, повідомила {body} у понеділок.",
    "За словами мешканців, води немає вже {n} днів.",
    "За даними мера, {n} родин виїхали з міста {place}.",
    "Речник водоканалу сказав, що світло повернеться за {n} годин.",
    "Влада заперечила, що міст перекрито.",
    "Школа у місті {place} нібито знову працює, заявили в міській раді.",
)
_RU = (
    "Больница в городе {place} закрыта, сообщила {body} в понедельник.",
    "По словам жителей, воды нет уже {n} дней.",
    "По данным мэра, {n} семей уехали из города {place}.",
    "Представитель водоканала сказал, что свет вернётся через {n} часов.",
    "Власти опровергли, что мост перекрыт.",
    "Школа в городе {place} якобы снова работает, заявили в городском совете.",
)
_LANGUAGES = {
    "en": (_EN, ("Kharkiv", "Dnipro", "Lozova"), ("town council", "regional police", "ministry of health")),
    "de": (_DE, ("Charkiw", "Dnipro", "Losowa"), ("der Stadtrat", "die Regionalpolizei", "das Ministerium")),
    "uk": (_UK, ("Харків", "Дніпро", "Лозова"), ("міська рада", "обласна поліція", "лікарняна каса")),
    "ru": (_RU, ("Харьков", "Днепр", "Лозовая"), ("городская администрация", "областная полиция", "больничная касса")),
}


def articles(count: int, languages: tuple[str, ...] = ("en", "de", "uk", "ru")) -> list[dict[str, str]]:
    """Return reports of some fifty words: text, language, publisher, published, title."""
    draw = random.Random(20261129)
    made = []
    for number in range(count):
        language = languages[number % len(languages)]
        sentences, places, bodies = _LANGUAGES[language]
        chosen = draw.sample(sentences, 5)
        filled = (s.format(place=draw.choice(places), body=draw.choice(bodies), n=draw.randint(2, 60)) for s in chosen)
        text = " ".join(filled)
        made.append(
            {
                "text": f"{text} ({number})",
                "language": language,
                "publisher": f"{language} wire {draw.randint(1, 3)}",
                "published": f"2026-10-{draw.choice(_DAYS):02}",
                "title": f"Report {number}",
            }
        )
    return made


def write_jsonl(path: Path, made: list[dict[str, str]]) -> Path:
    """Write reports as JSON lines and return the file."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), "utf-8")
    return path
