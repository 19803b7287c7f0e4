"""A matter that one side raises again and again, in a boatyard and a marina of our own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from driftwatch.checks.one_sided_topic import OneSidedTopic
from driftwatch.domain.meaning import CoverageStatus, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements, Usages

YARD = Partner(id="yard", name="Yardley", people=("Ana Brook", "Ben Cole"))
QUAY = Partner(id="quay", name="Quayside", people=("Dee Fox",))
TIDE = Partner(id="tide", name="Tidewater", people=("Gil Hale",))
START = datetime(2026, 1, 5, 10, tzinfo=UTC)
MEETINGS = 14
EVERYDAY = (
    ("yard", "Ana", "We need the crane on Monday, can you spare it?", "quay", "Yes, you can have the crane until noon."),
    ("quay", "Dee", "The second pontoon worries me, it leaks.", "yard", "We will caulk the pontoon this week."),
    ("yard", "Ben", "Who pays for the paint?", "quay", "That is ours, send us the bill for the paint."),
    ("quay", "Eli", "Please tell us when the mast is up again.", "yard", "I will ring you when the mast stands."),
)
RAISED = (
    "The swallows under the slipway roof are still not in any plan.",
    "Who looks after the swallows when we take the roof off?",
    "I am worried about the swallows, there are thirty nests by now.",
    "Once more the swallows: nobody has rung the warden.",
    "We would lose the permit if the swallows are disturbed.",
    "For the record, nothing has been done about the swallows.",
    "What happens with the swallows in spring?",
    "We need a date before the swallows come back.",
)
TURNED = ("Moving on, the fuel berth.", "Noted.", "Before I forget, the gate has a new lock.", "We're out of time.")
ANSWERED = (
    "I will ring the warden.",
    "Yes, we can leave that roof until autumn.",
    "That is a good point, let us ask them.",
    "We know, it is on our list.",
)


def told(raised=RAISED, after=TURNED, *, speakers=("Ana", "Ben"), side="yard", other="quay", extra=()):
    """Rows (meeting, partner, speaker, text): everyday business in every meeting, the matter in the first ones, each time with what follows."""
    rows = []
    for meeting in range(MEETINGS):
        for one, speaker, text, another, answer in EVERYDAY:
            rows += [(meeting, one, speaker, text), (meeting, another, f"{another} voice", answer)]
        if meeting < len(raised):
            rows.append((meeting, side, speakers[meeting % len(speakers)], raised[meeting]))
            rows.append((meeting, other, f"{other} voice", after[meeting % len(after)]))
    return [*rows, *extra]


def material(rows, *, partners=(YARD, QUAY), charter=""):
    said = Statements.of(
        (f"s{n:04}", text, side, who, START + timedelta(weeks=week), f"{week}.md", f"line {n}", f"meeting {week}", "minutes", None, None, n, 0)
        for n, (week, side, who, text) in enumerate(rows)
    )
    return Material(
        partners=partners,
        statements=said,
        probabilities=np.zeros((len(said), 7), dtype=np.float32),
        labels=[()] * len(said),
        usages=Usages.of([]),
        charter=charter,
    )


def alerts(given):
    findings, _ = OneSidedTopic().test(given)
    return [one.finding for one in judge(findings, fdr=0.1) if one.verdict is Verdict.DIVERGENT]


def test_what_one_side_raises_again_and_again_without_an_answer_is_found():
    found = alerts(material(told()))

    assert [finding.subject for finding in found] == ["swallows"]
    assert found[0].partners == ("quay", "yard")


def test_evidence_stands_on_the_raising_side_alone_and_silence_is_shown_as_counts():
    (finding,) = alerts(material(told()))

    raising, silent = finding.positions
    assert (raising.partner, raising.statements, len(raising.evidence)) == ("yard", 8, 8)
    assert (silent.partner, silent.statements, silent.evidence) == ("quay", 0, ())
    assert "named in 0 of 14 documents of both" in silent.summary


def test_the_same_matter_with_an_answer_each_time_is_no_finding():
    assert alerts(material(told(after=ANSWERED))) == []


def test_an_answer_to_something_else_in_the_same_turn_takes_nothing_up():
    rows = []
    for meeting, side, who, text in told(after=["Yes, I will bring it."]):
        rows.append((meeting, side, who, text))
        if text in RAISED:
            rows += [(meeting, side, who, "The ladder is back in its shed."), (meeting, side, who, "Could you bring the long hose on Monday?")]

    assert [finding.subject for finding in alerts(material(rows))] == ["swallows"]


def test_an_ordinary_word_may_tell_one_thing_from_others_of_its_name():
    old = [text.replace("swallows", "old berth") for text in RAISED]
    berths = [(meeting, "quay", "Eli", f"The berth by pier {meeting} is dredged.") for meeting in range(len(RAISED), MEETINGS)]
    berths += [(meeting, "yard", "Ana", f"The berth for boat {meeting} was swept.") for meeting in range(len(RAISED), MEETINGS)]

    assert [finding.subject for finding in alerts(material(told(raised=old, extra=berths)))] == ["old berth"]


def test_a_matter_that_is_told_plainly_between_its_raisings_is_found():
    plain = [f"The swallows had {broods} broods on the beam." if broods % 2 else text for broods, text in enumerate(RAISED)]
    daily = [
        (meeting, side, who, f"Hull {hull} was scrubbed.")
        for meeting in range(MEETINGS)
        for hull, (side, who) in enumerate([("yard", "Ana"), ("quay", "Eli")] * 3)
    ]

    assert [finding.subject for finding in alerts(material(told(raised=plain, extra=daily)))] == ["swallows"]


def test_who_assents_to_something_else_said_in_between_has_not_taken_it_up():
    after = [f"The invoice for berth {berth} is paid." for berth in range(20, 28)]
    rows = told(after=after, extra=[(meeting, "quay", "Eli", "Yes, I'll see to that.") for meeting in range(len(RAISED))])

    assert [finding.subject for finding in alerts(material(rows))] == ["swallows"]


@pytest.mark.parametrize(("other", "found"), [("Ben", ["swallows"]), ("ana_b", []), ("Aña", [])])
def test_one_person_under_two_names_is_one(other, found):
    own = [(MEETINGS + week, "yard", other, text) for week, text in enumerate(RAISED[:2])]

    assert [finding.subject for finding in alerts(material(told(speakers=("Ana",), extra=own)))] == found


def test_a_word_of_one_sides_craft_that_it_only_tells_of_is_no_finding():
    craft = [f"The planer did {hours} boards on deck two." for hours in range(3, 11)]

    assert alerts(material(told(raised=craft))) == []


def test_what_is_said_in_a_partners_own_notes_is_no_silence_of_the_other():
    own = [(MEETINGS + week, "yard", "Ana", text) for week, text in enumerate(RAISED)]

    assert alerts(material(told(raised=(), extra=own))) == []


def test_one_speaker_alone_is_not_a_partner():
    assert alerts(material(told(speakers=("Ana",)))) == []


@pytest.mark.parametrize(
    "text",
    ["I take back the request about the swallows.", "The demand about the swallows is withdrawn."],
)
def test_a_withdrawn_matter_is_no_finding(text):
    assert alerts(material(told(extra=[(12, "yard", "Ana", text)]))) == []


def test_jokes_and_hypotheticals_raise_nothing():
    imagined = [f"If we ever had {n} peacocks on the roof we would need a keeper, but that is daydreaming." for n in range(3, 11)]

    assert alerts(material(told(raised=imagined))) == []


def test_a_role_that_the_charter_gives_to_the_raising_side_is_no_finding():
    charter = "4.1 Yardley looks after the swallows and reports on them.\n4.2 Quayside keeps the berths."

    assert alerts(material(told(), charter=charter)) == []


def test_what_is_taken_up_at_last_is_no_longer_one_sided():
    last = [(9, "quay", "Dee", "The warden comes on Friday and counts the swallows with us.")]

    findings, _ = OneSidedTopic().test(material(told(extra=last)))

    (finding,) = [finding for finding in findings if finding.subject == "swallows"]
    assert not finding.holds
    assert alerts(material(told(extra=last))) == []


def test_a_side_that_hardly_talks_is_not_silent_by_its_volume():
    rows = [row for row in told() if row[1] == "yard" or (row[3] not in TURNED and row[0] % 2)]
    chatter = [(week, "yard", "Ana", f"Hull {n} had its bottom scrubbed.") for week in range(MEETINGS) for n in range(30)]

    assert alerts(material([*rows, *chatter])) == []


def test_swapping_the_partners_mirrors_the_finding():
    rows = told()
    swapped = [(week, {"yard": "quay", "quay": "yard"}[side], who, text) for week, side, who, text in rows]

    (one,), (other,) = alerts(material(rows)), alerts(material(swapped))

    assert (one.subject, one.p_value, one.effect) == (other.subject, other.p_value, other.effect)
    assert [position.partner for position in one.positions] == [position.partner for position in other.positions][::-1]


def test_every_pair_of_three_partners_is_looked_at_and_an_answer_of_the_third_counts():
    answers = dict(enumerate(ANSWERED * 2))
    rows = [
        row
        for week in range(MEETINGS)
        for row in [
            *[one for one in told() if one[0] == week and one[3] not in TURNED],
            (week, "tide", "Gil", answers.get(week, "The tide table is out.")),
        ]
    ]

    findings, coverage = OneSidedTopic().test(material(rows, partners=(YARD, QUAY, TIDE)))

    assert [row.partners for row in coverage] == [("quay", "tide"), ("quay", "yard"), ("tide", "yard")]
    assert not [finding for finding in findings if finding.holds]


def test_the_order_of_rows_changes_nothing():
    given = material(told())
    order = np.random.default_rng(1).permutation(len(given.statements))
    shuffled = replace(given, statements=given.statements.take(order))

    assert OneSidedTopic().test(given) == OneSidedTopic().test(shuffled)


def test_two_meetings_are_not_enough_and_the_coverage_says_so():
    rows = [row for row in told() if row[0] < 2]

    findings, coverage = OneSidedTopic().test(material(rows))

    assert findings == []
    assert [row.status for row in coverage] == [CoverageStatus.INSUFFICIENT_DATA]
    assert "needed" in coverage[0].why


def test_nothing_said_is_nothing_found():
    findings, coverage = OneSidedTopic().test(material([]))

    assert findings == []
    assert len(coverage) == 1
