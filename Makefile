# `make demo` shows what Weir does; `make test` shows that it does it right. Both build for release and share what is built:
# the laws of queueing are tested on tens of millions of simulated requests.

SWIFT_BUILD = swift build -c release

.PHONY: demo test laws lint build setup recount

demo: build
	"$$($(SWIFT_BUILD) --show-bin-path)/weir" run scenarios/quickstart/scenario.yaml

build: setup
	$(SWIFT_BUILD) --product weir

# All tests, or those whose name matches FILTER.
test: build
	$(SWIFT_BUILD) --build-tests
	@.ci/test $(FILTER)

# Only the tests of simulated results against the exact ones of queueing theory, with ten times the customers.
laws:
	WEIR_LONG_LAWS=1 $(MAKE) test FILTER=LawTests

# The gallery without optimisation: each replication ends with a recount of everything that was counted while events happened.
recount: setup
	swift build --product weir
	@results=$$(mktemp -d); trap 'rm -rf "$$results"' EXIT; \
	for scenario in scenarios/*/scenario.yaml; do \
	  "$$(swift build --show-bin-path)/weir" run "$$scenario" --db "$$results/run.sqlite" --quiet >/dev/null || exit 1; \
	  echo "recounted $$scenario"; \
	done

lint:
	.ci/lint

setup:
	@.ci/setup
