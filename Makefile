# make demo    scan the invented programme that ships in corpora/
# make test    everything that is checked, linters and types included; PYTEST="tests/unit -k mail" hands words on to pytest
# make lint    the linters and types alone
# make lock    renew requirements/*.lock from pyproject.toml (asks the package index)
# make clean   remove the virtual environment and what the tools left behind
#
# Choose another interpreter with `make demo PYTHON=python3.13`; leave the system's packages alone with `make test SYSTEM=no`.

SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --no-emit-package torch --excludes requirements/not-locked.txt
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# uv takes a quarter of pip's time; pip steps in where uv does not reach the package index (a mirror set up for pip alone).
define install
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r $(1) \
		|| $(PIP) install --quiet --require-hashes --no-deps -r $(1)
endef

.PHONY: demo test lint system lock clean
.DELETE_ON_ERROR:

demo: .venv/.project
	$(BIN)/driftwatch demo

test: lint system
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --durations 15 $(PYTEST)

lint: .venv/.test .venv/.project
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/codespell

system: | .venv/bin/python
	@SYSTEM="$(SYSTEM)" .ci/system-packages

lock: .venv/.installer
	$(COMPILE) --group installer --output-file requirements/installer.lock
	$(COMPILE) pyproject.toml --extra st --extra postgres --extra parquet --group build --output-file requirements/run.lock
	$(COMPILE) pyproject.toml --extra st --extra postgres --extra parquet --extra ray --group test --constraints requirements/run.lock --output-file requirements/test.lock

clean:
	rm -rf .venv dist build driftwatch-demo driftwatch-out .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# A stamp stands for an installation that came to its end; it is renewed when what it was made from changes.

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found; name one with PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/.installer: requirements/installer.lock | .venv/bin/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/installer.lock
	@touch $@

.venv/.run: requirements/run.lock requirements/torch.txt .venv/.installer
	$(call install,requirements/run.lock)
	$(PIP) install --quiet --retries 1 -r requirements/torch.txt
	@touch $@

.venv/.test: requirements/test.lock .venv/.run
	$(call install,requirements/test.lock)
	@touch $@

.venv/.project: pyproject.toml src/driftwatch/__init__.py .venv/.run
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
