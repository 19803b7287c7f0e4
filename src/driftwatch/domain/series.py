"""Meetings of one series: what their neighbours in time list tells of somebody whom a meeting itself does not."""

import re
from collections.abc import Iterable, Mapping

from driftwatch.domain.names import folded, words
from driftwatch.domain.nicknames import same_first_name
from driftwatch.domain.talk import Attendance

NEAR = 10
"""So many meetings before and after are near."""

_FIGURES = re.compile(r"\d+")


def series_of(document: str) -> str:
    """The folder without its dates: meetings/2026-03-11/minutes.md and meetings/2026-03-25.md are of one series."""
    folders = document.partition("#")[0].split("/")[:-1]
    return "/".join(folder for folder in folders if len(_FIGURES.sub("", folder).strip("-_. ")) > 1)


class Neighbours:
    """The lists of all documents, each beside those of its series that are near in time."""

    def __init__(self, attendance: Mapping[str, Attendance], order: Iterable[str]) -> None:
        self._attendance = attendance
        self._series: dict[str, list[str]] = {}
        self._place: dict[str, int] = {}
        for document in order:
            if document in attendance and document not in self._place:
                there = self._series.setdefault(series_of(document), [])
                self._place[document] = len(there)
                there.append(document)
        self._rolls: dict[str, dict[str, set[str]]] = {}

    def organisations(self, document: str, name: str) -> frozenset[str]:
        """Under which organisations the meetings nearby list somebody of this full name; empty where none does."""
        if document not in self._place:
            return frozenset()
        there, at = self._series[series_of(document)], self._place[document]
        near = [*there[max(0, at - NEAR) : at], *there[at + 1 : at + 1 + NEAR]]
        return frozenset(organisation for other in near for organisation in self._listed(other).get(folded(name), ()) if organisation)

    def _listed(self, document: str) -> dict[str, set[str]]:
        if document not in self._rolls:
            found: dict[str, set[str]] = {}
            for name, organisation in self._attendance[document].organisations.items():
                found.setdefault(folded(name), set()).add(organisation)
            self._rolls[document] = found
        return self._rolls[document]


def one_person(names: Mapping[str, int]) -> dict[str, str]:
    """Each full name to the most frequent spelling of the same person's; equally frequent: the longest, then the first by alphabet."""
    chosen: dict[str, str] = {}
    by_surname: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda each: (-names[each], -len(each), each)):
        parts = words(name)
        if len(parts) < 2:
            continue
        there = by_surname.setdefault(parts[-1], [])
        same = [other for other in there if same_first_name(parts[0], words(other)[0])]
        chosen[name] = same[0] if len(same) == 1 else name
        if not same:
            there.append(name)
    return chosen
