"""Invented pairs of reports that copy, excerpt or retell one another, or do not."""

from dataclasses import dataclass
from typing import Literal

from reportedly.derive.words import Text, longest_run
from tests.unit.derive.reports import a_report

PairKind = Literal[
    "near copy", "excerpt", "excerpt of half its length", "rewrite", "same outlet, other matter", "unrelated"
]


@dataclass(frozen=True)
class TextPair:
    """Two texts, the earlier one first, and how they hang together."""

    kind: PairKind
    earlier: str
    later: str


_FERRY = (
    "The ferry across the Lower Veld has not run since Sunday evening, the harbour office in Tarnebo wrote. "
    "Its engine stopped halfway, and the crew rowed forty passengers ashore in three trips. A mechanic who knew "
    "the old engine left the town in spring. The office asks people to use the bridge at Sormen, an hour by bus. "
    "It expects a spare part within two weeks but could not say from where."
)
_CLINIC = (
    "Two of the four rooms of the clinic in Ostrevik are closed from Monday, the clinic's own notice says. Nurses "
    "were told in April that their pay would come from the new treasury in Halm. Seven of eleven declined to sign "
    "for it and have stayed at home since. Births and fractures are still taken in; everybody else is sent to Halm, "
    "sixty kilometres away over a road with three checkpoints."
)
_SCHOOL = (
    "Pupils in the upper town of Kaldren will sit the examinations of the new ministry in June, teachers were told "
    "on Thursday. Books for the subject of civic duty came by lorry this week and lie unopened in the hall. The head "
    "of the school, who took office in March, said that attendance had been good. Parents counted nineteen children "
    "in a class of thirty-two."
)
_PENSION = (
    "Pensioners in Brask waited four hours in front of the savings office on Friday. The counter paid out half of the "
    "April money and closed at noon because the notes had run out, a clerk said through the window. A second van was "
    "promised for Tuesday. In the villages along the lake nobody has been paid since February, according to the "
    "association of pensioners in Brask."
)
_BREAD = (
    "Bread in Ullenau costs twice what it did in winter. The bakery on the ring road works at night only, when there "
    "is current, and sells from the side door until seven. Flour from the new mill is grey and does not rise, the "
    "baker told customers. He said he would close if the price of fuel went up again."
)

PAIRS: tuple[TextPair, ...] = (
    TextPair("near copy", _FERRY, "Tarnebo. " + _FERRY.replace("Sunday evening", "last Sunday") + " Report: our desk."),
    TextPair("near copy", _CLINIC, _CLINIC.replace("Seven of eleven", "Most of them").replace("fractures", "injuries")),
    TextPair("near copy", _SCHOOL, "A channel of parents writes: " + _SCHOOL.replace("by lorry this week ", "")),
    TextPair("near copy", _PENSION, _PENSION.replace("Friday", "Friday morning") + " Photographs show the queue."),
    TextPair("near copy", _BREAD, _BREAD.upper().replace("CUSTOMERS", "PEOPLE IN THE QUEUE")),
    TextPair("excerpt", _FERRY + " " + _BREAD + " " + _SCHOOL, _BREAD),
    TextPair("excerpt", _CLINIC + " " + _FERRY, "In short, from Ostrevik: " + _CLINIC[:172]),
    TextPair("excerpt of half its length", _PENSION, "The week in the lake country began with a late frost. Elsewhere nothing moved, and "
             "the mayor was away. On Friday there was this: " + _PENSION[74:240] + " Whether Tuesday will be better "
             "is anybody's guess; the lake has ice until noon and the bus does not come. We shall see, and write."),
    TextPair("rewrite", _FERRY, "Passengers on the Lower Veld must take the long way round: the only ferry broke down "
             "on Sunday with some forty people aboard. According to the harbour office in Tarnebo it may be a "
             "fortnight before a new part arrives. Buses to the Sormen bridge need about an hour."),
    TextPair("rewrite", _CLINIC, "Ostrevik's clinic has shut half of its rooms. Its nurses refuse to be paid by the "
             "treasury that the new rulers opened in Halm, and seven out of eleven no longer come to work. Only "
             "births and broken bones are treated; other patients travel sixty kilometres to Halm."),
    TextPair("rewrite", _SCHOOL, "In Kaldren the June examinations will be those of the new ministry. Teachers learned "
             "of it on Thursday, when a lorry had already brought books on civic duty. By the parents' count not "
             "even two thirds of the children still come to class; the new head calls attendance good."),
    TextPair("rewrite", _PENSION, "The savings office in Brask ran out of notes on Friday. Those who had queued for "
             "hours received half of their April pension, and a clerk announced another van for Tuesday. The "
             "association of pensioners says that lake villages have seen no money since February."),
    TextPair("rewrite", _BREAD, "A loaf in Ullenau has doubled in price since winter. With current only at night, the "
             "ring road bakery sells from seven o'clock on no longer, and its owner complains of grey flour. Should "
             "fuel rise once more, he means to shut the shop."),
    TextPair("same outlet, other matter", _FERRY, _PENSION),
    TextPair("same outlet, other matter", _CLINIC, _SCHOOL),
    TextPair("same outlet, other matter", _BREAD, _FERRY),
    TextPair("unrelated", _SCHOOL, "The council of Ruvane voted to keep the winter market open for one more week. Snow "
             "is expected, stallholders bring their own lamps, and the town band plays on Saturday at four."),
    TextPair("unrelated", _PENSION, "Fishing on the northern shore is allowed again from the first of the month. Nets "
             "must be marked with the owner's number; those without will be taken ashore and kept for a fee."),
)  # fmt: skip


def measured(pair: TextPair) -> tuple[float, int]:
    """Return the share of shared shingles of the shorter text, and the words of the longest shared run."""
    one, other = (Text(a_report(text).document) for text in (pair.earlier, pair.later))
    smaller = min((one, other), key=lambda t: len(t.shingle_set))
    shared = one.shingle_set & other.shingle_set
    return len(shared) / len(smaller.shingle_set), longest_run(smaller, shared)
