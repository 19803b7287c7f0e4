import pytest

from driftwatch.domain.talk import FileReport, FileStatus, Problem, Share
from driftwatch.errors import Reason
from driftwatch.report.inputs import file_row


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem(line=3, what="breaks off", reason=Reason.MALFORMED_JSON), ("Problem", "line 3: breaks off")),
        (Problem(line=3, what="line 3 is not valid JSON", reason=Reason.MALFORMED_JSON), ("Problem", "line 3 is not valid JSON")),
        (Problem(line=None, what="a table of the export"), ("Note", "a table of the export")),
    ],
)
def test_the_line_of_a_problem_is_told_once(problem, told):
    row = file_row(FileReport(source="a.json", kind="teams", status=FileStatus.PARTLY, problems=(problem,)))

    assert row.notes == (told,)


@pytest.mark.parametrize(
    ("share", "told"),
    [("counts", "counts of it, no words"), ("hidden", "do not learn that it exists"), ("evidence", "what alerts quote of it")],
)
def test_whose_source_a_file_is_stands_first_among_its_notes(share, told):
    row = file_row(FileReport(source="a.md", kind="minutes", status=FileStatus.READ, guessed=("UTC",), visibility="norwind", share=Share(share)))

    assert row.notes[0][0] == "Own"
    assert row.notes[0][1].startswith("for norwind alone; the others")
    assert row.notes[0][1].endswith(told)
