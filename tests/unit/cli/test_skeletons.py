from driftwatch.cli.skeletons import CHARTER, configuration
from driftwatch.settings import read_settings


def test_what_init_writes_is_a_programme_with_every_word_as_it_was_typed(tmp_path):
    names = ('Line "7"\\two', "A\tB × C", "Ünïon € 中")
    text = configuration(names[0], "Europe/Berlin", [("first", names[1], "first.example"), ("second", names[2], "")])

    (tmp_path / "driftwatch.toml").write_text(text, encoding="utf-8")
    (tmp_path / "charter.md").touch()
    settings = read_settings(tmp_path)

    assert settings.name == names[0]
    assert str(settings.timezone) == "Europe/Berlin"
    assert [(partner.id, partner.name, partner.domains) for partner in settings.partners] == [
        ("first", names[1], ("first.example",)),
        ("second", names[2], ()),
    ]
    assert settings.charter == ("charter.md",)


def test_what_is_commented_out_works_once_it_is_not(tmp_path):
    text = configuration("P", "UTC", [("first", "First", ""), ("second", "Second", "")])
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "first.md").touch()
    (tmp_path / "charter.md").touch()

    lines = [line.removeprefix("# ") if line.startswith("# ") and ("=" in line or line.startswith("# [")) else line for line in text.splitlines()]
    (tmp_path / "driftwatch.toml").write_text("\n".join(lines).replace("https://…", "https://drift.example"), encoding="utf-8")
    settings = read_settings(tmp_path, kinds=("markdown",))

    assert settings.recipients[0].address == "alliance@organisation.example"
    assert settings.sources[0].path == "minutes/*.md"
    assert settings.detection.terms == ("efficiency",)


def test_the_charter_has_a_section_for_what_partners_should_write_down():
    assert CHARTER.format(name="P").startswith("# Charter of P\n")
    assert [line.split(". ")[1] for line in CHARTER.splitlines() if line.startswith("## ")] == [
        "Ambition",
        "Mutual value",
        "Core principles",
        "Definitions",
        "Measures",
        "Governance",
    ]
