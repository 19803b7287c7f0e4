"""driftwatch.toml is understood whole or refused with file, line and the mend."""

from zoneinfo import ZoneInfo

import pytest

from driftwatch.errors import ConfigurationError
from driftwatch.settings import read_settings

GOOD = """[programme]
name = "Horizon"
timezone = "Europe/Berlin"

[[partner]]
id = "alder"
name = "Alder Works"
aliases = ["AW"]
people = [
  "Ines Maro",
  "ines.m",
]

[[partner]]
id = "birch"
people = ["Tom Okoro"]
"""


@pytest.fixture
def refused(tmp_path):
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "a.md").write_text("x", "utf-8")

    def refuse(text: str) -> str:
        (tmp_path / "driftwatch.toml").write_text(text, "utf-8")
        with pytest.raises(ConfigurationError) as caught:
            read_settings(tmp_path, kinds=("markdown", "slack"))
        return str(caught.value).replace(str(tmp_path), "")

    return refuse


def test_the_contracts_keys_alone_are_enough(tmp_path):
    (tmp_path / "driftwatch.toml").write_text(GOOD, "utf-8")

    settings = read_settings(tmp_path)

    assert settings.name == "Horizon"
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert [partner.id for partner in settings.partners] == ["alder", "birch"]
    assert settings.partners[1].name == "birch"
    assert settings.detection.fdr == 0.10


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "driftwatch.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert read_settings(tmp_path / "driftwatch.toml").name == "Horizon"


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('peple = ["x"]\n', "/driftwatch.toml:17: unknown key `peple`; did you mean `people`?"),
        ("[detekt]\nfdr = 0.1\n", "/driftwatch.toml:17: unknown key `[detekt]`; did you mean `detect`?"),
        ("[detect]\nfdr = 2\n", "/driftwatch.toml:18: [detect] 2 is not between 0 and 1"),
        ("[detect]\nmin_usages = 1\n", "/driftwatch.toml:18: [detect] 1 is not a whole number from 2 on"),
        ('[[source]]\npath = "*.xyz"\n', "/driftwatch.toml:18: [[source]] `*.xyz` matches no file below"),
        ('[[source]]\npath = "../*.md"\n', "/driftwatch.toml:18: [[source]] `../*.md` leads out of the programme folder"),
        (
            '[[source]]\npath = "minutes/*.md"\nkind = "markdwn"\n',
            "/driftwatch.toml:19: [[source]] no reader is called `markdwn`; did you mean `markdown`?",
        ),
        (
            '[[source]]\npath = "minutes/*.md"\npartner = "brich"\n',
            "/driftwatch.toml:19: [[source]] no partner has the id `brich`; did you mean `birch`?",
        ),
        ('[[recipient]]\naddress = "nobody"\n', "/driftwatch.toml:18: [[recipient]] `nobody` is not a mail address"),
        ('[[partner]]\nid = "cedar"\npeople = ["ines.m"]\n', "/driftwatch.toml:19: [[partner]] person `ines.m` is claimed by `alder` and by `cedar`"),
        ('[[partner]]\nid = "Cedar!"\n', "/driftwatch.toml:18: [[partner]] `Cedar!` may hold a-z, 0-9 and - only"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_mend(refused, addition, said):
    assert said in refused(GOOD + addition)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Horizon"', 'nme = "Horizon"', ":2: unknown key `nme`; did you mean `name`?"),
        ('name = "Horizon"', "name = ", ":2: not valid TOML"),
        ("Europe/Berlin", "Europe/Brelin", ":3: [programme] `Europe/Brelin` is not a time zone"),
        ('[[partner]]\nid = "birch"\npeople = ["Tom Okoro"]\n', "", ":1: two or more [[partner]] sections are needed, 1 found"),
        ('id = "birch"', 'id = "alder"', ":15: [[partner]] `alder` is the id of two partners"),
    ],
)
def test_what_is_wrong_in_the_middle_is_found_there(refused, old, new, said):
    assert said in refused(GOOD.replace(old, new))


def test_a_folder_without_a_file_says_what_writes_one(tmp_path):
    with pytest.raises(ConfigurationError, match="driftwatch init"):
        read_settings(tmp_path)


def test_a_source_says_what_its_columns_hold_and_the_limits_are_set(tmp_path):
    (tmp_path / "log.csv").write_text("Who,What\n", "utf-8")
    text = GOOD + '\n[[source]]\npath = "*.csv"\ncolumns = {text = "What", speaker = "Who"}\n[limits]\nmembers = 10\n'
    (tmp_path / "driftwatch.toml").write_text(text, "utf-8")

    settings = read_settings(tmp_path)

    assert settings.sources[0].columns == {"text": "What", "speaker": "Who"}
    assert (settings.limits.members, settings.limits.pages) == (10, 2_000)


@pytest.mark.parametrize(
    ("addition", "told"),
    [
        ('[[source]]\npath = "minutes/*"\ncolumns = {txt = "What"}', "[[source]] no column can hold `txt`; did you mean `text`?"),
        ('[[source]]\npath = "minutes/*"\ncolumns = ["What"]', "[[source]] `columns` is to be a table such as"),
        ("[limits]\nmembers = 0", "[limits] 0 is not a whole number from 1 on"),
        ("[limits]\nmembrs = 9", "unknown key `membrs`; did you mean `members`?"),
    ],
)
def test_columns_and_limits_that_cannot_be_are_refused_with_their_line(refused, addition, told):
    line = GOOD.count("\n") + 1 + (2 if "columns" in addition else 1)

    message = refused(f"{GOOD}\n{addition}\n")

    assert message.startswith(f"/driftwatch.toml:{line + 1}: ")
    assert told in message
