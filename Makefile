# Two commands do all set-up by themselves: make demo, make test.
# Needed: Python 3.11 or newer with venv and pip, make, and the network for the first call.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(if $(shell sh -c "command -v $(name)"),$(name))))
VENV   := .venv
BIN    := $(VENV)/bin
JOBS   ?= 2
SECONDS ?= 60
PYTEST_ARGS ?=

RUN  := $(VENV)/.stamp-run
DEV  := $(VENV)/.stamp-dev
FUZZ := $(VENV)/.stamp-fuzz
PINS := pyproject.toml constraints.txt
NODE := tests/modeler/node_modules/.stamp
PIP  := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo test acceptance lint types docs bench fuzz clean

help:
	@echo 'make demo        import a table, run a dossier, compare models; the report lands in out/'
	@echo 'make test        all tests with coverage, at small sample sizes'
	@echo 'make acceptance  all tests at full sample sizes; whatever the machine lacks is a failure'
	@echo 'make lint        ruff: rules and format'
	@echo 'make types       mypy --strict, and the calls that users write'
	@echo 'make docs        the documentation, links checked, into site/'
	@echo 'make bench       the benchmarks, each run once'
	@echo 'make fuzz        reading, writing and judging with damaged files, each for SECONDS (60)'
	@echo 'make clean       remove what these targets made'

$(BIN)/python:
	@test -n '$(PYTHON)' || { \
	  echo 'procflow needs Python 3.11 or newer, and none is on PATH.' >&2; \
	  echo 'On Debian or Ubuntu: apt-get install python3 python3-venv' >&2; exit 3; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "procflow needs Python 3.11 or newer; $$('$(PYTHON)' --version) was found." >&2; \
	  echo 'Name another one: make PYTHON=python3.11 ...' >&2; exit 3; }
	@'$(PYTHON)' -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "The venv module of $$('$(PYTHON)' --version) is missing." >&2; \
	  echo 'On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 3; }
	@echo 'making $(VENV) ...'
	@'$(PYTHON)' -m venv $(VENV) || { rm -rf $(VENV); exit 3; }

$(RUN): $(PINS) | $(BIN)/python
	@echo 'installing procflow into $(VENV) ...'
	@$(PIP) --editable '.[graphviz]'
	@touch $@

$(DEV): $(RUN)
	@echo 'installing the tools of development into $(VENV) ...'
	@$(PIP) --editable '.[dev,graphviz,docs]'
	@touch $@

$(FUZZ): $(DEV)
	@echo 'installing atheris into $(VENV) ...'
	@$(PIP) --editable '.[dev,graphviz,docs,fuzz]'
	@touch $@

$(NODE): tests/modeler/package.json tests/modeler/package-lock.json
	@command -v npm >/dev/null || { \
	  echo 'make acceptance opens models in the Camunda Modeler libraries and needs Node.js 20 with npm.' >&2; exit 3; }
	cd tests/modeler && npm ci --no-audit --no-fund
	@touch $@

demo: $(RUN)
	$(BIN)/procflow demo

test: $(DEV)
	$(BIN)/pytest -n $(JOBS) --dist loadfile --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

acceptance: $(DEV) $(NODE)
	PROCFLOW_ACCEPTANCE=1 PROCFLOW_REQUIRE=all $(BIN)/pytest -n $(JOBS) --dist loadfile --timeout 900 $(PYTEST_ARGS)

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV)
	$(BIN)/mypy
	$(BIN)/mypy tests/typing/api.py

docs: $(DEV)
	$(BIN)/mkdocs build --strict

bench: $(DEV)
	$(BIN)/python -m benchmarks --smoke

# What a run finds new goes to out/, what it fails on, too; tests/fuzz/corpus is only read.
fuzz: $(FUZZ)
	@for target in read_write judge; do \
	  mkdir -p out/fuzz/$$target && echo "fuzzing $$target for $(SECONDS) s ..." && \
	  $(BIN)/python -m tests.fuzz $$target -max_total_time=$(SECONDS) -artifact_prefix=out/fuzz/ \
	    out/fuzz/$$target tests/fuzz/corpus tests/fixtures/dialects || exit 1; \
	done

clean:
	rm -rf $(VENV) out site build dist tests/modeler/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
