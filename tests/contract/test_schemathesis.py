"""The service held against its own description: whatever may be sent is answered as the OpenAPI file says, and every operation can succeed."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
import schemathesis
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from tests.contract import two_sides
from tests.contract.test_authorisation import Asked, Principal, World, bearing

from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import Share
from driftwatch_api.openapi import document

NIGHTLY = "DRIFTWATCH_NIGHTLY" in os.environ
EXAMPLES = 200 if NIGHTLY else 1
SEED = int(os.environ.get("DRIFTWATCH_SEED", "20261122"))
JUDGED_BEYOND_THE_SCHEMA = {
    "POST /v1/programmes": "two partners may not claim one name, and a zone must exist",
    "PATCH /v1/programmes/{programme_id}": "two partners may not claim one name, and a zone must exist",
    "POST /v1/programmes/{programme_id}/imports": "an upload holds a file, of a kind that a reader knows",
    "POST /v1/programmes/{programme_id}/scans": "the first day lies before the last",
    "POST /v1/programmes/{programme_id}/webhooks": "the address is one that the service may reach, and the view a partner's",
    "PATCH /v1/programmes/{programme_id}/webhooks/{webhook_id}": "the address is one that the service may reach, and the view a partner's",
    "PUT /v1/programmes/{programme_id}/schedule": "a routine has what its rhythm needs",
    "PUT /v1/programmes/{programme_id}/recipients": "a zone must exist, a partner be one of the programme, an address stand once",
    "POST /v1/keys": "a key ends in the future, and a side belongs to programmes that are named",
    "POST /v1/alerts/{alert_id}/{action}": "an ETag that was read is one that was given",
    **dict.fromkeys(
        ("POST /v1/keys/{prefix}/revoke", "POST /v1/alerts/{alert_id}/merge", "POST /v1/alerts/{alert_id}/split"),
        "a reason holds no character that does not print",
    ),
    **dict.fromkeys(
        (
            "GET /v1/alerts",
            "GET /v1/statements",
            "GET /v1/terms",
            "GET /v1/jobs",
            "GET /v1/audit",
            "GET /v1/programmes/{programme_id}/webhooks/{webhook_id}/deliveries",
        ),
        "a cursor is one that a page gave",
    ),
}
"""Where data that fit the schema may still be refused with 400, 412 or 422, and why no schema can say so."""
ACCEPTED_REFUSALS = ["400", "401", "403", "404", "405", "406", "408", "409", "412", "413", "415", "422", "428", "429", "5xx"]
"""With 413: what has more items or characters than allowed often has more bytes than allowed, and then is not even read."""
ROLES = {
    "operator": (tuple(Scope), "all", ()),
    "reader of northquay": ((Scope.READ_ALERTS,), "northquay", ("lantern",)),
    **({"uploader": ((Scope.INGEST,), "joint", ("lantern",)), "administrator": ((Scope.ADMIN,), "joint", ("lantern",))} if NIGHTLY else {}),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("described")
    made = World(f"sqlite:///{folder}/store.db", folder / "programmes")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def answered(world) -> dict[str, dict[str, set[int]]]:
    """Role to operation to the statuses that it was answered with; filled by the runs below."""
    return defaultdict(lambda: defaultdict(set))


def configured(header: str, judged: tuple[str, ...], *, coverage: bool) -> SchemathesisConfig:
    operations = "".join(
        f"""
[[operations]]
include-name = {json.dumps(name)}
checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "413", "422", "429", "5xx"]
"""
        for name in judged
    )
    return SchemathesisConfig.from_str(
        f"""
seed = {SEED}
headers = {{ Authorization = {json.dumps(header)} }}
checks.negative_data_rejection.expected-statuses = {ACCEPTED_REFUSALS}
generation.max-examples = {EXAMPLES}
generation.database = "none"
phases.stateful.enabled = false
phases.coverage.enabled = {json.dumps(coverage)}
{operations}
"""
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_one_that_the_description_allows(world, answered, role):
    scopes, view, programmes = ROLES[role]
    header = bearing(two_sides.key(world.store, *scopes, view=view, programmes=programmes))["Authorization"]
    tree = json.loads(document(world.app))
    judged = tuple(name for name in JUDGED_BEYOND_THE_SCHEMA if name.split()[1] in tree["paths"])
    whole = NIGHTLY or role == "operator"
    schema = schemathesis.openapi.from_dict(tree, config=configured(header, judged, coverage=whole))
    schema.app, schema.config.base_url = world.app, "http://testserver"
    schema = schema if whole else schema.include(operation_id=opened_by(tree, scopes))
    failures, asked = [], 0

    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            failures.append(repr(event))
        if isinstance(event, events.ScenarioFinished):
            for interaction in event.recorder.interactions.values():
                asked += 1
                answered[role][event.label].add(interaction.response.status_code if interaction.response else 0)
            failures += [
                f"{event.label}: {check.name}: {check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info
            ]

    assert failures == [], f"seed {SEED}:\n" + "\n\n".join(failures)
    assert asked > (5000 if NIGHTLY and role == "operator" else 20)


def opened_by(tree: dict, scopes: tuple[Scope, ...]) -> list[str]:
    """The operations that a key with these scopes opens."""
    operations = (told for methods in tree["paths"].values() for told in methods.values())
    return [told["operationId"] for told in operations if {scope for need in told["security"] for scope in need["key"]} & set(scopes)]


def good(world: World) -> Iterator[tuple[str, str, Asked]]:
    """A request for each operation that needs more luck than a generator has, in an order in which all succeed."""
    partners = [{"id": "quay", "name": "Quay Works"}, {"id": "bay", "name": "Bay Lines"}]
    joint = world.alerts["lantern"][None, None].id
    other = world.alerts["lantern"]["brightmill", Share.COUNTS].id
    hook, messages = world.webhook("own"), [{"id": "1", "text": "The pilot is done when all forms are signed.", "speaker": "Ada"}]
    yield "create_programme", "POST", Asked("/v1/programmes", {"name": "Quayside", "partners": partners})
    yield "change_programme", "PATCH", Asked("/v1/programmes/quayside", {"timezone": "Europe/Berlin"})
    yield "import_files", "POST", Asked("/v1/programmes/quayside/imports", {"messages": messages})
    yield "start_scan", "POST", Asked("/v1/programmes/quayside/scans", {})
    yield "act_on_alert", "POST", Asked(f"/v1/alerts/{joint}/ack", {"reason": "seen"})
    yield "merge_alerts", "POST", Asked(f"/v1/alerts/{joint}/merge", {"others": [other]})
    yield "split_alert", "POST", Asked(f"/v1/alerts/{joint}/split", {"other": other})
    yield "create_webhook", "POST", Asked("/v1/programmes/lantern/webhooks", {"url": "https://hooks.example/out"})
    yield "get_webhook", "GET", Asked(hook)
    yield "change_webhook", "PATCH", Asked(hook, {"enabled": True})
    yield "rotate_webhook", "POST", Asked(f"{hook}/rotate")
    yield "test_webhook", "POST", Asked(f"{hook}/test")
    yield "list_deliveries", "GET", Asked(f"{hook}/deliveries")
    yield "replay_deliveries", "POST", Asked(f"{hook}/replay", {})
    yield "remove_webhook", "DELETE", Asked(hook)
    yield "create_key", "POST", Asked("/v1/keys", {"name": "portal"})
    key = two_sides.key(world.store, Scope.READ_ALERTS)[:16]
    yield "rotate_key", "POST", Asked(f"/v1/keys/{key}/rotate", {})
    yield "revoke_key", "POST", Asked(f"/v1/keys/{key}/revoke", {})
    yield "get_job", "GET", Asked(f"/v1/jobs/{world.job('own')}")
    yield "cancel_job", "POST", Asked(f"/v1/jobs/{world.job('own')}/cancel")
    for job in world.store.jobs.find("quayside", limit=50).rows:
        world.store.jobs.cancel(job.id, two_sides.NOW)
    yield "remove_programme", "DELETE", Asked("/v1/programmes/quayside")
    yield "set_recipients", "PUT", Asked("/v1/programmes/lantern/recipients", {"recipients": [{"address": "one@partner.example"}]})
    yield "set_schedule", "PUT", Asked("/v1/programmes/lantern/schedule", {"scan": {"rhythm": "never"}, "digest": {"rhythm": "never"}})
    yield "delete_schedule", "DELETE", Asked("/v1/programmes/lantern/schedule")
    for operation, path in (
        ("get_programme", "programmes/lantern"),
        ("list_files", "programmes/lantern/files"),
        ("get_alert", f"alerts/{joint}"),
        ("list_webhooks", "programmes/lantern/webhooks"),
        ("get_schedule", "programmes/lantern/schedule"),
        ("list_recipients", "programmes/lantern/recipients"),
    ):
        yield operation, "GET", Asked(f"/v1/{path}")
    for operation in ("programmes", "alerts", "statements", "terms", "keys", "jobs"):
        yield f"list_{operation}", "GET", Asked(f"/v1/{operation}")
    yield "list_audit_lines", "GET", Asked("/v1/audit")
    yield "classify_texts", "POST", Asked("/v1/classify", {"texts": ["a risk"]})
    for operation, path in (("health", "/healthz"), ("readiness", "/readyz"), ("metrics", "/metrics")):
        yield operation, "GET", Asked(path)


def test_every_operation_can_succeed(tmp_path):
    world = World(f"sqlite:///{tmp_path}/store.db", tmp_path / "programmes")
    header = bearing(two_sides.key(world.store, *Scope, view="all", programmes=()))
    operator = replace(Principal(name="operator"), header=header)
    described = {told["operationId"] for methods in json.loads(document(world.app))["paths"].values() for told in methods.values()}

    statuses = {operation: world.ask(operator, method, asked).status_code for operation, method, asked in good(world)}
    world.store.close()

    assert {operation: status for operation, status in statuses.items() if not 200 <= status < 300} == {}
    assert described == set(statuses)
