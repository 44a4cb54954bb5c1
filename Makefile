# Each target is a command of run.py, which says what it does (make help) and makes .venv at the first of any kind.
.DEFAULT_GOAL := help
PYTHON ?= python3
RUN := @$(PYTHON) run.py

# A variable as one word for the shell, with its quotation marks and dollar signs.
quoted = $(subst ','\'',$(value $(1)))

.PHONY: help site serve preview new check test quick core test-long lint types markup bench look setup browser lock clean

help:
	$(RUN) help make

# NODE=required: types and test fail without Node; JAVA=required: markup and test fail without Java.
export NODE JAVA
site serve preview test quick core test-long lint types markup look setup browser lock clean:
	$(RUN) $@

# FORMAT=github or json: for programs, so that a mistake is a failure.
check:
	$(RUN) check --format $(or $(FORMAT),text) $(if $(FORMAT),,|| [ $$? -eq 1 ])

# TITLE="…", and NAME=two-words: the name of its file.
new:
	$(RUN) new $(if $(value NAME),--name '$(call quoted,NAME)') -- '$(call quoted,TITLE)' || [ $$? -eq 2 ]

# N=1000: more articles; RUNS=5: more runs; PROSE=1: real sentences; GROWTH=1: this project alone, up to 10,000;
# SLOW=1: Material at any size; WRITE=1: into the file.
bench:
	$(RUN) bench --articles $(or $(N),100) --runs $(or $(RUNS),3) \
	  $(if $(GROWTH),--growth) $(if $(PROSE),--prose) $(if $(SLOW),--slow) $(if $(WRITE),--write BENCHMARKS.md)
