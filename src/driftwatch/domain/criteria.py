"""Kinds of criteria by which people call something finished, in the order of how close they are to real use."""

import re
from enum import StrEnum


class Criterion(StrEnum):
    """What has to be there, in words that fit every field of work."""

    SIMULATED = "a pass in simulation or in the lab"
    TESTED = "passed tests"
    STAGED = "a pass in a staging or trial environment"
    INSTALLED = "installation, connection or delivery"
    FIGURE = "an agreed figure"
    REVIEWED = "a review or an inspection"
    DOCUMENTED = "a document or an entry in a register"
    TRAINED = "trained people"
    HANDED_OVER = "a handover"
    CLEAN = "no open fault"
    LASTING = "a length of time or a number of rounds"
    USED = "routine use"
    ACCEPTED = "acceptance or a signature"


_NUMBER = (
    r"\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|sixty|ninety|several|consecutive|both"
    r"|a full|one full|a whole|one whole|(?:its|their|his|her|the|our) (?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty)"
)
_CUES: dict[Criterion, str] = {
    Criterion.SIMULATED: (
        r"lab|labs|laborator\w+|simulat\w+|emulat\w+|replay\w*|test bench|bench test\w*|sandbox|dry[- ]run\w*|"
        r"synthetic|mock\w*|stub\w*"
    ),
    Criterion.TESTED: r"tests?|tested|testing|test suite|regression|pipeline|ci|green|build|builds|checks? pass\w*",
    Criterion.STAGED: (
        r"staging|pre-?production|test environment|trial (?:site|run|operation)|pilot (?:site|line|run)|rehears\w{1,5}|test site|"
        r"acceptance environment"
    ),
    Criterion.INSTALLED: (
        r"install\w*|connected|plugged|switched on|rolled out|roll[- ]?out|online|"
        r"merged|shipped|delivered|pushed|set up|mounted|wired|fitted|in place|powered|booted|reachable"
    ),
    Criterion.FIGURE: r"target\w*|threshold\w*|at least|at most|within|below|above|per ?cent|%|error rate|accuracy|latency|metrics? met",
    Criterion.REVIEWED: r"review\w*|audit\w*|inspect\w*|walk[- ]?through|votes?|voted",
    Criterion.DOCUMENTED: (
        r"document\w*|manual\w*|sheets?|forms?|tag|tags|tagged|register\w*|recorded|filed|protocol|certificate\w*|"
        r"logbook|checklist\w*"
    ),
    Criterion.TRAINED: r"train|trained|training|certified|briefed|taught|instructed",
    Criterion.HANDED_OVER: r"hand(?:ed|ing)?[- ]?over|handovers?|keys|taken over|takes? over|takeover",
    Criterion.CLEAN: (
        r"(?:no|zero|without(?: a| any)?|not (?:a|one|a single)) (?:open |known |new |red |single |more |severe |critical |major |blocking )?"
        r"(?:faults?|bugs?|defects?|errors?|incidents?|call|calls|call-?outs?|complaints?|alarms?|blockers?|snags?|findings?|issues?|tickets?|failures?"
        r"|crash(?:es)?|remarks?|reworks?|deviations?|objections?)|punch list|snag list|bug-free|error-free|fault-free"
    ),
    Criterion.LASTING: (
        rf"(?:{_NUMBER}) (?:[\w-]{{1,20}} ){{0,2}}(?:days?|weeks?|months?|nights?|shifts?|quarters?|seasons?|cycles?|rounds?|runs?|hours)"
        r"|(?:a|one|whole|full) fortnight"
    ),
    Criterion.USED: (
        r"shifts?|in (?:daily |routine |real |ordinary |normal |regular )?use|in (?:daily|routine|normal|regular) (?:work|operation|service)|"
        r"routine\w*|in production|in the field|in service|in traffic|on the (?:floor|shop floor|road|line)|"
        r"field run|real (?:users?|customers?|patients?|operation|life|data|orders?|traffic)|live operation|day[- ]to[- ]day|lived with|"
        r"(?:has|have|had) (?:used|worked with|lived with|run)|with (?:passengers?|customers?|patients?|guests?|users?|visitors?|pupils?)|"
        r"worked with|run it for|use it"
    ),
    Criterion.ACCEPTED: (
        r"accept|accepts|accepted|acceptance|approv\w+|sign|signs|signed|sign[- ]?off|signature\w*|confirms?|"
        r"confirmed|agreed by|says so|tells? me so"
    ),
}
_PATTERNS = {criterion: re.compile(rf"(?<![\w-])(?:{cues})(?![\w])", re.IGNORECASE) for criterion, cues in _CUES.items()}


def criteria_in(text: str) -> frozenset[Criterion]:
    """The criteria that a statement names."""
    return frozenset(criterion for criterion, pattern in _PATTERNS.items() if pattern.search(text))
