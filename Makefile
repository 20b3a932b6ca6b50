# make run    set up everything and open the window on the sample record
# make test   set up everything and run all checks
# make bench  set up everything and print how fast it is; BENCH="--entries 100000" for a smaller record

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# What is compiled once is kept, whatever the shell says: each start, and each of the processes, would compile it again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test lint bench screenshots clean

run: $(STAMP)
	@$(BIN)/python -m oversight_viewer.system_check --install || true
	@$(BIN)/python -m oversight_viewer.tryout build

test: lint
	@$(BIN)/python -m oversight_viewer.system_check --install
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=85
	$(BIN)/coverage report --fail-under=95 --include='oversight_viewer/domain/*,oversight_viewer/storage/*,oversight_viewer/text/*,oversight_viewer/memo/*' > /dev/null || { \
	  $(BIN)/coverage report --include='oversight_viewer/domain/*,oversight_viewer/storage/*,oversight_viewer/text/*,oversight_viewer/memo/*'; exit 1; }

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(BENCH)

screenshots: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m oversight_viewer.pictures build/screenshots
	mkdir -p resources/screenshots
	cp build/screenshots/main-light.png resources/screenshots/main-light.png

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Python 3.11 or newer is needed; this is %d.%d." % v[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing. This command installs it: sudo apt-get install -y python3-venv"; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv && $(PYTHON) -m venv $(VENV); \
	  else exit 1; fi; }
	@echo "Installing what the application needs into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
