"""Partners as the lists themselves name them."""

from driftwatch.domain.talk import Attendance, Message, Register
from driftwatch.stages.suggest import Suggestion, suggest
from driftwatch.tables import Messages


def _suggested(*lists: dict[str, str], said: tuple[Message, ...] = ()) -> dict[str, Suggestion]:
    attendance = {f"call-{n}.md": Attendance(organisations=listed) for n, listed in enumerate(lists)}
    return {each.partner.name: each for each in suggest(Messages.gathered(said), attendance)}


def _mail(speaker: str, organisation: str) -> Message:
    return Message("a.eml", "body line 1", "a.eml", "mail", Register.MAIL, "We lift.", speaker, organisation)


def test_organisations_come_most_frequent_first_with_their_people() -> None:
    found = _suggested({"Ada Lind": "Norwind", "Bo Moe": "Norwind", "Cy Penn": "Southport"}, {"Ada Lind": "Norwind"})

    assert list(found) == ["Norwind", "Southport"]
    assert found["Norwind"].partner.people == ("Ada Lind", "Bo Moe")
    assert found["Norwind"].listed == 3


def test_branches_legal_forms_and_case_are_spellings_of_one_organisation() -> None:
    found = _suggested({"Ada Lind": "Norwind", "Bo Moe": "Norwind Cranes", "Di Oe": "NORWIND Inc.", "Ed Poe": "norwind GmbH", "Flo Rae": "Norwind"})

    assert list(found) == ["Norwind"]
    assert {alias.casefold() for alias in found["Norwind"].partner.aliases} == {"norwind cranes", "norwind inc", "norwind gmbh"}


def test_a_short_form_is_the_same_organisation_where_somebody_is_listed_with_both() -> None:
    lists = ({"Ada Lind": "Harbour Pilots"}, {"Ada Lind": "HP"}, {"Cy Penn": "HP Labs"})

    assert set(_suggested(*lists[:2])) == {"Harbour Pilots"} or set(_suggested(*lists[:2])) == {"HP"}
    assert len(_suggested({"Ada Lind": "Harbour Pilots"}, {"Cy Penn": "HP"})) == 2


def test_names_that_only_begin_with_a_general_word_stay_apart() -> None:
    assert len(_suggested({"Ada Lind": "University", "Bo Moe": "University of Bree", "Cy Penn": "Open Sea"})) == 3


def test_somebody_listed_with_two_organisations_is_told_and_put_to_neither() -> None:
    found = _suggested({"Ada Lind": "Norwind"}, {"Ada Lind": "Southport"}, {"Bo Moe": "Norwind"})

    assert found["Norwind"].partner.people == ("Bo Moe",)
    assert found["Norwind"].shared == {"Ada Lind": ("Norwind", "Southport")}


def test_who_stands_for_a_project_or_for_nobody_names_no_organisation() -> None:
    assert _suggested({"Ada Lind": "Crane Project Representative", "Bo Moe": "unaffiliated", "Cy Penn": ""}) == {}


def test_mail_domains_go_to_the_organisation_of_that_name() -> None:
    said = (_mail("Ada Lind", "norwind.example"), _mail("Zoe Zed", "gmail.com"), _mail("Di Oe", "eastquay.co.example"))

    found = _suggested({"Ada Lind": "Norwind"}, said=said)

    assert found["Norwind"].partner.domains == ("norwind.example",)
    assert found["Eastquay"].partner.domains == ("eastquay.co.example",)
    assert not any("gmail" in name.casefold() for name in found)


def test_one_person_under_two_spellings_is_suggested_once() -> None:
    found = _suggested({"Michael Ash": "Norwind"}, {"Mike Ash": "Norwind"}, {"Michael Ash": "Norwind"})

    assert found["Norwind"].partner.people == ("Michael Ash",)


def test_ids_are_valid_and_unique() -> None:
    found = _suggested({"Ada Lind": "Bär & Söhne", "Bo Moe": "海運", "Cy Penn": "貿易"})

    ids = [each.partner.id for each in found.values()]
    assert len(set(ids)) == 3
    assert all(set(identifier) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for identifier in ids)


def test_the_id_of_a_tenant_is_another_name_of_whose_people_it_lists() -> None:
    tenant, team = "8f14e45f-ceea-467f-a83d-0a1f6f2d8b11", "T0PORT7K"
    lists = (
        {"Ada Lind": "Norwind", "Cy Penn": "Southport"},
        {"Ada Lind": tenant, "Bo Moe": tenant, "Cy Penn": team, "Di Oe": "TELENOR"},
        {"Flo Rae": "T0OTHER9"},
    )

    found = _suggested(*lists)

    assert set(found) == {"Norwind", "Southport", "TELENOR", "T0OTHER9"}
    assert found["Norwind"].partner.aliases == (tenant,)
    assert found["Norwind"].partner.people == ("Ada Lind", "Bo Moe")
    assert found["Southport"].partner.aliases == (team,)


def test_an_organisation_goes_by_a_name_rather_than_by_its_domain() -> None:
    said = tuple(_mail(name, "norwind.example") for name in ("Ada Lind", "Bo Moe", "Di Oe"))

    found = _suggested({"Ada Lind": "norwind.example", "Bo Moe": "norwind.example"}, {"Ada Lind": "Norwind"}, said=said)

    assert list(found) == ["Norwind"]
    assert found["Norwind"].partner.aliases == ()
    assert found["Norwind"].partner.domains == ("norwind.example",)
