# `make run` and `make test`; all the work is in ./dev.
.PHONY: run test lint format demo admin bench lock setup
run test lint format demo admin bench lock setup:
	@./dev $@
