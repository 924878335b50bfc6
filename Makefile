# Tektra's commands. `make run` and `make test` set everything up by themselves; `make help` lists all.
# PYTHON=python3.12 chooses the Python; ARGS='--theme dark' passes arguments to tektra. ACCEL=cuda, vulkan, metal or rocm
# builds llama.cpp for a graphics processor; later runs keep it, ACCEL=cpu goes back.

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts suites tests tests-x11 tests-noqt tests-engines noqt coverage translations screenshots bench ollama mistralrs clean

VENV = $(shell PYTHON='$(PYTHON)' packaging/setup.sh where)
NOQT = build/venv-noqt
X11 = QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1280x900x24"
JUNIT = build/junit
COVERED = coverage run --branch --include="$$(paste -sd, tests/full_coverage.txt)"

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Set up what is needed and open Tektra
	@packaging/setup.sh run $(ARGS)

test: ## Set up what developers need, then check everything
	@packaging/setup.sh dev
	@packaging/engines.sh ollama --if-possible
	@$(MAKE) --no-print-directory check

check: ## Everything that CI checks; needs `make test` once before
	@$(MAKE) --no-print-directory --jobs=1 clean-results lint types contracts
	@$(MAKE) --no-print-directory --jobs=2 --keep-going --output-sync=target suites
	@$(MAKE) --no-print-directory --jobs=1 coverage
	@$(VENV)/bin/python -m tests.helpers.summary $(JUNIT)/*.xml

# The longest first. Two at a time: a test that times out then is one that a busy laptop would break, too.
suites: tests-engines tests tests-noqt tests-x11

.PHONY: clean-results
clean-results:
	@rm -rf $(JUNIT) build/coverage*

lint: ## Style and formatting
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: ## Types
	$(VENV)/bin/mypy

contracts: ## Which package may import which
	$(VENV)/bin/lint-imports

tests: ## The tests that need Qt
	@mkdir -p build
	COVERAGE_FILE=build/coverage.qt $(VENV)/bin/python -m $(COVERED) -m pytest -m gui --junitxml=$(JUNIT)/qt.xml

tests-x11: ## The tests of real windows, on an X server
	$(X11) $(VENV)/bin/python -m pytest -m x11 --junitxml=$(JUNIT)/x11.xml

tests-noqt: noqt ## The unit tests, with Qt absent
	COVERAGE_FILE=build/coverage.noqt $(NOQT)/bin/python -m $(COVERED) -m pytest -m "not gui" tests/unit tests/ui --junitxml=$(JUNIT)/noqt.xml

tests-engines: noqt ## The tests of engines and of the whole program, with Qt absent
	COVERAGE_FILE=build/coverage.engines $(NOQT)/bin/python -m $(COVERED) -m pytest -m "not gui" tests/contract tests/e2e --junitxml=$(JUNIT)/engines.xml

noqt: ## The environment without Qt
	@$(VENV)/bin/python packaging/noqt.py $(NOQT)

coverage: export COVERAGE_FILE = build/coverage
coverage: ## Full coverage of the files that are listed for it, by all suites together
	$(VENV)/bin/python -m coverage combine --keep --quiet build/coverage.qt build/coverage.noqt build/coverage.engines
	$(VENV)/bin/python -m coverage report --skip-covered --show-missing --fail-under=100 $$(cat tests/full_coverage.txt)

translations: ## Find new texts of the window, update resources/i18n and compile it
	$(VENV)/bin/python packaging/translations.py

screenshots: ## Make the pictures in resources/screenshots
	$(VENV)/bin/python packaging/screenshots.py

bench: ## Measure; results go to build/bench.jsonl too
	@$(VENV)/bin/python -c 'import xllamacpp' 2>/dev/null || $(VENV)/bin/python -m pip install --quiet -e '.[bench]'
	$(VENV)/bin/python -m tests.bench $(ARGS)

ollama: ## Build an Ollama for the tests, into your cache; needs Go
	@packaging/engines.sh ollama

mistralrs: ## Build the program of mistral.rs, into your cache; needs Rust
	@packaging/engines.sh mistralrs

clean: ## Remove everything that was built here, but not the environment
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +
