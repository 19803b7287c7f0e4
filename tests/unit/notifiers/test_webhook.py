"""What webhooks are told: thin, signed as Standard Webhooks has it, in the form that the receiver takes."""

import json
import os
import random
import string
from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from standardwebhooks.webhooks import Webhook as Receiver
from standardwebhooks.webhooks import WebhookVerificationError

from driftwatch.domain.happenings import COUNTS, KINDS, Happening, HappeningType
from driftwatch.domain.webhooks import OVERLAP, RETRIES, SigningSecret, Template, new_secret, next_try, rotated, signing
from driftwatch.notifiers.webhook import BODY_BYTES, body_of, headers_of
from driftwatch.notifiers.webhook_templates import RENDERED, SETTLED, TITLES, alertmanager, slack, teams

NIGHTLY = os.environ.get("DRIFTWATCH_NIGHTLY") == "1"
AT = datetime(2026, 4, 6, 7, 30, 15, 250000, tzinfo=UTC)
BASE = "https://drift.horizon.example"
LINK = f"{BASE}/a/DW-9F2M4K7Q1ZXB"
ALERT = HappeningType.ALERT_OPENED
SECRET = "whsec_" + "A" * 43 + "="
WIDTH = 20
"""Letters of a key or an id."""

THIN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {"enum": [one.value for one in HappeningType]},
        "timestamp": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$"},
        "data": {
            "type": "object",
            "additionalProperties": False,
            "required": ["programme", "alert", "kind", "severity", "status", "counts", "link"],
            "properties": {
                "programme": {"type": "string"},
                "alert": {"type": ["string", "null"]},
                "link": {"type": ["string", "null"]},
                "counts": {"type": "object", "propertyNames": {"enum": sorted(COUNTS)}, "additionalProperties": {"type": "integer", "minimum": 0}},
                **{name: {"type": ["string", "null"], "maxLength": 64} for name in sorted(KINDS)},
            },
        },
    },
}
PLAIN_TEXT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["type", "text", "emoji"],
    "properties": {"type": {"const": "plain_text"}, "text": {"type": "string", "minLength": 1}, "emoji": {"const": False}},
}
SLACK = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text", "blocks"],
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 40000},
        "blocks": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
                "oneOf": [
                    {
                        "additionalProperties": False,
                        "required": ["type", "text"],
                        "properties": {
                            "type": {"const": "header"},
                            "text": {"allOf": [PLAIN_TEXT, {"properties": {"text": {"maxLength": 150}}}]},
                        },
                    },
                    {
                        "additionalProperties": False,
                        "required": ["type", "fields"],
                        "properties": {
                            "type": {"const": "section"},
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "maxItems": 10,
                                "items": {"allOf": [PLAIN_TEXT, {"properties": {"text": {"maxLength": 2000}}}]},
                            },
                        },
                    },
                    {
                        "additionalProperties": False,
                        "required": ["type", "text"],
                        "properties": {
                            "type": {"const": "section"},
                            "text": {
                                "additionalProperties": False,
                                "required": ["type", "text"],
                                "properties": {
                                    "type": {"const": "mrkdwn"},
                                    "verbatim": {"type": "boolean"},
                                    "text": {"type": "string", "maxLength": 3000, "pattern": r"^<https://[^<>|]+\|[^<>|]+>$"},
                                },
                            },
                        },
                    },
                ]
            },
        },
    },
}
"""Incoming webhooks, header, section and text objects as Slack documents them."""
TEAMS = {
    "type": "object",
    "required": ["type", "attachments"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "message"},
        "attachments": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "additionalProperties": False,
                "required": ["contentType", "content"],
                "properties": {
                    "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
                    "contentUrl": {"type": "null"},
                    "content": {
                        "additionalProperties": False,
                        "required": ["$schema", "type", "version", "body"],
                        "properties": {
                            "$schema": {"const": "http://adaptivecards.io/schemas/adaptive-card.json"},
                            "type": {"const": "AdaptiveCard"},
                            "version": {"enum": ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"]},
                            "body": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "oneOf": [
                                        {
                                            "additionalProperties": False,
                                            "required": ["type", "text"],
                                            "properties": {
                                                "type": {"const": "TextBlock"},
                                                "text": {"type": "string", "minLength": 1},
                                                "weight": {"enum": ["Lighter", "Default", "Bolder"]},
                                                "size": {"enum": ["Small", "Default", "Medium", "Large", "ExtraLarge"]},
                                                "wrap": {"type": "boolean"},
                                            },
                                        },
                                        {
                                            "additionalProperties": False,
                                            "required": ["type", "facts"],
                                            "properties": {
                                                "type": {"const": "FactSet"},
                                                "facts": {
                                                    "type": "array",
                                                    "minItems": 1,
                                                    "items": {
                                                        "additionalProperties": False,
                                                        "required": ["title", "value"],
                                                        "properties": {"title": {"type": "string"}, "value": {"type": "string"}},
                                                    },
                                                },
                                            },
                                        },
                                    ]
                                },
                            },
                            "actions": {
                                "type": "array",
                                "items": {
                                    "additionalProperties": False,
                                    "required": ["type", "title", "url"],
                                    "properties": {
                                        "type": {"const": "Action.OpenUrl"},
                                        "title": {"type": "string"},
                                        "url": {"type": "string", "pattern": "^https://"},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""The envelope that workflows take, and an Adaptive Card of the elements that we use, as Microsoft documents them."""
WORDS = {"type": "object", "propertyNames": {"pattern": "^[a-zA-Z_][a-zA-Z0-9_ ]*$"}, "additionalProperties": {"type": "string"}}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
ALERTMANAGER = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL", "alerts",
    ],
    "properties": {
        "version": {"const": "4"},
        "groupKey": {"type": "string"},
        "truncatedAlerts": {"type": "integer", "minimum": 0},
        "status": {"enum": ["firing", "resolved"]},
        "receiver": {"type": "string"},
        "groupLabels": WORDS,
        "commonLabels": WORDS,
        "commonAnnotations": WORDS,
        "externalURL": {"type": "string"},
        "alerts": {
            "type": "array",
            "minItems": 1,
            "items": {
                "additionalProperties": False,
                "required": ["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"],
                "properties": {
                    "status": {"enum": ["firing", "resolved"]},
                    "labels": {"allOf": [WORDS, {"required": ["alertname"]}]},
                    "annotations": WORDS,
                    "startsAt": MOMENT,
                    "endsAt": MOMENT,
                    "generatorURL": {"type": "string"},
                    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
                },
            },
        },
    },
}  # fmt: skip
"""The message of Alertmanager's webhook receiver, version 4, as Prometheus documents it."""
SCHEMAS = {Template.GENERIC: THIN, Template.SLACK: SLACK, Template.TEAMS: TEAMS, Template.ALERTMANAGER: ALERTMANAGER}


def happening(**more):
    facts = {"kind": "term_meaning", "severity": "high", "status": "open", "substatus": "new", "statements": "78", "windows": "2"}
    return Happening(**{"id": "e1", "type": ALERT, "programme": "horizon", "at": AT, "alert": "DW-9F2M4K7Q1ZXB", "facts": facts, **more})


FIRST, LAST = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
names = st.text(string.ascii_letters + string.digits + "_.:+-", min_size=1, max_size=WIDTH).filter(lambda text: text[0].isalnum())
told = st.builds(
    Happening,
    id=names,
    type=st.sampled_from(HappeningType),
    programme=st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=WIDTH),
    at=st.datetimes(FIRST, LAST, timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))])),
    alert=st.none() | names,
    facts=st.builds(
        lambda words, counts: {**words, **counts},
        st.dictionaries(st.sampled_from(sorted(KINDS)), names),
        st.dictionaries(st.sampled_from(sorted(COUNTS)), st.integers(0, 10**9).map(str)),
    ),
)


@pytest.mark.parametrize("template", list(Template))
@given(happening=told, base_url=st.sampled_from([None, BASE]))
def test_every_message_has_the_form_that_its_receiver_documents(template, happening, base_url):
    body = body_of(happening, template, base_url=base_url)

    Draft202012Validator(SCHEMAS[template]).validate(json.loads(body))
    assert len(body.encode()) < BODY_BYTES
    assert body == body_of(happening, template, base_url=base_url)


def test_the_message_is_thin():
    message = json.loads(body_of(happening(), Template.GENERIC, base_url=BASE))

    assert message == {
        "type": "alert.opened",
        "timestamp": "2026-04-06T07:30:15.250000+00:00",
        "data": {
            "programme": "horizon", "alert": "DW-9F2M4K7Q1ZXB", "kind": "term_meaning", "severity": "high", "status": "open", "substatus": "new",
            "counts": {"statements": 78, "windows": 2}, "link": LINK,
        },
    }  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [
    ("quote", "We judge it by cost"), ("subject", "efficiency"), ("speaker", "Ana"), ("title", "x"), ("kind", "a b"), ("kind", ""),
    ("kind", "x" * 65), ("kind", "<b>"), ("status", "open\n"), ("statements", "-1"), ("statements", "1.5"), ("statements", "٣"),
])  # fmt: skip
def test_nothing_else_can_be_told(name, value):
    with pytest.raises(ValueError, match="no fact that may be told"):
        happening(facts={name: value})


def test_every_type_has_neutral_words():
    assert set(TITLES) == set(HappeningType)
    assert set(RENDERED) == set(Template) - {Template.GENERIC}


def test_slack_gets_plain_text_and_one_escaped_link():
    message = json.loads(slack(happening(), "https://a.example/?a=1&b=<2>|3"))

    assert message["blocks"][-1]["text"]["text"] == "<https://a.example/?a=1&amp;b=&lt;2&gt;%7C3|Open in driftwatch>"
    assert {"type": "plain_text", "text": "Kind: term_meaning", "emoji": False} in message["blocks"][1]["fields"]


def test_teams_gets_no_markup_from_words():
    card = json.loads(teams(happening(), LINK))["attachments"][0]["content"]

    assert {"title": "Kind", "value": "term\\_meaning"} in card["body"][1]["facts"]
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open in driftwatch", "url": LINK}]


@pytest.mark.parametrize("kind", [one for one in HappeningType if one.value.startswith("alert.")])
def test_alertmanager_hears_that_an_alert_fires_until_it_is_settled(kind):
    message = json.loads(alertmanager(happening(type=kind), LINK))

    assert message["status"] == message["alerts"][0]["status"] == ("resolved" if kind in SETTLED else "firing")


def test_an_alert_that_is_put_off_is_not_told_as_resolved():
    assert json.loads(alertmanager(happening(type=HappeningType.ALERT_SNOOZED), LINK))["status"] == "firing"


def test_an_alert_keeps_its_fingerprint_and_a_scan_that_works_again_is_resolved():
    prints = {
        kind: json.loads(alertmanager(happening(type=kind, alert=alert, facts={}), None))["alerts"][0]["fingerprint"]
        for kind, alert in (
            (ALERT, "DW-1"), (HappeningType.ALERT_ESCALATED, "DW-1"), (HappeningType.SCAN_FAILED, None), (HappeningType.SCAN_COMPLETED, None),
        )
    }  # fmt: skip

    assert prints[ALERT] == prints[HappeningType.ALERT_ESCALATED] != prints[HappeningType.SCAN_FAILED] == prints[HappeningType.SCAN_COMPLETED]


@time_machine.travel(AT, tick=False)
def test_a_thousand_messages_verify_with_the_reference_library(seed, tally):
    chance = random.Random(seed)
    for number in range(1000):
        secret = new_secret(chance.randbytes)
        facts = {"kind": chance.choice(["term_meaning", "risk_posture"]), "statements": str(chance.randrange(10**6))}
        body = body_of(happening(id=f"e{number}", facts=facts), chance.choice(list(Template)), base_url=BASE)

        headers = headers_of(f"e{number}", body, [secret], at=AT)

        assert Receiver(secret).verify(body, headers) == json.loads(body)
    tally(n=1000, failures=0)


@time_machine.travel(AT, tick=False)
def test_no_change_of_a_single_character_is_accepted(seed, tally):
    chance, changes = random.Random(seed), 10_000 if NIGHTLY else 500
    body, printable = body_of(happening(), Template.GENERIC, base_url=BASE), string.ascii_letters + string.digits + '"{}:, .-_'
    headers = headers_of("e1", body, [SECRET], at=AT)
    for _ in range(changes):
        name = chance.choice(["body", "webhook-id", "webhook-timestamp", "webhook-signature"])
        before = {"body": body, **headers}[name]
        end = len(before) - (2 if name == "webhook-signature" else 0)  # base64 leaves two bits of its last letter unused
        place = chance.randrange(end)
        letter = chance.choice([one for one in printable if one != before[place]])
        changed = {"body": body, **headers, name: before[:place] + letter + before[place + 1 :]}

        with pytest.raises((WebhookVerificationError, ValueError)):
            Receiver(SECRET).verify(changed.pop("body"), changed)
    tally(n=changes, failures=0)


@pytest.mark.parametrize(("age", "accepted"), [(0, True), (299, True), (301, False), (-301, False), (86400, False)])
def test_what_is_older_than_five_minutes_is_rejected(age, accepted):
    body = body_of(happening(), Template.GENERIC, base_url=None)
    headers = headers_of("e1", body, [SECRET], at=AT.replace(microsecond=0))

    with time_machine.travel(AT.replace(microsecond=0) + timedelta(seconds=age), tick=False):
        try:
            Receiver(SECRET).verify(body, headers)
            verified = True
        except WebhookVerificationError:
            verified = False

    assert verified is accepted


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize(("later", "signers"), [(timedelta(0), 2), (OVERLAP - timedelta(seconds=1), 2), (OVERLAP, 1)])
def test_while_a_secret_replaces_another_both_verify(later, signers):
    old, fresh = "whsec_" + "B" * 44, "whsec_" + "C" * 44
    secrets = rotated((SigningSecret(value=old), SigningSecret(value=SECRET, until=AT)), fresh, at=AT)

    headers = headers_of("e1", "{}", signing(secrets, at=AT + later), at=AT)

    assert len(headers["webhook-signature"].split(" ")) == signers
    Receiver(fresh).verify("{}", headers)
    if signers == 2:
        Receiver(old).verify("{}", headers)
    with pytest.raises(WebhookVerificationError):
        Receiver(SECRET).verify("{}", headers)


def test_a_secret_has_its_form_and_shows_itself_to_nobody():
    secret = new_secret(lambda size: bytes(range(size)))

    assert secret == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert secret not in repr(SigningSecret(value=secret))


@time_machine.travel(AT, tick=False)
def test_the_signature_holds_whatever_the_senders_zone():
    headers = headers_of("e1", "{}", [SECRET], at=AT.astimezone(timezone(timedelta(hours=-7))))

    Receiver(SECRET).verify("{}", headers)


def test_ten_attempts_are_made_in_three_days_and_a_bit():
    moments = [AT]
    for attempts in range(1, len(RETRIES)):
        moments.append(next_try(attempts, at=moments[-1], chance=0.0))

    assert (len(moments), moments[-1] - moments[0]) == (10, timedelta(hours=75, minutes=35, seconds=5))
    assert next_try(10, at=AT, chance=0.5) is None


@given(
    attempts=st.integers(1, 9),
    asked=st.none() | st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)),
    chance=st.floats(0, 1),
)
def test_the_next_attempt_is_never_before_its_time_nor_more_than_a_day_and_its_spread_away(attempts, asked, chance):
    wait = next_try(attempts, at=AT, asked=asked, chance=chance) - AT

    assert RETRIES[attempts] <= wait <= timedelta(hours=24) * 1.1
    assert asked is None or wait >= min(asked, timedelta(hours=24))
