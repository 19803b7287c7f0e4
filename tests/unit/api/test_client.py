"""The client in Python knows every operation, reads lists page by page, and turns refusals into errors."""

import json

import httpx2
import pytest

from driftwatch_api.app import with_routes
from driftwatch_api.calling import ProblemError
from driftwatch_api.client import Client
from driftwatch_api.openapi import document
from driftwatch_api.work_examples import JOB


def client_of(answer) -> Client:
    return Client("http://service.example", "dw_live_x", http=httpx2.Client(transport=httpx2.MockTransport(answer)))


def test_each_operation_of_the_service_has_a_method_of_its_name():
    operations = [operation for path in json.loads(document(with_routes()))["paths"].values() for operation in path.values()]
    browsers = {operation["operationId"] for operation in operations if "mail" in operation.get("tags", ()) and not operation["security"]}

    assert {operation["operationId"] for operation in operations} - browsers <= set(dir(Client))


def test_a_list_is_read_to_its_end_page_by_page():
    asked = []

    def answer(request):
        asked.append(request.url.params.get("cursor"))
        return httpx2.Response(200, json={"jobs": [{**JOB, "id": f"j{len(asked)}"}], "next_cursor": None if len(asked) == 3 else f"c{len(asked)}"})

    jobs = [job.id for job in client_of(answer).list_jobs()]

    assert (jobs, asked) == (["j1", "j2", "j3"], [None, "c1", "c2"])


def test_waiting_asks_when_it_was_told_to_and_gives_the_ended_job():
    slept, states = [], iter(["queued", "running", "done"])

    def answer(_):
        state = next(states)
        return httpx2.Response(200, json={**JOB, "state": state}, headers={} if state == "running" else {"Retry-After": "7"})

    job = client_of(answer).wait("j1", sleep=slept.append)

    assert (job.state, slept) == ("done", [7.0, 2.0])


@pytest.mark.parametrize(("body", "title"), [(b"<html>bad gateway</html>", "Bad Gateway"), (b"", "Bad Gateway")])
def test_an_answer_that_is_none_of_ours_is_an_error_too(body, title):
    with pytest.raises(ProblemError) as refused:
        client_of(lambda _: httpx2.Response(502, content=body)).list_programmes()

    assert (refused.value.status, refused.value.problem.title, refused.value.retry_after) == (502, title, None)
