# The verbs of this project. `make help` lists them. A fresh clone with Python 3.11.5 or later,
# git and make needs nothing else: each verb installs what is missing.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

BIN := .venv/bin
# One per core; idle workers steal tests from busy ones.
WORKERS ?= auto
# Hundreds of processes are started: what is compiled is kept, whatever the user's own setting.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# May be given: make site SITE_URL=https://example.org/reviews/ TODAY=2026-11-22 \
#     REPOSITORY=https://github.com/OWNER/NAME (where pages lead to be edited)
OPTIONS = $(if $(SITE_URL),--site-url "$(SITE_URL)") $(if $(TODAY),--today "$(TODAY)") \
    $(if $(REPOSITORY),--repository "$(REPOSITORY)")

.PHONY: help site serve demo check test audit bench lock clean venv venv-test

help:
	@echo "make site    build the website into site/"
	@echo "make serve   show it on this computer, and again after every change"
	@echo "make demo    build the made-up library that uses every feature into demo-site/"
	@echo "make check   style, types and the quick tests; under a minute"
	@echo "make test    all that users meet, once, in a real browser too; under ten minutes"
	@echo "make audit   what make test leaves out: the long tests, and Hypothesis at length"
	@echo "make bench   measure speed and memory beside stock MkDocs and Material"
	@echo "make lock    compile the requirement files again (UPGRADE=1: newest of everything)"
	@echo "make clean   remove what was made, .venv too"

venv:
	@scripts/setup.sh

venv-test:
	@scripts/setup.sh test

site: venv
	@$(BIN)/reviewlib build $(OPTIONS)

serve: venv
	@$(BIN)/reviewlib serve

demo: venv
	@$(BIN)/reviewlib --root tests/data/library build --out demo-site $(OPTIONS)
	@echo "To look at it: $(BIN)/python -m http.server --directory demo-site"

check: venv-test
	@scripts/check.sh
	@HYPOTHESIS_PROFILE=quick $(PYTEST) -m "not browser and not slow and not audit"

test: venv-test
	@CHROMIUM="$$($(BIN)/python -m tests.browser)" && export CHROMIUM && \
	    $(PYTEST) -m "not audit" --durations=10

audit: venv-test
	@CHROMIUM="$$($(BIN)/python -m tests.browser)" && export CHROMIUM && \
	    HYPOTHESIS_PROFILE=audit $(PYTEST) -m "audit or hypothesis" --durations=10

bench: venv-test
	@$(BIN)/python -m tests.bench $(BENCH)
	@$(BIN)/python -m tests.bench.search $(filter --write --large,$(BENCH))

lock: venv-test
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv site demo-site staged-site preview .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf "$${REVIEWLIB_CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/reviewlib}"
