"""The words by which minutes are put in order: data of the readers, folded to small letters."""

import re

ATTENDANCE_HEADINGS = frozenset(
    (
        "attendees attendee attendance attending attended participants participant apologies regrets absentees teilnehmer teilnehmende "
        "teilnehmerinnen anwesende anwesend deltakere deltagere présents participantes asistentes guests observers"
    ).split()
)
"""A heading (or a line on its own) that holds one of them begins a list of people."""
MEMBERS = frozenset("members member representatives delegates guests staff committee mitglieder gäste vertreter medlemmer membres".split())
"""A heading that holds one of them begins a list of people where nothing else stands under it."""
ATTENDANCE_LABELS = ATTENDANCE_HEADINGS | frozenset(
    (
        "present, members present, also present, here, in, in room, in the room, on the call, on call, on phone, on the phone, online, remote, by "
        "phone, by video, came, there, who, who was there, people, with, til stede, tilstede, absent, excused, not present, apologies from, "
        "regrets from, entschuldigt, invited, speakers, members, team"
    ).split(", ")
)
"""`Label: A, B, C` lists people."""
HEADING_LABELS = frozenset(ATTENDANCE_LABELS - set("in here came there who people with online remote team speakers members absent".split()))
"""Of these, the ones that say enough as a heading."""
ABSENT_WORDS = frozenset("apologies regrets absent absentees absence excused entschuldigt".split())
ABSENT = ABSENT_WORDS | {"not present", "apologies from", "regrets from", "not in attendance", "not attending"}
DROPPED_LABELS = frozenset(
    (
        "date, time, place, location, venue, room, minutes, minutes by, minute taker, notes by, note taker, note-taker, notetaker, scribe, "
        "scribes, scribe this time, protocol, protokoll, recorder, recorded by, taken by, taken down by, editor, editors, dial-in, meeting "
        "link, zoom, subject, title, distribution, cc, quorum, project leader, lead company, participating companies, datum, ort, zeit"
    ).split(", ")
)
"""`Label: …` says something of the meeting and is nobody's statement."""
LABELS = frozenset(
    (
        "action, actions, action item, action items, ai, todo, to do, decision, decisions, decided, resolution, resolved, proposed "
        "resolution, agreed, agreement, outcome, result, conclusion, conclusions, consensus, vote, votes, motion, note, nb, n.b, ps, p.s, "
        "fyi, info, information, question, questions, q, a, answer, answers, comment, comments, remark, remarks, issue, issues, risk, "
        "risks, goal, goals, target, targets, metric, metrics, update, updates, summary, background, context, discussion, proposal, "
        "example, examples, e.g, i.e, pro, pros, con, cons, option, options, next, next step, next steps, follow up, follow-up, due, "
        "deadline, owner, who, what, why, how, when, url, see, ref, reference, references, todo list, warning, important, idea, ideas, "
        "problem, problems, solution, reason, reasons, benefit, benefits, plan, plans, scope, deliverable, deliverables, milestone, "
        "milestones, poll, quick poll, http, https, mailto, costs, cost, budget, quality, open, closed, done, pending, blocked, blocker, "
        "blockers, intro, introduction, overview, review, feedback, announcement, announcements, reminder, other, misc, aob, any other "
        "business, thanks, beschluss, aufgabe, frage, antwort, hinweis, anmerkung, edit, later, meanwhile, also, so, first, second, third, "
        "finally, however, yes, no, status, version, where, schedule, duration, topic, topics, presentation, slides, notes, agenda, "
        "recording, link, links, to, from, chair, chairs, host, moderator, facilitator, page, approved, organiser, organizer, next meeting, "
        "next call"
    ).split(", ")
)
"""`Label: text` is a line of the minutes themselves: nobody speaks it, and the turn before it is over."""
TOPIC_WORDS = frozenset(
    (
        "review reviews roadmap roadmaps topic topics discussion discussions session sessions forum infrastructure group groups wg tsc tac toc sig "
        "link links list lists data plan report reports meeting meetings agenda schedule deadline question questions suggestion suggestions concern "
        "concerns objection objections description descriptions proposal proposals general recurring project projects solution solutions future "
        "status chat team everyone everybody launch launched video step steps release tutorial requirements requirement motivation motivations "
        "introduction introductions announcements kickoff commits funding tentative update updates overview element document case cases request "
        "required merged noteworthy package intro related tracking pending current news talk committee platform today tomorrow minutes summary "
        "attendees participants next"
    ).split()
)
"""A repeated line beginning that holds one of them is the name of a topic: `Annual Review: …`."""
ACTION_HEADINGS = frozenset("action actions todo todos tasks aktionen aufgaben next".split())
AGENDA_HEADINGS = frozenset("agenda tagesordnung".split())
BODY_HEADINGS = frozenset("notes minutes discussion protokoll discussions transcript".split())
NAME_HEADS = frozenset("name, names, who, person, attendee, attendees, participant, participants, member, members, representative, wer".split(", "))
ORGANISATION_HEADS = frozenset(
    ("organisation, organization, org, company, affiliation, from, firm, firma, employer, institution, partner, party, side").split(", ")
)
ROLL_HEADS = frozenset("present, status, role, attendance, attended, initials, e-mail, email, function, title, here, github, handle".split(", "))
SPEAKER_HEADS = frozenset("who, speaker, owner, name, responsible, assignee, by, said by, person, wer, verantwortlich, lead".split(", "))
PERSON_HEADS = frozenset("who, speaker, said by, person, wer, name".split(", "))
"""Of these, the ones under which stands who speaks rather than who is charged."""
TRACKING_HEADS = frozenset(
    "due, due date, date, deadline, by when, when, status, state, done, priority, no, nr, number, id, ref, link, owner".split(", ")
)
"""What stands under them is bookkeeping and nobody's words."""
SAID_HEADS = frozenset(
    (
        "said, what was said, what, statement, statements, comment, comments, contribution, remark, remarks, action, actions, task, tasks, "
        "action item, discussion, notes, note, text, was, point, update, input, position, view"
    ).split(", ")
)
REMARK = re.compile(
    r"(?:"
    r"until|till|from|since|item|items|top|by|via|on|first|second|last|half|part|partly|chair|chairing|co-chair|minutes|notes|"
    r"scribe|scribing|remote|remotely|online|video|phone|absent|left|leaving|joined|joining|late|early|guest|apologies|flight|"
    r"train|audit|holiday|vacation|sick|only|for|at|with|in|ab|bis|per|he|she|they|host|con't|cont|cont'd|continued|again|"
    r"alternate|proxy|note taker|taking notes|optional|x|yes|no|present|n/a|tbc|tbd|new"
    r")\b",
    re.IGNORECASE,
)
"""What stands in brackets behind a name and is no organisation."""
ROLES = frozenset("chair chairperson chairman chairwoman co-chair vice-chair vice secretary treasurer lead convener scribe host moderator".split())
PARTICLES = frozenset("de del della der den di da do dos du la le van von zu zur ten ter bin ibn al el of y e af av".split())
BOILERPLATE = re.compile(
    r"\s*+(?:"
    r"\[[^\]]*\]: ?#.*"
    r"|\[[^\]]*\]\([^)]*(?:\"wikilink\")?\)"
    r"|\{:[^}]*\}"
    r"|(?:page|seite)\s+\d+\b.*"
    r"|printed copies .*|(?:for )?internal use\b.*|confidential"
    r"|next(?: meeting| call)?: .*|next (?:meeting|call)\b.*|circulated (?:on )?\d.*|corrections (?:to|within|until|by)\b.*"
    r"|(?:the )?(?:meeting|call) (?:was |is )?(?:closed|adjourned|ended|concluded|finished|opened|called to order)\b.{0,160}"
    r"|(?:no )?objections?\b.*\bdays?\b.*|notes are sent\b.*|(?:these )?minutes (?:are|were|count|approved|circulated)\b.*"
    r"|<?(?:https?|ftp|mailto):\S+>?"
    r"|(?:!?\[[^\]]{0,200}\]\([^)]{0,500}\)[ \t]{0,4}){1,8}|<a [^>]{0,400}>[^<]{0,200}</a>"
    r"|attendance:? \d{1,3}|led? by:? [\w.'’ ]{2,40}|lead by [\w.'’ ]{2,40}"
    r"|[-=_*#~·.][-=_*#~·. ]*+|(?<= )"
    r"|<!--.*-->"
    r")\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Whole lines that nobody says, where they do not go on with a turn: comments, lone links, rules, page footers, notes about the minutes."""


def label(text: str) -> str:
    """A heading or label in its plain form: no mark-up, number, colon; single blanks; small letters."""
    plain = re.sub(r"[*_`#\[\]]|<[^<>]*>", "", text)
    plain = re.sub(r"^\W*(?:\d+(?:[.)]\d+)*[.)]?\s+)?", "", plain)
    return " ".join(plain.split()).strip(" :.-–—").casefold()
