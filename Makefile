# Two commands do all the set-up on Debian: `make demo` and `make check`. `make help` lists the rest.
PREFIX  ?= /usr/local
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
VERSION := 1.0

PACKAGES := gcc pkg-config libhpdf-dev libyaml-dev zlib1g-dev libharfbuzz-dev libicu-dev libhyphen-dev \
            libcmark-gfm-dev libcmark-gfm-extensions-dev libpng-dev libjpeg62-turbo-dev \
            hyphen-en-gb hyphen-en-us hyphen-fr \
            fonts-vollkorn fonts-inter fonts-jetbrains-mono fonts-noto-core fonts-dejavu-core fonts-symbola \
            icc-profiles-free
TEST_PACKAGES := poppler-utils qpdf mupdf-tools python3 python3-yaml python3-jsonschema valgrind clang locales \
                 unicode-data fonts-noto-cjk hyphen-de hyphen-el hyphen-es hyphen-id hyphen-it hyphen-pl hyphen-pt-pt \
                 hyphen-ru hyphen-bn hyphen-gu hyphen-hi hyphen-kn hyphen-ml hyphen-pa hyphen-ta hyphen-te
# Programs that a machine may have from elsewhere are asked for only where they are missing.
CONFORMANCE_PACKAGES := $(if $(shell command -v java),,default-jre-headless) $(if $(shell command -v mvn),,maven) \
    $(if $(shell command -v npm),,nodejs npm) chromium

MODULES := harfbuzz harfbuzz-subset icu-uc icu-i18n yaml-0.1 zlib libpng
STRICT  := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -Isrc -DPREFIX='"$(PREFIX)"' -DVERSION='"$(VERSION)"'
LIBS     = $(shell pkg-config --libs $(MODULES)) -lhpdf -lcmark-gfm-extensions -lcmark-gfm -ljpeg -lhyphen -lpthread -lm
INCLUDES = $(shell pkg-config --cflags $(MODULES))

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
PROGRAM := $(BUILD)/proceedings
VALIDATOR := build/verapdf/greenfield-apps.jar
VIEWERS := build/viewers/node_modules
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*_test.c)))

.PHONY: all demo check unit lint asan conformance bench bench-gaps install packages test-packages conformance-packages
.PHONY: help clean
all: packages
	@$(MAKE) --no-print-directory $(PROGRAM)

help:
	@sed -n 's/^#: //p' Makefile

#: make            build/proceedings
#: make demo       build, compile the sample volume, say where the PDF and the text are
#: make check      all tests
#: make lint       the rules of the source tree
#: make asan       the tests under the address and undefined-behaviour sanitizers
#: make conformance  PDF/UA, PDF/A and what viewers make of the PDFs (fetches the validator and viewers)
#: make bench      time, memory and size of generated volumes, beside other programs where they are installed
#: make bench-gaps  word gaps of 200 paragraphs beside LuaLaTeX's
#: make install    program, manual page and fonts table below PREFIX (/usr/local)
#: make clean      remove build/

demo: all
	@$(PROGRAM) build input/ha-noi-2007/volume.yaml -o $(BUILD)/demo
	@echo "PDF:  $(BUILD)/demo/ha-noi-2007.pdf"
	@echo "text: $(BUILD)/demo/ha-noi-2007.txt"

check: test-packages all
	@$(MAKE) --no-print-directory unit
	@tests/run $(PROGRAM)

unit: $(UNITS)

lint:
	@tests/lint

bench: all
	@tests/bench/run --program $(PROGRAM)

bench-gaps: all
	@tests/bench/gaps --program $(PROGRAM)

asan: packages test-packages
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS="-O1 -g -fsanitize=address,undefined \
	    -fno-sanitize-recover=undefined -fno-omit-frame-pointer" check

conformance: test-packages conformance-packages all $(VALIDATOR) $(VIEWERS)
	@tests/conformance/run $(PROGRAM)

$(VALIDATOR): tests/conformance/pom.xml
	@mvn -B -q -Dstyle.color=never -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D))
	@touch $@

# Scripts of packages are not run, what is optional is left out: the viewers need neither.
$(VIEWERS): tests/conformance/package.json tests/conformance/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@npm ci --prefix $(@D) --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# On Debian what is missing is installed; elsewhere its names are printed.
define require
@missing=""; if command -v dpkg-query >/dev/null; then \
  for p in $(1); do \
    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
  if [ -n "$$missing" ]; then echo "installing$$missing"; \
    if [ "$$(id -u)" = 0 ]; then as=""; else as=sudo; fi; \
    $$as apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi; \
elif ! pkg-config --exists $(MODULES); then \
  echo "Install what these Debian packages hold, then call make again:"; echo "  $(1)"; exit 1; fi
endef
packages:
	$(call require,$(PACKAGES))
test-packages:
	$(call require,$(PACKAGES) $(TEST_PACKAGES))
conformance-packages:
	$(call require,$(CONFORMANCE_PACKAGES))

# A program that is not in build/ finds the fonts table where an installed one does.
$(PROGRAM): $(OBJECTS) fonts/fonts.table
	@echo "  LINK $@"
	@$(CC) $(CFLAGS) -o $@ $(OBJECTS) $(LIBS)
	@test fonts/fonts.table -ef $(@D)/../fonts/fonts.table || \
	    install -D -m 644 fonts/fonts.table $(@D)/../share/proceedings/fonts.table

$(BUILD)/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(STRICT) $(INCLUDES) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(OBJECTS)
	@mkdir -p $(@D)
	@echo "  TEST $@"
	@$(CC) $(STRICT) $(INCLUDES) $(CFLAGS) -o $@ $< $(filter-out $(BUILD)/obj/main.o,$(OBJECTS)) $(LIBS)

install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/proceedings
	install -D -m 644 src/proceedings.1 $(DESTDIR)$(PREFIX)/share/man/man1/proceedings.1
	install -D -m 644 fonts/fonts.table $(DESTDIR)$(PREFIX)/share/proceedings/fonts.table

clean:
	rm -rf $(BUILD)

# A header that is gone was moved: what read it is compiled anew.
src/%.h: ;
-include $(OBJECTS:.o=.d)
