"""What the documents promise is there."""

import re
import subprocess
import sys

import pytest

COMMAND = re.compile(r"^(?:\$ )?driftwatch ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)")
DECISION = re.compile(r"(\d{4})-[a-z0-9-]+\.md")


@pytest.fixture
def readme(repository):
    return (repository / "README.md").read_text(encoding="utf-8")


def test_the_changelog_has_a_place_for_what_comes_next(repository):
    assert "\n## [Unreleased]\n" in (repository / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_has_its_two_commands_each_on_one_line(readme):
    assert {"make demo", "make test"} <= set(readme.splitlines())


def test_every_make_target_in_the_readme_exists(repository, readme):
    targets = set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", _code(readme))) <= targets


def test_every_command_in_the_readme_exists(readme):
    helped = subprocess.run(
        [sys.executable, "-c", "from driftwatch.cli.main import main; main()", "--help"], capture_output=True, text=True, check=True
    )

    assert {command for command in COMMAND.findall(_code(readme)) if not re.search(rf"\b{command}\b", helped.stdout)} == set()


def test_every_link_between_documents_leads_somewhere(repository):
    documents = [*repository.glob("*.md"), *(repository / "docs").rglob("*.md")]

    lost = [
        f"{path.relative_to(repository)}: {link}"
        for path in documents
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    ]

    assert not lost


def test_decisions_are_numbered_without_gaps_and_say_why(repository):
    records = sorted((repository / "docs" / "decisions").glob("*.md"))

    assert [int(DECISION.fullmatch(path.name)[1]) for path in records] == list(range(1, len(records) + 1))
    assert not [
        path.name
        for path in records
        if not all(f"\n## {part}\n" in path.read_text(encoding="utf-8") for part in ("Context", "Decision", "Consequences"))
    ]


def _code(text: str) -> str:
    """What stands in code blocks and between backticks, a line each."""
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])
