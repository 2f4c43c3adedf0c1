# One name for each thing that CI does; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
PY := .venv/bin/python
LEEWAY := .venv/bin/leeway
export UV_PYTHON_PREFERENCE ?= system
export LEEWAY_EXTERNAL_DATA ?= ../shared/data
# Whoever starts a process starts it in a third of the time where modules are kept compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test test-all lint bench mutants mutants-changed lock docs pictures texts
help: ## list these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## get uv if absent, make .venv, install what is locked

demo: setup ## a desk in the browser, with made-up people and links to sign in
	@$(LEEWAY) demo

test: setup ## every test at the size for everyday use
	@$(PY) -m pytest

test-all: setup ## every test, slow suites at full size, the ledger and its stores invented, killed and broken
	@LEEWAY_FULL=1 LEEWAY_REQUESTS=10000 $(PY) -m pytest
	@$(PY) -m bench.simulate && $(PY) -m bench.ledger_mutants
	@$(PY) -m bench.simulate --store sqlite --operations 900000 && $(PY) -m bench.simulate --store postgres --operations 100000
	@$(PY) -m bench.kills --kills 100 --acks 30000 && $(PY) -m bench.kills_postgres --kills 100 --acks 30000 --pause 6
	@$(PY) -m bench.store_mutants && $(PY) -m bench.stores_postgres_mutants
	@$(PY) -m bench.mutants decide ledger

lint: export LEEWAY_HOME = .home
lint: setup ## formatting, style, types and the direction of imports
	@$(PY) -m ruff format --check . && $(PY) -m ruff check . && $(PY) -m mypy && .venv/bin/lint-imports

bench: setup ## every figure that the documentation states
	@$(PY) bench/all.py

mutants: setup ## change FEEL on purpose (`OF=leeway.feel.temporal.*` for a part) and see what the tests miss
	@$(PY) -m mutmut run "$(or $(OF),leeway.feel.*)"; $(PY) -m mutmut results

mutants-changed: setup ## the same for what differs from the last commit in feel, decide and ledger; two minutes at most
	@$(PY) -m bench.mutants --changed HEAD~1 --seconds 110

lock: $(UV) ## pin every dependency again, with hashes, naming no host
	@$(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --all-extras --group dev pyproject.toml -o requirements.lock

pictures: setup ## take the pictures of the README anew, from the running product
	@LEEWAY_PICTURES=docs/pictures LEEWAY_BROWSER_DATABASES=sqlite $(PY) -m pytest -n 0 tests/browser/test_pictures.py

texts: setup ## bring the translations of the pages up to date
	@$(PY) -m leeway.web.texts

docs: setup ## write the generated reference pages again
	@$(PY) -m docs.generate

.uv/bin/uv:
	@echo "Getting uv into .uv/ …"
	@python3 -m venv .uv && .uv/bin/pip install -q uv

.venv/ready: requirements.lock pyproject.toml .python-version | $(UV)
	@test -x $(PY) || $(UV) venv -q .venv
	@$(UV) pip sync -q --python $(PY) --require-hashes --compile-bytecode requirements.lock
	@$(UV) pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@
