"""Statements, imports, mails and keys as people work with them in a browser: found, brought in, followed live, shown once."""

import os
import re
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journeys.dashboards import axe_serious
from tests.lantern import lantern_scan

from driftwatch.domain.jobs import JobKind
from driftwatch.domain.keys import Scope
from driftwatch.domain.labels import Label
from driftwatch.intake.desk import Desk
from driftwatch.jobs.hosting import Hosting
from driftwatch.jobs.importing import Importing
from driftwatch.jobs.worker import Worker, World
from driftwatch.labelling import LabelledText
from driftwatch.wiring import programme_settings, readers

PAGES = {
    "statements": "statements?label=done&q=done&order=oldest",
    "imports": "imports",
    "imports-problems": "imports?status=failed",
    "jobs": "jobs",
    "mail": "mail?period=2026-W13",
    "mail-preview": "mail/preview?period=2026-W13",
    "mail-send": "mail/send?period=2026-W13",
    "keys": "keys",
    "audit": "audit",
}
MINUTES = b"""# Weekly

Date: 2026-03-24

## Acme

- The kiosk is done when the simulator ran all fares.

## Birch

- It is done after two weeks on the pier.
"""
PROGRAMME = {"name": "Pier", "partners": [{"id": "acme", "name": "Acme"}, {"id": "birch", "name": "Birch"}]}


def told(texts):
    return [LabelledText(text=text, labels={}, predicted=(Label.DONE,), reasons={Label.DONE: ("done", "kiosk")}) for text in texts]


@pytest.fixture(scope="module")
def desk(dashboard_of, tmp_path_factory):
    """A service that keeps programmes and can say why."""
    hosting = Hosting(data=tmp_path_factory.mktemp("hosted"), settings=programme_settings)
    made = dashboard_of(lantern_scan(), hosting=hosting, explain=told)
    made.hosting = hosting
    return made


@contextmanager
def worker(desk, scan):
    """A worker that reads what is imported, and for a scan does what the test says."""
    world = World(clock=lambda: desk.time[0], sleep=lambda _: None, chance=lambda: 0.5, log=lambda _: None)
    importing = Importing(store=desk.store, hosting=desk.hosting, intake=lambda settings: Desk(readers=readers(), limits=settings.limits))
    works = {JobKind.IMPORT: lambda task: importing.run(task.job, task.told), JobKind.SCAN: scan}
    thread = threading.Thread(target=Worker(name="w", store=desk.store, works=works, world=world).run_dry, daemon=True)
    thread.start()
    yield
    thread.join(20)


def some_of(look):
    """By day each page at one size; at night all of them."""
    if "DRIFTWATCH_NIGHTLY" in os.environ:
        return list(PAGES)
    wide = look["viewport"]["width"] > 1000
    return [name for place, name in enumerate(PAGES) if place % 2 == wide]


def test_every_page_of_work_can_be_read_by_everybody(desk, look):
    seat = desk.seat(**look)

    for name in some_of(look):
        seat.go(f"/p/lantern/{PAGES[name]}")
        seat.shot(f"work-{name}")
        assert not axe_serious(seat.page), name
        assert not seat.overflow(), name


def test_a_statement_is_found_read_in_context_and_explained(desk):
    seat = desk.seat(Scope.READ_ALERTS)
    page = seat.go("/p/lantern/statements")

    page.get_by_label("Words").fill("simulator")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=simulator**")
    found = page.locator(".statement .words").all_inner_texts()
    page.get_by_role("link", name=re.compile("In context.*The kiosk is done when")).click()
    page.get_by_role("button", name="Show the words").click()
    page.wait_for_selector("ol.reasons")
    marked = page.locator(".statement.whole mark").all_inner_texts()
    seat.shot("work-statement-why")

    assert found and all("simulator" in text.lower() for text in found)
    assert page.locator("h1").inner_text() == "Statement"
    assert [text.rstrip("1") for text in marked] == ["kiosk", "done"]
    assert page.get_by_role("heading", name="Alerts that quote it").is_visible()
    assert not axe_serious(page)


def test_files_are_brought_in_and_a_scan_is_followed_live_until_it_is_done(desk):
    seat, further, done = desk.seat(), threading.Event(), threading.Event()
    seat.context.request.post(f"{desk.address}/v1/programmes", data=PROGRAMME, headers={"Authorization": f"Bearer {desk.key()}"})

    def scan(task):
        task.told("reading …", 0.0)
        further.wait(20)
        task.told("comparing terms …", 2 / 6)
        done.wait(20)
        return {"alerts": "2", "statements": "12"}

    page = seat.go("/p/pier/imports")
    page.locator("#upload-files").set_input_files({"name": "weekly.md", "mimeType": "text/markdown", "buffer": MINUTES})
    page.get_by_role("button", name="Upload").click()
    page.wait_for_selector("h1:has-text('Uploaded')")
    taken = page.locator("table tbody tr").inner_text()
    seat.shot("work-uploaded")
    with worker(desk, scan):
        page.get_by_role("link", name="See what came of it").wait_for()
        read = page.locator(".job .standing").inner_text()
    page.goto(f"{desk.address}/p/pier/imports")
    page.get_by_role("button", name="Scan now").click()
    page.wait_for_url("**/jobs/**")
    with worker(desk, scan):
        page.locator(".job .standing", has_text="reading").wait_for()
        page.get_by_role("button", name="Cancel this scan").focus()
        further.set()
        page.locator(".job .standing", has_text="comparing terms").wait_for()
        kept = page.evaluate("document.activeElement.textContent")
        percent = page.locator("progress").get_attribute("value")
        seat.shot("work-scan-live")
        assert not axe_serious(page)
        done.set()
        page.get_by_role("link", name="See what came of it").wait_for()
    said = page.locator("#job-said").inner_text()
    page.get_by_role("link", name="See what came of it").click()
    page.wait_for_url(f"{desk.address}/p/pier")

    assert "taken" in taken and "done" in read
    assert (kept, percent) == ("Cancel this scan", "33")
    assert said == "Scan done. 12 statements, 2 alerts"


def test_a_scan_is_cancelled_without_a_script_too(desk):
    seat = desk.seat(script=False)
    seat.context.request.post(f"{desk.address}/v1/programmes", data={**PROGRAMME, "name": "Quay"}, headers={"Authorization": f"Bearer {desk.key()}"})

    page = seat.go("/p/quay/imports")
    page.get_by_role("button", name="Scan now").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="Load again").click()
    page.wait_for_load_state()
    waits = page.locator(".job .standing").inner_text()
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_load_state()
    stopped = page.locator(".job .standing").inner_text()

    assert "waits" in waits and "cancelled" in stopped


def test_a_key_is_made_by_keyboard_and_seen_once(desk):
    seat = desk.seat(Scope.ADMIN)
    page = seat.go("/p/lantern/keys")

    page.get_by_label("What it is for").focus()
    page.keyboard.type("portal")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    page.locator("#full").focus()
    chosen = page.evaluate("getSelection().toString()")
    full = page.locator("#full").input_value()
    seat.shot("work-key-made")
    found = axe_serious(page)
    page.get_by_role("link", name="back to the keys").click()
    page.wait_for_selector("h2:has-text('Make a key')")
    later = page.content()
    addresses = page.url + page.evaluate("document.referrer")

    assert full.startswith("dw_live_") and chosen == full
    assert not found
    assert "portal" in later and full not in later + addresses
    assert Path(page.url).name == "keys"
