"""Which outcomes each partner's judgements of worth put first."""

import re
from collections.abc import Mapping

from driftwatch.domain.judging import Judgement
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.outcomes import Pull
from driftwatch.domain.pictures import Profile
from driftwatch.pictures.profiles import Counted, profile
from driftwatch.pictures.sight import Sight
from driftwatch.shared import judgements_of

LIKELY = 0.25
"""Probability from which on the likeliest outcome counts: the model divides it over ten."""
SURE = 0.35
"""For reputation, where no phrase of ours says so too: what is live or on a screen is easily taken for what wants to be seen."""
SEEN, UNSEEN, AUTOMATION, PEOPLE = "being seen, reputation", "not being seen", "automation", "people and their way of working"
_NAMES: Mapping[str, str] = {
    "compliance": "keeping to the rules",
    "cost": "low cost",
    "knowledge": "knowledge",
    "people": PEOPLE,
    "quality": "quality",
    "reach": "number and reach",
    "reliability": "reliability",
    "reputation": SEEN,
    "revenue": "income and growth",
    "speed": "time and dates",
}
"""The model's outcomes in plain words."""
_PULLS = {(Pull.MACHINE_HAND, 1): AUTOMATION, (Pull.MACHINE_HAND, -1): PEOPLE}
"""Where our phrases tell what the model has no outcome for."""
_CHOICES = {
    (Pull.MUCH_WELL, 1): _NAMES["reach"],
    (Pull.MUCH_WELL, -1): _NAMES["quality"],
    (Pull.SOON_READY, 1): _NAMES["speed"],
    (Pull.SOON_READY, -1): _NAMES["quality"],
    (Pull.EARN_SERVE, 1): _NAMES["revenue"],
    (Pull.CHEAP_GOOD, 1): _NAMES["cost"],
    (Pull.CHEAP_GOOD, -1): _NAMES["quality"],
}
"""What one thing is set above another for, where the model sees no outcome at all."""
_DENIED = re.compile(r"\b(?:not|no|nor|never|nobody|nothing|none|without)\b|n['’]t\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:\b(?:not|no|never|nobody|nothing|none|without)\b|n['’]t\b)[^.;:]{0,40}?"
    r"\b(?:seen|visible|appear\w{0,5}|stage|publicity|press|newspapers?|shown|cameras?|photographed)\b",
    re.IGNORECASE,
)
"""The model calls it reputation whether somebody wants to be seen or not."""
OUTCOMES = tuple(sorted({*_NAMES.values(), UNSEEN, AUTOMATION}))


def goals(sight: Sight) -> Profile:
    """Shares of the outcomes among the judgements that name one; a judgement may name several."""
    material = sight.material
    ids, texts = material.statements.id, material.statements.text
    held = [
        Counted(id=str(ids.iloc[one.row]), partner=one.partner, document=one.document, names=names, plain=max(one.outcomes.values(), default=LIKELY))
        for one in judgements_of(material)
        if (names := _outcomes(one, str(texts.iloc[one.row])))
    ]
    what = "statements that put an outcome first"
    alerts = sight.about(AlertKind.GOAL_PRIORITY)
    return profile(held, material.partners, OUTCOMES, least=sight.detection.min_statements, what=what, alerts=alerts)


def _outcomes(one: Judgement, text: str) -> frozenset[str]:
    """What the model finds likely enough; beside it what our phrases tell, where nothing in it is denied."""
    told = set() if _DENIED.search(text) else {name for pull, lean in one.leans.items() if (name := _PULLS.get((pull, lean)))}
    likely = min(one.outcomes, key=lambda outcome: (-one.outcomes[outcome], outcome), default="")
    unseen = one.leans.get(Pull.SEEN_QUIET, 0) < 0 or _UNSEEN.search(text) is not None
    sure = LIKELY if likely != "reputation" or one.leans.get(Pull.SEEN_QUIET) else SURE
    if likely and one.outcomes[likely] >= sure and not (unseen and likely == "reputation"):
        told.add(_NAMES[likely])
    if not likely and one.explicit:
        chosen = {name for pull, lean in one.leans.items() if (name := _CHOICES.get((pull, lean)))}
        told |= set() if len(chosen) > 1 and _NAMES["quality"] in chosen else chosen
    if unseen and (one.explicit or likely == "reputation"):
        told.add(UNSEEN)
    return frozenset(told)
