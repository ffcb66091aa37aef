#!/usr/bin/env python3
"""Drives the CLI on a pseudo-terminal and looks at what a person would see.

    live_screen.py --cli awsx --sim ../shared/engine/sim

Resizes the window in the middle of a run, interrupts, stops and continues it, and answers its question. A small
terminal of our own keeps both screens, so that what is left behind can be judged.
"""
from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

SEQUENCE = re.compile(rb"\x1b\[([?0-9;]*)([A-Za-z])|\x1b\[[?0-9;]*$|\x1b$")
LIMIT = 60.0


class Screen:
    """As much of a terminal as the CLI uses: two screens, a cursor, and the modes that must be given back."""

    def __init__(self, columns: int, rows: int):
        self.columns, self.rows = columns, rows
        self.main: list[str] = [""]
        self.other: dict[int, str] = {}
        self.row = self.column = 0
        self.modes = {"7": True, "25": True, "1049": False, "2026": False}
        self.rest = b""

    def feed(self, data: bytes) -> None:
        data, self.rest = self.rest + data, b""
        place = 0
        while place < len(data):
            end = data.find(b"\x1b", place)
            self.text(data[place:end if end >= 0 else len(data)])
            if end < 0:
                return
            match = SEQUENCE.match(data, end)
            if not match or not match.group(2):
                self.rest = data[end:]
                return
            self.control(match.group(1).decode(), match.group(2).decode())
            place = match.end()

    def text(self, data: bytes) -> None:
        text = data.decode(errors="replace")
        if not self.modes["1049"]:
            for part in re.split("(\n)", text.replace("\r", "")):
                if part == "\n":
                    self.main.append("")
                else:
                    self.main[-1] += part
            return
        line = self.other.get(self.row, "").ljust(self.column)
        self.other[self.row] = line[: self.column] + text + line[self.column + len(text):]
        self.column += len(text)

    def control(self, argument: str, final: str) -> None:
        if argument.startswith("?"):
            self.modes[argument[1:]] = final == "h"
        elif not self.modes["1049"]:
            # A question's list is drawn again from its first line.
            if final == "A":
                del self.main[-int(argument):]
            elif final == "J":
                self.main[-1] = ""
        elif final == "H":
            row, column = (argument.split(";") + ["1"])[:2] if argument else ("1", "1")
            self.row, self.column = int(row) - 1, int(column) - 1
        elif final == "K":
            self.other[self.row] = self.other.get(self.row, "")[: self.column]
        elif final == "J":
            self.other = {} if argument == "2" else {r: t for r, t in self.other.items() if r < self.row}

    @property
    def lines(self) -> list[str]:
        last = max((row for row, text in self.other.items() if text.strip()), default=-1)
        return [self.other.get(row, "").rstrip() for row in range(last + 1)]

    def fits(self) -> bool:
        """Whether what is drawn begins as it should, and is nowhere wider or longer than the window."""
        lines = self.lines
        return bool(lines) and lines[0].startswith("Updating (dev): ") and len(lines) < self.rows \
            and max(map(len, lines)) <= self.columns

    @property
    def left(self) -> str:
        return "\n".join(self.main)


class Run:
    """One command of the CLI on a terminal."""

    def __init__(self, argv: list[str], folder: Path, environment: dict[str, str], columns: int = 100, rows: int = 30):
        self.screen = Screen(columns, rows)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            time.sleep(0.05)  # until the window has its size
            os.execvpe(argv[0], argv, environment)
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self.terminal)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.columns, self.screen.rows = columns, rows
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Reads for so long; false once the other side is closed."""
        limit = time.monotonic() + seconds
        while (left := limit - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                try:
                    data = os.read(self.terminal, 65536)
                except OSError:
                    return False
                if not data:
                    return False
                self.screen.feed(data)
        return True

    def until(self, condition, what: str) -> None:
        limit = time.monotonic() + LIMIT
        while not condition():
            assert self.read(0.05) or condition(), f"ended before {what}:\n{self.screen.left[-2000:]}"
            assert time.monotonic() < limit, f"no {what}:\n{self.screen.left[-2000:]}\n{self.screen.lines}"

    def until_live(self) -> None:
        self.until(lambda: self.screen.modes["1049"] and len(self.screen.lines) > 3, "live screen")

    def end(self) -> int:
        """The exit status, when the terminal has been given back as it was."""
        limit = time.monotonic() + LIMIT
        while self.read(0.05):
            assert time.monotonic() < limit, f"does not end:\n{self.screen.lines}"
        assert self.screen.modes == {"7": True, "25": True, "1049": False, "2026": False}, self.screen.modes
        after = termios.tcgetattr(self.terminal)
        assert after[3] == self.before[3], "the terminal's echo was not restored"
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


class Project:
    """A project of things that take their time, each ten waiting for the ten before."""

    def __init__(self, folder: Path, cli: str, sim: str):
        self.folder, self.cli, self.sim = folder, cli, sim
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PULUMI_", "SIM_", "LC_"))} | {
            "PULUMI_BACKEND_URL": f"file://{folder}/state", "PULUMI_HOME": f"{folder}/home",
            "PULUMI_CONFIG_PASSPHRASE": "x", "SIM_CLOUD": f"{folder}/cloud.json", "SIM_LOG": f"{folder}/log",
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        for name in ("state", "home"):
            (folder / name).mkdir()
        self.write(50, "one")
        assert os.waitstatus_to_exitcode(os.spawnve(os.P_WAIT, shutil.which(cli) or cli, [
            cli, "stack", "init", "dev", "--cwd", str(folder)], self.environment) << 8) == 0

    def write(self, count: int, value: str, delay: int = 300) -> None:
        lines = ["name: t", "runtime: yaml", "plugins:", "  providers:", f"    - {{name: sim, path: {self.sim}}}", "resources:"]
        for i in range(count):
            options = f", options: {{dependsOn: ['${{r{i - 10}}}']}}" if i >= 10 else ""
            lines.append(f"  r{i}: {{type: 'sim:index:Thing', properties: {{value: {value}, delayMs: {delay}}}{options}}}")
        (self.folder / "Pulumi.yaml").write_text("\n".join(lines) + "\n")

    def run(self, *arguments: str) -> Run:
        self.running = Run([self.cli, *arguments], self.folder, self.environment)
        return self.running

    def kill(self) -> None:
        """Ends what a failed check has left."""
        try:
            os.killpg(self.running.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def check_resize(project: Project) -> None:
    project.write(50, "one", delay=600)
    run = project.run("up", "--yes", "--skip-preview")
    run.until_live()
    for columns, rows in ((40, 8), (160, 50), (60, 4), (100, 30)):
        run.resize(columns, rows)
        run.until(lambda: run.screen.fits(), f"frame that fits into {columns} x {rows}")
    os.write(run.terminal, b"typed unseen\n")
    assert run.end() == 0
    left = run.screen.left
    assert left.count("Updating (dev)") == 1 and left.count(" r7 ") == 1, left
    assert "typed unseen" not in left and "    + 51 created\n" in left and "Duration:" in left, left


def check_question(project: Project) -> None:
    run = project.run("destroy")
    run.until(lambda: run.screen.left.endswith("\n  yes\n> no\n  details\n"), "question")
    plan = run.screen.left
    assert "This deletes 50 resources:" in plan and "    - 51 to delete\n" in plan, plan
    os.write(run.terminal, b"details\r")
    run.until(lambda: run.screen.left.count("this destroy?") == 2, "second question")
    assert "this destroy? details\n" in run.screen.left and "- sim:index:Thing: (delete)\n" in run.screen.left
    for keys, answer in (b"\x1b[A", "yes"), (b"\x1b[B", "no"):
        os.write(run.terminal, keys)
        run.until(lambda: f"\n> {answer}\n" in run.screen.left, answer)
    os.write(run.terminal, b"\r")
    assert run.end() == 1
    assert run.screen.left.endswith("this destroy? no\nNothing was changed.\n"), run.screen.left[-200:]
    run = project.run("destroy")
    run.until(lambda: "\n> no\n" in run.screen.left, "question")
    os.write(run.terminal, b"\x03")
    assert run.end() == 1, "Ctrl-C means no"


def check_interruption(project: Project) -> None:
    project.write(50, "two")
    run = project.run("up", "--yes", "--skip-preview")
    run.until_live()
    os.write(run.terminal, b"\x03")
    assert run.end() != 0
    assert "The update was interrupted: " in run.screen.left, run.screen.left
    assert "`awsx up` continues from here." in run.screen.left


def check_second_interruption(project: Project) -> None:
    project.write(50, "three", delay=3000)
    run = project.run("up", "--yes", "--skip-preview")
    run.until_live()
    os.write(run.terminal, b"\x03\x03")
    assert run.end() == 130 or "was interrupted" in run.screen.left
    project.write(50, "three", delay=0)
    run = project.run("up", "--yes", "--skip-preview")
    assert run.end() == 0, run.screen.left


def check_stop(project: Project) -> None:
    project.write(50, "four")
    run = project.run("up", "--yes", "--skip-preview")
    run.until_live()
    os.write(run.terminal, b"\x1a")
    run.until(lambda: not run.screen.modes["1049"], "end of the live screen")
    _, status = os.waitpid(run.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), "Ctrl-Z does not stop it"
    assert termios.tcgetattr(run.terminal)[3] == run.before[3], "stopped, with the terminal changed"
    os.kill(run.pid, signal.SIGCONT)
    run.until_live()
    assert run.end() == 0, run.screen.left


CHECKS = (check_resize, check_question, check_interruption, check_second_interruption, check_stop)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", default="awsx")
    parser.add_argument("--sim", required=True, help="the folder of the provider `sim`")
    options = parser.parse_args()
    cli, failed = os.path.abspath(shutil.which(options.cli) or options.cli), 0
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), cli, os.path.abspath(options.sim))
        for check in CHECKS:
            began = time.monotonic()
            try:
                check(project)
                print(f"ok   {check.__name__} ({time.monotonic() - began:.1f} s)")
            except AssertionError as error:
                failed += 1
                project.kill()
                print(f"FAIL {check.__name__}: {error}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
