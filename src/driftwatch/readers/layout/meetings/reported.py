"""What minutes tell of somebody in their own words: `Mr. Marlow (Kestrel) noted that …` is Marlow's statement."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from driftwatch.readers.layout.meetings.turns import Speakers, shaped_like_a_name

_VERBS = (
    "said|says|noted|notes|asked|asks|proposed|proposes|agreed|agrees|raised|raises|reviewed|reviews|explained|explains|mentioned|mentions|"
    "added|adds|suggested|suggests|reported|reports|"
    "stated|states|commented|comments|pointed out|points out|presented|presents|shared|shares|gave|gives|"
    "provided|described|describes|clarified|clarifies|confirmed|confirms|answered|answers|replied|replies|responded|responds|recommended|recommends|requested|"
    "requests|offered|offers|outlined|outlines|summari[sz]ed|emphasi[sz]ed|stressed|highlighted|argued|objected|announced|motioned|volunteered|wondered|"
    "wonders|thinks|thought|believes|believed|expects|expected|wants|wanted|expressed|indicated|indicates|reminded|updated|discussed|walked through|"
    "spoke|talked|introduced|inquired|enquired|questioned|insisted|disagreed|warned|cautioned|promised|committed|observed|remarked|acknowledged|"
    "sagte|erklärte|berichtete|schlug|fragte|meinte|ergänzte|bat|betonte|stimmte"
)
_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
_REPORT = re.compile(
    rf"(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.? )?{_WORD}(?: {_WORD}){{0,3}}?)"
    r"(?: \((?P<org>[^()\n]{1,60})\)|, (?P<org2>[A-Z][^,.:;()\n]{1,40}),)?"
    rf"\s(?:(?:also|then|further|again|briefly|next|later|additionally|has|had|have)\s){{0,2}}(?:{_VERBS})\b(?!:)"
)
_GOES_ON = re.compile(r"(?:He|She|They|Er|Sie)\s(?:also|then|further|again|added|noted|said|asked|explained|suggested|proposed|mentioned|went)\b")
_EDGE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^\W\d_])")
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Inc|Ltd|Co|approx)|\b[A-Z])\.$")


class Report(NamedTuple):
    """A stretch of text in which the minutes report one person."""

    start: int
    end: int
    name: str
    organisation: str | None


def reports(text: str, speakers: Speakers) -> list[Report]:
    """The stretches that report somebody whom the document or the configuration knows for certain, in their order."""
    found: list[Report] = []
    for start, end in _sentences(text):
        if found and found[-1].end == start and _GOES_ON.match(text, start):
            found[-1] = found[-1]._replace(end=end)
        elif hit := _REPORT.match(text, start):
            organisation = hit["org"] or hit["org2"]
            if _certain(hit["name"], organisation, speakers):
                found.append(Report(start, end, hit["name"], organisation))
    return found


def _certain(name: str, organisation: str | None, speakers: Speakers) -> bool:
    """Whether it is one listed person, or a full name with its organisation."""
    if len(meant := speakers.roll.meant(name)) == 1:
        return True
    return not meant and (speakers.configured(name) or bool(organisation and " " in name and shaped_like_a_name(name)))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, roughly; what ends in a title or an initial goes on."""
    start = len(text) - len(text.lstrip())
    for edge in _EDGE.finditer(text):
        if not _NO_END.search(text, max(start, edge.start() - 8), edge.start() + 1):
            yield start, edge.end()
            start = edge.end()
    yield start, len(text)
