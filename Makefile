# Rejoinder's commands. `make run` and `make test` set up all that they need by themselves.

PORT ?= 8000
SITE_URL ?= http://127.0.0.1:$(PORT)
DATA_DIR ?= $(CURDIR)/data
export PORT SITE_URL DATA_DIR

ENV := .venv
PYTHON := $(ENV)/bin/python
# Pins are compared, not dates: a checkout that changes none of them installs nothing.
INSTALLED := $(ENV)/installed
INSTALLED_DEV := $(ENV)/installed-dev
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help run manage demo-remove test test-cluster test-fast bench screenshots messages lint format environment environment-dev

help:  ## Show what can be done
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: environment  ## Start the site on 127.0.0.1:$PORT (8000); everything it needs is set up first
	@exec $(PYTHON) manage.py serve

manage: environment  ## Any command of manage.py: make manage ARGS="check_threads --fix"
	@exec $(PYTHON) manage.py $(ARGS)

demo-remove: environment  ## Remove the demo content
	@exec $(PYTHON) manage.py remove_demo $(ARGS)

test: environment-dev  ## Every test: on SQLite, on PostgreSQL, in a browser; ARGS="-k thread" chooses
	@exec $(PYTHON) -m tests.suite $(ARGS)

test-cluster: environment-dev  ## Two servers, a worker, PostgreSQL, Redis and nginx: what several machines must bear
	@exec $(PYTHON) -m tests.cluster $(ARGS)

test-fast: environment-dev  ## The tests without browser, PostgreSQL, real servers and all that is slow
	@exec $(PYTHON) -m tests.suite --fast $(ARGS)

bench: environment-dev  ## How fast it is, as a table of ratios; ARGS="--postgres --large"
	@exec $(PYTHON) -m tests.bench $(ARGS)

screenshots: environment-dev  ## Pictures of every page and state, to look at; ARGS="home reply" chooses
	@exec $(PYTHON) -m tests.screenshots $(ARGS)

messages: environment-dev  ## Bring the catalogs of translations up to date with the words in the code
	@exec $(PYTHON) -m tests.catalogs

lint: environment-dev  ## Style, format, migrations and the deployment check
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@exec $(PYTHON) -m tests.deployment

format: environment-dev  ## Bring the code into form
	@$(PYTHON) -m ruff check --fix --quiet . ; exec $(PYTHON) -m ruff format .

environment:
	@config/find_python.sh $(ENV)
	@cmp -s requirements.txt $(INSTALLED) || { \
		echo "Installing packages …" && \
		$(PIP) -r requirements.txt && \
		cp requirements.txt $(INSTALLED); }

environment-dev: environment
	@cat requirements.txt requirements-dev.txt | cmp -s - $(INSTALLED_DEV) || { \
		echo "Installing packages for tests …" && \
		$(PIP) -r requirements-dev.txt && \
		cat requirements.txt requirements-dev.txt > $(INSTALLED_DEV); }
