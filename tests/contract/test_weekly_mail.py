"""The weekly mail by schedule, from two workers at once: each recipient gets each week's mail once, week after week."""

import multiprocessing
import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from driftwatch.jobs.hiring import works
from driftwatch.jobs.mailing import Post, drain_mail
from driftwatch.jobs.recurring import Calendar
from driftwatch.jobs.worker import Worker, World
from driftwatch.settings import DigestSettings, Quiet, Recipient, ScheduleSettings, Settings
from driftwatch.store import open_store
from driftwatch.testing.samples import sample_scan

FORK = multiprocessing.get_context("fork")
BEGUN = datetime(2025, 12, 29, 12, tzinfo=UTC)
WEEKS = (6, 104)
TO = ("one@alder.example", "two@birch.example")


class Letterbox:
    """Keeps a line for each letter, whoever puts it in."""

    def __init__(self, file):
        self.file = file

    def notify(self, letter, recipient):
        with self.file.open("a") as out:
            out.write(f"{recipient} {letter.id}\n")

    def close(self):
        """Nothing to close."""


def settings_in(folder):
    mail = DigestSettings(sender="drift@horizon.example", day=0, time=time(2, 30), empty=Quiet.ALWAYS)
    recipients = tuple(Recipient(address=address) for address in TO)
    return Settings(
        folder=folder, name="Horizon", partners=sample_scan("Horizon").partners, timezone=ZoneInfo("Europe/Berlin"), digest=mail,
        recipients=recipients, schedule=ScheduleSettings(digest=True),
    )  # fmt: skip


def work_weekly(url, folder, weeks, start):
    """A worker that looks twice a week at the same moments as another one."""
    store, settings = open_store(url), settings_in(folder)
    now = [BEGUN]
    world = World(clock=lambda: now[0], sleep=lambda _: None, chance=lambda: 0.5, log=lambda _: None)
    post = Post(
        store=store, notifier=Letterbox(folder / "letters"), settings_of=lambda _: settings, clock=world.clock, chance=world.chance, secret="s"
    )
    calendar = Calendar(store, read=lambda _: settings, random=os.urandom, log=world.log)
    errands = (calendar, lambda _: drain_mail(post))
    worker = Worker(name=f"worker {os.getpid()}", store=store, works=works(store, world, lambda: post), world=world, errands=errands)
    for look in range(2 * weeks + 1):
        now[0] = BEGUN + look * timedelta(days=3.5)
        start.wait()
        worker.run_dry()
    store.close()


def test_two_workers_send_each_mail_once(url, tmp_path, nightly, tally):
    store = open_store(url)
    store.commit(replace(sample_scan("Horizon", at=BEGUN), folder=tmp_path))
    store.close()
    start = FORK.Barrier(2, timeout=60)
    both = [FORK.Process(target=work_weekly, args=(url, tmp_path, WEEKS[nightly], start)) for _ in range(2)]

    for process in both:
        process.start()
    for process in both:
        process.join(600)

    letters = (tmp_path / "letters").read_text().splitlines()
    store, copies = open_store(url), Counter(letters)
    tally(n=len(TO) * WEEKS[nightly], failures=abs(len(TO) * WEEKS[nightly] - len(copies)) + sum(number - 1 for number in copies.values()))
    assert [process.exitcode for process in both] == [0, 0]
    assert Counter(copies.values()) == {1: len(TO) * WEEKS[nightly]}
    assert {job.state.value for job in store.jobs.find("horizon", limit=200).rows} == {"done"}
    assert len({job.words["period"] for job in store.jobs.find("horizon", limit=200).rows}) >= min(WEEKS[nightly], 12)
    store.close()
