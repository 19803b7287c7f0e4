"""What a scan leaves behind, and how it is read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as replaced

from sqlalchemy import Connection, select

from driftwatch.alerts.discretion import file_seen_by, term_seen_by
from driftwatch.alerts.identity import normalised
from driftwatch.domain.alerts import Outcome, RunRecord
from driftwatch.domain.meaning import Coverage
from driftwatch.domain.talk import FileReport, Partner, programme_key
from driftwatch.domain.view import Owned, View, private_sources
from driftwatch.errors import StoreError
from driftwatch.records import ScanRecord, TermRecord
from driftwatch.store.alert_queries import raised_alerts
from driftwatch.store.alerts import lock, merge_alerts, tell_scan
from driftwatch.store.audiences import find_private, keep_audiences
from driftwatch.store.columns import clean
from driftwatch.store.documents import read, read_all, written
from driftwatch.store.pictures import keep_pictures
from driftwatch.store.schema import StoredFile, StoredProgramme, StoredStatement, StoredTerm
from driftwatch.store.statements import statement_cells
from driftwatch.store.writing import Cells, digest, replace, upsert


def store_scan(connection: Connection, scan: ScanRecord) -> None:
    """Replace what is known of the programme by this scan; what people did with its alerts stays."""
    programme = programme_key(scan.outcome.programme)
    lock(connection, programme)
    before = connection.scalar(select(StoredProgramme.run).where(StoredProgramme.key == programme))
    private = _private(connection, programme, scan)
    _keep_programme(connection, programme, scan, private)
    lives = merge_alerts(connection, programme, scan)
    keep_audiences(connection, programme, scan.partners, private)
    replace(connection, StoredTerm, programme, _numbered(programme, sorted(scan.terms, key=lambda term: (term.term, term.partners))))
    replace(connection, StoredFile, programme, _numbered(programme, sorted(scan.files, key=lambda file: file.source)))
    replace(connection, StoredStatement, programme, (statement_cells(programme, statement) for statement in scan.statements))
    keep_pictures(connection, programme, scan.pictures)
    if before != written(scan.outcome.run):
        tell_scan(connection, programme, scan, lives)


def find_programmes(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Key and name of every programme, sorted."""
    found = connection.execute(select(StoredProgramme.key, StoredProgramme.name).order_by(StoredProgramme.key))
    return tuple((key, name) for key, name in found)


def find_partners(connection: Connection, programme: str) -> tuple[Partner, ...]:
    """Its partners, as it was made or last scanned; none where the programme is unknown."""
    body = connection.scalar(select(StoredProgramme.partners).where(StoredProgramme.key == programme))
    return () if body is None else read_all(Partner, body)


def find_outcome(connection: Connection, programme: str, view: View) -> Outcome | None:
    """The last scan's outcome with the alerts as they stand now, and as this reader may see them; None before the first scan."""
    outcome = find_run(connection, programme)
    return outcome and replaced(outcome, alerts=raised_alerts(connection, programme, view))


def find_run(connection: Connection, programme: str) -> Outcome | None:
    """The last scan's outcome without its alerts; None before the first scan."""
    columns = select(StoredProgramme.name, StoredProgramme.run, StoredProgramme.coverage)
    found = connection.execute(columns.where(StoredProgramme.key == programme)).first()
    if found is None or not found.run:
        return None
    return Outcome(programme=found.name, run=read(RunRecord, found.run), coverage=read_all(Coverage, found.coverage), alerts=())


def find_coverage(connection: Connection, programme: str) -> tuple[Coverage, ...]:
    """Which checks could compare whom in the last scan; none before the first."""
    body = connection.scalar(select(StoredProgramme.coverage).where(StoredProgramme.key == programme))
    return read_all(Coverage, body) if body else ()


def find_terms(connection: Connection, programme: str, view: View) -> tuple[TermRecord, ...]:
    """The compared terms as this reader may see them, sorted by term and partners."""
    bodies = select(StoredTerm.body).where(StoredTerm.programme == programme).order_by(StoredTerm.id)
    terms = (read(TermRecord, body) for body in connection.scalars(bodies))
    return tuple(terms) if view.all else tuple(seen for term in terms if (seen := term_seen_by(term, view)) is not None)


def find_files(connection: Connection, programme: str, view: View) -> tuple[FileReport, ...]:
    """What became of each file, as this reader may know it, sorted by source."""
    bodies = select(StoredFile.body).where(StoredFile.programme == programme).order_by(StoredFile.id)
    files = (read(FileReport, body) for body in connection.scalars(bodies))
    return tuple(seen for file in files if (seen := file_seen_by(file, view)) is not None)


def _private(connection: Connection, programme: str, scan: ScanRecord) -> Mapping[str, Owned]:
    """The sources that one partner alone may read; one that is there no more stays that partner's own, for earlier alerts still quote it."""
    there = {file.source for file in scan.files}
    gone = {source: owned for source, owned in find_private(connection, programme).items() if source not in there}
    return dict(sorted({**gone, **private_sources(scan.files)}.items()))


def _keep_programme(connection: Connection, programme: str, scan: ScanRecord, private: Mapping[str, Owned]) -> None:
    name = connection.scalar(select(StoredProgramme.name).where(StoredProgramme.key == programme))
    if name is not None and normalised(name) != normalised(clean(scan.outcome.programme)):
        raise StoreError(
            f"the store has another programme, {name!r}, under the key `{programme}` that {scan.outcome.programme!r} would get; "
            "give one of them another name, or keep them in different stores"
        )
    cells: Cells = {
        "key": programme,
        "name": scan.outcome.programme,
        "partners": written(scan.partners),
        "run": written(scan.outcome.run),
        "coverage": written(scan.outcome.coverage),
        "private": written(private),
        **({"folder": str(scan.folder)} if scan.folder else {}),
    }
    upsert(connection, StoredProgramme, [cells])


def _numbered(programme: str, records: Sequence[TermRecord] | Sequence[FileReport]) -> Iterable[Cells]:
    """Rows whose ids keep the order."""
    bodies = (written(record) for record in records)
    return ({"programme": programme, "id": f"{place:08}", "content": digest(body), "body": body} for place, body in enumerate(bodies))
