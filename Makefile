# Repartee: every target installs what it needs first, and says what it installs.
SWIFT ?= swift
PACKAGES := pkg-config libgraphviz-dev libpango1.0-dev librsvg2-dev libsqlite3-dev libsimdjson-dev libexpat1-dev libssl-dev \
  libarchive-dev libsnappy-dev libzstd-dev zlib1g-dev
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: demo docs test-site sbom soak hostile install test test-docs test-install test-races test-sanitizers test-all test-oracles test-browser test-office test-python wheel fuzz build lint format gallery bench bench-smoke bench-kernels bench-certainty bench-foretelling bench-gaming setup

demo: build ## the jobs on the samples of datasets/
	.build/release/repartee run datasets/policy-engagement/job.yaml
	.build/release/repartee run datasets/many-channels/job.yaml

build: setup ## the command, at .build/release/repartee
	$(SWIFT) build -c release --product repartee

sbom: PACKAGES += python3
sbom: build ## what the command is made of: .build/repartee.spdx.json, in SPDX 2.3
	Tests/Dependencies/sbom.py .build/release/repartee > .build/repartee.spdx.json.new
	mv .build/repartee.spdx.json.new .build/repartee.spdx.json
	@echo ".build/repartee.spdx.json"

install: sbom ## the command, its manual pages, mappings, licences and completions of three shells, below PREFIX (/usr/local) and DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d $(SHARE)/doc/repartee $(SHARE)/repartee/mappings
	install -m 644 Sources/ReparteeJobs/Mapping/Shipped/*.yaml $(SHARE)/repartee/mappings
	install -m 644 .build/repartee.spdx.json $(SHARE)/doc/repartee/repartee.spdx.json
	Tests/Dependencies/sbom.py .build/release/repartee --licences $(SHARE)/doc/repartee/licences
	install .build/release/repartee $(DESTDIR)$(PREFIX)/bin/repartee
	Tests/Documentation/manual.py .build/release/repartee $(SHARE)/man/man1
	.build/release/repartee --generate-completion-script bash > $(SHARE)/bash-completion/completions/repartee
	.build/release/repartee --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_repartee
	.build/release/repartee --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/repartee.fish

test: setup ## everything that needs nothing but the machine
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	Tests/Examples/run

test-all: test test-docs test-site test-oracles test-browser test-office test-python test-install test-sanitizers fuzz ## with every tier

test-docs: PACKAGES += python3 python3-venv sqlite3 jq r-base-core r-cran-igraph
test-docs: build ## the guide's commands, its SQL, R and Swift, reference, links and architecture, and the versions of dependencies; UPDATE=1 writes what is generated
	Tests/Documentation/run-commands
	Tests/Documentation/snippets.py
	Tests/Documentation/architecture.py
	Tests/Documentation/reference.py
	Tests/Documentation/links.py
	Tests/Documentation/wording.py
	Tests/Dependencies/run

docs: PACKAGES += python3 python3-venv
docs: build ## guide, reference and API pages as one site that is read from the disk: .build/site/index.html
	Tests/Site/build

test-site: PACKAGES += python3 python3-venv chromium fonts-liberation
test-site: docs ## the site in headless Chromium: every page in both themes and at 320 px, its links, its search
	Tests/Site/run

test-sanitizers: setup ## graph and measures under ThreadSanitizer, readers and store under AddressSanitizer
	Tests/Sanitizers/run

test-races: setup ## the parallel kernels alone under ThreadSanitizer
	Tests/Sanitizers/run quick

test-oracles: PACKAGES += python3 python3-venv
test-oracles: build ## the released command against networkx, igraph and scipy
	Tests/Oracles/run

test-browser: PACKAGES += python3 python3-venv chromium fonts-liberation poppler-utils
test-browser: build ## the sample's briefing in headless Chromium, read as its readers do
	Tests/Browser/run

test-office: PACKAGES += python3 python3-venv
test-office: build ## the briefing's office files, read back by other programs; rendered too where LibreOffice is installed
	Tests/Office/run

wheel: PACKAGES += python3 python3-venv binutils libbz2-dev liblzma-dev nettle-dev
wheel: setup ## the package for Python, in .build/wheels
	SWIFT=$(SWIFT) Tests/Python/wheel

test-python: PACKAGES += python3 python3-venv binutils libbz2-dev liblzma-dev nettle-dev r-base-core r-cran-reticulate
test-python: build wheel ## the package for Python: equal to the command, types, data frames, threads, leaks, notebooks
	Tests/Python/run

test-install: PACKAGES += mandoc
test-install: setup ## what make install leaves
	Tests/Install/run

fuzz: setup ## the readers under libFuzzer, for ten minutes or FUZZ_SECONDS
	Tests/Fuzz/run

soak: PACKAGES += python3
soak: build ## a thousand cycles (SOAK_CYCLES) of import, score, draw, forget on one store, with kills: all stays flat
	Tests/Soak/run

hostile: PACKAGES += python3
hostile: build ## payloads through every field into every output, and crafted inputs
	Tests/Hostile/run

lint: ## style and documentation, as CI checks them
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format: ## rewrites the sources in the house's style
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

gallery: PACKAGES += chromium fonts-liberation graphviz librsvg2-bin
gallery: build ## the documentation's pictures, from the invented sample, and in pixels to look at
	Tests/Gallery/run

bench bench-smoke: PACKAGES += python3 python3-venv g++
bench: setup ## ratios against named peers, in one run
	Benchmarks/run

bench-smoke: setup ## the same in seconds: everything runs, and the answers agree
	Benchmarks/run --smoke

bench-kernels: setup ## single kernels, each verified before it is timed
	$(SWIFT) package --package-path Benchmarks/Kernels --scratch-path .build/kernels --disable-sandbox benchmark

# What is measured of certainty, of the score and of gaming; by real conversations where ../shared/data has them.
BENCHMARK = $(SWIFT) run -c release --package-path Benchmarks --scratch-path .build/benchmarks
REAL_DATA ?= ../shared/data

bench-certainty: setup ## how often intervals and tests hold, simulated and on real voices
	$(BENCHMARK) Coverage intervals --data $(REAL_DATA)
	$(BENCHMARK) Coverage voices --data $(REAL_DATA)
	$(BENCHMARK) Coverage differences --data $(REAL_DATA)
	$(BENCHMARK) Coverage fetch --data $(REAL_DATA)

bench-foretelling: setup ## what each measure of one window foretells of the next: table and picture
	$(BENCHMARK) Foretelling --data $(REAL_DATA) --output Benchmarks/Runs/foretelling

bench-gaming: build ## what a rank costs to buy by each measure, and what the flags find
	.build/release/repartee generate --accounts 10000 --posts 100000 --reposts 0 --puppets 120 --pile-on 60 \
	  --output .build/gaming --replace --quiet
	$(BENCHMARK) Gaming --planted .build/gaming --data $(REAL_DATA)

setup:
	@if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then \
	  missing=""; \
	  for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing:$$missing"; \
	    if [ "$$(id -u)" -eq 0 ]; then sudo=""; else sudo="sudo"; fi; \
	    $$sudo apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -qq -y --no-install-recommends $$missing; \
	  fi; \
	else \
	  echo "Not Debian or Ubuntu: Repartee needs Graphviz, Pango, librsvg, SQLite, simdjson, expat, OpenSSL, libarchive, snappy, zlib and zstd with their headers (macOS: brew install graphviz pango librsvg simdjson expat openssl@3 libarchive snappy zstd pkg-config)."; \
	fi
