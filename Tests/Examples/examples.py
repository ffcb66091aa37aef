"""Deploys the examples to local AWS as a newcomer does, and checks that they settle and leave nothing.

    examples.py --cli PATH/awsx [NAME ...]

Each example goes up, is unchanged when it is deployed again and after a refresh, and is destroyed; then local AWS holds
what it held before. Exit status 1 if one falls short.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Oracles"))
from local_inventory import LocalAWS, added  # noqa: E402

STEPS = {
    "up": ("up", "--yes", "--skip-preview"),
    "second up": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "refresh": ("refresh", "--yes", "--skip-preview", "--expect-no-changes"),
    "up after the refresh": ("up", "--yes", "--skip-preview", "--expect-no-changes"),
    "destroy": ("destroy", "--yes", "--skip-preview"),
}


class Example:
    """One example in a folder, with a state and a local AWS of its own."""

    def __init__(self, cli: str, name: str, work: Path):
        self.cli, self.folder = cli, work / "app"
        shutil.copytree(ROOT / "examples" / name, self.folder)
        (work / "state").mkdir()
        self.home = work / "home"
        self.env = os.environ | {"PULUMI_HOME": str(self.home), "PULUMI_BACKEND_URL": f"file://{work / 'state'}",
                                 "PULUMI_CONFIG_PASSPHRASE": "", "NO_COLOR": "1"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self.cli, *words], cwd=self.folder, env=self.env, capture_output=True, text=True,
                              timeout=300, check=False)

    def faults(self) -> list[str]:
        self.run("local", "start")
        try:
            aws = LocalAWS(json.loads((self.home / "awsx-local.json").read_text())["port"])
            before = aws.inventory()
            for step, words in STEPS.items():
                done = self.run(*words, "--local", "--non-interactive")
                if done.returncode:
                    return [f"{step} fails:\n{(done.stdout + done.stderr)[-3000:]}"]
                if step == "up" and aws.inventory() == before:
                    return ["up creates nothing"]
            return [f"{thing} is left" for thing in added(aws.inventory(), before)]
        finally:
            self.run("local", "stop")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = options.names or sorted(p.parent.name for p in (ROOT / "examples").glob("*/Pulumi.yaml"))
    wrong = 0
    for name in names:
        with tempfile.TemporaryDirectory() as work:
            faults = Example(os.path.abspath(options.cli), name, Path(work)).faults()
        print(f"{name}: {'; '.join(faults) or 'up, unchanged, refreshed, destroyed, nothing left'}", flush=True)
        wrong += bool(faults)
    print(f"{len(names) - wrong} of {len(names)} examples hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
