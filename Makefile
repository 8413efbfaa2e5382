# Every habit as a verb. `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL  := /bin/bash
PYTHON ?= python3
BIN    := .venv/bin
PY     := $(BIN)/python
UV     := $(BIN)/uv
PIP     = $(UV) pip install -q --compile-bytecode -p .venv
LOCK    = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
          --no-emit-find-links $(if $(UPGRADE),--upgrade)
PARTS  := $(wildcard src/baigong/locale/zh_Hant/parts/*.po)
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help run test check format proof rehearse world bench bench-jury bench-room bench-rush docs wheel sbom lock messages setup dev clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: setup ## the demo year with web server and worker (PORT=8000, SCENE=results_out, DATABASE_URL=…); Ctrl-C stops it
	@$(BIN)/baigong serve --demo $(if $(PORT),--port $(PORT)) $(if $(SCENE),--scene $(SCENE))

test: dev ## the whole suite on SQLite and on PostgreSQL, browser journeys where a Chromium is found (ARGS=…)
	@$(PY) -m tests.run $(ARGS)

check: dev ## lint, types, import law, templates, translations, migrations, docs
	@$(PY) -m tests.check $(ONLY)

format: dev ## ruff writes the layout
	@ruff format . && ruff check --fix-only -q . || true

proof: dev ## the expensive proofs at full count, resumable (ONLY=name)
	@$(PY) -m tests.proofs $(ONLY)

rehearse: setup ## a full year, generated, in a database of its own (EDITION= ENTRIES= JUDGES= SEED=)
	@$(BIN)/baigong rehearse $(or $(EDITION),editions/2026.toml) --entries $(or $(ENTRIES),400) \
	  --judges $(or $(JUDGES),40) --seed $(or $(SEED),7)

world: setup ## a named scene in an empty database (NAME=call_open ENTRIES= JUDGES= SEED=)
	@BAIGONG_DEMO=1 $(BIN)/baigong world $(or $(NAME),call_open) --entries $(or $(ENTRIES),100) --judges $(or $(JUDGES),12) \
	  --seed $(or $(SEED),7)

bench: dev ## what the pages cost on worlds of 500 and 5,000, to build/bench/pages.json
	@$(PY) -m tests.bench pages

bench-jury: dev ## the engine against its targets, to build/bench/jury.json (BENCH=folder of a shared bench, ARGS=…)
	@$(PY) -m benchmarks.jury.run $(if $(BENCH),--bench "$(BENCH)") $(ARGS)

bench-room: dev ## the meeting's room with forty people on one process, to build/bench/room.json
	@$(PY) -m tests.bench room

bench-rush: dev ## the last hour before a deadline, to build/bench/rush.json
	@$(PY) -m tests.bench rush

docs: dev ## the manual as pages, to build/docs
	@$(PY) -m sphinx -q -W --keep-going -n -b html docs build/docs && echo "build/docs/index.html"

wheel: dev ## the package with editions, front-end files and typefaces inside, to dist
	@$(PY) -m tests.support.bundle build/wheel && $(UV) build -q --wheel --no-build-isolation -o dist build/wheel && ls -l dist/*.whl

sbom: setup ## everything that a release brings along, with hashes and licences (CycloneDX), to build/sbom.json
	@$(PY) -m tests.support.materials build/sbom.json && echo build/sbom.json

lock: $(BIN)/uv ## requirements/*.txt from the .in files, with hashes and without addresses (UPGRADE=1)
	@$(LOCK) requirements/uv.in -o requirements/uv.txt
	@$(LOCK) requirements/node.in -o requirements/node.txt
	@$(LOCK) requirements/run.in -o requirements/run.txt
	@$(LOCK) requirements/engine.in -c requirements/run.txt -o requirements/engine.txt
	@$(LOCK) requirements/films.in -c requirements/run.txt -o requirements/films.txt
	@$(LOCK) requirements/dev.in -c requirements/run.txt -c requirements/engine.txt -o requirements/dev.txt
	@! grep -nE '://' requirements/*.txt

messages: setup ## the catalogue from its parts
	@$(PY) -m baigong.config.catalogue

setup: .venv/run-ready node_modules/.package-lock.json src/baigong/locale/zh_Hant/LC_MESSAGES/django.mo ## what running needs
dev: setup .venv/dev-ready .venv/loops-ready ## what developing needs

clean: ## back to a fresh clone, the data in var/ apart
	@rm -rf .venv node_modules build dist src/*.egg-info src/baigong/locale/zh_Hant/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# ── how setup is done: each step once, again only when its list changes ─────────────────────────────────────────────
$(BIN)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("百工 needs Python 3.11 or newer, this is " + sys.version if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "Python's venv is missing: install it (Debian: python3-venv) or set PYTHON="; exit 1; }
	@echo "installing …" && $(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run-ready: $(BIN)/uv requirements/run.txt requirements/engine.txt requirements/films.txt pyproject.toml
	@$(PIP) --require-hashes -r requirements/uv.txt $(foreach one,run engine films,-r requirements/$(one).txt)
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev-ready: .venv/run-ready requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# The engine's loops compile when first imported, for twenty seconds: once here, not in each process of the tests.
.venv/loops-ready: .venv/run-ready $(wildcard src/fairjury/calibrate/*.py src/fairjury/calibrate/ordinal/*.py)
	@$(PY) -c "import fairjury.bench"
	@touch $@

node_modules/.package-lock.json: package-lock.json .npmrc $(BIN)/uv
	@command -v npm >/dev/null || $(PIP) --require-hashes -r requirements/node.txt
	@npm ci --silent --no-audit --no-fund
	@touch $@

src/baigong/locale/zh_Hant/LC_MESSAGES/django.mo: $(PARTS) .venv/run-ready
	@$(PY) -m baigong.config.catalogue
