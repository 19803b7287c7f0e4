"""The same message for receivers with a form of their own: Slack, Microsoft Teams, what understands Prometheus Alertmanager."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from hashlib import blake2b
from urllib.parse import quote

from driftwatch.domain.happenings import COUNTS, Happening, HappeningType
from driftwatch.domain.webhooks import Template

TITLES: Mapping[HappeningType, str] = {
    HappeningType.ALERT_OPENED: "New difference to talk about",
    HappeningType.ALERT_UPDATED: "There is more on a difference",
    HappeningType.ALERT_ESCALATED: "A difference has grown",
    HappeningType.ALERT_ACKNOWLEDGED: "A difference is acknowledged",
    HappeningType.ALERT_AGREED: "A difference is agreed",
    HappeningType.ALERT_SNOOZED: "A difference is put off",
    HappeningType.ALERT_UNSNOOZED: "A difference that was put off is back",
    HappeningType.ALERT_DISPUTED: "An alert is disputed",
    HappeningType.ALERT_RESOLVED: "A difference is resolved",
    HappeningType.ALERT_REOPENED: "A difference is open again",
    HappeningType.SCAN_COMPLETED: "A scan is done",
    HappeningType.SCAN_FAILED: "A scan did not work",
    HappeningType.DIGEST_SENT: "The digest is sent",
    HappeningType.DIGEST_SKIPPED: "No digest this time",
    HappeningType.WEBHOOK_TEST: "A test of this webhook",
}
"""Neutral, and of nobody's text."""
SETTLED = frozenset({HappeningType.ALERT_RESOLVED, HappeningType.ALERT_AGREED})
_FIRING_OTHERS = frozenset({HappeningType.SCAN_FAILED})
_CARD_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_NEVER = "0001-01-01T00:00:00Z"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>])")
_WORDS = {"kind": "Kind", "severity": "Severity", "status": "Status", "period": "Week", "reason": "Reason"}


def link_to(happening: Happening, base_url: str | None) -> str | None:
    """Where to read on; None where nobody has said how the service is reached."""
    if base_url is None:
        return None
    return f"{base_url}/a/{quote(happening.alert, safe='')}" if happening.alert else base_url


def slack(happening: Happening, link: str | None) -> str:
    """Block Kit: plain text, so that nothing in it is markup; the link alone is."""
    fields = [_plain(f"{name}: {value}") for name, value in _facts(happening)]
    blocks: list[object] = [{"type": "header", "text": _plain(_title(happening)[:150])}]
    if fields:
        blocks.append({"type": "section", "fields": fields[:10]})
    if link:
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": f"<{_slack_escaped(link)}|Open in driftwatch>", "verbatim": True}})
    return _written({"text": _slack_escaped(_title(happening)), "blocks": blocks})


def teams(happening: Happening, link: str | None) -> str:
    """An Adaptive Card in the envelope that a workflow "when a webhook request is received" takes."""
    facts = [{"title": _teams_escaped(name), "value": _teams_escaped(value)} for name, value in _facts(happening)]
    body: list[object] = [{"type": "TextBlock", "text": _teams_escaped(_title(happening)), "weight": "Bolder", "size": "Medium", "wrap": True}]
    if facts:
        body.append({"type": "FactSet", "facts": facts})
    card: dict[str, object] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open in driftwatch", "url": link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return _written({"type": "message", "attachments": [attachment]})


def alertmanager(happening: Happening, link: str | None) -> str:
    """As Alertmanager tells its receivers, version 4; one matter keeps its fingerprint from its first message to its last."""
    matter = happening.alert or happening.type.value.partition(".")[0]
    labels = {"alertname": happening.facts.get("kind", matter), "programme": happening.programme, "severity": happening.facts.get("severity", "none")}
    if happening.alert:
        labels["alert"] = happening.alert
    annotations = {"summary": _title(happening), **{name.lower(): value for name, value in _facts(happening)}}
    status, at = ("firing" if _fires(happening) else "resolved"), happening.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    alert = {
        "status": status,
        "labels": labels,
        "annotations": annotations,
        "startsAt": at,
        "endsAt": _NEVER if status == "firing" else at,
        "generatorURL": link or "",
        "fingerprint": blake2b(f"{happening.programme}\n{matter}".encode(), digest_size=8).hexdigest(),
    }
    group = {"programme": happening.programme}
    return _written(
        {
            "version": "4",
            "groupKey": f'{{}}:{{programme="{happening.programme}"}}',
            "truncatedAlerts": 0,
            "status": status,
            "receiver": "driftwatch",
            "groupLabels": group,
            "commonLabels": labels,
            "commonAnnotations": annotations,
            "externalURL": link or "",
            "alerts": [alert],
        }
    )


RENDERED: Mapping[Template, Callable[[Happening, str | None], str]] = {
    Template.SLACK: slack,
    Template.TEAMS: teams,
    Template.ALERTMANAGER: alertmanager,
}
"""The forms that are not our own."""


def _fires(happening: Happening) -> bool:
    return happening.type not in SETTLED if happening.alert else happening.type in _FIRING_OTHERS


def _title(happening: Happening) -> str:
    about = f" ({happening.alert})" if happening.alert else ""
    return f"{happening.programme}: {TITLES[happening.type]}{about}"


def _facts(happening: Happening) -> list[tuple[str, str]]:
    """What is known of it, in the order in which people ask."""
    told = [(word, happening.facts[name]) for name, word in _WORDS.items() if name in happening.facts]
    return told + [(name.replace("_", " ").capitalize(), value) for name, value in sorted(happening.facts.items()) if name in COUNTS]


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _slack_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "%7C")


def _teams_escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _written(message: Mapping[str, object]) -> str:
    return json.dumps(message, separators=(",", ":"))
