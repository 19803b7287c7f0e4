"""The description of the service is checked in, and true."""

import json
import re
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from driftwatch_api.app import with_routes
from driftwatch_api.openapi import document


@pytest.fixture(scope="module")
def described():
    return json.loads(document(with_routes()))


def operations(described):
    return [(path, operation) for path, methods in described["paths"].items() for operation in methods.values()]


def test_the_file_that_is_checked_in_is_the_present_one(repository):
    checked_in = (repository / "docs" / "openapi.json").read_text("utf-8")

    assert document(with_routes()) == checked_in, "renew it: python -m driftwatch_api.openapi > docs/openapi.json"


def test_the_command_that_renews_it_writes_it(repository, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1); by day the file is held to the application in this process")
    run = subprocess.run([sys.executable, "-m", "driftwatch_api.openapi"], capture_output=True, check=True, timeout=60)

    assert run.stdout.decode() == (repository / "docs" / "openapi.json").read_text("utf-8")


def reached(described, nodes):
    """Names of the schemas to which these lead."""
    found, waiting = set(), [json.dumps(node) for node in nodes]
    while waiting:
        new = set(re.findall(r"#/components/schemas/(\w+)", waiting.pop())) - found
        found |= new
        waiting += [json.dumps(described["components"]["schemas"][name]) for name in new]
    return found


def test_operation_ids_are_short_and_used_once(described):
    ids = [operation["operationId"] for _, operation in operations(described)]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z_]{4,20}", name) for name in ids)


def test_every_schema_of_an_object_has_an_example_that_fits_it(described):
    objects = {name: schema for name, schema in described["components"]["schemas"].items() if schema["type"] == "object"}
    wrong = [
        f"{name}: {error.message}"
        for name, schema in objects.items()
        for example in schema["examples"]
        for error in Draft202012Validator({**schema, "components": described["components"]}).iter_errors(example)
    ]

    assert len(objects) > 15
    assert not wrong


def test_every_guarded_operation_says_how_it_refuses(described):
    guarded = [operation for _, operation in operations(described) if operation["security"]]

    assert all({"401", "403", "429", "503"} <= set(operation["responses"]) for operation in guarded)
    assert not [operation for _, operation in operations(described) if not operation.get("description")]


def test_no_answer_has_a_field_for_a_person(described):
    answers = [answer for _, operation in operations(described) for answer in operation["responses"].values()]
    schemas = reached(described, answers)
    fields = {field for name in schemas for field in described["components"]["schemas"][name].get("properties", {})}

    assert len(schemas) > 15
    assert not fields & {"speaker", "people", "person", "author"}


def test_the_page_for_people_needs_no_script_and_describes_each_operation_and_problem(client, described):
    page = client.get("/docs")

    assert "<script" not in page.text
    assert "http" not in re.sub(r"HTTP service", "", page.text.split("<body>")[1])
    assert all(f'id="{operation["operationId"]}"' in page.text for _, operation in operations(described))
    assert 'id="not-found"' in page.text
    assert "style-src 'sha256-" in page.headers["content-security-policy"]


def test_the_link_of_a_mail_leads_to_a_page_that_tells_where_the_alert_is_and_nothing_of_it(client):
    page = client.get("/a/DW-9F2M4T7Q1XYA")

    assert page.status_code == 200
    assert "driftwatch alerts show DW-9F2M4T7Q1XYA" in page.text
    assert "<script" not in page.text
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    assert client.get("/a/DW-9f2m<b>").status_code == 404


def test_the_type_of_a_problem_leads_to_its_description(client):
    problem = client.get("/nowhere").json()

    address, anchor = problem["type"].split("#")

    assert f'id="{anchor}"' in client.get(address).text
