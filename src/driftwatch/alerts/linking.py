"""What people put together stays together, and what they take apart stays apart, whatever the next scan would merge by itself."""

from collections.abc import Collection, Iterable, Sequence

from driftwatch.domain.alerts import Alert
from driftwatch.domain.groups import Group, Link, Member, Verdict
from driftwatch.errors import ActionRefusedError

Pair = tuple[str, str]


def relinked(groups: Iterable[Group], links: Iterable[Link]) -> tuple[Group, ...]:
    """The groups as people want them: first what is apart, then what is together; apart is stronger."""
    said = sorted(links, key=lambda link: (link.at, link.pair))
    apart = frozenset(link.pair for link in said if link.verdict is Verdict.APART)
    whole = [part for group in groups for part in _parted(group, apart)]
    for link in said:
        if link.verdict is Verdict.TOGETHER:
            whole = _joined(whole, link, apart)
    return tuple(whole)


def check_merge(lead: Alert, other: Alert, *, raised: bool) -> None:
    """Raise ActionRefusedError where the one cannot be told with the other; `raised` is whether the last scan found the lead."""
    if lead.id == other.id:
        raise ActionRefusedError(f"{lead.id}: an alert cannot be merged with itself; name another one")
    if lead.lead is not None:
        raise ActionRefusedError(f"{lead.id} is told with {lead.lead}; merge into that one, or split the two first")
    if other.lead == lead.id:
        raise ActionRefusedError(f"{other.id} is told with {lead.id} already")
    if not raised:
        raise ActionRefusedError(f"{lead.id} was not found by the last scan and cannot lead; merge it into the other one")


def check_split(lead: Alert, other: Alert) -> None:
    """Raise ActionRefusedError where the two are not told together."""
    if other.lead != lead.id:
        told = f"it is told with {other.lead}" if other.lead else "it stands for itself"
        raise ActionRefusedError(f"{other.id} is not told with {lead.id}: {told}")


def pair_of(one: str, other: str) -> Pair:
    """Two ids, sorted."""
    return min(one, other), max(one, other)


def _parted(group: Group, apart: Collection[Pair]) -> list[Group]:
    kept, left = _fitting(group.lead, group.others, apart)
    return [Group(lead=group.lead, others=kept), *left]


def _joined(groups: Sequence[Group], link: Link, apart: Collection[Pair]) -> list[Group]:
    """The groups with the other's put into the lead's; as they are where one of the two was not found."""
    into, taken = (next((group for group in groups if name in _ids(group)), None) for name in (link.lead, link.other))
    if into is None or taken is None:
        return list(groups)
    if into is taken:
        return [_led_by(group, link) if group is into else group for group in groups]
    newcomers = (Member(alert=taken.lead, why=_why(link)), *taken.others)
    kept, left = _fitting(into.lead, (*into.others, *newcomers), apart)
    rest = [group for group in groups if group is not into and group is not taken]
    return [*rest, Group(lead=into.lead, others=kept), *left]


def _fitting(lead: Alert, others: Iterable[Member], apart: Collection[Pair]) -> tuple[tuple[Member, ...], list[Group]]:
    """Those that nobody took apart from the lead or from one that stands before them, and the rest, each for itself."""
    kept: list[Member] = []
    left: list[Group] = []
    for member in others:
        among = (lead.id, *(other.alert.id for other in kept))
        if any(pair_of(member.alert.id, name) in apart for name in among):
            left.append(Group(lead=member.alert))
        else:
            kept.append(member)
    return tuple(kept), left


def _led_by(group: Group, link: Link) -> Group:
    """The group with the lead that people named in place of the one that was merged into it."""
    if group.lead.id != link.other:
        return group
    lead = next(member.alert for member in group.others if member.alert.id == link.lead)
    others = (member for member in group.others if member.alert.id != link.lead)
    return Group(lead=lead, others=(Member(alert=group.lead, why=_why(link)), *others))


def _ids(group: Group) -> tuple[str, ...]:
    return tuple(alert.id for alert in group.alerts)


def _why(link: Link) -> str:
    return f"people put them together{f': {link.reason}' if link.reason.strip() else ''}"
