#!/usr/bin/env python3
"""Deploys a service whose container crashes to local AWS, and looks at what a person is told, and when.

    failing_service.py --cli awsx [--transcript FILE]

Once on a pseudo-terminal, where the cause must be on the screen while the deployment runs, and once with plain lines,
whose transcript must be the one in docs/deployments.md, apart from names, ids and times. Then the cause is corrected,
and the service becomes steady.
"""
from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))
from live_screen import Run  # noqa: E402

PAGE = ROOT / "docs/deployments.md"
SECONDS = 30.0
CAUSE = "container app ended with exit code 1 (EssentialContainerExited)"
LOG = "Error: DATABASE_URL is not set"


def program() -> str:
    """The program that the page shows, which is the first indented block below its heading."""
    section = PAGE.read_text().split("\n## A container that crashes\n", 1)[1]
    lines = re.search(r"(?:\n    .*|\n)+", section[section.index("\n    name: "):]).group().splitlines()
    return "\n".join(line.removeprefix("    ") for line in lines).strip() + "\n"


def documented() -> str:
    """The transcript that the page shows, from the creation of the service on."""
    section = PAGE.read_text().split("\n    $ awsx up --local --yes --skip-preview\n    …\n", 1)[1]
    lines = re.match(r"(?:    .*\n|\n)+", section).group().splitlines()
    return "\n".join(line.removeprefix("    ") for line in lines)


def plain(text: str) -> str:
    """A transcript without what differs from run to run: ids, random names, counts of looks and times."""
    for pattern, place in (
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "TASK"),
        (r"(?<=[a-z])-[0-9a-f]{7,8}\b", "-ID"), (r"\(\d+(\.\d)?s\)", "(TIME)"), (r"Duration: .*", "Duration: TIME"),
    ):
        text = re.sub(pattern, place, text)
    return text


class Project:
    def __init__(self, cli: str, folder: Path):
        self.cli, self.folder = cli, folder
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PULUMI_", "AWS_", "LC_"))} | {
            "PULUMI_BACKEND_URL": f"file://{folder}/state", "PULUMI_HOME": f"{folder}/home", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        for name in ("state", "home"):
            (folder / name).mkdir()
        (folder / "Pulumi.yaml").write_text(program())

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self.cli, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              timeout=300, check=False)


def check_screen(project: Project) -> None:
    """The cause and the last log lines are on the screen while the deployment still runs, within seconds."""
    began = time.monotonic()
    run = Run([project.cli, "up", "--local", "--yes", "--skip-preview"], project.folder, project.environment, 120, 40)
    run.until_live()
    run.until(lambda: any(LOG in line for line in run.screen.lines) and run.screen.modes["1049"], "log lines")
    shown = time.monotonic() - began
    words = " ".join(" ".join(run.screen.lines).replace("│", " ").split())
    assert CAUSE in words and "0 of 2 tasks running" in words and "(service web-" in words, run.screen.lines
    status = run.end()
    assert status != 0 and "the same failure came 3 times" in run.screen.left, run.screen.left
    assert time.monotonic() - began < SECONDS, "it takes too long to give up"
    print(f"     the cause was on the screen after {shown:.1f} s")


def check_transcript(project: Project) -> None:
    """Plain lines tell the same, as the page shows."""
    project.run("destroy", "--local", "--yes", "--skip-preview")
    done = project.run("up", "--local", "--yes", "--skip-preview")
    project.transcript = done.stdout + done.stderr
    assert done.returncode != 0, project.transcript
    begin = done.stdout.index(" +  aws:ecs:Service web creating\n")
    assert plain(done.stdout[begin:]).strip() == plain(documented()).strip(), done.stdout


def check_status(project: Project) -> None:
    """`awsx status` tells of the failed tasks."""
    done = project.run("status", "--local")
    assert done.returncode == 0 and CAUSE.split(" (")[0] in done.stdout and "Its log says why." in done.stdout, done
    assert re.search(r"web-[0-9a-f]{7} +(now|[0-9]+ seconds? ago) +\(service web-", done.stdout), done.stdout
    assert "\nTasks:\n" not in done.stdout, "stopped tasks are listed as running"


def check_repair(project: Project) -> None:
    """Without the cause, the next deployment comes to its end."""
    text = (project.folder / "Pulumi.yaml").read_text()
    start, end = text.index("          environment:\n"), text.index("outputs:")
    (project.folder / "Pulumi.yaml").write_text(text[:start] + text[end:])
    done = project.run("up", "--local", "--yes", "--skip-preview")
    assert done.returncode == 0, done.stdout + done.stderr
    done = project.run("up", "--local", "--yes", "--skip-preview", "--expect-no-changes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2        0        2        COMPLETED" in project.run("status", "--local").stdout


CHECKS = (check_screen, check_transcript, check_status, check_repair)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--transcript", type=Path, help="a file for the transcript of the second run")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        project = Project(os.path.abspath(options.cli), Path(folder))
        try:
            for check in CHECKS:
                try:
                    check(project)
                    print(f"ok   {check.__name__}", flush=True)
                except AssertionError as error:
                    failed += 1
                    print(f"FAIL {check.__name__}: {error}", flush=True)
            if options.transcript:
                options.transcript.write_text(project.transcript)
        finally:
            project.run("local", "stop")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
