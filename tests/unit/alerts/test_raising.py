from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.alerts.identity import parity
from driftwatch.alerts.merging import told
from driftwatch.alerts.raising import raise_alerts
from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Effect, Finding, Judged, Position, Settlement, Severity, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord

PARTNERS = (
    Partner(id="alder", name="Alder", people=("Maya Okafor", "maya.o", "JD")),
    Partner(id="birch", name="Birch", people=("Will Stone", "U02AB7C")),
)
SETTLED = Settlement(on=date(2026, 4, 1), evidence=("a0", "b0"))


def said(identifier, text="It is ready when it is signed.", **given_values):
    values = {"document": f"minutes {identifier}", "said_at": datetime(2026, 3, 10, tzinfo=UTC), "locator": "line 41", **given_values}
    partner = "alder" if identifier.startswith("a") else "birch"
    return StatementRecord(
        id=identifier, text=text, partner=partner, speaker=None, source="minutes.md", register="minutes", labels={}, predicted=(Label.DONE,), **values
    )


def finding(alder=("a0",), birch=("b0",), **values):
    positions = tuple(Position(partner=side, summary=f"{side}: so", statements=9, evidence=ids) for side, ids in (("alder", alder), ("birch", birch)))
    given_values = {
        "kind": AlertKind.TERM_MEANING,
        "subject": "ready",
        "p_value": 0.000123456,
        "confidence": 0.8649,
        "severity": Severity.MEDIUM,
        **values,
    }
    return Finding(partners=("alder", "birch"), positions=positions, holds=True, title="“ready” stands for different things.", **given_values)


def judged(found, verdict=Verdict.DIVERGENT):
    return Judged(finding=found, q_value=0.00123456, verdict=verdict)


def raised(statements, *found, formerly=(), aside=()):
    entries = [entry if isinstance(entry, Judged) else judged(entry) for entry in found]
    known = {statement.id: statement for statement in statements}
    groups = raise_alerts(entries, known, programme="horizon", partners=PARTNERS, formerly=formerly, aside=aside)
    return tuple(map(told, groups))


def quoted(alert, partner):
    return [piece.statement_id for piece in alert.evidence if piece.partner == partner]


def several(side, texts):
    return [said(f"{side}{place}", f"{text} ({side}{place})") for place, text in enumerate(texts)]


def test_a_divergent_finding_is_an_open_alert_and_others_are_none():
    statements = [said("a0"), said("b0")]

    verdicts = {verdict: raised(statements, judged(finding(), verdict)) for verdict in Verdict}

    assert verdicts[Verdict.DIVERGENT][0].status is AlertStatus.OPEN
    assert verdicts[Verdict.SAME] == verdicts[Verdict.INSUFFICIENT] == ()


def test_what_is_settled_is_raised_as_resolved_also_where_it_was_divergent_formerly():
    statements, settled = [said("a0"), said("b0")], finding(settlement=SETTLED)
    (divergent,) = raised(statements, settled)

    former = raised(statements, judged(settled, Verdict.SAME), formerly={divergent.id})
    never = raised(statements, judged(settled, Verdict.SAME))

    assert divergent.status is AlertStatus.RESOLVED
    assert former[0].status is AlertStatus.RESOLVED
    assert never == ()


def test_what_was_told_with_another_alert_and_is_settled_is_raised_as_resolved():
    statements, settled = [said("a0"), said("b0")], judged(finding(settlement=SETTLED), Verdict.SAME)
    (divergent,) = raised(statements, finding())
    known = {statement.id: statement for statement in statements}

    (group,) = raise_alerts([settled], known, programme="horizon", partners=PARTNERS, formerly_told_with=[divergent.id])

    assert group.lead.status is AlertStatus.RESOLVED


@pytest.mark.parametrize(("weeks", "count", "pooled"), [((0,), 1, True), ((0, 1), 2, False), ((0, 1, 1), 2, False), ((), 0, True)])
def test_the_weeks_of_its_evidence_are_counted_and_too_few_do_not_keep_it_back(weeks, count, pooled):
    moments = [datetime(2026, 3, 9, tzinfo=UTC) + timedelta(weeks=week) for week in weeks] or [None]
    statements = [said(f"{side}{place}", f"{side} {place} is ready", said_at=moment) for side in "ab" for place, moment in enumerate(moments)]

    (alert,) = raised(statements, finding(tuple(f"a{place}" for place in range(len(moments))), tuple(f"b{place}" for place in range(len(moments)))))

    assert (alert.windows.count, alert.windows.pooled, alert.status) == (count, pooled, AlertStatus.OPEN)


def test_a_week_is_that_of_the_programme():
    sunday = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
    known = {row.id: row for row in (said("a0", said_at=sunday), said("b0", said_at=sunday + timedelta(hours=1)))}

    found = [
        raise_alerts([judged(finding())], known, programme="horizon", partners=PARTNERS, timezone=zone)[0].lead.windows.count
        for zone in (UTC, timezone(timedelta(hours=2)))
    ]

    assert found == [2, 1]


def test_numbers_are_rounded_so_that_machines_agree():
    effect = Effect(measure="distance", value=0.41239, interval=(0.30049, 0.50051), within=0.1234)

    (alert,) = raised([said("a0"), said("b0")], finding(effect=effect))

    assert (alert.p_value, alert.q_value, alert.confidence) == (0.0001235, 0.001235, 0.86)
    assert alert.effect == Effect(measure="distance", value=0.412, interval=(0.3, 0.501), within=0.123)


def test_the_days_are_those_of_all_its_statements_in_their_own_zones():
    early, late = datetime(2026, 2, 17, 23, 30, tzinfo=timezone(timedelta(hours=-5))), datetime(2026, 3, 31, tzinfo=UTC)
    statements = [
        said("a0"),
        said("a1", "Ready means shipped.", said_at=late),
        said("b0", said_at=None),
        said("b1", "Ready is when we say.", said_at=early),
    ]

    (alert,) = raised(statements, finding(("a0", "a1"), ("b0", "b1")))
    (undated,) = raised([replace(statement, said_at=None) for statement in statements], finding())

    assert (alert.first_seen, alert.last_seen) == (date(2026, 2, 17), date(2026, 3, 31))
    assert (undated.first_seen, undated.last_seen) == (None, None)


def test_each_side_has_as_many_quotes_as_the_other():
    statements = several("a", ["one", "two", "three", "four", "five"]) + several("b", ["six", "seven"])
    ids = [statement.id for statement in statements]

    (alert,) = raised(statements, finding(tuple(ids[:5]), tuple(ids[5:])))
    (full,) = raised(statements, finding(tuple(ids[:5]), tuple(ids[:5])))

    assert (quoted(alert, "alder"), quoted(alert, "birch")) == (["a0", "a1"], ["b0", "b1"])
    assert len(quoted(full, "alder")) == len(quoted(full, "birch")) == 3


def test_quotes_come_from_different_documents_where_they_can():
    statements = [
        *(replace(statement, document="one") for statement in several("a", ["w", "x", "y"])),
        said("a3", "z"),
        *several("b", ["u", "v", "w"]),
    ]

    (alert,) = raised(statements, finding(("a0", "a1", "a2", "a3"), ("b0", "b1", "b2")))

    assert quoted(alert, "alder") == ["a0", "a1", "a3"]


def test_a_quote_never_spans_a_character_that_was_replaced_on_reading():
    statements = [said("a0", "It is ready\ufffd when it is signed."), said("a1", "It is ready when the sheet is signed."), said("b0"), said("b1")]

    (alert,) = raised(statements, finding(alder=("a0", "a1"), birch=("b0", "b1")))

    assert quoted(alert, "alder") == ["a1"]


def test_the_same_wording_is_quoted_once():
    statements = [said("a0"), said("a1"), said("b0"), said("b1", "Ready.")]

    (alert,) = raised(statements, finding(("a0", "a1"), ("b0", "b1")))

    assert (quoted(alert, "alder"), quoted(alert, "birch")) == (["a0"], ["b0"])


@pytest.mark.parametrize(
    "naming",
    [
        *("Maya Okafor says it is ready.", "For Maya, ready is signed.", "<@U02AB7C> it is ready", "MAYA.O: ready", "ready, says Stone"),
        *("Ready as soon as Mr Garrick signs.", "Dr. K. Ågren calls it ready", "ready, said Frau Özdemir", "Mme\u00a0Blanc: ready"),
    ],
)
def test_a_statement_that_names_a_person_is_passed_over(naming):
    statements = [said("a0", naming), said("a1", "Ready is signed."), said("b0")]

    (alert,) = raised(statements, finding(("a0", "a1")))

    assert quoted(alert, "alder") == ["a1"]


@pytest.mark.parametrize("nobody",
    [
        *("It will be ready.", "A stone-cold ready", "JD is ready", "Mayan ready", "Goodwill makes it ready."),
        *("The MS Word copy is ready.", "Ready on the DR site.", "Dr in charge: ready", "ready, sir", "Pan the camera, it is ready"),
    ],
)
def test_a_word_that_looks_like_a_name_names_nobody(nobody):
    (alert,) = raised([said("a0", nobody), said("a1", "Ready is signed."), said("b0")], finding(("a0", "a1")))

    assert quoted(alert, "alder") == ["a0"]


def test_of_a_statement_that_names_a_person_the_part_is_quoted_that_does_not():
    (alert,) = raised([said("a0", "Maya was there. It is ready when the floor uses it."), said("b0")], finding())

    assert [piece.quote for piece in alert.evidence if piece.partner == "alder"] == ["It is ready when the floor uses it."]


def test_an_alert_that_could_only_quote_what_names_a_person_is_not_raised():
    assert raised([said("a0", "Maya says it is ready."), said("b0")], finding()) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["word", "w" * 90, "ready", "\n", "é", " "]), min_size=1, max_size=120))
def test_a_quote_is_a_verbatim_span_of_whole_words_with_the_subject_in_it(words):
    text = " ".join(words)
    statement = said("a0", f"x {text}")

    (alert,) = raised([statement, said("b0")], finding())

    quote = next(piece.quote for piece in alert.evidence if piece.partner == "alder")
    assert quote in statement.text
    assert 0 < len(quote) <= 280
    assert quote == quote.strip()
    assert set(quote.split()) <= set(statement.text.split())
    assert "ready" in quote or "ready" not in text


def test_a_quote_from_the_middle_has_the_subject_and_its_own_line():
    text = "\n".join(["Some words that fill a line of a paragraph."] * 10) + "\nAnd then it is ready at last."

    (alert,) = raised([said("a0", text), said("b0")], finding())

    (piece,) = (piece for piece in alert.evidence if piece.partner == "alder")
    assert "ready" in piece.quote
    assert text.splitlines()[int(piece.locator.removeprefix("line ")) - 41].endswith(piece.quote.splitlines()[0])


def test_a_long_quote_has_the_sides_own_term_in_it_where_the_subject_is_two():
    long = "so it goes on and on " * 30
    alder, birch = (said(f"{side}0", f"{long}until the {word} came back") for side, word in (("a", "docket"), ("b", "chit")))

    (alert,) = raised([alder, birch], finding(subject="chit / docket", kind=AlertKind.TERM_VARIANT))

    assert all({"alder": "docket", "birch": "chit"}[piece.partner] in piece.quote for piece in alert.evidence)


def test_a_word_that_is_longer_than_a_quote_is_cut():
    (alert,) = raised([said("a0", "x" * 500), said("b0")], finding())

    assert [piece.quote for piece in alert.evidence if piece.partner == "alder"] == ["x" * 280]


def test_sides_alternate_by_the_id_and_everything_follows_the_order():
    statements = [said("a0"), said("b0")]
    alerts = raised(statements, *(finding(subject=f"subject {number}") for number in range(20)))

    for alert in alerts:
        expected = ("birch", "alder") if parity(alert.id) else ("alder", "birch")
        assert alert.partners == tuple(side.partner for side in alert.sides) == tuple(piece.partner for piece in alert.evidence) == expected
    assert {alert.partners[0] for alert in alerts} == {"alder", "birch"}


def test_swapping_the_partners_changes_nothing():
    statements = [said("a0"), said("b0")]
    swapped = replace(finding(), partners=("birch", "alder"), positions=finding().positions[::-1])

    assert raised(statements, swapped) == raised(statements, finding())


def test_alerts_stand_by_severity_then_confidence_then_id_whatever_the_order_of_findings():
    statements = [said("a0"), said("b0")]
    found = [
        finding(subject=f"{severity}{confidence}{number}", severity=severity, confidence=confidence)
        for severity in Severity
        for confidence in (0.5, 0.9)
        for number in range(2)
    ]

    alerts = raised(statements, *found)

    assert alerts == raised(statements, *found[::-1])
    keys = [(-list(Severity).index(alert.severity), -alert.confidence, alert.id) for alert in alerts]
    assert keys == sorted(keys)


def test_two_findings_on_one_matter_are_one_alert_the_stronger():
    statements = [said("a0"), said("b0")]
    weak, strong = finding(subject="Ready", confidence=0.3), finding(subject="ready", confidence=0.9)

    assert raised(statements, weak, strong) == raised(statements, strong, weak) == raised(statements, strong)


def test_a_side_without_a_quotable_statement_is_no_alert_but_for_one_sided_topics():
    statements = [said("a0"), said("b0", " ")]

    (one_sided,) = raised(statements, finding(("a0",), (), kind=AlertKind.ONE_SIDED_TOPIC))

    assert raised(statements, finding(("a0",), ())) == raised(statements, finding()) == ()
    assert quoted(one_sided, "alder") == ["a0"]
    assert [side.partner for side in one_sided.sides] == list(one_sided.partners)


def test_a_partner_that_moved_stands_on_both_sides_of_its_alert():
    positions = (
        Position(partner="alder", summary="before", statements=5, evidence=("a0",)),
        Position(partner="alder", summary="since", statements=5, evidence=("a1",)),
    )
    drift = replace(finding(kind=AlertKind.TIME_DRIFT), partners=("alder",), positions=positions)

    (alert,) = raised([said("a0"), said("a1", "Ready is when it sells.")], drift)

    assert [side.summary for side in alert.sides] == ["before", "since"]
    assert quoted(alert, "alder") == ["a0", "a1"]


def test_evidence_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="term_meaning on 'ready': the evidence names statements that do not exist: a7"):
        raised([said("b0")], finding(("a7",)))


def test_where_one_side_differs_as_much_within_itself_it_is_little_more_than_even_and_the_order_stays():
    def confidence(sure, within):
        effect = Effect(measure="distance", value=0.4, interval=(0.1, 0.7), within=within)
        (alert,) = raised([said("a0"), said("b0")], finding(confidence=sure, effect=effect))
        return alert.confidence

    assert [confidence(sure, 0.05) for sure in (0.4, 0.6, 0.9)] == [0.4, 0.6, 0.9]
    assert [confidence(sure, 0.2) for sure in (0.4, 0.6, 0.9)] == [0.4, 0.54, 0.66]
