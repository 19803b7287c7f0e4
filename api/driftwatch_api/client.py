"""A client for programs in Python: a method for each operation, called as the OpenAPI file calls it.

    with Client("https://driftwatch.example", key) as client:
        taken = client.import_files("horizon", [Path("minutes.md")])
        client.wait(client.start_scan("horizon"), sleep=time.sleep)
        for alert in client.list_alerts(AlertQuestion(programme=["horizon"], status=["open"])):
            print(alert.title)

A refusal is a ProblemError. Lists are read page by page while they are iterated over.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

import httpx2

from driftwatch.domain.alerts import Action
from driftwatch.domain.jobs import ENDED
from driftwatch_api import access_documents as access
from driftwatch_api import documents, list_documents, list_questions, work_documents
from driftwatch_api import recipient_documents as mail
from driftwatch_api import schedule_documents as schedules
from driftwatch_api import webhook_documents as webhooks
from driftwatch_api import work_questions as asking
from driftwatch_api.calling import Calls, accepted, once
from driftwatch_api.questions import ActionRequest, ClassifyRequest, MergeRequest, SplitRequest

Waiting = Callable[[float], None]
"""time.sleep, or what stands for it."""
_BETWEEN = 2.0


class Client:
    """One service and one key for it."""

    def __init__(self, address: str, key: str, *, http: httpx2.Client | None = None) -> None:
        self._http = http or httpx2.Client(timeout=60)
        self._http.base_url = httpx2.URL(address)
        self._http.headers["Authorization"] = f"Bearer {key}"
        self._calls = Calls(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._http.close()

    # Programmes

    def list_programmes(self) -> list[documents.ProgrammeDocument]:
        """The programmes that the key may see."""
        return self._calls.read(documents.ProgrammeList, "GET", "/v1/programmes").programmes

    def get_programme(self, programme: str) -> documents.ProgrammeState:
        """One programme: its last run, and how its alerts stand."""
        return self._calls.read(documents.ProgrammeState, "GET", f"/v1/programmes/{programme}")

    def tag_of(self, programme: str) -> str:
        """What change_programme is to rest on."""
        return self._calls.answer("GET", f"/v1/programmes/{programme}").headers["etag"]

    def create_programme(self, asked: asking.ProgrammeRequest, *, key: str | None = None) -> documents.ProgrammeDocument:
        """Make a programme; with a `key` (Idempotency-Key) once, however often it is sent."""
        return self._calls.read(documents.ProgrammeDocument, "POST", "/v1/programmes", body=asked, headers=once(key))

    def change_programme(self, programme: str, asked: asking.ProgrammeChange, *, tag: str | None = None) -> documents.ProgrammeDocument:
        """Change it; with a `tag` only if nobody has changed it since."""
        return self._calls.read(documents.ProgrammeDocument, "PATCH", f"/v1/programmes/{programme}", body=asked, headers=once(None, tag))

    def remove_programme(self, programme: str) -> None:
        """Remove it with all that came of it."""
        self._calls.answer("DELETE", f"/v1/programmes/{programme}")

    def list_files(self, programme: str) -> list[work_documents.FileDocument]:
        """What the last scan made of each file."""
        return self._calls.read(work_documents.FileList, "GET", f"/v1/programmes/{programme}/files").files

    # Imports, scans, jobs

    def import_files(
        self, programme: str, files: Sequence[Path | tuple[str, BinaryIO]], known: asking.KnownOfFiles | None = None, *, key: str | None = None
    ) -> work_documents.ImportTaken:
        """Upload exports: paths, or names with what is open for reading; they are streamed."""
        fields = known.model_dump(exclude_none=True) if known else {}
        with ExitStack() as opened:
            parts = [("file", (each.name, opened.enter_context(each.open("rb"))) if isinstance(each, Path) else each) for each in files]
            answer = self._http.post(f"/v1/programmes/{programme}/imports", files=parts, data=fields, headers=once(key))
        return work_documents.ImportTaken.model_validate_json(accepted(answer).content)

    def push_messages(self, programme: str, asked: asking.PushRequest, *, key: str | None = None) -> work_documents.ImportTaken:
        """Push messages; the same operation as import_files."""
        return self._calls.read(work_documents.ImportTaken, "POST", f"/v1/programmes/{programme}/imports", body=asked, headers=once(key))

    def start_scan(self, programme: str, asked: asking.ScanRequest | None = None, *, key: str | None = None) -> work_documents.JobDocument:
        """Start a scan; ProblemError 409 names in `problem.see` the one that runs."""
        path = f"/v1/programmes/{programme}/scans"
        return self._calls.read(work_documents.JobDocument, "POST", path, body=asked or asking.ScanRequest.model_validate({}), headers=once(key))

    def list_jobs(self, wanted: asking.JobQuestion | None = None) -> Iterator[work_documents.JobDocument]:
        """Jobs, the newest of each programme first."""
        for page in self._calls.pages(work_documents.JobPage, "/v1/jobs", wanted or asking.JobQuestion.model_validate({})):
            yield from page.jobs

    def get_job(self, job: str) -> work_documents.JobDocument:
        """How a job is."""
        return self._calls.read(work_documents.JobDocument, "GET", f"/v1/jobs/{job}")

    def cancel_job(self, job: str) -> work_documents.JobDocument:
        """Stop it."""
        return self._calls.read(work_documents.JobDocument, "POST", f"/v1/jobs/{job}/cancel")

    def wait(self, job: work_documents.JobDocument | str, *, sleep: Waiting, patience: float = 3600.0) -> work_documents.JobDocument:
        """The job once it has ended; raises TimeoutError after so many seconds of sleep."""
        identifier, slept = job if isinstance(job, str) else job.id, 0.0
        while True:
            answer = self._calls.answer("GET", f"/v1/jobs/{identifier}")
            found = work_documents.JobDocument.model_validate_json(answer.content)
            if found.state in ENDED:
                return found
            if slept >= patience:
                raise TimeoutError(f"{identifier} is still {found.state} after {slept:.0f} s: {found.step}")
            told = answer.headers.get("retry-after", "")
            pause = float(told) if told.isdecimal() else _BETWEEN
            sleep(pause)
            slept += pause

    # Alerts and what they rest on

    def list_alerts(self, wanted: list_questions.AlertQuestion | None = None) -> Iterator[list_documents.ListedAlert]:
        """Alerts; by programme and rank unless something else is asked for."""
        for page in self._calls.pages(list_documents.AlertPage, "/v1/alerts", wanted or list_questions.AlertQuestion.model_validate({})):
            yield from page.alerts

    def get_alert(self, alert: str) -> documents.AlertWithHistory:
        """One alert with its evidence and history."""
        return self._calls.read(documents.AlertWithHistory, "GET", f"/v1/alerts/{alert}")

    def act_on_alert(
        self, alert: str, action: Action | str, why: ActionRequest | None = None, *, tag: str | None = None
    ) -> documents.AlertWithHistory:
        """Acknowledge, agree, snooze, resolve, reopen or dispute; with a `tag` only if nobody has changed it since."""
        path = f"/v1/alerts/{alert}/{Action(action)}"
        return self._calls.read(documents.AlertWithHistory, "POST", path, body=why, headers=once(None, tag))

    def tag_of_alert(self, alert: str) -> str:
        """What act_on_alert is to rest on."""
        return self._calls.answer("GET", f"/v1/alerts/{alert}").headers["etag"]

    def merge_alerts(self, alert: str, asked: MergeRequest) -> documents.AlertWithHistory:
        """Tell other alerts with this one from now on."""
        return self._calls.read(documents.AlertWithHistory, "POST", f"/v1/alerts/{alert}/merge", body=asked)

    def split_alert(self, alert: str, asked: SplitRequest) -> documents.AlertWithHistory:
        """Give one of them back as the alert that it is by itself, for good."""
        return self._calls.read(documents.AlertWithHistory, "POST", f"/v1/alerts/{alert}/split", body=asked)

    def list_statements(self, wanted: list_questions.StatementQuestion | None = None) -> Iterator[list_documents.StatementDocument]:
        """What the alerts rest on."""
        for page in self._calls.pages(list_documents.StatementPage, "/v1/statements", wanted or list_questions.StatementQuestion.model_validate({})):
            yield from page.statements

    def list_terms(self, wanted: list_questions.TermQuestion | None = None) -> Iterator[list_documents.TermDocument]:
        """The terms that were compared."""
        for page in self._calls.pages(list_documents.TermPage, "/v1/terms", wanted or list_questions.TermQuestion.model_validate({})):
            yield from page.terms

    def classify_texts(self, texts: Sequence[str]) -> list[documents.LabelledDocument]:
        """Labels for texts; nothing is kept."""
        return self._calls.read(documents.LabelledList, "POST", "/v1/classify", body=ClassifyRequest(texts=list(texts))).results

    # Mail, schedules and webhooks

    def list_recipients(self, programme: str) -> mail.RecipientList:
        """Who gets the weekly mail."""
        return self._calls.read(mail.RecipientList, "GET", f"/v1/programmes/{programme}/recipients")

    def set_recipients(self, programme: str, asked: mail.RecipientsRequest) -> mail.RecipientList:
        """Say who gets the weekly mail; nobody who has left is brought back."""
        return self._calls.read(mail.RecipientList, "PUT", f"/v1/programmes/{programme}/recipients", body=asked)

    def get_schedule(self, programme: str) -> schedules.ScheduleDocument:
        """When it is scanned and mailed without being asked to."""
        return self._calls.read(schedules.ScheduleDocument, "GET", f"/v1/programmes/{programme}/schedule")

    def set_schedule(self, programme: str, asked: schedules.ScheduleRequest) -> schedules.ScheduleDocument:
        """Say when."""
        return self._calls.read(schedules.ScheduleDocument, "PUT", f"/v1/programmes/{programme}/schedule", body=asked)

    def delete_schedule(self, programme: str) -> None:
        """Let its driftwatch.toml say when."""
        self._calls.answer("DELETE", f"/v1/programmes/{programme}/schedule")

    def list_webhooks(self, programme: str) -> list[webhooks.WebhookDocument]:
        """Where events are handed over."""
        return self._calls.read(webhooks.WebhookList, "GET", f"/v1/programmes/{programme}/webhooks").webhooks

    def create_webhook(self, programme: str, asked: webhooks.WebhookRequest, *, key: str | None = None) -> webhooks.MadeWebhook:
        """Make one; its secret is shown this once."""
        return self._calls.read(webhooks.MadeWebhook, "POST", f"/v1/programmes/{programme}/webhooks", body=asked, headers=once(key))

    def get_webhook(self, programme: str, webhook: str) -> webhooks.WebhookDocument:
        """One of them."""
        return self._calls.read(webhooks.WebhookDocument, "GET", f"/v1/programmes/{programme}/webhooks/{webhook}")

    def change_webhook(self, programme: str, webhook: str, asked: webhooks.WebhookChange) -> webhooks.WebhookDocument:
        """Change it, switch it off or on."""
        return self._calls.read(webhooks.WebhookDocument, "PATCH", f"/v1/programmes/{programme}/webhooks/{webhook}", body=asked)

    def remove_webhook(self, programme: str, webhook: str) -> None:
        """Remove it."""
        self._calls.answer("DELETE", f"/v1/programmes/{programme}/webhooks/{webhook}")

    def rotate_webhook(self, programme: str, webhook: str) -> webhooks.MadeWebhook:
        """Give it a new secret; for a day both sign."""
        return self._calls.read(webhooks.MadeWebhook, "POST", f"/v1/programmes/{programme}/webhooks/{webhook}/rotate")

    def test_webhook(self, programme: str, webhook: str) -> webhooks.Queued:
        """Send it an event that says nothing."""
        return self._calls.read(webhooks.Queued, "POST", f"/v1/programmes/{programme}/webhooks/{webhook}/test")

    def list_deliveries(self, programme: str, webhook: str, wanted: webhooks.DeliveryQuestion | None = None) -> Iterator[webhooks.DeliveryDocument]:
        """What it was told, and is to be told."""
        path = f"/v1/programmes/{programme}/webhooks/{webhook}/deliveries"
        for page in self._calls.pages(webhooks.DeliveryPage, path, wanted or webhooks.DeliveryQuestion.model_validate({})):
            yield from page.deliveries

    def replay_deliveries(self, programme: str, webhook: str, asked: webhooks.ReplayRequest | None = None) -> webhooks.Queued:
        """Send one message again, or all that failed for good."""
        return self._calls.read(webhooks.Queued, "POST", f"/v1/programmes/{programme}/webhooks/{webhook}/replay", body=asked)

    # Keys, audit, operations

    def list_keys(self) -> list[access.KeyDocument]:
        """The keys for the programmes that this one may see."""
        return self._calls.read(access.KeyList, "GET", "/v1/keys").keys

    def create_key(self, asked: access.KeyRequest) -> access.MadeKey:
        """Make a key; it is shown this once."""
        return self._calls.read(access.MadeKey, "POST", "/v1/keys", body=asked)

    def rotate_key(self, prefix: str, asked: access.RotationRequest | None = None) -> access.MadeKey:
        """Make the key that follows another; for some days both open."""
        return self._calls.read(access.MadeKey, "POST", f"/v1/keys/{prefix}/rotate", body=asked)

    def revoke_key(self, prefix: str, why: access.RevocationRequest | None = None) -> access.KeyDocument:
        """Make a key open nothing from now on."""
        return self._calls.read(access.KeyDocument, "POST", f"/v1/keys/{prefix}/revoke", body=why)

    def list_audit_lines(self, wanted: access.AuditQuestion | None = None) -> Iterator[access.AuditLineDocument]:
        """Who did what, newest first."""
        for page in self._calls.pages(access.AuditPage, "/v1/audit", wanted or access.AuditQuestion.model_validate({})):
            yield from page.lines

    def health(self) -> documents.Health:
        """Whether the process runs."""
        return self._calls.read(documents.Health, "GET", "/healthz")

    def readiness(self) -> access.Readiness:
        """Which parts can work; raises ProblemError 503 where one cannot."""
        return self._calls.read(access.Readiness, "GET", "/readyz")

    def metrics(self) -> str:
        """Counts for Prometheus."""
        return self._calls.answer("GET", "/metrics").text
