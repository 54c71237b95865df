# Everything a person or the CI runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo-out
DEMO_TITLE := Services and staff in the Ovrenda valley

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types contracts docs docs-check bench gate soak clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m reportedly.cli.main gazetteer build --if-missing
	@touch $(STAMP)

setup: $(STAMP)  ## Make .venv with everything that is needed

demo: setup  ## Set up, then run the main job on the reports in examples/, with two control layers
	$(BIN)/reportedly run examples/valley/reports --theatre examples/valley/theatre.yaml -o $(DEMO) --title "$(DEMO_TITLE)"
	$(BIN)/reportedly control import examples/valley/control/littoral-atlas-*.geojson --dates-from-names \
		--provider "Littoral Atlas" --licence "CC0 1.0" --entity Tollmark --states-in status --state held=in \
		--state unclear=contested --valid-days 1 --covers examples/valley/control/covers.geojson -o $(DEMO)
	$(BIN)/reportedly control import examples/valley/control/lodestar-list.csv --series lodestar \
		--provider "Lodestar Observer Mission" --licence "CC0 1.0" --entity Tollmark --state administration=in \
		--state "not visited=no_data" -o $(DEMO)
	$(BIN)/reportedly brief -o $(DEMO) --title "$(DEMO_TITLE)" --quiet
	@echo
	@echo "Open $(DEMO)/brief.html in a browser; $(DEMO)/claims.jsonl and $(DEMO)/brief.md lie beside it."
	@echo "Then try: $(BIN)/reportedly status -o $(DEMO)   $(BIN)/reportedly claims -o $(DEMO)   $(BIN)/reportedly events -o $(DEMO)   $(BIN)/reportedly control said -o $(DEMO)"

test: setup  ## Set up and run all tests
	$(BIN)/python -m pytest -n 2

lint: setup
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

docs: setup  ## Write the generated parts of the documentation anew
	$(BIN)/python -m tests.docs.generate

docs-check: setup
	$(BIN)/python -m tests.docs.generate --check

gate: setup  ## Score the shipped invented sets (and the dev sets where they are present) against the floors
	$(BIN)/python -m benchmarks.gate

check: lint types contracts docs-check gate test  ## What CI runs

bench: setup  ## Score everything that is present and write docs/evaluation.md
	$(BIN)/python -m benchmarks.gate --all --report docs/evaluation.md

soak: setup  ## Full-size kill, fuzz and scale runs, by hand
	$(BIN)/python -m pytest -n 0 -m soak --run-soak
	$(BIN)/python -m benchmarks.cluster all --documents 100000 --pairs 1

clean:  ## Remove what was built here
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .hypothesis
