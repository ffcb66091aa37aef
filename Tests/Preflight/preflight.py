#!/usr/bin/env python3
"""Previews pairs of programs: one that a rule of the preflight refuses, and one that just keeps the rule.

    preflight.py --cli PATH/awsx [--only NAME ...] [--jobs N]

The pairs stand in programs.yaml, which says what each key means. Every rule on tasks and services in schema/facts must be
broken by one of them. Exit status 1 if a pair falls short, or a rule has none.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FACTS = HERE.parent.parent / "schema" / "facts" / "ecs"


def preview(cli, environment, resources):
    """Exit status and output of a preview of a program."""
    with tempfile.TemporaryDirectory() as folder:
        program = {"name": "preflight", "runtime": "yaml", "resources": resources}
        Path(folder, "Pulumi.yaml").write_text(yaml.safe_dump(program), encoding="utf-8")
        environment = {**environment, "PULUMI_BACKEND_URL": f"file://{folder}"}
        subprocess.run([cli, "stack", "init", "dev", "--cwd", folder], env=environment, capture_output=True, check=True)
        command = [cli, "preview", "--local", "--non-interactive", "--color", "never", "--cwd", folder, "--stack", "dev"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        return done.returncode, done.stdout + done.stderr


def rules():
    """The sentences of the rules between properties; those that the preview does not judge by itself are left out."""
    for name in ("taskDefinition", "service"):
        facts = json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8"))
        for fact in facts["between"] + facts.get("across", []):
            if not fact.keys() & {"later", "alreadyIn", "byHand"} and fact.get("level") != "deferred":
                yield fact["says"]


def faults(cli, environment, pair, seen):
    """What falls short, a line each; what the preview of the wrong program says is added to `seen`."""
    status, text = preview(cli, environment, pair["wrong"])
    seen.append(text.lower())
    wanted = pair.get("warning") or pair["error"]
    if (status == 0) != ("warning" in pair):
        yield f"wrong: exit status {status}: {text[-400:]}"
    elif f"property {wanted}" not in text:
        yield f"wrong: property {wanted} is not named: {text[-400:]}"
    status, text = preview(cli, environment, pair["right"])
    if status != 0:
        yield f"right: refused: {text[-400:]}"
    elif "warning" in pair and f"property {wanted}" in text:
        yield f"right: {wanted} is warned of: {text[-400:]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    pairs = yaml.safe_load((HERE / "programs.yaml").read_text(encoding="utf-8"))["pairs"]
    chosen = [name for name in pairs if not options.only or name in options.only]
    failed, seen = 0, []
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(options.jobs) as executor:
        environment = {**os.environ, "PULUMI_HOME": home, "PULUMI_CONFIG_PASSPHRASE": "x"}
        try:
            judged = executor.map(lambda name: list(faults(options.cli, environment, pairs[name], seen)), chosen)
            for name, found in zip(chosen, judged):
                failed += bool(found)
                for fault in found:
                    print(f"{name}: {fault}")
        finally:
            subprocess.run([options.cli, "local", "stop"], env=environment, capture_output=True, check=False)
    print(f"preflight: {len(chosen) - failed} of {len(chosen)} pairs hold")
    untried = [] if options.only else [rule for rule in rules() if not any(rule.lower() in text for text in seen)]
    for rule in untried:
        print(f"no pair breaks the rule: {rule}")
    sys.exit(1 if failed or untried else 0)


if __name__ == "__main__":
    main()
