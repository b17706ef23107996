# Two commands: `make lint` shows what polint says of the documents in seeds/, `make test` runs every check.
# Debian's own interpreter is built with profile-guided optimisation: polint takes a fifth less time on it than on one
# that was built from source without. Where it is too old, cannot make environments or lacks the headers with which
# extensions are compiled, whatever `python3` is.
PYTHON ?= $(or $(firstword $(foreach python,/usr/bin/python3 python3,$(shell \
	$(python) -c 'import sys, ensurepip, os, sysconfig, venv; \
		sys.exit(sys.version_info < (3, 11) or not os.path.exists(sysconfig.get_paths()["include"] + "/Python.h"))' \
	2>/dev/null && echo $(python)))),python3)
VENV := .venv
BIN := $(VENV)/bin
POLINT_SHARED ?= ../shared
export POLINT_SHARED

.PHONY: lint test install dev pages clean

lint: install
	$(BIN)/polint check seeds --exit-zero

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml hatch_build.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/python -c 'from polint import fold; fold.__file__.endswith(".py") and print( \
		"polint was not compiled (it takes cc and the headers of Python) and is several times slower")'
	$(BIN)/python -m compileall -q lint rules plugins
	$(BIN)/polint cache build
	touch $@

dev: $(VENV)/.dev
	$(BIN)/python hatch_build.py

$(VENV)/.dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

pages: install
	$(BIN)/python -m polint.pages docs/rules
	$(BIN)/python -m polint.locale
	$(BIN)/python -m polint.manifest
	$(BIN)/python docs/picture.py

test: dev
	$(BIN)/ruff check lint rules plugins tests benchmarks docs hatch_build.py
	$(BIN)/ruff format --check lint rules plugins tests benchmarks docs hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest

clean:
	rm -rf $(VENV) build dist
