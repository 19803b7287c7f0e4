"""A wheel and an sdist hold all that is ours, and an installed wheel does its job far from the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

PACKAGES = {
    "src/driftwatch": "driftwatch",
    "api/driftwatch_api": "driftwatch_api",
    "models/driftwatch_models": "driftwatch_models",
    "corpora": "driftwatch_corpora",
}


@pytest.fixture(scope="module")
def dist(repository, tmp_path_factory):
    """A folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, repository)
    return folder


@pytest.fixture(scope="module")
def installed(dist, tmp_path_factory):
    """The scripts folder of an environment that holds our wheel, and the libraries of this one but nothing else of ours."""
    environment = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", _wheel(dist))
    own = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(own) / "libraries.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
    return environment / "bin"


def test_the_wheel_holds_every_file_of_the_packages(repository, dist):
    kept = {f"{package}/{path}" for folder, package in PACKAGES.items() for path in _kept(repository / folder)}

    missing = kept - set(_members(_wheel(dist)))

    assert not missing


def test_a_wheel_from_the_sdist_is_the_wheel_from_the_checkout(repository, dist, tmp_path):
    _run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, repository)

    assert _members(_wheel(tmp_path)) == _members(_wheel(dist))


def test_the_sdist_holds_what_a_packager_needs(dist):
    with tarfile.open(next(dist.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    assert {
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "Makefile",
        "pyproject.toml",
        "requirements/run.lock",
        "tests/conftest.py",
        "docs/decisions",
    } <= names | _folders(names)


def test_the_installed_code_is_the_wheels(installed, tmp_path):
    where = _run(
        installed / "python",
        "-c",
        "import driftwatch, driftwatch_api, driftwatch_models as m; print(driftwatch.__file__, driftwatch_api.__file__, m.__file__)",
        cwd=tmp_path,
    )

    assert all(Path(path).is_relative_to(installed.parent) for path in where.split())


def test_an_installed_driftwatch_goes_from_files_to_alerts_far_from_the_checkout(installed, tmp_path):
    _run(installed / "driftwatch", "demo", "--out", "demo", cwd=tmp_path)

    assert json.loads((tmp_path / "demo" / "report" / "alerts.json").read_text(encoding="utf-8"))["alerts"]


def _kept(folder: Path) -> set[str]:
    """The files of a folder that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=folder, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: nothing says what is kept")
    return {name for name in listed.stdout.split("\0") if name and (folder / name).is_file()}


def _wheel(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def _members(wheel: Path) -> dict[str, int]:
    """Every file with the checksum of its content."""
    with zipfile.ZipFile(wheel) as archive:
        return {member.filename: member.CRC for member in archive.infolist()}


def _folders(names: set[str]) -> set[str]:
    return {str(parent) for name in names for parent in Path(name).parents}


def _run(*command: object, cwd: Path | None = None, given: str | None = None) -> str:
    """What the command printed; it runs without our paths in the environment and must end well."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    ran = subprocess.run([str(part) for part in command], cwd=cwd, input=given, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
