"""One meeting's own knowledge of its people: whom its list, and who has spoken so far, can mean by a name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from driftwatch.domain.names import Roll, folded, words
from driftwatch.domain.talk import Attendance

Partner = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Whom a name as written can mean in this meeting."""

    names: tuple[str, ...] = ()
    """As the meeting lists them; none where it lists nobody of that name."""
    guessed: bool = False
    """By a cut or misspelt form only."""

    @property
    def name(self) -> str | None:
        """The one person, None where it is nobody or open."""
        return self.names[0] if len(self.names) == 1 else None


@dataclass(slots=True)
class Meeting:
    """Reads a meeting in its order; `partner` tells to whom an organisation as written belongs."""

    there: Attendance
    partner: Callable[[str], Partner]
    unlisted: Mapping[str, str] = field(default_factory=dict)
    """Full names that speak here without being listed -> the organisation beside the name, "" where none is."""
    _roll: Roll = field(init=False)
    _others: Roll = field(init=False)
    _introduced: dict[str, str | None] = field(init=False, default_factory=dict)
    """Who has been named beyond doubt -> the heading under which it was last."""
    _blurred: set[tuple[str, ...]] = field(init=False, default_factory=set)
    """Whom a name has meant that nothing told apart."""
    _known: dict[tuple[str, str], Heard] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._roll = Roll(self.there.organisations, self.there.known_as)
        self._others = Roll(self.unlisted)

    def organisation(self, name: str) -> str:
        """What the list, or what stood beside the name, says; "" where neither says anything."""
        return self.there.organisations.get(name) or self.unlisted.get(name, "")

    def heard(self, written: str, beside: str, heading: str | None) -> Heard:
        """Whom this name means here; call it in the order in which the meeting goes."""
        key = (written, beside)
        if key not in self._known:
            self._known[key] = self._narrowed(written, beside)
        heard = self._known[key]
        passers_by = self._passing(written, heading) if self.unlisted else ()
        if passers_by and len(heard.names) <= 1:
            heard = Heard(names=tuple(dict.fromkeys((*heard.names, *passers_by))), guessed=heard.guessed)
        if len(heard.names) > 1:
            heard = Heard(names=self._told_apart(heard.names, heading), guessed=heard.guessed)
        elif heard.name:
            self._introduced[heard.name] = heading
        return heard

    def _narrowed(self, written: str, beside: str) -> Heard:
        names, guessed = self._roll.meant(written), False
        if not names and not self._others.meant(written):
            names, guessed = self._roll.resembling(written), True
        elif not names and len(words(written)) > 1:
            names = self._others.meant(written)
        names = _one_each(names)
        if len(names) > 1 and beside:
            names = self._beside(names, beside)
        if len(names) > 1 and (present := tuple(name for name in names if name not in self.there.absent)):
            names = present
        return Heard(names=names, guessed=guessed and bool(names))

    def _beside(self, names: tuple[str, ...], beside: str) -> tuple[str, ...]:
        """Those of the organisation that stands beside the name."""
        partner, first = self.partner(beside), words(beside)[:1]
        of_it = tuple(name for name in names if partner and self.partner(self.organisation(name)) == partner)
        return of_it or tuple(name for name in names if first and words(self.organisation(name))[:1] == first) or names

    def _passing(self, written: str, heading: str | None) -> tuple[str, ...]:
        """People without an entry in the list who were named in full under this heading, by their short name."""
        if len(words(written)) != 1 or self._exactly(written):
            return ()
        return tuple(name for name in self._others.meant(written) if self._introduced.get(name, "") == heading)

    def _exactly(self, written: str) -> bool:
        return any(folded(name) == folded(written) for name in self.there.organisations)

    def _told_apart(self, names: tuple[str, ...], heading: str | None) -> tuple[str, ...]:
        """The one who was named in full before; where several were, or the short name came first, who was the last under this heading."""
        named = [name for name in names if name in self._introduced]
        if len(named) == 1 and names not in self._blurred:
            return (named[0],)
        here = [name for name in named if self._introduced[name] == heading]
        if len(here) == 1 and heading is not None:
            return (here[0],)
        self._blurred.add(names)
        return names


def _one_each(names: Iterable[str]) -> tuple[str, ...]:
    """Entries that name one person twice (in two lists, with another spelling) only once."""
    return tuple({folded(name): name for name in reversed(tuple(names))}.values())[::-1]
