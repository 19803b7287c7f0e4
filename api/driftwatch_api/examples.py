"""One made-up matter, told through every document: what the OpenAPI file shows."""

from pydantic import JsonValue

Example = dict[str, JsonValue]

STATEMENT: Example = {
    "programme": "horizon",
    "id": "b1946ac92492d234",
    "text": "For us it isn't done until it survived two weeks at a live depot.",
    "partner": "globallogistics",
    "said_at": "2026-03-24T10:00:00+01:00",
    "source": "minutes/2026-03-24.md",
    "locator": "line 41",
    "offset": 6,
    "labels": {"goal": 0.08, "done": 0.94, "risk": 0.05, "metric": 0.31, "commitment": 0.02, "process": 0.04, "definition": 0.07},
    "predicted": ["done"],
}
TERM: Example = {
    "programme": "horizon",
    "term": "efficiency",
    "partners": ["techinnovate", "globallogistics"],
    "n": [41, 37],
    "divergence": 0.34,
    "p_value": 0.0004,
    "q_value": 0.004,
    "verdict": "divergent",
    "smallest_shift": 0.44,
    "glosses": ["mostly near: compute, plan, depots", "mostly near: calls, desk, lines"],
}
SIDE: Example = {"partner": "techinnovate", "summary": "efficiency stands for fewer steps in onboarding", "statements": 41}
EVIDENCE: Example = {
    "statement_id": "b1946ac92492d234",
    "partner": "techinnovate",
    "quote": "Efficiency means a new depot is live within a day.",
    "source": "minutes/2026-03-24.md",
    "locator": "line 41",
    "said_at": "2026-03-24T10:00:00+01:00",
    "label": ["goal"],
}
OTHER_EVIDENCE: Example = {
    "statement_id": "591785b794601e21",
    "partner": "globallogistics",
    "quote": "We judge efficiency by cost per pallet.",
    "source": "minutes/2026-03-31.md",
    "locator": "line 17",
    "said_at": "2026-03-31T10:00:00+02:00",
    "label": ["metric"],
}
EFFECT: Example = {"measure": "energy distance", "value": 0.34, "ci": [0.21, 0.47], "within_partner": 0.08}
EVENT: Example = {
    "action": "snooze",
    "actor": "ops dashboard",
    "reason": "on the agenda of 14 April",
    "at": "2026-04-06T07:41:09+00:00",
    "status": "snoozed",
    "until": "2026-04-14",
}
MATTER: Example = {
    "kind": "goal_priority",
    "subject": "efficiency",
    "title": "The partners pursue different outcomes under “efficiency”",
    "id": "DW-7Q1ZXB9F2M4K",
    "why": "they have the same subject",
}
WINDOWS: Example = {"count": 5, "pooled": False}
ALERT: Example = {
    "programme": "horizon",
    "id": "DW-9F2M4K7Q1ZXB",
    "kind": "term_meaning",
    "subject": "efficiency",
    "title": "The partners use “efficiency” in different senses",
    "partners": ["techinnovate", "globallogistics"],
    "severity": "medium",
    "confidence": 0.86,
    "p_value": 0.0004,
    "q_value": 0.004,
    "status": "open",
    "first_seen": "2026-02-17",
    "last_seen": "2026-03-31",
    "sides": [SIDE, {"partner": "globallogistics", "summary": "efficiency stands for cost per pallet", "statements": 37}],
    "evidence": [EVIDENCE, OTHER_EVIDENCE],
    "against": [{"statement_id": "7c211433f0207159"}],
    "questions": ["What would each side measure to say that efficiency has improved?"],
    "effect": EFFECT,
    "common_ground": ["both sides count onboarding time"],
    "clears_when": "both senses match for 3 windows, or the difference is agreed",
    "merged": [MATTER],
    "baseline_state": "updated",
    "substatus": "escalating",
    "windows": WINDOWS,
    "lead": None,
}
LISTED_ALERT: Example = {**ALERT, "updated_at": "2026-04-06T05:30:04.182000+00:00", "version": 3}
PARTNER: Example = {"id": "globallogistics", "name": "GlobalLogistics"}
PARTNERS: JsonValue = [PARTNER, {"id": "techinnovate", "name": "TechInnovate"}]
PROGRAMME: Example = {"id": "horizon", "name": "Horizon", "partners": PARTNERS}
COVERAGE: Example = {
    "check": "done_criteria",
    "partners": ["techinnovate", "globallogistics"],
    "status": "insufficient_data",
    "why": "globallogistics: 3 of 5 statements on one gate",
}
RUN: Example = {
    "at": "2026-04-06T07:30:00+02:00",
    "driftwatch": "0.1.0",
    "models": {"all-MiniLM-L6-v2": "53aa51172d142c89"},
    "config": "9a0364b9e99bb480",
}
LABELLED: Example = {
    "text": "Latency at p99 must stay below 300 ms.",
    "labels": {"metric": 0.97, "done": 0.22},
    "predicted": ["metric"],
    "unsure": [],
}
CURSOR = "WyJob3Jpem9uIixudWxsXQ"
