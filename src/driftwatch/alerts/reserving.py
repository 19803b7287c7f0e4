"""Finds out, while all statements of a scan are at hand, which words of its alerts and terms give away what is not everybody's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from driftwatch.alerts.discretion import Run, all_texts, marks, phrases
from driftwatch.domain.alerts import Alert, Reserved
from driftwatch.domain.groups import Group
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.talk import Share
from driftwatch.domain.view import Owned, private_sources
from driftwatch.domain.words import folded_phrase
from driftwatch.records import ScanRecord, StatementRecord, TermRecord

Owners = tuple[Owned, ...]


def reserved(scan: ScanRecord) -> ScanRecord:
    """The scan with each statement's owner, and with what of its alerts and terms only owners may read."""
    private = private_sources(scan.files)
    if not private:
        return scan
    statements = tuple(replace(row, own=private[row.source]) if row.source in private else row for row in scan.statements)
    alerts = (*scan.outcome.alerts, *(alert for group in scan.groups for alert in group.alerts))
    quoted = _quoted([text for alert in alerts for text in all_texts(alert)] + [text for term in scan.terms for text in _texts(term)], statements)
    heard = _heard({word for subject in _subjects(alerts, scan.terms) for word in _content(subject)}, statements)
    owners = {row.id: row.own for row in statements if row.own is not None and row.own.share is not Share.EVIDENCE}

    def closed(alert: Alert) -> Alert:
        return replace(alert, reserved=_of_alert(alert, quoted, heard, owners))

    return replace(
        scan,
        statements=statements,
        outcome=replace(scan.outcome, alerts=tuple(map(closed, scan.outcome.alerts))),
        groups=tuple(_each(group, closed) for group in scan.groups),
        terms=tuple(replace(term, reserved=_grouped(_closed(_texts(term), [term.term], quoted, heard), {})) for term in scan.terms),
    )


def _each(group: Group, change: Callable[[Alert], Alert]) -> Group:
    return Group(lead=change(group.lead), others=tuple(replace(member, alert=change(member.alert)) for member in group.others))


def _of_alert(alert: Alert, quoted: Mapping[str, set[Owned]], heard: Mapping[str, Owners], owners: Mapping[str, Owned]) -> tuple[Reserved, ...]:
    subjects = [alert.subject, *(other.subject for other in alert.merged)]
    against = {name: (owners[name],) for name in alert.against if name in owners}
    return _grouped(_closed(tuple(all_texts(alert)), subjects, quoted, heard), against)


def _closed(texts: Iterable[str], subjects: Iterable[str], quoted: Mapping[str, set[Owned]], heard: Mapping[str, Owners]) -> list[tuple[Owners, str]]:
    """Each text that gives something away, with those who may read it: what it quotes, and words of the subject that nobody else has used."""
    words = {word for subject in subjects for word in _content(subject) if word in heard}
    told = [((owner,), text) for text in texts for owner in sorted(quoted.get(text, ()), key=_order)]
    return told + [(heard[word], text) for text in texts for word in sorted(words.intersection(folded_phrase(text)))]


def _grouped(texts: Iterable[tuple[Owners, str]], against: Mapping[str, Owners]) -> tuple[Reserved, ...]:
    """One entry for those who may read the same."""
    by_owners: dict[Owners, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for owners, text in texts:
        by_owners[owners][0].add(text)
    for name, owners in against.items():
        by_owners[owners][1].add(name)
    return tuple(
        Reserved(owners=owners, texts=tuple(sorted(said)), against=tuple(sorted(names)))
        for owners, (said, names) in sorted(by_owners.items(), key=lambda entry: [_order(owner) for owner in entry[0]])
    )


def _quoted(texts: Sequence[str], statements: Iterable[StatementRecord]) -> dict[str, set[Owned]]:
    """The texts that repeat statements which are not everybody's, with their owners."""
    holding: dict[Run, set[str]] = defaultdict(set)
    for text in set(texts):
        for phrase in phrases(text):
            holding[phrase].add(text)
    found: dict[str, set[Owned]] = defaultdict(set)
    for row in statements:
        if row.own is not None and row.own.share is not Share.EVIDENCE:
            for text in {text for mark in marks(row.text) if mark in holding for text in holding[mark]}:
                found[text].add(row.own)
    return found


def _heard(wanted: set[str], statements: Iterable[StatementRecord]) -> dict[str, Owners]:
    """The words that are said in sources of some partners' own alone, with their owners."""
    said: dict[str, set[Owned | None]] = defaultdict(set)
    for row in statements:
        owner = row.own if row.own is not None and row.own.share is not Share.EVIDENCE else None
        for word in wanted.intersection(folded_phrase(row.text)):
            said[word].add(owner)
    known = {word: [owner for owner in owners if owner is not None] for word, owners in said.items() if None not in owners}
    return {word: tuple(sorted(owners, key=_order)) for word, owners in known.items()}


def _subjects(alerts: Iterable[Alert], terms: Iterable[TermRecord]) -> Iterable[str]:
    for alert in alerts:
        yield alert.subject
        yield from (other.subject for other in alert.merged)
    yield from (term.term for term in terms)


def _texts(term: TermRecord) -> tuple[str, ...]:
    return (term.term, *(term.glosses or ()))


def _content(subject: str) -> frozenset[str]:
    return frozenset(folded_phrase(subject)) - GRAMMAR


def _order(owner: Owned) -> tuple[str, str]:
    return owner.partner, owner.share.value
