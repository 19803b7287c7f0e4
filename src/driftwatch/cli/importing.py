"""`driftwatch import`: what the files say, before anything is compared."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.programmes import Programme
from driftwatch.cli.scan import exit_code, tell_left_aside
from driftwatch.cli.terminal import lines, prepare_stdout, progress, say, table
from driftwatch.domain.talk import FileReport, Partner

if TYPE_CHECKING:
    from driftwatch.stages.attribute import Unattributed
    from driftwatch.watch import Understood

MOST_SPEAKERS = 20
NOBODY = "no rule names this speaker"


def import_programme(
    programme: Programme,
    as_json: Annotated[bool, typer.Option("--json", help="Print the content of import.json.")] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Print [[partner]] blocks from the attendance lists, most frequent first; no driftwatch.toml is needed.")
    ] = False,
) -> None:
    """Say what each file was understood as. Guessed and dropped parts are named, and who speaks for whom.

    Example: driftwatch import horizon
    """
    if suggest:
        _print_suggestions(programme)
        return
    from driftwatch.report.documents import import_document
    from driftwatch.wiring import programme_settings, store_of, watch

    settings = programme_settings(programme)
    with closing(store_of(settings, os.environ)) as store, progress() as told:
        understood = watch(settings, store, told=told).understand()
    if as_json:
        prepare_stdout()
        print(import_document(understood.files), end="")
    else:
        _print_files(understood.files)
        _print_attribution(understood, settings.partners)
        _print_speakers(understood.unattributed)
    tell_left_aside(settings)
    code = exit_code((), understood.files, fail_on=None)
    if code:
        raise typer.Exit(code)


def _print_suggestions(programme: Path) -> None:
    from driftwatch.cli.suggesting import partners_toml
    from driftwatch.stages.read import read_programme
    from driftwatch.stages.suggest import suggest
    from driftwatch.wiring import intake, unfinished_settings

    settings = unfinished_settings(programme)
    with progress() as told, closing(intake(settings)) as reader:
        told("reading")
        reading = read_programme(settings, reader)
    suggestions = suggest(reading.messages, reading.attendance)
    if not suggestions:
        say(f"{settings.folder}: no list of people and no mail address names an organisation")
        return
    prepare_stdout()
    print(partners_toml(suggestions, settings), end="")


def _print_files(files: Sequence[FileReport]) -> None:
    from driftwatch.report.inputs import file_row

    rows = []
    for row in map(file_row, files):
        understood = f"{row.kind}: {row.counts}, {row.period}" if row.counts != "nothing" else row.kind
        rows.append((row.source, row.status, understood, "; ".join(f"{word.lower()}: {note}" for word, note in row.notes)))
    lines(("File", "Status", "Understood", "Notes"), rows)


def _print_attribution(understood: "Understood", partners: Sequence[Partner]) -> None:
    from driftwatch.report.standing import ENOUGH_ATTRIBUTED
    from driftwatch.report.wording import share

    statements = Counter(understood.statements.partner)
    total = sum(statements.values())
    if not total:
        print("\nNo statements.")
        return
    names = {partner.id: partner.name for partner in partners}
    said = {key: number for key, number in statements.items() if key in names}
    attributed = sum(said.values()) / total
    print(f"\nAttributed: {share(attributed)} of {total:,} statements")
    for partner in partners:
        print(f"  {partner.name}: {said.get(partner.id, 0):,} ({share(said.get(partner.id, 0) / total)})")
    print(f"  no partner: {total - sum(said.values()):,} ({share(1 - attributed)})")
    if attributed < ENOUGH_ATTRIBUTED:
        say(
            f"warning: less than {share(ENOUGH_ATTRIBUTED)} of the statements have a partner; differences may be missed or look smaller than they are"
        )


def _print_speakers(unattributed: "Sequence[Unattributed]") -> None:
    """Who stays without a partner, and a line to paste for those whom nothing names."""
    if not unattributed:
        return
    print("\nSpeakers without a partner:")
    rows = [(each.speaker, each.organisation or "-", f"{each.messages:,}", each.why) for each in unattributed[:MOST_SPEAKERS]]
    table(("  Speaker", "Organisation", "Messages", "Why"), [(f"  {speaker}", *rest) for speaker, *rest in rows])
    if len(unattributed) > MOST_SPEAKERS:
        print(f"  {len(unattributed) - MOST_SPEAKERS} more")
    unknown = list(dict.fromkeys(each.speaker for each in unattributed if each.why == NOBODY))[:MOST_SPEAKERS]
    if unknown:
        print("\nPaste into the [[partner]] for whom they speak, and leave out who speaks for another:")
        print(f"people = [{', '.join(json.dumps(name, ensure_ascii=False) for name in unknown)}]")
