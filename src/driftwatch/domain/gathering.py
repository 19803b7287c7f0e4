"""What the texts of a programme hold of runs, links and compounds: read once, word by word, for all who ask what kind of word a word is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.compounds import Joints
from driftwatch.domain.ordinary import BACKGROUND
from driftwatch.domain.phrases import Key, Phrase
from driftwatch.domain.runs import Places, Run, links_of, runs_of, units_of
from driftwatch.domain.words import placed


@dataclass(slots=True)
class Gathered:
    """All runs of some texts, what "of" links, what belongs together, and how often each ordinary word stands between them."""

    runs: dict[Run, Places] = field(default_factory=dict)
    linked: dict[tuple[str, str, str], Places] = field(default_factory=dict)
    """`point of interest`: a noun, "of", a noun without a determiner, as they are written."""
    ordinary: Counter[str] = field(default_factory=Counter)
    joint: Mapping[Key, Phrase] = field(default_factory=dict)
    """Compounds with an ordinary word."""


def gather(texts: Sequence[str], documents: Sequence[str]) -> Gathered:
    """Every different run of the texts, link and compound."""
    numbers = {document: number for number, document in enumerate(sorted(set(documents)))}
    found, linked, ordinary = defaultdict[Run, Places](Places), defaultdict[tuple[str, str, str], Places](Places), Counter[str]()
    joints = Joints()
    for text, document in zip(texts, documents, strict=True):
        number, (folded, starts, ends) = numbers[document], placed(text)
        ordinary.update(BACKGROUND.intersection(folded))
        units = units_of(text, starts, ends)
        for run in runs_of(text, units):
            found[run].add(number)
        for link in links_of(text, units):
            linked[link].add(number)
        joints.add(text, units, number)
    return Gathered(dict(found), dict(linked), ordinary, joints.compounds())
