# Every way to run, test and check the product. `make` alone lists them.

PORT ?= 8000
export PORT
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run setup test test-quick test-postgres rehearse check format mutate bench messages requirements clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the demonstration on http://127.0.0.1:8000 (PORT=… and DEMO_PASSWORD=… are honoured)
	@exec bin/run

setup: ## all that `make run` prepares, without starting it
	@bin/setup

test: ## every test, on SQLite, PostgreSQL, Redis, a mail server and Chromium
	@exec bin/test $(ARGS)

test-quick: ## what needs no server, browser or large world, in less than 90 seconds: for daily work
	@exec bin/test --quick $(ARGS)

test-postgres: ## the same tests with PostgreSQL as the product's database
	@exec bin/test --database=postgres $(ARGS)

rehearse: ## long faults and many starts of the real thing, then the tests on PostgreSQL (about twenty minutes)
	@exec bin/rehearse $(ARGS)

check: ## style, imports, migrations, templates, translations, deployment settings, requirements
	@bin/venv dev
	@exec $(PY) bin/check.py

format: ## lay out Python and templates as `make check` wants them
	@bin/venv dev
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format .
	@find templates -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

mutate: ## change a sample of rules, services and access checks, and ask whether a test notices (SEED=…)
	@bin/venv dev
	@exec $(PY) bin/mutate.py $(if $(SEED),--seed $(SEED)) $(ARGS)

bench: ## measure speed side by side and print ratios
	@bin/venv dev
	@exec $(PY) bench/run.py $(ARGS)

messages: ## bring the translation catalogues in step with the source (needs Debian's gettext)
	@DEMO=1 $(PY) manage.py makemessages --all --no-obsolete --add-location=file \
		--ignore=bench --ignore=bin --ignore=docs --ignore=tests --ignore=var

requirements: ## pin requirements*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	@bin/venv dev
	@bin/pin $(if $(UPGRADE),--upgrade)

clean: ## remove caches; the database, mails and uploads in var/ stay
	@rm -rf var/cache var/static .hypothesis
	@find . -path ./.venv -prune -o -name __pycache__ -type d -print0 | xargs -0 -r rm -rf
