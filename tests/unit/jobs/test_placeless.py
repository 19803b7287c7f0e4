"""What a job says of a failure holds no folder of this machine."""

import pytest

from driftwatch.jobs.placeless import placeless


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("/srv/data/horizon/driftwatch.toml:3: unknown key", "driftwatch.toml:3: unknown key"),
        ("settings.file is now called /etc/driftwatch/file.toml, not \"/old/file.toml\"", "settings.file is now called file.toml, not \"file.toml\""),
        ("sqlite:////var/lib/driftwatch/store.db: disk full", "sqlite:store.db: disk full"),
        ("see https://dw.example/docs/files and minutes/03-24.md", "see https://dw.example/docs/files and minutes/03-24.md"),
        ("5/6 of and/or", "5/6 of and/or"),
        ("", ""),
    ],
)
def test_folders_are_left_out_and_everything_else_stands(told, left):
    assert placeless(told) == left
