# `make run` shows the archive at http://127.0.0.1:8000/, `make test` checks everything. Both set up what they need.
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
SHOW ?= 0
NIGHTLY ?= tests/documents/faults tests/documents/hostile tests/documents/importing/test_killed.py
FAULTS ?= 200
KILLS ?= 20
HOSTILE ?= 1
FUZZ ?= 600
PARAGRAPHS ?= 20000
FILES ?= 300
LOAD ?= 30
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
MEASURE = for step in import fill measure; do $(BIN)/python -m benchmarks.performance $$step --paragraphs $(PARAGRAPHS) --files $(FILES)
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
PART = FAULTS=$(FAULTS) KILLS=$(KILLS) HOSTILE=$(HOSTILE) $(BIN)/python -m tests.nightly

.DEFAULT_GOAL := help
.PHONY: help run test lint types contracts migrations messages accuracy gains audit nightly bench clean

help: ## say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (PYTHON=/path/to/python make …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make virtual environments (apt-get install python3-venv)"; exit 1; }

# The stamps stand for an installation; a change of the list it came from makes it again.
$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

run: $(VENV)/.installed ## serve the archive with its samples at http://127.0.0.1:8000/
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(MANAGE) load_authorities
	$(MANAGE) import_documents fixtures/sources
	$(MANAGE) create_demo_archivist
	@echo "Yanlu is at http://$(HOST):$(PORT)/ and its desk at http://$(HOST):$(PORT)/admin/ (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn -c python:archive.serving archive.wsgi --bind $(HOST):$(PORT) --workers 2 --log-level warning

test: export YANLU_DATA = $(abspath $(VENV))/test-data
test: lint types contracts migrations gains ## check everything: style, types, layers, tests on PostgreSQL and on SQLite
	$(BIN)/python tests/postgres.py $(PYTEST)
	DATABASE_URL=sqlite:///$(YANLU_DATA)/test.sqlite3 $(PYTEST)

lint: $(VENV)/.installed-dev ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## check types
	$(BIN)/mypy .

contracts: $(VENV)/.installed-dev ## check that imports point down only
	$(BIN)/lint-imports

migrations: $(VENV)/.installed-dev ## check that every model has its migration
	$(MANAGE) makemigrations --check --dry-run

messages: $(VENV)/.installed-dev ## compile the translations
	for folder in archive/locale/*; do $(BIN)/pybabel -q compile --domain django --directory $$folder; done

accuracy: $(VENV)/.installed ## score the engine on every annotated file and write docs/accuracy.md
	$(BIN)/python -m benchmarks.accuracy

gains: $(VENV)/.installed ## say what the engine gained and lost since docs/accuracy.md was written
	$(BIN)/python -m benchmarks.gains

nightly: export YANLU_DATA = $(abspath $(VENV))/test-data
nightly: $(VENV)/.installed-dev ## kill, starve and feed it by the hundred: what takes too long for each change
	@rm -rf $(YANLU_DATA)/nightly
	$(PART) SQLite $(BIN)/pytest -s -q $(NIGHTLY)
	$(PART) PostgreSQL $(BIN)/python tests/postgres.py $(BIN)/pytest -s -q $(NIGHTLY)
	@$(BIN)/pip install --quiet --disable-pip-version-check atheris~=3.0 || { echo "The readers were not fuzzed: \
	atheris cannot be installed (it needs a package index, and a wheel for this Python). All else has passed."; exit 1; }
	$(PART) fuzzing $(BIN)/python -m tests.documents.hostile.fuzzing -max_total_time=$(FUZZ)
	@cat $(YANLU_DATA)/nightly/results.txt

bench: export YANLU_DATA = $(abspath $(VENV))/bench-data
bench: $(VENV)/.installed-dev ## measure speed beside limits on both databases and write docs/performance.md
	rm -rf $(YANLU_DATA) && mkdir -p $(YANLU_DATA)
	$(BIN)/pip install --quiet --disable-pip-version-check tantivy~=0.25
	DATABASE_URL=sqlite:///$(YANLU_DATA)/bench.sqlite3 sh -ec '$(MEASURE) $(YANLU_DATA)/sqlite.json; done'
	$(BIN)/python tests/postgres.py sh -ec '$(MEASURE) $(YANLU_DATA)/postgresql.json; done; \
		$(BIN)/python -m benchmarks.load --seconds $(LOAD) $(YANLU_DATA)/postgresql.json'
	$(BIN)/python -m benchmarks.performance write $(YANLU_DATA)/sqlite.json $(YANLU_DATA)/postgresql.json

audit: $(VENV)/.installed-dev ## ask for known vulnerabilities of every package (needs pypi.org)
	$(BIN)/pip-audit --strict --requirement requirements.txt

clean: ## remove the virtual environment (the archive in data/ stays)
	rm -rf $(VENV)
