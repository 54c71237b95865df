"""Whether a quotation tells something: no appeal to people, no hope or opinion of its writer, no word that is none."""

import re
from functools import lru_cache

_REMEMBERED = 32_768
"""Quotations of which it is remembered what they are: a brief asks several times for each."""

_ASKS = re.compile(
    r"\b(?:asks?|asked|urge[sd]?|call(?:s|ed) (?:up)?on|appeal(?:s|ed) to|advise[sd]?|invite[sd]?|encourage[sd]?"
    r"|remind(?:s|ed)) (?:all |local |its |the |anyone |every )*"
    r"(?:residents?|citizens|people|readers|subscribers|everyone|drivers|parents|customers|consumers|townspeople"
    r"|villagers|neighbours|those)\b"
    r"|\b(?:про(?:сить|сять|сит|сят|сила|сили)|попроси\w+|заклика\w+|призыва\w+|призва\w+|рекоменду\w+|нагаду\w+"
    r"|напомина\w+) (?:усіх |всіх |всех |місцевих |местных )?"
    r"(?:мешканц|жител|громадян|граждан|людей|усіх|всіх|всех|підписник|подписчик|вод[иі]|батьк|родител|земляк"
    r"|споживач|потребител|містян|горожан)\w*"
    r"|\bb(?:ittet|at|itten) (?:alle |die )?(?:Bürger|Bewohner|Einwohner|Leser|Menschen|Anwohner)\w*",
    re.IGNORECASE,
)
"""Words by which a body asks people for something: an appeal, not what became of it."""

_NO_WORD = re.compile(
    r"\b(?:has|have|had) (?:received |got |had )?no"
    r" (?:messages?|reports?|information|word|answer|reply|data|news|knowledge)\b"
    r"|\b(?:is|was) (?:still )?(?:not known|unknown|unclear)\b"
    r"|\b(?:gave|gives|give) no (?:new )?(?:date|reason|figure|number|details)"
    r"|\bdid not (?:say|specify|give|explain|name)\b|\bthere (?:is|was) no (?:information|news|word)\b"
    r"|\bне (?:уточни\w*|уточню\w*|повідомля\w*|повідоми\w*|сообща\w*|сообщи\w*|назва\w+|надходило|поступало"
    r"|пояснил[аи]?)"
    r"|\b(?:інформації|информации|відомостей|сведений|даних|данных)"
    r" (?:\w+ ){0,4}(?:немає|нема|нет|не було|не было|не має|не имеет)"
    r"|\b(?:наразі|поки|пока) (?:що )?не(?:відомо|известно)"
    r"|\b(?:keine|machte keine) (?:Angaben|Informationen|Meldungen)\b|\bist (?:noch )?unklar\b",
    re.IGNORECASE,
)
"""Words that tell only that nothing is told."""

_WISH = re.compile(
    r"\b(?:I|we) (?:hope|wish|believe|think|do(?: not|n[’']t) understand)\b|\bin (?:my|our) (?:opinion|view)\b"
    r"|\blet us\b"
    r"|\b(?:сподіва(?:юс|ємос|йтес)\w*|мріє?мо|мрію|не розумію|думаю|гадаю|вважаю|віримо|вірю|вдячн\w+|пишаю\w*"
    r"|хочеться|(?:не)?хай|надеюсь|надеемся|не понимаю|считаю|верю|верим|благодар(?:ен|на|ны)|горжусь|гордимся"
    r"|хочется|пусть|пускай|на мою думку|по[- ]моєму|на мой взгляд|по[- ]моему)\b"
    r"|\b(?:ich|wir) (?:hoffen?|glauben?|denken?|verstehen? nicht|wünschen?)\b|\bmeiner Meinung nach\b",
    re.IGNORECASE,
)
"""Words of hope, thanks and opinion that a writer gives as their own."""

_PERSONAL = re.compile(
    r"(?<![\w'’])(?:we|our|ours|us|I(?= [a-z])|my|ми|нас|нам|нами|наш\w{0,4}|я|мене|мені|мною|мо[яїєю]|моєї|мого|мы"
    r"|меня|мне|мной|мо[йяеёию]|моего|wir|uns(?:er\w*)?|ich|mir|mich|mein\w*)(?![\w'’])",
)
"""The writer's own person; the first word is looked at with a small letter."""

_TALK = re.compile(
    r"(?:it|he|she|they) (?:say|said|says|speaks? of|spoke|added|noted|explained|replied|came to)\b"
    r"|(?:він|вона|вони|он|она|они) (?:\w+ )?"
    r"(?:сказа\w+|каж\w+|говор\w+|дода\w+|добав\w+|поясн\w+|відпов\w+|ответ\w+)(?=[.,!…]|$)"
    r"|(?:er|sie) (?:sagte|sagen|erklärte|fügte hinzu)\b",
    re.IGNORECASE,
)
"""How a quotation begins that tells of nothing but that somebody spoke."""


@lru_cache(_REMEMBERED)
def asks(printed: str) -> bool:
    """Say whether a quotation is the appeal of a body to people, or tells only that nothing is told."""
    return bool(_ASKS.search(printed) or _NO_WORD.search(printed))


@lru_cache(_REMEMBERED)
def personal(printed: str) -> bool:
    """Say whether a quotation speaks of its writer ("we", "my"), or tells a hope or an opinion."""
    small = printed if printed[:2] == "I " else printed[:1].lower() + printed[1:]
    return bool(_WISH.search(printed) or _PERSONAL.search(small))


def talk(printed: str) -> bool:
    """Say whether a quotation tells of nothing but that somebody spoke: "They say next week"."""
    return _TALK.match(printed) is not None
