"""Which procedure a statement speaks of: buying, releasing a change, going public …; by families of words, none of one trade alone."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.words import words

DECISIONS = "decisions"
"""The procedure by which anything is decided and kept; its ways are record and talk."""

FAMILIES: dict[str, frozenset[str]] = {
    name: frozenset(triggers.split())
    for name, triggers in {
        "purchases": """buy buying bought purchase purchased purchasing procure procured procurement ordering reorder tender tendered
            tendering offer quote quotation bid supplier vendor card cash cart requisition acquisition acquire shop equipment
            hardware licence license subscription spend spending spent expense expenditure budget amount tablet laptop""",
        "payments": """invoice invoiced invoicing pay paid payment payable reimburse reimbursement refund instalment remittance billing
            overdue settle-up fee""",
        "changes": """change changed changing release released releasing rollout rolled rolling roll deploy deployed deployment push pushed
            pushing ship shipped shipping update updated upgrade upgraded patch patched hotfix fix version firmware software
            configuration reconfigure setting modify modified modification alter altered alteration amend revision revised cutover
            migration migrate install installed installation train window code build variation redesign rework adjust adjustment
            replace replaced swap""",
        "publication": """publish published publishing publication press newsletter poster paper manuscript article announcement interview
            brochure media website blog post posted leaflet publicity exhibition catalogue caption image photograph picture quote
            story launch statement video""",
        "access": "access badge visitor entry enter key account login vpn credential site gate visit admission pass",
        "loans": """loan lend lending borrow borrowed object crate transport courier shipment consignment handover withdraw removal move
            moved moving storage depot""",
        "documents": """drawing document documentation specification spec plan layout sketch model translation text chapter draft manual label
            edition proof scan""",
        "data": """data dataset extract export transfer copy archive retention delete deletion record sharing share download backup
            sample""",
        "reviews": """review reviewed reviewing reviewer inspection inspect inspected audit check checked test tested acceptance proofread
            comment feedback""",
        "incidents": "incident report fault defect bug outage complaint escalate escalation near-miss alarm emergency breakdown failure",
        "staffing": """hire hiring recruit recruiting staff roster rota leave holiday overtime secondment contractor temp shift vacancy post
            training crew""",
        "meetings": "meeting call stand-up standup workshop sync session agenda invite invitation appointment conference",
        "contracts": "contract agreement amendment clause nda addendum annex legal subcontract terms",
        "work on site": """dig digging drill drilling weld lift lifting isolate isolation shutdown excavation crane diving dive scaffold excavate
            work-permit hot-work treatment clean cleaning repair repaired mend conserve conservation sampling trial planting
            spraying""",
        "experiments": "experiment protocol trial study measurement patient participant consent recruitment dosing assay reagent specimen",
        "schedule": "schedule scheduled reschedule timetable slot date booking booked calendar plan planned postpone postponed",
    }.items()
}
_ORDER_VERB = re.compile(
    r"\b(?:order(?:ed|ing)? (?:it|them|that|this|one|two|three|four|five|the|a|an|another|more|new)|(?:i|we|i['’]ve|we['’]ve|to"
    r"|on) order(?:ed)?)\b|^ordered\b",
    re.IGNORECASE,
)


def procedures_in(text: str) -> frozenset[str]:
    """The families that the words of a text belong to."""
    folded = {word.folded for word in words(text)}
    found = {name for name, triggers in FAMILIES.items() if folded & triggers}
    return frozenset(found | {"purchases"} if _ORDER_VERB.search(text) else found)


def triggers_in(text: str, procedure: str) -> tuple[str, ...]:
    """The words of a text, as folded, by which it belongs to a family."""
    triggers = FAMILIES.get(procedure, frozenset())
    return tuple(word.folded for word in words(text) if word.folded in triggers)


_REQUEST = re.compile(
    r"^\W*(?:@[\w.-]+ )?(?:and |so |then |please |dear \w+, )?(?:may|might|could|can|would|will) (?:i|we|you|somebody|someone|this|that|it"
    r"|anyone|the \w+)\b",
    re.IGNORECASE,
)


def is_request(text: str) -> bool:
    """Whether a question only puts a request politely: "Could this be added to the agenda?"."""
    return _REQUEST.match(text) is not None


def content_words(text: str) -> frozenset[str]:
    """The folded words of a text that are neither grammar nor figures."""
    return frozenset(word.folded for word in words(text) if word.folded not in GRAMMAR and word.folded.isalpha() and len(word.folded) > 2)


_STEP_WORDS = frozenset(
    """form application offer quote bid tender committee board panel council commission authority approval signature notice notification permit
    permission consent clearance resolution policy procedure requisition voucher checklist protocol audit sign-off inspection memo stamp ticket
    trustee inspector purchasing procurement registrar report waiver""".split()
)
MOST_NAMED = 4


def steps_named(texts: Sequence[str]) -> tuple[str, ...]:
    """The steps that statements name, those of most statements first."""
    counted = Counter(word for text in texts for word in {word.folded for word in words(text)} & _STEP_WORDS)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word))[:MOST_NAMED])


LEAST_PHRASE = 3
"""Statements in which two words must stand together to name the procedure."""
OFTEN = 5
"""The same where only one side does."""


def subject_of(sides: Sequence[Sequence[str]], procedure: str) -> str:
    """What people call the procedure: two words that both sides set together, or one side often, else the name of its family."""
    counted = [_phrases(texts, procedure) for texts in sides]
    total = {phrase: sum(side[phrase] for side in counted) for phrase in sorted(counted[0] | counted[1])}
    known = {phrase: count for phrase, count in total.items() if count >= (LEAST_PHRASE if all(side[phrase] for side in counted) else OFTEN)}
    return min(known, key=lambda phrase: (-known[phrase], phrase), default=procedure)


def _phrases(texts: Sequence[str], procedure: str) -> Counter[str]:
    """In how many texts each two words of which one belongs to the procedure, one to its steps, stand side by side."""
    triggers = FAMILIES.get(procedure, frozenset({procedure}))
    ordinary = (GRAMMAR | CONVERSATION | CALENDAR) - triggers
    counted: Counter[str] = Counter()
    for text in texts:
        beside = [(one.folded, other.folded) for one, other in pairwise(words(text)) if text[one.end : other.start] == " "]
        chosen = {pair for pair in beside if not set(pair) & ordinary and set(pair) & triggers and set(pair) & (_STEP_WORDS | _THINGS)}
        counted.update({" ".join(pair) for pair in chosen if all(word.isalpha() for word in pair)})
    return counted


_THINGS = frozenset("window release cycle train freeze request order agreement review meeting budget plan schedule call visit loan log".split())
