# Thin covers; the work is in packaging/.
.PHONY: run test lint bare lock package package-check wheel bench accuracy test-long

run: ## set up, open the window on a sample (without a display: the same job into out/)
	@bash packaging/run.sh

test: ## set up, run every test that fits in ten minutes
	@bash packaging/setup.sh test || [ $$? -eq 3 ]
	@bash packaging/check.sh test

lint: ## set up, check style, types and import contracts
	@bash packaging/setup.sh test || [ $$? -eq 3 ]
	@bash packaging/check.sh lint

bare: ## prove run and test on a bare Debian 12 (as root, with debootstrap)
	@bash packaging/bare.sh

lock: ## write the lock files anew; ARGS=--upgrade takes the newest versions
	@python3 -m venv build/lock && build/lock/bin/pip install --quiet uv packaging
	@build/lock/bin/python packaging/lock.py $(ARGS)

package: ## the frozen program and the Debian package, into dist/
	@bash packaging/frozen/build.sh
	@bash packaging/debian/build.sh

wheel: ## the wheel, proved in a clean environment
	@bash packaging/wheel.sh

package-check: ## prove the Debian package on a bare Debian 12 (as root, with debootstrap), the wheel and the Windows recipe
	@bash packaging/debian/try.sh
	@bash packaging/wheel.sh
	@bash packaging/windows/check.sh

bench: ## how fast: every figure a ratio to a peer or a limit of the same run; ARGS=--write puts it into the README
	@bash packaging/setup.sh test || [ $$? -eq 3 ]
	@bash packaging/check.sh record bench $(ARGS)

accuracy: ## how right: agreement with every oracle at hand; ARGS=--write puts it into the README
	@bash packaging/setup.sh test || [ $$? -eq 3 ]
	@bash packaging/check.sh record accuracy $(ARGS)

test-long: ## hostile input and kills, half an hour at most
	@bash packaging/setup.sh test || [ $$? -eq 3 ]
	@bash packaging/check.sh test -m long
