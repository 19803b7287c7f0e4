import pytest

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.folder import FolderNotifier, file_name
from driftwatch.testing import sample_letter

ONE, TWO = "one@partner.example", "two@partner.example"


def test_files_of_different_recipients_never_share_a_name():
    names = {
        file_name(sample_letter(ONE), recipient)
        for recipient in (ONE, TWO, "One@partner.example", "../one@partner.example", "one-at-partner.example@x")
    }

    assert len(names) == 5
    assert not [name for name in names if "/" in name or name.startswith(".")]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "mails").write_text("a file, not a folder")

    with pytest.raises(DeliveryError, match=r"cannot be written .* --eml-dir"):
        FolderNotifier(tmp_path / "mails").notify(sample_letter(ONE), ONE)
