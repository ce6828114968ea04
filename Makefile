# `make demo` shows what Weir does; `make test` shows that it does it right. Both build for release and share what is built:
# the laws of queueing are tested on tens of millions of simulated requests.

SWIFT_BUILD = swift build -c release

.PHONY: demo test references laws fuzz lint build static setup recount install uninstall

demo: build
	"$$($(SWIFT_BUILD) --show-bin-path)/weir" run scenarios/quickstart/scenario.yaml

build: setup
	$(SWIFT_BUILD) --product weir

# The program for containers and for nodes of clusters: it needs no library where it runs, not even that of C, only /proc. The linker is the
# toolchain's: the system's warns of functions that look for libraries nevertheless, of which Weir needs none.
STATIC_BUILD = swift build -Xswiftc -static-executable -Xswiftc -use-ld=lld --scratch-path .build/static --product weir
static: setup
	$(STATIC_BUILD) -c release -Xlinker --strip-all
	@LC_ALL=C ldd .build/static/release/weir 2>&1 | grep -qE 'not a dynamic executable|statically linked'
	@echo "static: .build/static/release/weir"

# All tests, or those whose name matches FILTER. Where Chromium is missing and cannot be installed, those of pages are skipped.
test: build
	@test -n "$$WEIR_BROWSER" || .ci/setup chromium || echo "test: no Chromium, so no tests of pages"
	$(SWIFT_BUILD) --build-tests
	@.ci/test '$(FILTER)'

# Only the tests of simulated results against the exact ones of theory and the literature, with ten times the customers and whole tables, and
# those of what holds in random worlds, with ten times the worlds; and sweeps of a thousand jobs, and on a real Slurm that loses a node at
# twenty instants.
laws:
	WEIR_LONG_LAWS=1 $(MAKE) test FILTER='LawTests|ConservationTests|ExperimentsTests.SweepTests|SlurmSweepTests'

# Writes down anew what the scenarios of the gallery give, draws the pictures of its pages, and puts into the README and the tutorials what their
# commands print and draw: results/reference, scenarios/*/*.svg. Excerpts of outputs have to be put right by hand.
references:
	WEIR_UPDATE_GOLDENS=1 $(MAKE) test FILTER='GalleryReferenceTests|PictureTests|TutorialTests|ReadmeTests'

# The gallery without optimisation: each replication ends with a recount of everything that was counted while events happened. The program
# is linked as for containers, so that this is tried too; .ci/container goes on with it.
recount: setup
	$(STATIC_BUILD)
	@results=$$(mktemp -d); trap 'rm -rf "$$results"' EXIT; \
	for scenario in scenarios/*/scenario.yaml; do \
	  .build/static/debug/weir run "$$scenario" --db "$$results/run.sqlite" --quiet >/dev/null || exit 1; \
	  echo "recounted $$scenario"; \
	done

# Manifests of any bytes, by libFuzzer from the samples on, for FUZZ_SECONDS; an input that breaks a promise is left as crash-…,
# timeout-… or oom-…, and `make fuzz FUZZ_INPUT=crash-…` tries it again.
FUZZ_SECONDS ?= 60
FUZZ_BUILD = $(SWIFT_BUILD) --sanitize fuzzer -Xswiftc -DFUZZING --scratch-path .build/fuzz --product ManifestFuzz
# Without it the backtracer of a crash may outlive the run.
fuzz: export SWIFT_BACKTRACE = enable=no
fuzz: setup
	$(FUZZ_BUILD)
	@corpus=$$(mktemp -d); trap 'rm -rf "$$corpus"' EXIT; \
	cp --backup=numbered scenarios/*/manifests/*.yaml Tests/ManifestTrials/Samples/*.yaml "$$corpus"; \
	"$$($(FUZZ_BUILD) --show-bin-path)/ManifestFuzz" -timeout=20 -rss_limit_mb=2048 \
	  $(if $(FUZZ_INPUT),$(FUZZ_INPUT),-max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -verbosity=0 "$$corpus")

# The program with its gallery, completions and manual pages; those who may not write there first `make build`, then `sudo make install`.
PREFIX ?= /usr/local
install:
	@test -x .build/release/weir || $(MAKE) build
	.ci/install .build/release/weir '$(DESTDIR)$(PREFIX)'

uninstall:
	.ci/install --remove '$(DESTDIR)$(PREFIX)'

lint:
	.ci/lint

setup:
	@.ci/setup
