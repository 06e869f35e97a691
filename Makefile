# newsgraph: `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.

SWIFT ?= swift
CORPORA ?=
PREFIX ?= /usr/local
NEWSGRAPH = .build/release/newsgraph

.PHONY: help run test build check check-corpus format lint evaluate bench install clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## set up, build, and make graphs and diagrams of the sample articles under Output/
	Scripts/make-output.sh $(NEWSGRAPH) Samples Output

test: ## set up, build and run all tests
	Scripts/setup.sh --tests
	Scripts/test.sh

build: ## release build of the command
	Scripts/setup.sh
	Scripts/embed-schemas.sh
	$(SWIFT) build -c release --product newsgraph

check: lint check-corpus test ## everything that has to hold before a change lands

check-corpus: ## check the annotated corpus (Training/corpus)
	python3 Training/corpus/check.py

format: ## format the Swift sources in place
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

lint: ## check format and style of the Swift sources, and the list of embedded files
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	Scripts/embed-schemas.sh --check

evaluate: build ## score on data that is not part of the project: make evaluate CORPORA=DIR
	Scripts/evaluate.sh $(NEWSGRAPH) "$(CORPORA)"

bench: ## run the benchmarks
	$(SWIFT) run -c release --package-path Benchmarks EncoderBenchmark Model/newsgraph.ngw Samples/*.txt

install: build ## install the command: make install PREFIX=DIR
	Scripts/install.sh $(NEWSGRAPH) "$(PREFIX)"

clean: ## remove what was built
	rm -rf .build .venv
