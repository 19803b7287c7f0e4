"""For whom each speaker speaks."""

from collections.abc import Callable

import pytest

from driftwatch.domain.talk import Attendance, Message, Partner, Register
from driftwatch.stages.attribute import Unattributed, attribute
from driftwatch.tables import Messages

PARTNERS = (
    Partner(
        id="norwind", name="Norwind Ports", aliases=("NW", "Norwind"), domains=("norwind.example",),
        people=("Ada Lind", "AL", "U77", "Mehmet Yıldız", "Sam Ray", "Tom"),
    ),
    Partner(id="southport", name="Southport", aliases=("SP",), domains=("southport.example",), people=("Cy Penn", "Sam Oak", "Jörg Lüth")),
)  # fmt: skip


@pytest.fixture
def partner() -> Callable[..., tuple[str | None, str]]:
    def of(
        speaker: str | None, organisation: str | None = None, *, listed: Attendance | None = None, owner: str | None = None
    ) -> tuple[str | None, str]:
        message = Message("call.md", "line 1", "call.md", "markdown", Register.MINUTES, "We lift.", speaker, organisation)
        owners = {"call.md": owner} if owner else {}
        attributed, lost, _ = attribute(
            Messages.gathered([message]), partners=PARTNERS, owners=owners, attendance={"call.md": listed or Attendance()}
        )
        return next(attributed.rows()).partner, lost[0].why if lost else ""

    return of


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("NW", "norwind"),
        ("norwind ports", "norwind"),
        ("Norwind Ports AS, Bergen", "norwind"),
        ("SP / by phone", "southport"),
        ("mail.southport.example", "southport"),
        ("ada@norwind.example", "norwind"),
        ("Old Norwind", None),
        ("Norwindy", None),
        ("notsouthport.example", None),
        ("Eastquay", None),
    ],
)
def test_an_organisation_is_a_partner_by_name_alias_or_domain(partner, organisation: str, expected: str | None) -> None:
    assert partner("Zoe Zed", organisation)[0] == expected


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Ada Lind", "norwind"),
        ("ada lind", "norwind"),
        ("Mehmet Yildiz", "norwind"),
        ("Jorg Luth", "southport"),
        ("U77", "norwind"),
        ("Cy", "southport"),
        ("Zoe", None),
    ],
)
def test_a_speaker_is_known_by_people_or_an_unmistakable_first_name(partner, speaker: str, expected: str | None) -> None:
    assert partner(speaker)[0] == expected


def test_a_first_name_of_two_partners_is_nobodys(partner) -> None:
    assert partner("Sam") == (None, "no rule names this speaker")


def test_the_rule_of_a_source_goes_before_all_others(partner) -> None:
    assert partner("Cy Penn", "Southport", owner="norwind")[0] == "norwind"
    assert partner(None, owner="norwind")[0] == "norwind"


def test_the_list_of_the_document_resolves_first_names_and_initials(partner) -> None:
    there = Attendance(organisations={"Zoe Zed": "Southport", "Max Hall": "NW", "Mia Hill": "NW", "Kit Lo": "Eastquay"}, known_as={"zz1": "Zoe Zed"})

    assert [partner(name, listed=there)[0] for name in ("Zoe", "ZZ", "zz1", "MH", "Kit")] == ["southport", "southport", "southport", "norwind", None]


def test_a_name_of_two_people_of_different_sides_is_not_guessed(partner) -> None:
    there = Attendance(organisations={"Zoe Zed": "Southport", "Zoe Ash": "NW"})

    assert partner("Zoe", listed=there) == (None, "`Zoe` can be Zoe Ash or Zoe Zed")
    assert partner("Zoe", "Southport", listed=there)[0] == "southport"


def test_somebody_of_another_organisation_is_not_taken_for_a_namesake(partner) -> None:
    assert partner("Cy", listed=Attendance(organisations={"Cy Bell": "Eastquay"})) == (None, "of an organisation that is no partner")
    assert partner("Tom", listed=Attendance(organisations={"Tom Gray": "Eastquay"}))[0] is None
    assert partner("Cy", listed=Attendance(organisations={"Cy Bell": ""}))[0] is None


def test_rules_that_disagree_leave_a_message_unattributed_and_say_so(partner) -> None:
    assert partner("Ada Lind", "Southport") == (None, "the rules disagree: norwind and southport")


def test_a_handle_that_the_source_knows_stands_for_its_person(partner) -> None:
    assert partner("A. L.", listed=Attendance(organisations={"A. L.": ""}, known_as={"U77": "A. L."}))[0] == "norwind"


def test_who_stays_unattributed_is_counted_most_frequent_first() -> None:
    said = [Message("call.md", f"line {n}", "call.md", "text", Register.MINUTES, "x y", name) for n, name in enumerate(["Zoe", "Max", "Zoe", None])]

    _, lost, _ = attribute(Messages.gathered(said), partners=PARTNERS, owners={}, attendance={})

    why = "no rule names this speaker"
    assert lost == (
        Unattributed(speaker="Zoe", organisation="", messages=2, why=why),
        Unattributed(speaker="Max", organisation="", messages=1, why=why),
    )


def test_no_messages_are_no_messages() -> None:
    attributed, lost, _ = attribute(Messages.gathered([]), partners=PARTNERS, owners={}, attendance={})

    assert (len(attributed), lost) == (0, ())


def test_an_organisation_that_speaks_under_its_own_name_is_that_partner(partner) -> None:
    assert partner("NW") == ("norwind", "")
    assert partner("Southport") == ("southport", "")


@pytest.fixture
def meeting() -> Callable[..., list[tuple[str | None, str | None]]]:
    """Speaker and partner of each turn of one meeting, in order."""

    def of(listed: Attendance, *said: str | tuple[str, str | None, str | None]) -> list[tuple[str | None, str | None]]:
        turns = [each if isinstance(each, tuple) else (each, None, None) for each in said]
        messages = [
            Message("call.md", f"line {n}", "call.md", "markdown", Register.MINUTES, "We lift.", speaker, organisation, None, None, heading)
            for n, (speaker, organisation, heading) in enumerate(turns)
        ]
        attributed, *_ = attribute(Messages.gathered(messages), partners=PARTNERS, owners={}, attendance={"call.md": listed})
        return [(row.speaker, row.partner) for row in attributed.rows()]

    return of


TWO_ZOES = Attendance(organisations={"Zoe Zed": "Southport", "Zoe Ash": "NW"})


def test_one_person_under_several_names_is_one_speaker(meeting) -> None:
    there = Attendance(organisations={"Michael Quill": "NW"}, known_as={"mq77": "Michael Quill"})

    assert set(meeting(there, "Michael", "MQ", "Mike Q", "mq77", "Micheal Quill")) == {("Michael Quill", "norwind")}


def test_who_was_named_in_full_before_is_meant_by_the_short_name(meeting) -> None:
    assert meeting(TWO_ZOES, "Zoe Zed", "Zoe")[1] == ("Zoe Zed", "southport")
    assert meeting(TWO_ZOES, ("Zoe", "NW", None), "Zoe")[1] == ("Zoe Ash", "norwind")


def test_a_short_name_that_came_first_is_not_explained_by_a_full_one_under_another_heading(meeting) -> None:
    said = meeting(TWO_ZOES, ("Zoe", None, "Cranes"), ("Zoe Zed", None, "Cranes"), ("Zoe", None, "Pilots"))

    assert [partner for _, partner in said] == [None, "southport", None]


def test_of_two_who_were_named_in_full_the_one_under_this_heading_is_meant(meeting) -> None:
    said = meeting(TWO_ZOES, ("Zoe Zed", None, "Cranes"), ("Zoe Ash", None, "Pilots"), ("Zoe", None, "Pilots"))

    assert said[2] == ("Zoe Ash", "norwind")


def test_who_was_absent_is_not_meant_where_a_namesake_was_there(meeting) -> None:
    there = Attendance(organisations=TWO_ZOES.organisations, absent=frozenset({"Zoe Ash"}))

    assert meeting(there, "Zoe") == [("Zoe Zed", "southport")]


def test_namesakes_of_one_organisation_leave_only_the_person_open(meeting) -> None:
    assert meeting(Attendance(organisations={"Zoe Zed": "NW", "Zoe Ash": "Norwind Ports"}), "Zoe") == [("Zoe", "norwind")]


def test_somebody_who_is_not_listed_can_take_the_short_name_under_his_heading(meeting) -> None:
    there = Attendance(organisations={"Zoe Zed": "Southport"})

    assert meeting(there, ("Zoe Ash", "NW", "Cranes"), ("Zoe", None, "Cranes"), ("Zoe", None, "Pilots")) == [
        ("Zoe Ash", "norwind"),
        ("Zoe Ash", "norwind"),
        ("Zoe Zed", "southport"),
    ]


def test_who_stands_for_a_project_speaks_for_no_partner(meeting) -> None:
    assert meeting(Attendance(organisations={"Zoe Zed": "Norwind Crane Representative"}), "Zoe") == [("Zoe Zed", None)]
    assert meeting(Attendance(organisations={"Zoe Zed": "Southport & Crane Representative"}), "Zoe") == [("Zoe Zed", "southport")]


def _series(*lists: dict[str, str], speaker: str) -> tuple[str | None, tuple[str, ...]]:
    """Partner of somebody who speaks in the first of several meetings, and what was guessed."""
    documents = [f"calls/2026-0{n + 1}-04.md" for n in range(len(lists))]
    said = [
        Message(name, "line 1", name, "markdown", Register.MINUTES, "We lift.", speaker if n == 0 else "Bo Moe") for n, name in enumerate(documents)
    ]
    there = {name: Attendance(organisations=listed) for name, listed in zip(documents, lists, strict=True)}
    attributed, _, guessed = attribute(Messages.gathered(said), partners=PARTNERS, owners={}, attendance=there)
    return next(attributed.rows()).partner, guessed.get(documents[0], ())


def test_the_meetings_nearby_tell_of_a_full_name_that_this_one_does_not_list_and_that_is_told() -> None:
    partner, guessed = _series({"Bo Moe": "Eastquay"}, {"Zoe Zed": "Southport"}, {"Zoe Zed": "SP"}, speaker="Zoe Zed")

    assert partner == "southport"
    assert guessed == ("1 message of people whom not this meeting but those near in time list with their organisation",)


def test_meetings_nearby_that_disagree_or_a_first_name_alone_tell_nothing() -> None:
    assert _series({"Bo Moe": ""}, {"Zoe Zed": "Southport"}, {"Zoe Zed": "NW"}, speaker="Zoe Zed")[0] is None
    assert _series({"Bo Moe": ""}, {"Zoe Zed": "Southport"}, speaker="Zoe")[0] is None


def test_one_person_of_several_meetings_has_one_spelling() -> None:
    said = [
        Message(name, "line 1", name, "markdown", Register.MINUTES, "We lift.", speaker, "NW")
        for name, speaker in (("a.md", "Michael Quill"), ("b.md", "Mike Quill"), ("c.md", "Michael Quill"))
    ]

    attributed, *_ = attribute(Messages.gathered(said), partners=PARTNERS, owners={}, attendance={})

    assert set(attributed.speaker) == {"Michael Quill"}


@pytest.mark.parametrize(
    ("heading", "expected"), [("Norwind Ports:", "norwind"), ("SP", "southport"), ("Norwind and Southport", None), ("Cranes", None)]
)
def test_what_nobody_says_under_the_name_of_a_partner_speaks_for_it_and_that_is_told(heading: str, expected: str | None) -> None:
    message = Message("a.md", "line 1", "a.md", "markdown", Register.MINUTES, "We lift.", None, None, heading=heading)
    guess = {"a.md": ("1 message of nobody by name, given to the partner whose name is the heading above",)} if expected else {}

    attributed, lost, guessed = attribute(Messages.gathered([message]), partners=PARTNERS, owners={}, attendance={})

    assert (next(attributed.rows()).partner, lost, guessed) == (expected, (), guess)


def test_a_speaker_under_the_name_of_another_partner_speaks_for_his_own() -> None:
    message = Message("a.md", "line 1", "a.md", "markdown", Register.MINUTES, "We lift.", "Cy Penn", None, heading="Norwind")

    attributed, _, _ = attribute(Messages.gathered([message]), partners=PARTNERS, owners={}, attendance={})

    assert next(attributed.rows()).partner == "southport"
