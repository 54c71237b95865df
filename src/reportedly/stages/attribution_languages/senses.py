"""Hedge words in a sense that hedges nothing: "can" of ability and permission, the noun "Wohl", "shall have"."""

import re

_CAN = re.compile(r"мож(?:е|уть)|мо(?:жет|гут)", re.IGNORECASE)
_HARM = re.compile(
    r"\s(?:\w+\s)?(?:поранен|ранен|травм|опік|ожог|відмов|отказ|удар|штраф|постражда|загину|смерт|збит|ущерб|урон)",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"(?:отримати|отримувати|подати|подавати|звернутися|звертатися|оформити|скористатися|користуватися|придбати|записатися|"
    r"зареєструватися|пройти|відвідати|відвідувати|набрати|дізнатися|переглянути|взяти участь|долучитися|приєднатися|"
    r"претендувати|розраховувати на|обрати|оскаржити|"
    r"получить|получать|подать|подавать|обратиться|обращаться|оформить|воспользоваться|пользоваться|приобрести|записаться|"
    r"зарегистрироваться|пройти|посетить|посещать|набрать|узнать|принять участие|присоединиться|претендовать|"
    r"рассчитывать на|выбрать|обжаловать)(?!\w)",
    re.IGNORECASE,
)
"""What people may do by a notice."""
_HOLDS = re.compile(
    r"(?:одночасно |одновременно |щодня |ежедневно )?(?:прийняти|приймати|вмістити|вміщати|вміщувати|розмістити|"
    r"обслуговувати|виробляти|перевозити|нести|розвивати|принять|принимать|вместить|вмещать|разместить|обслуживать|производить|перевозить|"
    r"нести|развивать)\s(?:[^.,;]{0,40}?\s)?(?:\d|до\s|сто|двіст|двест|тисяч|тысяч|десят|понад|більш|свыше|больше|"
    r"\w+надцят|триста|чотири|четыр|п.?ят|сот)",
    re.IGNORECASE,
)
"""What a thing holds, carries or makes, with a number."""
_REACHES = re.compile(
    r"(?:досягати|сягати|становити|складати|достигать|составлять|составить|становить)(?!\w)", re.IGNORECASE
)
_MEASURED = re.compile(
    r"(?<!\w)(?:розмір|сума|суми|обсяг|допомог|виплат|субсиді|дотаці|компенсаці|штраф|швидк|дальн|вартіст|ціна|потужн|термін|"
    r"довжин|глибин|размер|сумма|суммы|объ[её]м|пособи|выплат|субсиди|дотаци|компенсаци|скорост|дальност|стоимост|цена|"
    r"мощност|срок|длина|глубина)\w*\s[^.;]*$",
    re.IGNORECASE,
)
_WHO_MAY = re.compile(r"(?<!\w)(?:усі|всі|кожен|кожна|охоч\w+|все|каждый|каждая|любой|желающ\w+)(?!\w)", re.IGNORECASE)
_TAKEN_UP = re.compile(_ALLOWED.pattern + r"[^.;,]{0,60}$", re.IGNORECASE)
_IDIOM = re.compile(r"\soder übel", re.IGNORECASE)
_HAS_DONE = re.compile(r"(?:\w+t|\w+en)\s+haben$")
_HELD = re.compile(r"(?:[Ss]oll|[Ss]ollen)\s.*\shaben$", re.DOTALL)


def is_no_hedge(text: str, start: int, end: int, sentence: int) -> bool:
    """Say whether the words from `start` to `end` are meant in a sense that hedges nothing.

    `sentence` is where their sentence begins.
    """
    printed, left, right = text[start:end], text[sentence:start], text[end : end + 160]
    if printed == "Wohl" and left.strip():
        return True
    if printed.casefold() == "wohl":
        return _IDIOM.match(right) is not None
    if _HELD.fullmatch(printed) is not None:
        last = _HAS_DONE.search(printed)
        return last is None or last.group()[0].isupper()
    return _CAN.fullmatch(printed) is not None and _is_ability(left, right)


def _is_ability(left: str, right: str) -> bool:
    """Say whether "can" tells what somebody is allowed to do, or what a thing holds or comes to."""
    follows = right.lstrip()
    allowed = _ALLOWED.match(follows)
    if allowed is not None:
        return _HARM.match(follows, allowed.end()) is None
    if _REACHES.match(follows) is not None:
        return _MEASURED.search(left) is not None
    if _TAKEN_UP.search(left) is not None and _WHO_MAY.match(follows) is not None:
        return True
    return _HOLDS.match(follows) is not None
