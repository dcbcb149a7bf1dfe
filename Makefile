# Every target sets up what it needs by itself; what is there already is left as it is.

BIN := .venv/bin
DATA := data/ai-imaging-2022
OUTPUT := output

.DEFAULT_GOAL := help
.NOTPARALLEL: # the tests' own summary closes the log

.PHONY: help
help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; do \
		printf '  make %-12s %s\n' "$$target" "$$text"; done

.PHONY: report
report: setup ## build the reference report into output/
	@$(BIN)/reportgen build $(DATA) --output $(OUTPUT)

.PHONY: test
test: setup-test lint types wheel-check ## everything below that checks, then the tests with branch coverage
	@$(BIN)/pytest --numprocesses auto --dist loadfile --cov=reportgen --cov-branch

.PHONY: lint
lint: setup ## style, format and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo

.PHONY: types
types: setup ## check the types
	@$(BIN)/mypy

.PHONY: wheel-check
wheel-check: setup ## build the wheel and, from it alone, the reference report
	@scripts/check_wheel.sh

.PHONY: format
format: setup ## put the code into the project's format
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

.PHONY: docs
docs: setup-test ## build the documentation site into build/site
	@$(BIN)/python scripts/make_reference.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo build/site/index.html

.PHONY: pictures
pictures: setup-test ## make the pictures of the documentation anew
	@$(BIN)/python scripts/make_pictures.py

.PHONY: golden
golden: setup-test ## accept the pages and charts of today as the pictures that the tests compare with
	@$(BIN)/pytest --no-header --quiet --accept-golden tests/acceptance/test_golden.py
	@git status --short tests/golden

.PHONY: bench
bench: setup ## run the benchmarks
	@set -e; for script in benchmarks/[!_]*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

.PHONY: fonts
fonts: setup ## make the shipped fonts anew (needs npm)
	@$(BIN)/python scripts/make_fonts.py

.PHONY: lock
lock: ## resolve the dependencies of pyproject.toml anew into requirements.lock
	@scripts/lock.sh

.PHONY: setup
setup:
	@scripts/setup.sh report

.PHONY: setup-test
setup-test:
	@scripts/setup.sh test

.PHONY: clean
clean: ## remove what was built; .venv stays
	@[ ! -d $(OUTPUT) ] || find $(OUTPUT) -mindepth 1 ! -name .gitignore -delete
	@rm -rf build dist .coverage htmlcov .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
