"""How people speak of a charter and of what it asks for: citing it, holding to it, missing it, leaving it, changing it."""

import re
from collections.abc import Collection

_PAPER = (
    r"(?:charters?|mou|memorand(?:um|a)|(?:framework |partnership |cooperation |co-?operation |joint |master |service "
    r"|consortium )?(?:agreement|contract)"
    r"|statement of work|sow|terms of reference|tor|term sheet|heads of terms|letter of intent|project plan we signed|clauses?|articles?|annex"
    r"|accord|covenant)"
)
_MENTIONS = re.compile(
    rf"\b(?:the|our|this|that|in|per|by|says the|to|under|signed) {_PAPER}\b(?! (?:expires|ends|runs out))"
    r"|\bwhat (?:we|we['’]ve|we have|you|both of us|everybody) (?:have |had )?signed\b|\b(?:as|we|you|everybody|everyone|all of us"
    r"|both sides) (?:have |had |all |both )?"
    r"(?:agreed and )?signed (?:it|that|this|up to)\b|\bas signed\b|\bby the letter\b|\bon paper (?:we|it|you)\b",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:(?P<sign>§{1,2}|\b(?:clauses?|articles?|sections?|sec\.|art\.|paragraphs?|para\.?|items?|points?|number|no\.) )\s?"
    r"|\b(?P<lead>in|under|per|see|quot(?:e|es|ing)|(?:point|points|pointed|pointing) (?:at|to)|(?:wording|text|spirit|letter|breach|violation"
    r"|sense|terms|virtue) of"
    r"|(?:keep|keeps|stick|sticks|hold|holds|according|contrary|refer|referring|pursuant|adhere|back|true) to|breaks?|breach(?:es)?|honou?rs?"
    r"|ignores?|forgets?|follows?) "
    r"|(?P<start>^|[,;:(] ?))(?P<number>(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2}){0,2}(?:\([a-z]\))?)(?![\d%\w]|\.\d|\s?(?:%|per ?cent|percent))"
    r"(?P<says> (?:says?|has|have|asks?|wants?|gives?|requires?|sets?|promises?|means|reads|is clear|still|speaks|names|sends|foresees|allows?"
    r"|binds?|applies|is not)\b)?"
    r"(?P<end>$|[,;:.!?)]|(?= (?:and|or|but|which|that|as|so|we|you|it|is|was|the|from|for)\b))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w.-])([A-Z]{1,3}-?\d{1,2})(?![\w-])")
_VERSIONS = re.compile(r"\b(?:version|release|build|firmware|v|rev(?:ision)?|tag|sprint)\.? ?$", re.IGNORECASE)

_LENGTH = r"(?:days?|mornings?|afternoons?|hours?|weeks?)"
_GIVEN = (
    r"(?:filled|staffed|available|appointed|hired|assigned|released|delivered|provided|found|there|here|in place|ready|funded|approved|budgeted"
    r"|possible|coming|granted"
    r"|ordered|installed|replaced|covered|free|nominated|named|recruited|allocated|secured|sent|paid|in sight|planned|foreseen|happening"
    r"|going to happen)"
)
LACKS = re.compile(
    rf"\b(?:not|never|isn['’]t|aren['’]t|was(?:n['’])t|hasn['’]t|haven['’]t|won['’]t|cannot|can['’]t) (?:yet |been |be |going to be |still |have "
    rf"|get |got )?{_GIVEN}\b"
    r"|\bon (?:hold|ice)\b|\bfr(?:ozen|eeze)\b|\bput (?:back|off)\b|\bpostpon\w{1,4}\b|\bcancel\w{1,5}\b|\bcut (?:back|from|to|down|by)\b"
    r"|\breduced? (?:to|by|from)\b|\bscal\w{1,3} (?:back|down)\b"
    r"|\b(?:pulled|taken|moved|called|sent|lent|loaned|drawn) (?:off|out|back|away|over to|on to|onto|to another)\b|\breassigned\b"
    r"|\bredeployed\b|\bwithdrawn\b|\bwithdrew\b|\bleft (?:us|the (?:team|firm|company|programme|project))\b"
    r"|\b(?:tied up|needed|busy|booked|booked out|committed|assigned|stuck|working|employed|asked for|promised) (?:elsewhere|on other"
    r"|on another|on the other|for other|with other|by other|to other|to another)\b"
    r"|\bno (?:budget|money|funds?|funding|headcount|capacity|candidates?|replacement|successor|one to|staff|appointment|resources?|spare"
    r"|vacancy|slot|hire|date for|approval|second|third|further|more)\b"
    r"|\bnobody (?:else|yet|before|until|for|to (?:give|spare|send))\b|\bno(?:-one| one|body) (?:else|yet|before|until|to (?:give|spare|send))\b"
    r"|\b(?:can['’]t|cannot|can not|could(?:n['’])t|could not|won['’]t|will not|not able to|unable to"
    r"|in no position to) (?:\w{1,12} ){0,2}?(?:promise|give|provide|spare|send|offer|deliver|fill|staff"
    r"|release|hire|afford|pay|commit|guarantee|free|let|find|put|supply|lend|part with|do without|justify|recruit|bring|keep)\b"
    r"|\bnot before\b|\bnot until\b|\bnot (?:this|in this|for this) (?:year|half|half-year|quarter|season|budget|month)\b"
    r"|\buntil (?:further notice|spring|summer|autumn|winter|the (?:new|next)|next|then|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b|\bthe answer is (?:still )?no\b"
    r"|\bdisappoint\w{0,3}\b|\bvacan\w{1,3}\b"
    r"|\bshort[- ](?:staffed|handed|of)\b|\bunder-?staffed\b|\b(?:only|just|merely) (?:one|two|three|four|five|half|\d{1,3}|a|part)\b"
    r"|\bon (?:\w{3,12} )?leave\b|\bstays? with (?:us|our)\b|\bhalf[- ]time\b|\bpart[- ]time\b|\bhalf a (?:post|position|person)\b"
    rf"|\b(?:one|two|three|four|half a|a|\d) {_LENGTH} (?:a|per|each|every) (?:week|month)\b|\bhiring (?:stop|freeze|ban)\b|\bstill (?:open"
    rf"|vacant|missing|searching|looking|recruiting)\b"
    r"|\b(?:is|are|was|were) (?:open|advertised|gone|missing|away|elsewhere)\b|\bdecided above (?:me|us)\b|\bout of (?:my|our) (?:hands"
    r"|budget)\b|\bone (?:has|had) to (?:do|suffice|be enough)\b"
    r"|\b(?:has|have) to (?:do|suffice|be enough|make do)\b|\bmake do with\b|\ball (?:i|we) (?:have|can (?:give|spare|offer|do))\b"
    r"|\bis what (?:i|we) (?:can|have)\b",
    re.IGNORECASE,
)
"""What is owed is not given, or less of it, or later."""
GIVES = re.compile(
    r"\b(?:gives?|given|gets?|got|have|has|had|sends?|sent|spare|lends?|lent|provide[sd]?|offer(?:s|ed)?|comes?|came|only|just|all|brings?"
    r"|brought|make do|leave|left|goes)\b",
    re.IGNORECASE,
)
"""A number of things is what somebody gives or gets, not what there is of them in the world."""
WAITS = re.compile(
    r"\bstill (?:waiting|missing|no|not|without|lack\w{0,3}|open|owe\w{0,2}|short|only|just|nobody|nothing)\b|\b(?:waiting|wait|waited) for\b"
    r"|\b(?:have|had|['’]ve|has) (?:not|never|n['’]t) (?:yet )?(?:heard|seen|got|received|met|had|come|been|turned up|arrived)\b|\b(?:haven"
    r"|hasn|hadn)['’]t (?:yet )?(?:heard|seen|got|received|met|had|come|been)\b"
    r"|\bnot yet (?:heard|seen|got|received|met|here|there)\b|\b(?:was|were) (?:promised|meant|supposed|due|agreed|planned|to (?:be|have|get"
    r"|work|come|receive|start))\b"
    r"|\b(?:was|were|is|are) (?:to|supposed to) (?:be|have|get|work|come|receive)\b|\b(?:promised|owed|missing|lacks?|lacking|short of)\b"
    r"|\buntil [^.!?]{3,60} (?:is|are) (?:there|here|back|in place|filled|found)\b|\binstead of\b|\bwe (?:now )?(?:have|had|get|got|see|saw"
    r"|are) (?:only |just )?(?:one|two|three|half|\d{1,2}|nobody|none|no)\b"
    r"|\b(?:where|whereas|when) (?:it|the charter|the agreement) (?:says|has)\b|\b(?:we|i) (?:do|did|took over|take over|cover|covered"
    r"|filled in|step in|stepped in|carry) (?:it|that|this|for|the|your)\b",
    re.IGNORECASE,
)
"""Somebody waits for what is owed, misses it or does it instead."""
PERSISTS = re.compile(
    r"\bfrom now on\b|\bno longer\b|\bnot any (?:more|longer)\b|\bany ?more\b|\bnothing new\b|\b(?:waits?|stays?|remains?|keeps?) (?:for|until"
    r"|there|as|unchanged|closed|at|with)\b|\bunchanged\b"
    r"|\b(?:has|have) decided\b|\bdecision of\b|\bis what (?:i|we) can\b|\b(?:i|we) (?:will|shall|would) not\b|\b(?:i|we) (?:won['’]t|cannot"
    r"|can['’]t)\b|\bnew (?:rule|rhythm|policy|plan|schedule|regime)\b"
    r"|\b(?:until|till) the (?:next |new )?[\w-]{3,20}\b|\bthat is (?:how|what) (?:we|i) do\b|\b(?:is|are) not (?:going to|possible)\b"
    r"|\bwe (?:only|now|always|just) \w{3,15}\b|\bthe (?:rule|policy|decision) (?:is|stands|holds)\b",
    re.IGNORECASE,
)
"""Somebody goes on in a way of their own."""
LEAVES = re.compile(
    rf"\b(?:whatever|no matter what|regardless of what|despite|contrary to|unlike|not as|not what|other than|different(?:ly)? from|ignore"
    rf"|forget|beyond|leave aside|set aside|never mind) "
    rf"(?:what )?(?:the |our )?(?:{_PAPER}|(?:[A-Z]\.)?\d{{1,2}}\.\d{{1,2}})\b"
    rf"|\b(?:{_PAPER}|(?:[A-Z]\.)?\d{{1,2}}\.\d{{1,2}}) (?:is|was|are|were|has been|have been) (?:just |only |simply )?(?:dead|history|outdated"
    rf"|out of date|overtaken|obsolete|old (?:paper|hat)|written before"
    r"|from another time|(?:a )?(?:piece of )?paper|no longer|of no use|not realistic|unrealistic|too (?:tight|strict|ambitious|much)|wishful"
    r"|a dream)\b"
    r"|\b(?:signed|agreed|wrote|written) (?:it|that|this)[^.!?]{0,25}\bbefore\b|\bno longer (?:hold|fit|appl|work|suit)\w{0,3}\b"
    r"|\b(?:cannot|can['’]t|won['’]t|will not|do not|don['’]t|not going to|unable to|not able to) (?:keep|stick|hold|follow|meet|honou?r"
    r"|live up)(?: up)? (?:to |with |by )?"
    rf"(?:(?:it|that|this)(?=$|[.,;:!]| any)|(?:the|that|those|our|this|its) (?:{_PAPER}|rhythm|pace|beat|cadence|schedule|promises?|targets?"
    rf"|deadlines?|commitments?|numbers?|period|interval))",
    re.IGNORECASE,
)
"""Somebody sets the charter aside in so many words."""
_AMENDS = re.compile(
    rf"\b(?:amend\w{{0,6}}|superseded|supersedes|rewrit\w{{1,4}}|redraft\w{{0,3}}|(?:new|revised|changed|updated) (?:wording|text|version|{_PAPER})"
    rf"|(?:change|changes|changed|replace|replaces|replaced|adapt|adapted|revise|revised|update|updated|relax|relaxed|strike|struck|delete"
    rf"|deleted) (?:\w{{1,12}} ){{0,3}}?(?:{_PAPER}|\d{{1,2}}\.\d{{1,2}})"
    rf"|(?:into|in) (?:the {_PAPER}|\d{{1,2}}\.\d{{1,2}}) (?:goes|comes|we write)|instead of what the {_PAPER}|from now on)\b",
    re.IGNORECASE,
)
_ASSENTS = re.compile(
    r"^\W{0,3}(?:agreed|yes|accepted|fine|done|deal|ok(?:ay)?|good|same here|signed)\b|\bagreed(?: for| by| to|,|\.|!|$)|\b(?:we|i) (?:can |do "
    r"|both )?(?:agree|accept|sign)\b"
    r"|\b(?:is|that['’]s|works|are) (?:fine|good|ok(?:ay)?) (?:for|with|by) (?:us|me)\b|\b(?:works|suits) (?:for )?(?:us|me)\b"
    r"|\bcan live with\b|\b(?:both|all) (?:partners|parties|sides|sponsors)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:not|never|don['’]t|cannot|can['’]t|nobody) (?:yet )?(?:agree\w{0,2}|accept\w{0,2}|sign\w{0,2})\b|\bnot agreed\b|\bdisagree\w{0,2}\b"
    r"|\bif (?:we|you|they) (?:agree|accept)\b",
    re.IGNORECASE,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "other": 2, "both": 2, "2nd": 2, "3rd": 3}
_NTH = re.compile(r"\b(second|third|fourth|other|both|2nd|3rd)((?: [\w'’-]{2,25}){1,3})", re.IGNORECASE)
_POSTS = re.compile(
    r"\b(?:posts?|positions?|vacanc(?:y|ies)|candidates?|recruit\w{0,5}|hire|hires|hiring|head ?count|appointment|appointed|human resources"
    r"|job ad\w{0,8}|seconded|secondment|staffing|job (?:was|is) advertised)\b",
    re.IGNORECASE,
)


_AIMS = re.compile(
    r"\b(?:targets?|goals?|aims?|aiming|objectives?|thresholds?|limits?|bars?|benchmarks?|ambition|guarantee[sd]?|promise[sd]?"
    r"|commit(?:ted)? to|(?:plan|planned) (?:with|for|on)"
    r"|settle(?:d)? for|happy with|content with|satisfied with|good enough|is enough|will do|suffices?|realistic\w{0,4}|live with|count on"
    r"|work towards|go(?:ing)? for)\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:only |just |now |still |again )?(?:had|got|get|received?|saw|see|seen|found|hear|heard|learned|learnt)\b"
    r"|\b(?:i was|we were) told\b"
    r"|\b(?:you|they) (?:now |only |just |still |have |had |have only )?(?:send|sent|give|gave|given|deliver|delivered|bring|brought|do|did"
    r"|done|make|made|changed?|keep|kept)\b"
    r"|\b(?:your|their) (?:last|next|new)\b",
    re.IGNORECASE,
)
_MISSED = re.compile(r"\b(?:still|waiting|waited|promised|owed|instead of|missing|not even|where (?:is|are))\b", re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:you|they)(?: will|['’]ll| can| shall| would)? (?:get|have|receive|see|hear|find)\b|\bto (?:you|them)\b|\b(?:i|we) (?:can|will"
    r"|shall) (?:give|send|offer|do)\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\b(?:myself|ourselves|on (?:my|our) own|without (?:asking|waiting|telling|the|them|you)|(?:is|was|remains?|stays) (?:my|our|mine|ours"
    r"|the \w{3,20}['’]s)(?: \w{3,12})? ?(?:decision|call|choice|business|matter)?"
    r"|(?:i|we) (?:decide|decided|settled?|have (?:decided|settled|ordered|chosen|fixed|signed)|went ahead|go ahead|did not ask|do not ask"
    r"|don['’]t ask|skip|skipped)|already (?:decided|settled|ordered|chosen|fixed|signed|done)"
    r"|need(?:s)? no(?:body|t)?|nobody (?:needs|has) to|bypass\w{0,3}|(?:i|we) no longer|from now on)\b",
    re.IGNORECASE,
)
"""Somebody does alone what was to be done together."""


def names_target(text: str) -> bool:
    """Whether it says what is aimed at, not what was measured."""
    return _AIMS.search(text) is not None


def reproaches(text: str) -> bool:
    """Whether another figure is named as what one gets from the other side."""
    return PERSISTS.search(text) is None and _GIVES.search(text) is None and (_MISSED.search(text) is not None or _RECEIVES.search(text) is not None)


CHARTER_WORDS = frozenset(
    """
charter mou memorandum memoranda agreement contract statement sow term terms tor head letter intent plan clause article annex accord
covenant signed paper
""".split()
)
"""Folded words of which one stands wherever the charter is mentioned."""
POST_WORDS = frozenset(
    """
post position vacancy candidate recruit recruiting recruited recruitment hire hiring headcount head appointment appointed human resource job
seconded secondment staffing
""".split()
)
"""Folded words of which one stands wherever a post is spoken of."""


def mentions_charter(text: str) -> bool:
    """Whether it speaks of the charter, agreement or what was signed."""
    return _MENTIONS.search(text) is not None


def cited(text: str, numbers: Collection[str]) -> frozenset[str]:
    """Which of these numbers of clauses it cites; versions, figures and times are none."""
    found = {hit[1] for hit in _CODE.finditer(text) if hit[1] in numbers}
    for hit in _CITED.finditer(text):
        number = hit["number"].upper() if hit["number"][0].isalpha() else hit["number"]
        if number not in numbers or _VERSIONS.search(text[: hit.start("number")]):
            continue
        whole = "." not in number and "(" not in number
        closed = hit["end"] is not None
        if hit["sign"] or (
            not whole and (hit["says"] or (hit["lead"] and closed) or (hit["start"] is not None and closed and hit.start("number") > 0))
        ):
            found.add(number)
    return frozenset(found)


def changes_charter(text: str) -> bool:
    """Whether it says that a clause shall read otherwise."""
    return _AMENDS.search(text) is not None and not text.rstrip().endswith("?")


def assents(text: str) -> bool:
    """Whether it agrees to what was said before."""
    return _ASSENTS.search(text) is not None and _REFUSES.search(text) is None


def speaks_of_posts(text: str) -> bool:
    """Whether it is about filling a position."""
    return _POSTS.search(text) is not None


def nth(text: str) -> frozenset[tuple[int, str]]:
    """Which one of several things it names: (2, "engineer") of "the second integration engineer"."""
    return frozenset((_ORDINALS[hit[1].casefold()], word) for hit in _NTH.finditer(text) for word in hit[2].casefold().split())
