"""What comes in, and what becomes of it: examples for the OpenAPI file."""

from driftwatch_api.examples import Example

JOB: Example = {
    "id": "job_mfrggzdfmztwq2lk",
    "programme": "horizon",
    "kind": "import",
    "state": "running",
    "created": "2026-04-06T07:30:00+00:00",
    "started": "2026-04-06T07:30:01+00:00",
    "finished": None,
    "step": "reading file 2 of 3",
    "progress": 0.33,
    "cancelling": False,
    "attempts": 1,
    "asked_by": "ops dashboard",
    "result": {},
    "files": [],
    "error": "",
}
FILE: Example = {
    "source": "imports/2026-03-24.md",
    "kind": "markdown",
    "status": "read",
    "messages": 24,
    "statements": 61,
    "unattributed": 3,
    "first": "2026-03-24T00:00:00+01:00",
    "last": "2026-03-24T00:00:00+01:00",
    "guessed": ["no time of day: taken as midnight in Europe/Berlin"],
    "problems": [],
    "dropped": {"heading": 4},
}
FILE_PROBLEM: Example = {"line": 12, "what": "the MIME boundary never ends; export the mail again", "reason": "malformed_mail"}
TAKEN_FILE: Example = {
    "name": "2026-03-24.md",
    "status": "accepted",
    "source": "imports/2026-03-24.md",
    "job": "job_mfrggzdfmztwq2lk",
    "detail": "",
}
TAKEN_MESSAGE: Example = {"index": 1, "status": "refused", "job": None, "reason": "bad_time", "detail": "/time: `tomorrow` is no time (RFC 3339)"}
MESSAGE: Example = {
    "text": "For us it isn't done until it survived two weeks at a live depot.",
    "speaker": "Jonas Weber",
    "time": "2026-03-24T10:02:00+01:00",
    "organisation": "GlobalLogistics",
    "thread": "t-118",
    "id": "m-4711-000023",
    "channel": "forecast-service",
    "edited": None,
}
NEW_PARTNERS: list[Example] = [
    {"id": "techinnovate", "name": "TechInnovate", "aliases": ["TI"], "domains": ["techinnovate.example"], "people": ["Mara Lindt", "U02MARA"]},
    {"id": "globallogistics", "name": "GlobalLogistics", "aliases": ["GL"], "domains": ["gl.example"], "people": ["Jonas Weber"]},
]
