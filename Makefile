# Each target does its own set-up; `make` alone lists them.

PREFIX ?= /usr/local
DESTDIR ?=
BINARY := .build/release/pleolint

# Package.swift links the Swift library in. Where all others are there as archives they are linked in too, into one
# file at a random address: it starts sooner, and runs wherever the kernel does. STATIC=no takes the system's
# libraries when the program starts. Nothing is exported, and no library is looked for beside the program.
RELEASE := -c release --product pleolint
ifeq ($(shell uname -s),Linux)
ARCHIVES := libc.a libstdc++.a libpcre2-8.a libdeflate.a
STATIC ?= $(if $(filter-out /%,$(foreach name,$(ARCHIVES),$(shell clang -print-file-name=$(name) 2>/dev/null || echo none))),no,yes)
RELEASE += --disable-local-rpath -Xlinker --no-export-dynamic
ifeq ($(STATIC),yes)
# gold makes no such file, and lld would take along Foundation, of which the essentials alone are used.
RELEASE += $(foreach flag,-use-ld=lld -Xclang-linker -static-pie \
  $(foreach name,Foundation FoundationInternationalization,-Xfrontend -disable-autolink-library -Xfrontend $(name)),\
  -Xswiftc $(flag))
endif
endif

# One set of flags for all debug builds, so that none builds again what another has built.
DEBUG := --explicit-target-dependency-import-check error
SWIFT_FILES := Sources Tests Plugins Package.swift

# Options of Benchmarks/bench.py, such as BENCH="--quick".
BENCH ?=

.PHONY: help scan build test check lint format rules bench install clean setup

help:
	@echo "make scan [DIR=path]   build, and scan a directory or a file; without DIR, a small sample"
	@echo "make test              build, and run all tests"
	@echo "make build [STATIC=no] build the program: $(BINARY)"
	@echo "make check             lint, build with checked imports, test: what CI runs"
	@echo "make lint              check the format of the Swift files, the papers, and the benchmark harness"
	@echo "make format            format the Swift files in place"
	@echo "make rules             write what is generated from rules/*.toml"
	@echo "make bench [BENCH=…]   build, and measure beside limits and peers; BENCH=--help lists options"
	@echo "make install           copy the program to PREFIX/bin (now $(DESTDIR)$(PREFIX)/bin)"
	@echo "make clean             delete .build"

scan: build
	@scripts/scan $(BINARY)

build: setup
	swift build $(RELEASE)

test: setup
	swift build --build-tests $(DEBUG)
	swift test --skip-build $(DEBUG)
	@echo "test: all tests passed"

check: lint test
	@echo "check: format, papers, harness, imports and tests are in order"

lint: setup
	swift format lint --strict -p -r $(SWIFT_FILES)
	scripts/check-papers
	scripts/check-bench

format: setup
	swift format -i -p -r $(SWIFT_FILES)

rules: setup
	swift run $(DEBUG) generate-rules

bench: build
	python3 Benchmarks/bench.py $(BENCH)

# Not after `build`: what `sudo make install` builds would belong to root.
install:
	@test -x $(BINARY) || { echo "install: there is no $(BINARY); run make build first" >&2; exit 1; }
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/pleolint"

clean:
	rm -rf .build

setup:
	@scripts/setup
