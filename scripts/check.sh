#!/bin/sh
# Style and types. `make check` runs this and the quick tests.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/ruff check scripts tests
.venv/bin/ruff format --check scripts tests
.venv/bin/mypy
