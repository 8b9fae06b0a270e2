# The words of this project; `make` alone lists them. Nothing here needs root or Docker.
SHELL := /bin/sh
DATA ?= var
PORT ?= 8000
TEST_DATA ?= var/test
TEST_PORT ?= 8100
BIN := .venv/bin
TEMPLATES := site applications payments
export PYTHONPATH := site:.

help: ## list these words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/run ## make the environment that runs MOS

.venv/python:
	@python="$$(sh site/launch/find-python.sh)" && echo "Making the environment with $$python" && "$$python" -m venv .venv
	@touch $@

.venv/run: requirements.txt | .venv/python
	@echo "Installing (once, and after a change of requirements.txt)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/run
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/run ## bring up the whole system (PORT=8000 DATA=var), Ctrl-C ends it
	@DATA=$(DATA) PORT=$(PORT) exec $(BIN)/python -m launch.run

reset: .venv/run ## forget everything that `make run` stored in DATA
	@DATA=$(DATA) PORT=$(PORT) $(BIN)/python -m launch.reset

test: .venv/dev ## run all tests: quick ones in parallel, browsers and whole systems last
	@$(BIN)/python -m launch.compile_messages
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) $(BIN)/python -m launch.test $(ARGS)

coverage: .venv/dev ## what the quick tests reach of each room, and of its branches alone
	@$(BIN)/python -m launch.compile_messages
	@mkdir -p var/coverage
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) $(BIN)/python -m pytest -n 2 -m "not browser and not system" --cov --cov-report= $(ARGS)
	@$(BIN)/python -m tests.coverage_by_room

bench: .venv/dev ## CPU time and queries of what people do most, beside baselines of the same run
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) DJANGO_SETTINGS_MODULE=tests.bench.settings $(BIN)/python manage.py bench

lint: .venv/dev ## ruff, djangofmt, mypy --strict, import contracts, migrations up to date
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djangofmt --check $(TEMPLATES)
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) $(BIN)/python -m launch.postgres start >/dev/null
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

fmt: .venv/dev ## format the code and the templates
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .
	@$(BIN)/djangofmt -q $(TEMPLATES)

messages: .venv/dev ## refresh the .po files (needs GNU gettext)
	@$(BIN)/python manage.py procedure_messages
	@$(BIN)/python manage.py makemessages -a --no-location --no-wrap -i .venv -i var -i node_modules -i tests

schema: .venv/dev ## refresh the OpenAPI snapshot and the payloads' schemas
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py spectacular --lang en --format openapi-json --urlconf config.api --file tests/snapshots/openapi.json
	@DATA=$(TEST_DATA) PORT=$(TEST_PORT) DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py payload_schemas applications/exchange/protocol/schemas

drawings: ## draw the house, a life and a message's way anew (needs graphviz)
	@$(BIN)/python -m tests.docs.drawings

theme: ## compile the style sheets and cut the fonts (needs npm)
	@sh site/theme/build.sh

lock: ## pin every dependency with its hashes (needs uv)
	@uv pip compile -q --generate-hashes --universal --no-header --no-emit-index-url --python-version 3.12 pyproject.toml -o requirements.txt
	@uv pip compile -q --generate-hashes --universal --no-header --no-emit-index-url --python-version 3.12 --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

.PHONY: help setup run reset test coverage bench lint fmt messages schema drawings theme lock
.DEFAULT_GOAL := help
