"""A pytest plugin that counts what was skipped, and can refuse to let real-model tests be skipped.

`pytest -p skips` prints the counts before the last line; with `--real-must-run` a skipped test that is marked
`real`, or a file of tests/real that skips itself whole, makes the run fail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

REAL_FOLDER = Path("tests", "real")


class Skips:
    """Counts skipped tests as they are reported."""

    def __init__(self, must_run: bool) -> None:
        self.must_run = must_run
        self.all: list[str] = []
        self.real: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # An expected failure is reported as skipped too, but it ran.
        if report.skipped and not hasattr(report, "wasxfail"):
            self.count(report.nodeid, "real" in report.keywords)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.count(report.nodeid, False)

    def count(self, nodeid: str, marked: bool) -> None:
        """Notes one skipped test, or one file skipped whole."""
        self.all.append(nodeid)
        if marked or Path(nodeid.partition("::")[0]).is_relative_to(REAL_FOLDER):
            self.real.append(nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.must_run and self.real and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"skipped: {len(self.all)}, of them on real models: {len(self.real)}")
        if self.must_run and self.real:
            terminalreporter.write_line("The real models are there, so these had to run:", red=True)
            for nodeid in self.real:
                terminalreporter.write_line(f"  {nodeid}", red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--real-must-run`."""
    parser.addoption("--real-must-run", action="store_true", help="fail when a real-model test is skipped")


def pytest_configure(config: pytest.Config) -> None:
    """Begins to count."""
    config.pluginmanager.register(Skips(bool(config.getoption("--real-must-run"))), "steelyard-skips")
