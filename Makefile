# Everything runs inside .venv, which the first command of any kind makes.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SCRIPTS := tests/scripts
TYPESCRIPT := $(SCRIPTS)/node_modules/ready
PYTHON ?= python3
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

# A variable as one word for the shell, with its quotation marks and dollar signs.
quoted = $(subst ','\'',$(value $(1)))

.PHONY: help site serve new test quick test-long lint types check bench look setup browser lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(READY) ## build the whole site into site/
	$(BIN)/mkdocs build --strict

serve: $(READY) ## show the site on http://127.0.0.1:8000/ and again after each save
	$(BIN)/mkdocs serve

test: lint types browser ## run every check and test; what CI runs
	$(BIN)/pytest

quick: lint types ## run what takes half a minute: every check, and all tests but those with builds and Chromium
	$(BIN)/pytest -m "not build and not browser"

test-long: $(READY) browser ## run random walks, killed builds and made-up input with many samples; half an hour
	LONG=1 $(BIN)/pytest -m long
	LONG=1 $(BIN)/pytest -m "not build and not browser"

lint: $(READY) ## check form, names, types and the order of the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

check: $(READY) ## name every mistake in docs/ in plain words
	@$(BIN)/coach check --format $(or $(FORMAT),text) $(if $(FORMAT),,|| [ $$? -eq 1 ])

new: $(READY) ## begin an article: make new TITLE="…" (NAME=two-words: the name of its file)
	@$(BIN)/coach new $(if $(value NAME),--name '$(call quoted,NAME)') -- '$(call quoted,TITLE)' || [ $$? -eq 2 ]

types: ## check the types of the scripts (NODE=required: fail without Node)
	@if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then \
	  $(MAKE) --silent $(TYPESCRIPT) && $(TYPESCRIPT:ready=.bin/tsc) --project $(SCRIPTS); \
	else \
	  echo "Node.js is not here: the types of the scripts are not checked."; [ "$(NODE)" != required ]; \
	fi

# RUNS=5: more runs; PROSE=1: real sentences; GROWTH=1: this project alone, up to 10,000; SLOW=1: Material at any size; WRITE=1: into the file.
bench: $(READY) ## time builds beside other generators (N=100 articles); see BENCHMARKS.md
	$(BIN)/python tests/bench/bench.py --articles $(or $(N),100) --runs $(or $(RUNS),3) \
	  $(if $(GROWTH),--growth) $(if $(PROSE),--prose) $(if $(SLOW),--slow) $(if $(WRITE),--write BENCHMARKS.md)

look: $(READY) browser ## take the pictures of the visual tests anew; then look at them
	LOOK=renew $(BIN)/pytest tests/browser/test_look.py -n 1

setup: $(READY) ## make .venv with the locked packages

browser: $(READY) ## find Chromium and newsboat, or install them
	@$(BIN)/python tests/browser/chromium.py --install
	@$(BIN)/python tests/newsletter/readers.py --install

lock: $(READY) ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --upgrade -q -o requirements.lock

clean: ## remove what was built (not .venv)
	rm -rf site .cache

$(TYPESCRIPT): $(SCRIPTS)/package-lock.json $(SCRIPTS)/package.json
	@npm ci --prefix $(SCRIPTS) --no-audit --no-fund --loglevel=error
	@touch $@

# uv is quicker; without it the standard library's venv and pip do the same.
$(READY): requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
	  VIRTUAL_ENV=$(VENV) uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock && \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --no-deps --no-build-isolation --editable . ; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock && \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . ; \
	fi
	@touch $@
