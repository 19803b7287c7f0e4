"""Which attitude to risk each partner's statements show."""

from driftwatch.domain.attitude_cues import Reason
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import Profile
from driftwatch.domain.stance import Stance
from driftwatch.pictures.profiles import Counted, profile
from driftwatch.pictures.sight import Sight
from driftwatch.shared import risk_stances_of
from driftwatch.stages.attitudes import plain

AVOIDS, PROVES, GUARDS, TRIES = "would rather avoid it", "asks for proof or approval first", "asks for safeguards", "accepts it and tries"
ATTITUDES = (AVOIDS, PROVES, GUARDS, TRIES)
"""From the most to the least careful."""
_CAREFUL = {Reason.PROOF_FIRST.value: PROVES, Reason.SAFEGUARDS.value: GUARDS}


def risks(sight: Sight) -> Profile:
    """Shares of the attitudes; of statements that show one in plain phrases, since what a model takes for one may be talk of a risk at large."""
    material = sight.material
    held = [
        Counted(id=one.id, partner=one.partner, document=one.document, names=frozenset([_attitude(one)]), plain=round(abs(one.score), 6))
        for one in plain(risk_stances_of(material))
    ]
    what = "statements that take a side on a risk in plain words"
    alerts = sight.about(AlertKind.RISK_POSTURE)
    return profile(held, material.partners, ATTITUDES, least=sight.detection.min_statements, what=what, alerts=alerts)


def _attitude(one: Stance) -> str:
    """By the pole first, as a negation turns a phrase round; of the careful ones by what it asks for most plainly."""
    return TRIES if one.score > 0 else _CAREFUL.get(one.reasons[0], AVOIDS)
