"""Kinds of criteria by which people call something finished, in the order of how close they are to real use."""

import re
from enum import StrEnum


class Criterion(StrEnum):
    """What has to be there, in words that fit every field of work."""

    SIMULATED = "passes in simulation or in the lab"
    TESTED = "automatic tests pass"
    INSTALLED = "is installed, connected or delivered"
    FIGURE = "an agreed figure is met"
    REVIEWED = "is reviewed or inspected"
    DOCUMENTED = "is documented or registered"
    TRAINED = "the people are trained"
    USED = "has been in routine use for some time"
    ACCEPTED = "is accepted or signed off"


_CUES: dict[Criterion, str] = {
    Criterion.SIMULATED: (
        r"lab|labs|laborator\w+|simulat\w+|emulat\w+|replay\w*|test bench|bench test\w*|sandbox|dry[- ]run\w*|"
        r"synthetic|mock\w*|stub\w*"
    ),
    Criterion.TESTED: r"tests?|tested|testing|test suite|unit|regression|pipeline|ci|green|build|builds|checks? pass\w*",
    Criterion.INSTALLED: (
        r"install\w*|connected|plugged|switched on|rolled out|roll[- ]?out|phoned home|phones home|online|"
        r"merged|shipped|delivered|pushed|talking|set up|mounted"
    ),
    Criterion.FIGURE: r"target\w*|threshold\w*|at least|at most|within|below|above|per ?cent|%|error rate|accuracy|latency|metrics? met",
    Criterion.REVIEWED: r"review\w*|audit\w*|inspect\w*|walk[- ]?through|votes?|voted",
    Criterion.DOCUMENTED: (
        r"document\w*|manual\w*|sheets?|forms?|tag|tags|tagged|register\w*|recorded|filed|protocol|certificate\w*|"
        r"logbook|checklist\w*"
    ),
    Criterion.TRAINED: r"train|trained|training|certified|briefed|taught|instructed",
    Criterion.USED: (
        r"weeks?|months?|nights?|shifts?|in (?:daily |routine |real )?use|routine\w*|in production|in the field|"
        r"field run|real (?:users?|customers?|patients?|operation)|live operation|day[- ]to[- ]day|lived with|"
        r"worked with|run it for|has run"
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
