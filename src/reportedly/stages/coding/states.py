"""The wide vocabulary of service states: absence, part, limitation, normal service (CODEBOOK 3.3)."""

import re

from reportedly.sieve import Sieve, Sieves

TOLD = Sieves()
"""The patterns for how a service works: a wording is asked for most of them."""


def any_of(words: str) -> Sieve:
    """Return a pattern of whole words, without regard to case."""
    return TOLD.sieve(rf"\b(?:{words})\b", re.IGNORECASE)


_AMOUNT = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|(?:a |one )?hundred|(?:a )?dozen)"
)

PART = any_of(
    rf"{_AMOUNT} out of (?:\w+ )?{_AMOUNT}|{_AMOUNT} in (?:two|three|four|five|six|ten|every {_AMOUNT})|"
    rf"(?:one|two|three|four|five|six|several|some|most|many|\d+) of (?:the|its|their) |{_AMOUNT} of {_AMOUNT}|"
    rf"{_AMOUNT} (?:\w+ ){{0,3}}where there (?:were|was|had been|used to be)|of (?:the |its )?{_AMOUNT} \w+ (?:that|"
    rf"which) "
    rf"(?:once|used to|had)|(?:half|a third|a quarter|a fraction|part) of what|{_AMOUNT} to an? \w+|"
    rf"and no (?:further|more)|"
    r"and nothing (?:else|more)|(?:hours?|days?) of \w+ (?:a|per|each|every) (?:day|week|night)|"
    r"(?:most|many|some|several) (?:\w+ ){0,2}(?:markets|shops|schools|clinics|hospitals|bakeries|pharmacies|banks|"
    r"stores|branches|stations|offices|facilities|services|roads|routes|bridges|wells|pumps)|"
    r"for (?:millions|thousands|hundreds|many|most)|beyond (?=\w)(?!reach|repair|use)|"
    r"(?:a|one|two) (?:third|quarter|fifth|tenth)s?(?: of)?|two thirds|half(?: of)?|only|just|barely|hardly|"
    r"scarcely|at most|no more than|fewer than|for barely|every (?:other|second|third)|(?:once|twice) (?:an?|in|"
    r"every) \w+|"
    r"\w+ (?:days?|hours?|mornings|times) (?:a|per) (?:day|week|month|fortnight)|in turns?|by turns|solely|"
    r"shortened|(?:obtainable|reserved) for|goes? (?:only )?to those|albeit|though|in places|nowhere "
    r"(?:except|but)|nothing but|except|other than|apart from|instead of|alone|but not|until \d[\d:.]*|on (?:market|"
    r"alternate|certain) days|"
    rf"{_AMOUNT} \w+ (?:a|per|each|every) (?:day|night|week|month)"
)
"""How much of a service is left."""

NONE = any_of(
    r"did not open (?:its|their) (?:gates?|doors?)|dropped off|nowhere to|vanished from|dead|silent|silenced|"
    r"idle|cold|bare|deserted|padlocked|bolted|boarded up|locked|sealed|mothballed|"
    r"under seal|out of (?:use|action|stock|bounds|commission)|off (?:sale|the air|line)|"
    r"not (?:\w+ ){0,3}(?:seen|heard|"
    r"emptied|cleared|carted|hauled away|called|docked|collected|arrived|delivered|reach(?:ed)?|admitted|received|"
    r"drawn|paid out|lit|heated|manned|served|available)|"
    r"(?:admits?|accepts?|takes?|treats?|serves?|sells?|receives?) (?:nobody|no one|nothing|none)|"
    r"nothing (?:left|to be had)|"
    r"nobody|no one|none|not (?:a (?:single )?|one )\w+|never|no (?:\w+ ){1,3}(?:has|have|had|is|are|"
    r"was|were|left|to be|"
    r"since|for)|there (?:is|are|has been|have been) no|handed out no|pays? out no|broke(?:n)? down|gave out|given out|"
    r"seized up|snapped|severed|burn(?:ed|t) (?:out|down)|fell (?:silent|still)|fallen (?:silent|"
    r"still)|went (?:dark|dead|off)|"
    r"gone (?:dark|dead|off|silent)|blacked out|stands? (?:still|idle|empty|cold)|stood (?:still|idle|empty)|at a "
    r"standstill|cannot|can no longer|no longer|ceased|until further notice|turn(?:s|ed)? (?:\w+ )?away|"
    r"(?:sent|turned) back|"
    r"held at (?:the |an? )?(?:\w+ )?(?:borders?|checkpoints?|crossings?|gates?|customs|ports?|post|line)|"
    r"held up|stuck at|waited? at|kept waiting|frozen|cut off|stopped|withheld|vanished|disappeared|"
    r"impassable|unusable|wrecked|gutted|razed|flattened|swept away|sunk|robbed of|bereft of|devoid of|"
    r"(?:is|are|was|were) (?:now |only |nothing but )*a memory|jam(?:s|med|ming)|"
    r"for want of|does without|do without|must do without|go(?:es)? without"
)
"""Words for a service that is not there at all, unless something of it is left."""

LIMITED = any_of(
    r"trickl\w+|sh(?:rank|runk\w*|rinks?|rinking)|(?:drop|fall|dwindle)(?:s|ped)? to (?:nothing|a drip)|overdue|"
    r"at best|in line for|spend the night|gymnasium|by turns|in (?:\w+ )?shifts|one tap|ration(?:s|ed|ing)?|"
    r"dol(?:es?|ed) out|sparing(?:ly)?|queu(?:e|es|ed|ing)|hard to (?:come by|"
    r"find|get|obtain)|harder|"
    r"thin(?:ly)?|skeleton|short.?(?:handed|staffed)|undermanned|understaffed|make(?:s)? do|"
    r"left with|runn?ing (?:out|low|"
    r"short)|run (?:low|short)|low on|dwindling|weak|feeble|fitful|flicker\w*|intermittent\w*|"
    r"sporadic\w*|patchy|erratic|"
    r"irregular\w*|slow(?:ly|er)?|late|behind|in arrears|delayed|weeks?|fortnight|brown|murky|cloudy|"
    r"foul|salty|brackish|"
    r"stinks?|stinking|smells?|tainted|undrinkable|filthy|by candlelight|by torchlight|makeshift|improvised|cramped|"
    r"crowded|crammed|overfull|overflow\w*|overwork\w*|(?:over-?)?stretched|over-?(?:burdened|strained)|strained|"
    r"under (?:\w+ )?(?:strain|pressure)|fragile|disrepair|dilapidated|run-?down|trouble\w*|hard(?:ship)? to|"
    r"find(?:s|ing)? it hard|little "
    r"headway|hobbl\w+|creak\w*|from \w+ (?:to|till|until) \w+|until (?:noon|midnight|dusk)|at (?:dawn|dusk|night)|"
    r"before dawn|after (?:dark|midnight)|by day|mornings?|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|per (?:customer|"
    r"household|head|family|car|hearth|soul)|(?:one|two|three|ten|\w+) (?:litres?|loaves|kilos?|"
    r"packets?|crowns?|buckets?|"
    r"sacks?) (?:a|per|to)|one to a|costly|beyond reach|out of reach|single|fewer|"
    r"smaller|shorter|curtailed|"
    r"cut back|scaled back|halved|given up|turned over to|share[sd]?|cover(?:s|ed)? the|dependent on|"
    r"depend(?:s|ed)? on|"
    r"against (?:a|the|an)|closed to|shut to|barred to|restricted to|reserved for|give way|"
    r"still (?:block|fill|cover|lie)s?|"
    r"wait(?:s|ed|ing)? for|struggl\w+|limp(?:s|ing)? along|(?:by|on|to) (?:a |the )?schedule|by (?:the )?timetable|"
    rf"{_AMOUNT} (?:hours? )?(?:on|with)(?:,| and)? (?:then )?{_AMOUNT} (?:hours? )?(?:off|without)|"
    r"sewage (?:\w+ )?(?:flow|run|spill|leak|pour|seep)(?:s|ing)?"
)
"""Words for a service that works with less: hours, people, quality, quantity."""

FULL = any_of(
    r"again|every day|is back|are back|came back|(?<!turned )(?<!sent )(?<!pushed )(?<!driven )"
    r"back (?:in|to|on|throughout|at)|working|runs|running|"
    r"round the clock|around the "
    r"clock|day and night|on time|in full|punctual(?:ly)?|regular(?:ly)?|"
    r"(?<!below[ -])(?<!above[ -])normal(?:ly)?|without (?:interruption|a break|"
    r"limit)|continues? to (?:be able to )?(?:operate|function|work|serve)|mended|repaired|fixed|reconnected|relit|"
    r"delivers?|reaches every"
)
UNHINDERED = (
    r"without (?:fail|exceptions?|interruptions?|a break|(?:any )?(?:delays?|difficult(?:y|ies)|trouble|problems?|"
    r"limits?|cuts?|outages?|"
    r"restrictions?|hitch(?:es)?|queu(?:e|es|ing)|waiting))"
)
"""What nothing holds up: here "without" takes nothing away."""

AS_EVER = any_of(
    r"day in,? day out|to (?:anyone|anybody|everyone|everybody|all comers)|(?:by )?whoever (?:wants|comes|asks)|"
    r"for the asking|in plenty|plentiful|in abundance|to capacity|at full (?:capacity|strength|steam)|"
    rf"{UNHINDERED}|"
    r"no (?:papers|coupons?|passes|cards?) (?:asked|needed|required)|asks? (?:for )?no papers|"
    r"(?:just )?as (?:it |they )?(?:always|ever|before|usual)(?: did| has| have| was| were)?|"
    r"round the clock|around the "
    r"clock|on time|in full|normal service"
)
"""Words for normal service."""

_BACK_AGAIN = (
    r"(?:re-?built|re-?opened|restored|repaired|replaced|re-?lit|revived|resumed?|re-?started?|re-?connected|"
    r"re-?opens?|return(?:ed|s)?|(?:brought|coming|come|comes) back|(?:lit|run|running|open|opened|used|work|working|"
    r"served?|sail|laid|filled) again)"
)
_AT_FIRST = r"(?! (?:\w+ )?(?:before|until|till|unless|by|this|next|in time|earlier|for another|yet|today|tomorrow))"
NOT_OPENED = any_of(
    rf"(?:will|shall|would|is|are|to) not (?:yet )?(?:to )?(?:be )?(?:yet )?{_BACK_AGAIN}|"
    r"(?:ha(?:s|ve|d)|is|are) yet to (?:open|start|begin|pay|run|work|arrive)|yet to open|(?:came|"
    r"come|comes) to (?:nothing|"
    r"naught)|(?:was|were) abandoned|promis(?:ed|es|ing) (?:an? |the |its |new )|shall (?:receive|"
    r"get|open|run|reopen)|will "
    r"(?:re-?open|receive|get|run again|be (?:re-?opened|reconnected|restored|built|installed|laid|"
    r"paid))|is to (?:open|reopen|"
    r"start|resume|sit|be (?:opened|built|restored|laid))|due to (?:open|start|resume)|still (?:awaits?|"
    r"awaited)|ha(?:s|ve) not been (?:started|begun|built|opened yet)|fail(?:ed|s)? to (?:open|launch|set up|"
    r"start)|attempts? to (?:open|launch|set up|start) (?:\w+ ){1,8}(?:failed|came to nothing)|"
    r"(?:due|promised|planned|announced|scheduled) (?:\w+ ){1,4}, (?:ha(?:s|ve) (?:not|never)|(?:is|are) still)|"
    r"(?:stands?|is|are|was|were) (?:long |now )?(?:finished|complete|completed|ready) (?:and|but) (?:locked|empty|"
    r"unused|"
    r"idle|shut|closed|has|have|stays?|remains?)|never served|(?:re-?)?(?:opening|launch|start|commissioning|"
    r"inauguration) (?:\w+ ){0,8}(?:put off|postponed|deferred|"
    r"delayed|pushed back|shelved|cancelled|called off)|"
    r"(?:postpone|defer|delay|shelve|cancel)(?:s|d|led)? (?:\w+ ){0,3}(?:re-?)?(?:opening|launch|start)|yet to "
    r"(?:see|hold|hear|have|receive|treat|teach|admit|carry|take|issue|sell|serve) (?:its |their |an? )(?:first|"
    r"single)|"
    r"ha(?:s|ve) (?:given|named|set|announced) no (?:new )?(?:opening )?date|"
    r"gave no (?:new )?(?:opening )?date|never "
    r"(?:opened|got off the ground|materiali[sz]ed|began|started|went into (?:service|operation|use))|"
    r"(?:ha(?:s|ve|d)|was|were) never (?:yet |once |been )*(?:open|opened|started|begun|worked|working|produced|"
    r"operated|functioned|run|used|staffed|manned|switched on|turned on|fitted|left the (?:yard|depot|port)|gone out|"
    r"heard|treated|taught|carried|admitted|received|delivered)|"
    r"ha(?:s|ve) (?:still|yet|so far|as yet|to date) (?:\w+ )?(?:heard|seen|received|treated|taught|carried|issued|"
    r"sold|"
    r"delivered) no|not (?:yet )?(?:received|seen|had|admitted|carried) (?:its|their|a) (?:first|single)|"
    r"(?:is|are) due (?:back |at last |only )?(?:on|in|next|by|to|at the end)|(?:stands?|lies?|rusts?|sits?) "
    r"(?:\w+ )?(?:unopened|unused|unstaffed|unpacked)|(?:but|and) (?:has|have) not (?:yet )?(?:switched|turned) "
    r"(?:it|them) on"
)
FOR_GOOD = any_of(
    r"for good|permanently|abolished|wound up|scrapped|liquidated|disbanded for|closed down for ever|"
    r"shut for ever|for ever "
    r"(?:closed|shut)|dismantled for good|will not (?:re-?open|return|run again)|"
    r"(?:will|shall|would|is|are|was|were) (?:not|never)(?: \w+ly)? (?:to )?(?:ever )?(?:be )?"
    rf"{_BACK_AGAIN}{_AT_FIRST}|"
    r"(?:shut|shuts|closed?|closes|close|sealed|cut off|gone|end(?:s|ed)?) (?:down )?"
    r"(?:forever|for ever|for all time|once and for all)|never again|"
    r"(?:gone|went|goes) out of business|went bankrupt|ceas(?:es?|ed) to exist|(?:was|were|been) (?:axed|outlawed)|"
    r"(?:will|would|shall) (?:never|not) (?:\w+ ){1,4}again|(?:was|were|been) (?:dissolved|condemned|written off)|"
    r"(?:is|are) (?:no more\b(?! than)|history)|struck (?:off|from) the list|sealed with concrete|"
    r"not to be (?:re-?built|re-?opened|restored|replaced)|"
    r"decided (?:against|not to) (?:re-?build|re-?open|restor|replac)\w*"
)
RUINS = any_of(
    r"ruins?|bricks?|girders?|tarpaulins?|cellars?|basements?|bed(?:s|"
    r"ded)? down|roofs?|"
    r"homeless|bombed.out|burnt|scorched|collapsed"
)
