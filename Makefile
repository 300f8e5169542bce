# prosed: `make help` lists what there is to make.
#
# MODE=release (default) builds into build/release; MODE=sanitize (what the tests use) into build/sanitize, with the address
# and undefined-behaviour sanitizers. CC=clang works as well as gcc.

MODE     ?= release
CC       ?= cc
PREFIX   ?= /usr/local
VERSION  := 0.1.0
OUT      := build/$(MODE)

PACKAGES := libuv sqlite3 libcjson libutf8proc
PKG_CONFIG ?= pkg-config

CPPFLAGS_ALL := -I. -D_GNU_SOURCE -DPROSED_VERSION='"$(VERSION)"' $(shell $(PKG_CONFIG) --cflags $(PACKAGES) libcurl md4c 2>/dev/null) $(CPPFLAGS)
WARNINGS     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(if $(CI),-Werror)
LDLIBS_ALL   := $(shell $(PKG_CONFIG) --libs $(PACKAGES) md4c 2>/dev/null) -ldl -lm $(LDLIBS)
ifeq ($(MODE),sanitize)
CFLAGS_MODE  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else
CFLAGS_MODE  := -O2 -g -ffunction-sections -fdata-sections -fstack-protector-strong -D_FORTIFY_SOURCE=2
LDFLAGS_MODE := -Wl,--gc-sections -Wl,-z,relro,-z,now
endif
CFLAGS_ALL   := -std=c11 $(WARNINGS) $(CFLAGS_MODE) $(CFLAGS)

CORE  := $(wildcard core/*.c core/*/*.c core/*/*/*.c)
LSP   := $(wildcard lsp/*.c)
CLI   := $(wildcard clients/cli/*.c)
UNIT  := $(wildcard tests/unit/*.c tests/unit/*/*.c tests/unit/*/*/*.c)
UNIT_TESTS := $(filter tests/unit/%,$(foreach f,$(UNIT),$(if $(filter test_%,$(notdir $(f))),$(f))))
UNIT_HELP  := $(filter-out $(UNIT_TESTS),$(UNIT))

object = $(patsubst %.c,$(OUT)/%.o,$(1))

.DELETE_ON_ERROR:
.SECONDARY:

all: $(OUT)/prosed

$(OUT)/prosed: $(call object,$(CLI)) $(OUT)/liblsp.a $(OUT)/libcore.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_MODE) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)

$(OUT)/libcore.a: $(call object,$(CORE))
	@rm -f $@
	ar rcs $@ $^

$(OUT)/liblsp.a: $(call object,$(LSP))
	@rm -f $@
	ar rcs $@ $^

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# The assembler takes these files in, which the compiler's dependency file does not know.
$(OUT)/core/model/prompt_builtin.o: $(wildcard prompts/*.txt)

$(OUT)/tests/unit/%: $(OUT)/tests/unit/%.o $(call object,$(UNIT_HELP)) $(OUT)/liblsp.a $(OUT)/libcore.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL) -lcmocka

# One program per test file; `make unit T=text` runs those whose path holds "text".
unit:
	$(MAKE) MODE=sanitize run-unit

run-unit: $(patsubst %.c,$(OUT)/%,$(foreach f,$(UNIT_TESTS),$(if $(or $(if $(T),,all),$(findstring $(T),$(f))),$(f))))
	@failed=; for test in $^; do $$test >$$test.log 2>&1 || { failed="$$failed $$test"; cat $$test.log; }; done; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed"; exit 1; fi; echo "$(words $^) unit test programs passed"

clean:
	rm -rf build

.PHONY: all unit run-unit clean

-include $(shell find build -name '*.d' 2>/dev/null)
