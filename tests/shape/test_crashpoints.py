"""Whatever writes passes a place at which the tests can let the program die: docs/decisions/0019-durability.md."""

import ast

import pytest
from sqlalchemy import LargeBinary, delete, insert, select, update

from driftwatch.crashing import arm
from driftwatch.store import open_store
from driftwatch.store.columns import CleanText
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import TABLES

OPENERS = ("src/driftwatch/store/database.py", "src/driftwatch/store/backups.py")
"""Every transaction begins here, so that none can do without its crash points."""
CONNECTIONS = ("create_engine", "sqlite3.connect", "psycopg.connect", "sqlalchemy.create_engine")
CHANGES = {"sqlalchemy.insert", "sqlalchemy.update", "sqlalchemy.delete"}
MIGRATIONS = "src/driftwatch/store/migrations"

BEYOND = (
    "src/driftwatch/cli/init.py",  # new files of a new programme, never over others
    "src/driftwatch/cli/demo.py",  # a copy of what ships
    "src/driftwatch/encoders",  # what is learned is written by a person's command, and checked by its sums when it is read
    "src/driftwatch/learn",
    "src/driftwatch/intake/probes.py",  # bait in a folder of its own
    "src/driftwatch/testing",
    "models",
)
SENDERS = {"sendmail", "send_message", "data"}
"""What hands a mail to a server."""


def renames(call):
    """Whether this puts a file in the place of another: Path.replace takes one argument, str.replace two."""
    name = ast.unparse(call.func)
    alone = len(call.args) == 1 and not call.keywords
    return name in ("os.replace", "os.rename") or (alone and name.rsplit(".", 1)[-1] in ("rename", "replace"))


def functions_with(modules, within, wanted, *, beyond):
    """Every function outside of these places that makes such a call, and what else it calls."""
    for module in modules:
        if within(module, beyond):
            continue
        for function in module.functions():
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            if any(wanted(call) for call in calls):
                yield f"{module.where(function)} {function.name}", {ast.unparse(call.func) for call in calls}


def test_only_two_modules_open_databases(modules, within):
    opened = [
        f"{module.where(call)} {name}"
        for module in modules
        if not within(module, (*OPENERS, "src/driftwatch/testing"))
        for call, name in module.calls()
        if name in CONNECTIONS or name.endswith(("engine.begin", "engine.connect"))
    ]

    assert not opened


def test_only_the_store_changes_rows(modules, within):
    changed = [
        f"{module.where(node)} {name}"
        for module in modules
        if not within(module, ("src/driftwatch/store",))
        for node, name in module.imports()
        if name in CHANGES or name.startswith("sqlalchemy.dialects")
    ]

    assert not changed


@pytest.mark.parametrize("change", ["INSERT", "UPDATE", "DELETE"])
def test_every_statement_that_writes_to_a_table_is_a_crash_point_and_none_that_reads(tmp_path, change):
    open_store(f"sqlite:///{tmp_path}/store.db").close()
    database, met = connect(f"sqlite:///{tmp_path}/store.db"), []

    arm(met.append)
    try:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in TABLES:
                connection.execute(select(table)).all()
                connection.execute(statement(change, table))
            connection.exec_driver_sql("DELETE FROM programmes")
            for table in TABLES:
                connection.execute(delete(table))
    finally:
        arm(None)

    assert {f"store: {change} {table.name}" for table in TABLES} <= set(met)
    assert {"store: begin", "store: commit", "store: committed"} <= set(met)
    assert not [name for name in met if "SELECT" in name]
    database.close()


def statement(change, table):
    if change == "INSERT":
        return insert(table).values({column.name: value(column) for column in table.columns if column.computed is None})
    return delete(table) if change == "DELETE" else update(table).values({next(iter(table.primary_key)).name: 2})


def value(column):
    return b"1" if isinstance(column.type, LargeBinary) else "1" if isinstance(column.type, CleanText) else column.type.python_type(1)


def test_every_file_that_takes_the_place_of_another_passes_a_crash_point(modules, within):
    silent = [where for where, called in functions_with(modules, within, renames, beyond=BEYOND) if "crashpoint" not in called]

    assert not silent


def test_every_mail_that_is_handed_over_passes_a_crash_point(modules, within):
    def hands_over(call):
        return isinstance(call.func, ast.Attribute) and call.func.attr in SENDERS and "smtp" in ast.unparse(call.func.value).casefold()

    silent = [where for where, called in functions_with(modules, within, hands_over, beyond=BEYOND) if "crashpoint" not in called]

    assert not silent


def test_nothing_in_the_program_arms_them(modules, within):
    armed = [
        module.where(node)
        for module in modules
        if not within(module, ("src/driftwatch/testing",))
        for node, name in module.imports()
        if name == "driftwatch.crashing.arm"
    ]

    assert not armed
