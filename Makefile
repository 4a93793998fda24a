# ほしみち: the stable commands. Everything runs in .venv; nothing needs a token, a key or a model hub.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: chat setup test lint eval bench clean
.DEFAULT_GOAL := chat

chat: setup
	@$(BIN)/python -m indexer build
	@$(BIN)/python -m bot chat

setup: $(READY)

# torch comes first and pinned: a later install finds its CPU build in place and fetches no CUDA.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0 -c constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

test: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

eval: setup
	@$(BIN)/python -m indexer build
	@$(BIN)/python -m tests.evals.evaluate

bench: setup
	@$(BIN)/python -m indexer build
	@$(BIN)/python -m tests.evals.bench
	@$(BIN)/python -W ignore -m tests.evals.documents_search
	@$(BIN)/python -W ignore -m tests.evals.documents.evaluate
	@$(BIN)/python -m tests.evals.slack_bench

clean:
	rm -rf $(VENV) var build *.egg-info

# The real bot in a stand-in for Slack at http://localhost:3000; needs npm. Another port: make demo PORT=4000
.PHONY: demo
demo: setup
	@$(BIN)/python -m indexer build
	@$(BIN)/python -m bot.slack.demo $(if $(PORT),--port $(PORT))

# Answers with a language model: played ones, or the one of LLM_MODEL with make eval-llm REAL=1.
.PHONY: eval-llm
eval-llm: setup
	@$(BIN)/python -m indexer build
	@$(BIN)/python -W ignore -m tests.evals.llm $(if $(REAL),--real)
