# prosed: `make help` lists what there is to make.
#
# Each MODE builds into its own folder: build/release (the default); build/sanitize, with the address, leak and
# undefined-behaviour sanitizers, for the tests; build/clang, for its warnings; build/fuzz, for `make fuzz`;
# build/coverage, which counts the lines that unit tests run.

MODE    ?= release
PREFIX  ?= /usr/local
VERSION := 0.1.0
OUT     := build/$(MODE)
VSIX    := build/prosed-$(VERSION).vsix
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)

# Everything that building, the demo, the tests and the benchmarks need, by its name in Debian and Ubuntu.
DEBIAN_PACKAGES := gcc libc6-dev make pkg-config libuv1-dev libcurl4-openssl-dev libcjson-dev libsqlite3-dev \
                   libutf8proc-dev libmd4c-dev libgmime-3.0-dev libcmocka-dev ca-certificates git procps vim tmux nodejs clang clangd \
                   clang-format libclang-rt-dev

# Editors that tests drive besides Vim; a system that lacks one skips its test.
DEBIAN_EDITORS  := vim-ale neovim mmdebstrap patchelf emacs-nox elpa-eglot kakoune
# VS Code itself is fetched with npm, which may have come with nodejs; VSCODE=no leaves it out.
ifneq ($(VSCODE),no)
DEBIAN_EDITORS  += chromium g++ python3 libkrb5-dev $(if $(shell command -v npm),,npm)
endif

PKG_CONFIG ?= pkg-config
LIBRARIES  := libuv sqlite3 libcjson libutf8proc md4c
HEADERS    := libcurl gmime-3.0# loaded only when a server is asked (core/model/http.c), a mail read (core/text/mail.c)

CPPFLAGS_ALL := -I. -D_GNU_SOURCE -DPROSED_VERSION='"$(VERSION)"' \
                $(shell $(PKG_CONFIG) --cflags $(LIBRARIES) $(HEADERS) 2>/dev/null | sed 's/-I/-isystem /g; s/-pthread//') $(CPPFLAGS)
LDLIBS_ALL  := $(shell $(PKG_CONFIG) --libs $(LIBRARIES) 2>/dev/null) -ldl -lm $(LDLIBS)
WARNINGS     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
               $(if $(CI),-Werror)
SANITIZERS  := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=address,undefined

CFLAGS_release  := -O2 -g -ffunction-sections -fdata-sections -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS_release := -Wl,--gc-sections -Wl,-z,relro,-z,now
CFLAGS_sanitize := $(SANITIZERS)
CFLAGS_clang    := -O0
CFLAGS_coverage := -O0 -g --coverage -fprofile-update=atomic
CFLAGS_fuzz     := $(SANITIZERS) -fsanitize=fuzzer-no-link
ifneq ($(filter clang fuzz,$(MODE)),)
CC := clang
endif
CFLAGS_ALL  = -std=c11 $(WARNINGS) $(CFLAGS_$(MODE)) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(MODE)) -Wl,--wrap=free $(LDFLAGS)# freed memory is wiped: core/base/mem.c

CORE  := $(wildcard core/*.c core/*/*.c core/*/*/*.c)
LSP   := $(wildcard lsp/*.c lsp/*/*.c)
CLI   := $(wildcard clients/cli/*.c clients/cli/*/*.c)
FUZZ  := $(wildcard tests/fuzz/fuzz_*.c)
UNIT  := $(wildcard tests/unit/*.c tests/unit/*/*.c tests/unit/*/*/*.c)
TESTS := $(foreach f,$(UNIT),$(if $(filter test_%,$(notdir $f)),$f))
UNIT_HELP := $(filter-out $(TESTS),$(UNIT))
SHIMS := $(patsubst tests/%.c,build/%.so,$(wildcard tests/shim/*.c))
E2E   := $(sort $(wildcard tests/e2e/*.test))

object = $(patsubst %.c,$(OUT)/%.o,$(1))
program = $(patsubst %.c,$(OUT)/%,$(1))
chosen = $(if $T,$(foreach f,$(1),$(if $(findstring $T,$f),$f)),$(1))
say = $(if $V,,@echo "$(CC) $(1)" &&)# V=1 shows whole commands
submake = +@$(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all real torture help deps editors fetched ready demo check vsix check-vscode bench unit run-unit coverage programs fuzz install uninstall format clean

# A piece of shell that installs what of these packages is missing.
install = missing=; for package in $(1); do \
		dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || \
			missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "installing:$$missing"; \
	sudo=; if [ "$$(id -u)" != 0 ]; then \
		command -v sudo >/dev/null || { echo "As root, run: apt-get install$$missing"; exit 1; }; sudo=sudo; \
	fi; \
	$$sudo apt-get -q update; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $$missing

all: $(OUT)/prosed ## build build/release/prosed (the default)

help: ## this list
	@awk -F ':.*## ' '/^[a-z_.-]+:.*## / { printf "make %-22s %s\n", $$1, $$2 }' Makefile

deps: ## install every package that is needed (Debian, Ubuntu)
	@if ! command -v apt-get >/dev/null; then \
		$(PKG_CONFIG) --exists $(LIBRARIES) $(HEADERS) cmocka && command -v clang node vim tmux >/dev/null && exit 0; \
		echo "This is not Debian or Ubuntu. Install what these packages hold there, then go on:"; \
		echo "  $(DEBIAN_PACKAGES)"; exit 1; \
	fi; \
	$(call install,$(DEBIAN_PACKAGES))

editors: deps ## install the editors that the tests drive, as far as this system has them
	@command -v apt-get >/dev/null || exit 0; \
	packages=; for package in $(DEBIAN_EDITORS); do \
		dpkg-query -W $$package >/dev/null 2>&1 || apt-cache show $$package >/dev/null 2>&1 || continue; \
		packages="$$packages $$package"; \
	done; \
	( $(call install,$$packages) ) || echo "Tests in editors that are not there will be skipped."

# Says what to do where compiling could only fail.
ready:
	@command -v $(firstword $(CC)) >/dev/null && $(PKG_CONFIG) --exists $(LIBRARIES) $(HEADERS) 2>/dev/null || { \
		echo "The compiler ($(CC)) or a library is missing: $(LIBRARIES) $(HEADERS)."; \
		echo "Run: make deps"; exit 1; }

demo: deps ## a whole editing session to look at, offline, in a temporary project
	$(submake) all
	@build/release/prosed demo

check: editors ## everything that a change must pass: warnings, tests under sanitizers, editors
	$(submake) CI=1 all
	$(submake) CI=1 MODE=clang all
	$(submake) CI=1 MODE=sanitize programs fetched
	@tests/run tests/check_includes.sh tests/check_formats.sh $(patsubst %.c,build/sanitize/%,$(TESTS) $(FUZZ)) $(E2E)

# The server in the package runs where the libraries are not installed: those that have an archive are linked into it, the
# others are looked for beside it, where vsix.mjs puts them.
archive = $(if $(filter-out m dl rt pthread,$(1)),$(firstword $(wildcard $(foreach n,$(1) $(1)_a,$(shell $(CC) -print-file-name=lib$n.a)))))
carried = $(foreach word,$(LDLIBS_ALL),$(or $(if $(filter -l%,$(word)),$(call archive,$(word:-l%=%))),$(word)))

build/vsix/prosed: $(call object,$(CLI)) $(OUT)/liblsp.a $(OUT)/libcore.a
	@mkdir -p $(@D)
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -s -Wl,-rpath,'$$ORIGIN' -o $@ $(call object,$(CLI)) $(OUT)/liblsp.a $(OUT)/libcore.a $(carried)

$(VSIX): build/vsix/prosed LICENSE $(wildcard $(addprefix clients/vscode/,*.json *.md src/* media/* scripts/*))
	@node clients/vscode/scripts/vsix.mjs $< $@

vsix: $(VSIX) ## pack the extension for VS Code, with the server in it (needs node 18 and npm)

# Those that no package has. Where one cannot be had, its test says why and is skipped.
fetched:
	@[ "$(VSCODE)" = no ] || tests/e2e/vscode-tools build/vscode >/dev/null 2>&1 || true
	@tests/e2e/lib/fetch_mcp >/dev/null 2>&1 || true
	@for name in nvim hx llama-server; do tests/e2e/lib/fetch_newer $$name >/dev/null 2>&1 || true; done

check-vscode: editors all ## the extension in the real VS Code alone; P=kills: that part of it
	@PROSED=$(CURDIR)/build/release/prosed tests/run $(wildcard tests/e2e/vscode-$(or $P,*).test)

real: deps ## rewrite the prose of other people in every direction, and check what stays; JUDGE=40: print changes to be judged
	$(submake) all build/release/tests/real/rewrites >&2
	@tests/real/run build/release/tests/real/rewrites

bench: deps ## measure speed, size and learning
	$(submake) all build/release/tests/bench/growth build/release/tests/bench/client
	@tests/bench/run

eval: ready ## the benchmark of README.md, as Markdown; about a minute
	$(submake) all >&2
	@node tests/bench/eval.mjs build/release/prosed

torture: deps ## what check does in short, at length: editing, broken rewrites, kills, failing disks, power, memory and models, a day of use (hours)
	$(submake) all
	$(submake) MODE=sanitize programs
	SESSIONS=$(or $N,10000) build/sanitize/tests/unit/lsp/test_provenance
	node tests/e2e/mangle.mjs build/sanitize/prosed $(or $N,2000)
	node tests/e2e/several.mjs build/sanitize/prosed $(or $N,1000)
	node tests/e2e/writes.mjs build/sanitize/prosed $(or $N,0)
	node tests/e2e/power.mjs build/release/prosed $(or $N,200)
	node tests/e2e/memory.mjs build/release/prosed $(or $N,0)
	node tests/e2e/calls.mjs build/sanitize/prosed 1
	node tests/bench/day.mjs build/release/prosed

unit: ## unit tests under sanitizers; T=text: those whose path holds "text"
	$(submake) MODE=sanitize run-unit

run-unit: $(call program,$(call chosen,$(TESTS)))
	@tests/run $^

coverage: ## how many lines of each folder the unit tests run; those of each file: build/coverage/files
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	$(submake) MODE=coverage run-unit
	@tests/coverage build/coverage

programs: $(OUT)/prosed $(call program,$(TESTS) $(FUZZ)) $(SHIMS)

FUZZED = $(if $(filter all,$F),$(FUZZ:tests/fuzz/fuzz_%.c=%),$(or $F,json))

fuzz: ## feed made-up input for S seconds: make fuzz F=json S=60; F=all: each of them, one after the other
	$(submake) MODE=fuzz $(FUZZED:%=build/fuzz/fuzz_%)
	@for name in $(FUZZED); do \
		mkdir -p build/fuzz/corpus/$$name; \
		echo "fuzz_$$name"; \
		build/fuzz/fuzz_$$name -max_total_time=$(or $S,60) -timeout=10 -artifact_prefix=build/fuzz/$$name- \
			build/fuzz/corpus/$$name tests/fuzz/corpus/$$name || exit; \
	done

$(OUT)/prosed: $(call object,$(CLI)) $(OUT)/liblsp.a $(OUT)/libcore.a
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(OUT)/libcore.a: $(call object,$(CORE))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OUT)/liblsp.a: $(call object,$(LSP))
	@rm -f $@
	@$(AR) rcs $@ $^

# The command line without its main, for the unit tests.
$(OUT)/libcli.a: $(call object,$(filter-out %/main.c,$(CLI)))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OUT)/%.o: %.c | ready
	@mkdir -p $(@D)
	$(call say,$<) $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Files that are part of the binary (core/base/embed.h): the compiler does not tell which.
$(call object,$(shell grep -ls '^EMBED' $(CORE) $(CLI))): $(wildcard prompts/* clients/cli/demo/* core/eval/*.jsonl)

$(OUT)/tests/unit/%: $(OUT)/tests/unit/%.o $(call object,$(UNIT_HELP)) $(OUT)/libcli.a $(OUT)/liblsp.a $(OUT)/libcore.a
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL) -lcmocka

build/release/tests/bench/client: LDLIBS_ALL += -lcurl
build/release/tests/bench/%: build/release/tests/bench/%.o build/release/libcore.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

build/release/tests/real/%: build/release/tests/real/%.o build/release/libcore.a
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(OUT)/tests/fuzz/%: $(OUT)/tests/fuzz/%.o $(OUT)/tests/fuzz/replay.o $(OUT)/liblsp.a $(OUT)/libcore.a
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

# Loaded before libc, they let a disk fail, memory run out and time run fast: tests/shim/*.c.
build/shim/%.so: tests/shim/%.c
	@mkdir -p $(@D)
	$(call say,$@) $(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O2 -g -shared -fPIC -o $@ $<

build/fuzz/fuzz_%: build/fuzz/tests/fuzz/fuzz_%.o build/fuzz/liblsp.a build/fuzz/libcore.a
	$(call say,$@) $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LDLIBS_ALL)

# installed file <- file of the tree; those that are not there are passed over
INSTALLED := bin/prosed:$(OUT)/prosed:755 \
             share/man/man1/prosed.1:clients/cli/prosed.1:644 \
             share/bash-completion/completions/prosed:clients/cli/completions/prosed.bash:644 \
             share/zsh/site-functions/_prosed:clients/cli/completions/_prosed:644 \
             share/fish/vendor_completions.d/prosed.fish:clients/cli/completions/prosed.fish:644 \
             $(foreach f,$(wildcard $(foreach e,vim txt,clients/vim/*/*.$e clients/vim/*/*/*.$e)), \
               share/vim/vimfiles/$(f:clients/vim/%=%):$f:644) \
             $(foreach f,$(wildcard $(foreach e,lua txt,clients/vim/*/*.$e clients/vim/*/*/*.$e)), \
               share/nvim/site/$(f:clients/vim/%=%):$f:644)

install: all ## install below PREFIX (/usr/local), in DESTDIR
	@set -e; for entry in $(INSTALLED); do \
		to=$${entry%%:*}; rest=$${entry#*:}; from=$${rest%:*}; \
		[ ! -e $$from ] || { install -D -m $${rest#*:} $$from "$(DESTDIR)$(PREFIX)/$$to"; echo "$(DESTDIR)$(PREFIX)/$$to"; }; \
	done

uninstall: ## remove what install put there
	@for entry in $(INSTALLED); do rm -f "$(DESTDIR)$(PREFIX)/$${entry%%:*}"; done

compile_commands.json: Makefile $(CORE) $(LSP) $(CLI) $(UNIT) ## for clangd and other tools
	@COMMAND='$(subst ','\'',$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c)' awk 'BEGIN { \
		command = ENVIRON["COMMAND"]; gsub(/["\\]/, "\\\\&", command); print "["; \
		for (i = 1; i < ARGC; i++) printf "%s{\"directory\": \"$(CURDIR)\", \"file\": \"%s\", \"command\": \"%s %s\"}\n", \
			(i > 1 ? "," : ""), ARGV[i], command, ARGV[i]; \
		print "]" }' $(CORE) $(LSP) $(CLI) $(UNIT) $(FUZZ) >$@

format: ## lay out every C file with clang-format
	@clang-format -i $(CORE) $(LSP) $(CLI) $(UNIT) $(FUZZ) $(wildcard tests/shim/*.c) $(shell find core lsp clients tests -name '*.h')

clean: ## remove build/
	rm -rf build

-include $(shell find build/release build/sanitize build/clang build/fuzz build/coverage -name '*.d' 2>/dev/null)
