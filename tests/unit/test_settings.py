"""driftwatch.toml is understood whole or refused with file, line and the mend."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from driftwatch.domain.meaning import Severity
from driftwatch.domain.talk import Share
from driftwatch.errors import ConfigurationError
from driftwatch.settings import Frequency, MailFormat, Quiet, Rhythm, read_settings

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


def test_who_is_told_what_and_when_is_understood(tmp_path):
    (tmp_path / "notes.md").write_text("x", "utf-8")
    (tmp_path / "driftwatch.toml").write_text(
        f'''{GOOD}
[[source]]
path = "*.md"
partner = "birch"
share = "hidden"
[detect]
raise_windows = 1
[digest]
day = "Friday"
time = "6:05"
empty = "always"
reply_to = "office@alder.example"
[schedule]
scan = "daily"
digest = true
[[recipient]]
address = "one@alder.example"
partner = "alder"
frequency = "monthly"
min_severity = "high"
format = "text"
''',
        "utf-8",
    )

    settings = read_settings(tmp_path)

    [source], [recipient] = settings.sources, settings.recipients
    assert (source.visibility, source.share) == ("birch", Share.HIDDEN)
    assert (settings.detection.raise_windows, settings.detection.clear_windows) == (1, 3)
    assert (settings.digest.day, settings.digest.time, settings.digest.empty) == (4, time(6, 5), Quiet.ALWAYS)
    assert settings.digest.reply_to == "office@alder.example"
    assert (settings.schedule.scan, settings.schedule.time, settings.schedule.digest) == (Rhythm.DAILY, time(6, 0), True)
    assert (recipient.frequency, recipient.min_severity, recipient.format) == (Frequency.MONTHLY, Severity.HIGH, MailFormat.TEXT)


def test_a_partners_own_source_may_be_declared_joint(tmp_path):
    (tmp_path / "notes.md").write_text("x", "utf-8")
    (tmp_path / "driftwatch.toml").write_text(f'{GOOD}[[source]]\npath = "*.md"\npartner = "birch"\nvisibility = "joint"\n', "utf-8")

    assert read_settings(tmp_path).sources[0].visibility is None


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('[[source]]\npath = "minutes/*"\nvisibility = "brich"', "[[source]] `brich` is neither `joint` nor a partner's id; did you mean `birch`?"),
        ('[digest]\nsender = "a@b.example"\nday = "someday"', "[digest] `someday` is not a day of the week; known: mon, tue"),
        ('[digest]\nsender = "a@b.example"\ntime = "25:00"', "[digest] `25:00` is not a time of the day such as 07:30"),
        ('[digest]\nsender = "a@b.example"\nempty = "nevr"', "[digest] `nevr` is not known; did you mean `never`?"),
        ('[schedule]\ntime = "06:00"\nscan = "hourly"', "[schedule] `hourly` is not known; known: never, daily, weekly"),
        ('[schedule]\ntime = "06:00"\ndigest = "yes"', "[schedule] 'yes' is neither true nor false"),
        ('[[recipient]]\naddress = "a@b.example"\nmin_severity = "hgh"', "[[recipient]] `hgh` is not known; did you mean `high`?"),
    ],
)
def test_what_is_told_to_whom_is_refused_with_its_line_where_it_cannot_be(refused, addition, said):
    line = GOOD.count("\n") + 1 + addition.count("\n")

    message = refused(f"{GOOD}{addition}\n")

    assert message.startswith(f"/driftwatch.toml:{line}: ")
    assert said in message
