"""Kills engines and providers at random moments, and checks that the next `up` puts everything right.

    soak.py [--runs N] [--seed S] [--only CHAIN] [--jobs N] [--cli FILE] [--keep]

A chain is a stack of its own that changes from one random version of a program to another, five times. Each change is
killed by SIGKILL: at the n-th call that changes AWS (before or after it takes effect, the answer withheld), when the
journal reaches a length, or at a time. Now and then the run that recovers is killed too. Then:

- `up` ends well, and `up --expect-no-changes` finds nothing to do,
- AWS holds exactly what the checkpoint lists, nothing is pending, and a refresh finds no property that differs,
- a provider whose engine is dead ends by itself,
- now and then `destroy` leaves nothing.

The seed is printed first. `--seed S --only C` repeats one chain, as far as the machine's timing allows.
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random, SystemRandom

import programs
from cloud import REGION, Cloud, Inventory, differences, expected

ROOT = Path(__file__).resolve().parents[2]
KILLS_A_CHAIN = 5
LIMIT = 60  # seconds for one command
PROVIDERS_END = 15  # seconds that a provider may outlive its engine


class Failure(Exception):
    """Something did not hold."""


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


class Killer:
    """Kills one command at a moment that was chosen before."""

    def __init__(self, random: Random, journal: Path):
        self.target = random.choice(["engine", "engine", "provider", "provider", "both"])
        self.moment = random.choice(["call", "call", "call", "journal", "time"])
        self.phase = random.choice(["before", "after", "after"])
        self.number = random.randint(1, random.choice([4, 12, 30]))
        self.lines = random.randint(1, random.choice([10, 40, 90]))
        self.seconds = random.uniform(0.02, random.choice([0.3, 1.2]))
        self.journal, self.calls, self.done = journal, 0, False
        self.orphans: list[int] = []
        self.lock = threading.Lock()

    def __str__(self) -> str:
        when = {"call": f"{self.phase} change {self.number}", "journal": f"at line {self.lines} of the journal",
                "time": f"after {self.seconds:.2f} s"}[self.moment]
        return f"{self.target} {when}"

    def strike(self) -> None:
        with self.lock:
            if self.done:
                return
            providers = children(self.engine.pid)
            if self.engine.poll() is not None or (self.target != "engine" and not providers):
                return
            self.done = True
            if self.target != "provider":
                kill([self.engine.pid])
            if self.target != "engine":
                kill(providers)
            self.orphans = providers

    def watch(self, name: str, phase: str) -> None:
        """Called by the proxy."""
        if phase == "before":
            self.calls += 1
        if self.moment == "call" and phase == self.phase and self.calls >= self.number:
            self.strike()

    def follow(self, engine: subprocess.Popen) -> None:
        """Waits for the command to end, and strikes if it is time."""
        began = time.monotonic()
        while engine.poll() is None:
            passed = time.monotonic() - began
            if passed > LIMIT:
                engine.kill()
                engine.wait()
                raise Failure(f"a killed run did not end within {LIMIT} s ({self})")
            if self.moment == "time" and passed >= self.seconds:
                self.strike()
            if self.moment == "journal" and not self.done and self.journal.exists():
                try:
                    if self.journal.read_bytes().count(b"\n") >= self.lines:
                        self.strike()
                except OSError:
                    pass
            time.sleep(0.002)


class Chain:
    """One stack and its life."""

    def __init__(self, cli: str, cloud: Cloud, folder: Path, random: Random, counts: Counter[str]):
        self.cli, self.cloud, self.folder, self.random, self.counts = cli, cloud, folder, random, counts
        self.history: list[str] = []
        (folder / "state").mkdir(parents=True)
        (folder / "app").mkdir()
        self.journal = folder / "state/.pulumi/stacks/soak/dev.json.journal"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PULUMI_"))} | {
            "PULUMI_BACKEND_URL": f"file://{folder}/state", "PULUMI_HOME": f"{folder}/home", "NO_COLOR": "1",
            "PULUMI_CONFIG_PASSPHRASE": "x", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{cloud.proxy_port}",
            "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true"}
        self.own: Inventory = cloud.reset()
        cloud.proxy.random = Random(random.random())
        self.change()
        self.must("stack", "init", "dev")

    # Commands

    def start(self, *words: str) -> subprocess.Popen:
        self.log = (self.folder / "log").open("a")
        print(f"\n$ awsx {' '.join(words)}", file=self.log, flush=True)
        return subprocess.Popen([self.cli, *words], cwd=self.folder / "app", env=self.env, stdin=subprocess.DEVNULL,
                                stdout=self.log, stderr=subprocess.STDOUT)

    def run(self, *words: str) -> int:
        command = self.start(*words)
        try:
            return command.wait(LIMIT)
        except subprocess.TimeoutExpired:
            kill([command.pid])
            command.wait()
            raise Failure(f"`awsx {' '.join(words)}` did not end within {LIMIT} s")

    def must(self, *words: str) -> None:
        if status := self.run(*words):
            raise Failure(f"`awsx {' '.join(words)}` exited with {status}")

    @staticmethod
    def unasked(*words: str) -> list[str]:
        """A command that asks nothing; a program may be without resources."""
        allowed = ["--allow-delete-all"] if words[0] == "up" else []
        return [*words, "--yes", "--skip-preview", "--stack", "dev", *allowed]

    def deploy(self, *words: str) -> None:
        self.must(*self.unasked(*words))

    def change(self) -> None:
        self.program = programs.version(self.random)
        (self.folder / "app/Pulumi.yaml").write_text(json.dumps(self.program))

    def killed(self, *words: str) -> bool:
        """Runs a command that is killed at a random moment; whether it was in time."""
        killer = Killer(self.random, self.journal)
        self.cloud.proxy.watcher = killer.watch
        killer.engine = engine = self.start(*self.unasked(*words))
        killer.follow(engine)
        self.cloud.proxy.watcher = lambda name, phase: None
        self.history.append(f"{words[0]} killed: {killer}" if killer.done else f"{words[0]}: over before {killer}")
        if not killer.done and engine.returncode:
            raise Failure(f"`awsx {' '.join(words)}` exited with {engine.returncode} although it was not killed")
        if killer.done:
            self.counts[killer.target] += 1
            self.counts[f"by {killer.moment}"] += 1
            self.orphans = killer.orphans
        return killer.done

    # One change

    def step(self) -> bool:
        """Changes the program, kills the run, and checks what comes of it; whether a run was killed."""
        self.history = []
        self.orphans = []
        self.change()
        command = "destroy" if self.random.random() < 0.1 else "up"
        if not self.killed(command):
            return False
        if self.random.random() < 0.2:
            self.change()
        for _ in range(2):
            if self.random.random() < 0.25 and self.killed("up"):
                self.counts["recoveries killed too"] += 1
        if self.random.random() < 0.1:
            self.history.append("refresh")
            self.deploy("refresh")
        self.deploy("up")
        self.deploy("up", "--expect-no-changes")
        self.check("after the next `up`")
        self.deploy("refresh")
        self.deploy("up", "--expect-no-changes")
        if self.random.random() < 0.15:
            self.deploy("destroy")
            self.check("after `destroy`")
            self.counts["destroyed"] += 1
        self.check_providers()
        return True

    def check(self, when: str) -> None:
        export = subprocess.run([self.cli, "stack", "export", "--stack", "dev"], cwd=self.folder / "app", env=self.env,
                                capture_output=True, text=True, check=True).stdout
        deployment = json.loads(export)["deployment"]
        resources = deployment.get("resources") or []
        wanted, lines = expected(resources)
        lines = [f"the checkpoint has this twice: {name}" for name in lines]
        lines += differences(self.cloud.inventory(), self.own, wanted)
        lines += [f"pending: {o['type']} {o['resource']['urn']}" for o in deployment.get("pending_operations") or []]
        lines += [f"waiting for deletion: {r['urn']}" for r in resources if r.get("delete")]
        if when == "after `destroy`":
            lines += [f"left: {r['urn']}" for r in resources]
        if self.journal.exists():
            lines.append("the journal is still there")
        if lines:
            raise Failure("\n".join([f"{when}:"] + lines))

    def check_providers(self) -> None:
        end = time.monotonic() + PROVIDERS_END
        while alive := [p for p in self.orphans if Path(f"/proc/{p}/exe").exists()]:
            if time.monotonic() > end:
                kill(alive)
                raise Failure(f"a provider outlived its engine by {PROVIDERS_END} s")
            time.sleep(0.02)


def run_chain(number: int, options: argparse.Namespace, cloud: Cloud, work: Path, left: list[int],
              counts: Counter[str]) -> bool:
    """Whether all held."""
    folder = work / str(number)
    chain = None
    try:
        chain = Chain(options.cli, cloud, folder, Random(f"{options.seed}:{number}"), counts)
        kills = 0
        for _ in range(4 * KILLS_A_CHAIN):
            if kills == KILLS_A_CHAIN or left[0] <= 0:
                break
            if chain.step():
                kills += 1
                left[0] -= 1
                counts["runs"] += 1
        return True
    except Failure as failure:
        print(f"\nsoak: FAILED in chain {number}: --seed {options.seed} --only {number}")
        print("  " + "; ".join(chain.history if chain else []))
        print("  " + str(failure).replace("\n", "\n  "))
        print(f"  the folder: {folder}", flush=True)
        left[0] -= 1
        counts["runs"] += 1
        counts["failed"] += 1
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="how many runs are killed")
    parser.add_argument("--seed", help="of what is random; a new one unless given")
    parser.add_argument("--only", type=int, help="repeat this chain")
    parser.add_argument("--jobs", type=int, default=1, help="chains at the same time")
    parser.add_argument("--cli", default=str(ROOT / "bin/awsx"), help="the engine")
    parser.add_argument("--keep", action="store_true", help="keep the folders of chains that held")
    options = parser.parse_args()
    options.cli = os.path.abspath(options.cli)
    options.seed = options.seed or str(SystemRandom().randrange(10**9))
    print(f"soak: {options.runs} killed runs, seed {options.seed}", flush=True)

    work = Path(tempfile.mkdtemp(prefix="soak-"))
    began = time.monotonic()
    clouds: SimpleQueue[Cloud] = SimpleQueue()
    started = [Cloud(options.cli, work / f"aws-{n}") for n in range(options.jobs)]
    counts: Counter[str] = Counter()
    left = [options.runs]
    held: list[int] = []

    def one(number: int) -> None:
        cloud = clouds.get()
        try:
            if left[0] > 0 and run_chain(number, options, cloud, work, left, counts) and not options.keep:
                subprocess.run(["rm", "-rf", str(work / str(number))], check=True)
        finally:
            clouds.put(cloud)

    try:
        for cloud in started:
            clouds.put(cloud)
        numbers = [options.only] if options.only is not None else range(options.runs)
        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(one, numbers))
    finally:
        for cloud in started:
            cloud.end()
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if name not in ("runs", "failed"))
    print(f"soak: {counts['runs']} killed runs in {time.monotonic() - began:.0f} s ({told}); "
          f"{counts['failed'] or 'none'} failed; seed {options.seed}")
    if not counts["failed"] and not options.keep:
        subprocess.run(["rm", "-rf", str(work)], check=True)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
