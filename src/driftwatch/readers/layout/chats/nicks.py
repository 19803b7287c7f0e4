"""Who is behind a nick: one name whatever the nick becomes, an organisation in its brackets, or a program."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.readers.layout.meetings.scribed import is_bot, named

_BOTS = frozenset(
    """
    ubottu ubotu ubugtu ubot ubuntulog mootbot meetingology meetbot zodbot supybot limnoria wikibugs gerrit-wm grrrit-wm logmsgbot stashbot wm-bot
    mwbot wmdsbot morebots icinga-wm jouncebot rustbot floodbot chanserv nickserv memoserv hostserv botserv statserv services github gitlab openstack
    openstackgerrit opendevmeet patchbot buildbot eggdrop phrik fedbot genericbot travis-ci jenkins hudson eval geordi lambdabot rbot sopel kgb cia
    """.split()
)
_A_BOT = re.compile(r"[a-z]Bot$|[-_]bot$|^bot[-_]")
_NUMBERED = re.compile(r"[\d_`|^-]{1,8}$")

_MOST_KNOWN = 100_000
"""So many nicks are remembered; then the memory begins anew."""


class Who(NamedTuple):
    """Somebody in a chat."""

    name: str
    organisation: str
    bot: bool


@dataclass(slots=True)
class Nicks:
    """The people of one log by their nicks."""

    spelled_out: bool = False
    """Whether nicks are names (`Ada_Lind`), as in the meetings of the W3C."""
    _known: dict[str, Who] = field(default_factory=dict)
    _spoken: set[str] = field(default_factory=set)

    def who(self, nick: str) -> Who:
        """The person now behind a nick."""
        found = self._known.get(nick)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[nick] = self._read(nick)
        return found

    def knows(self, nick: str) -> bool:
        """Whether this nick was met."""
        return nick in self._known

    def renamed(self, old: str, new: str) -> Who | None:
        """Somebody goes by another nick from here on; None where another person has spoken under it before."""
        who = self.who(old)
        if new in self._known and self._known[new].name not in (new, who.name):
            self._known[new] = self._read(new)
            return None
        if new in self._spoken and who.name != new:
            return None
        self._known[new] = who
        return who

    def spoke(self, nick: str) -> None:
        """Somebody said something under this nick."""
        if len(self._spoken) > _MOST_KNOWN:
            self._spoken.clear()
        self._spoken.add(nick)

    def gone(self, nick: str) -> None:
        """Whoever comes under this nick next may be somebody else."""
        if nick in self._known and self._known[nick].name != nick:
            del self._known[nick]

    def _read(self, nick: str) -> Who:
        plain = nick.strip("_ ")
        bare = _NUMBERED.sub("", plain).casefold()
        bot = bare in _BOTS or is_bot(nick) or _A_BOT.search(_NUMBERED.sub("", plain)) is not None
        if self.spelled_out or "(" in nick:
            whole = nick[: nick.rfind("(")] if nick.count("(") > nick.count(")") else nick
            name, organisation, _ = named(whole)
            return Who(name or nick, organisation, bot)
        return Who(nick, "", bot)
