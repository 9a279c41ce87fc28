# Every target sets up what it needs. PYTHON names the interpreter (3.11 or later).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ROOMS := contracts language runtime producers processors sinks ops marsad tests scripts benchmarks

SOURCES ?=
SUBSCRIPTIONS ?=
RUN_OPTIONS ?=
GOLD ?= benchmarks/gold/invented

.PHONY: run test check format lock accuracy contracts clean help

help: ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

run: $(READY) ## run the sample newsroom, or your own feeds with SOURCES=my.toml
	@$(BIN)/marsad run $(if $(SOURCES),--sources $(SOURCES)) $(if $(SUBSCRIPTIONS),--subscriptions $(SUBSCRIPTIONS)) $(RUN_OPTIONS)

test: $(READY) ## all tests, on the embedded stack or on MARSAD_TEST_KAFKA and MARSAD_TEST_ELASTICSEARCH
	@$(BIN)/python -m pytest -q $(TESTS)

check: $(READY) ## format, lint, types, room rules
	@$(BIN)/ruff format --check $(ROOMS)
	@$(BIN)/ruff check $(ROOMS)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) ## format and mend what a machine can mend
	@$(BIN)/ruff format $(ROOMS)
	@$(BIN)/ruff check --fix $(ROOMS)

contracts: $(READY) ## write JSON schemas and the tables in the documentation from the contracts
	@$(BIN)/python scripts/write_contract_files.py

accuracy: $(READY) ## accuracy of extraction; GOLD=DIR holds what benchmarks/join_gold.py wrote, or NAME.jsonl and NAME.gold.jsonl
	@$(BIN)/python benchmarks/accuracy.py $(GOLD)

lock: $(READY) ## renew requirements.lock from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Marsad needs Python 3.11 or later, this is %s: make PYTHON=python3.11 ..." % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean: ## remove the virtual environment and all run data
	rm -rf $(VENV) .marsad
