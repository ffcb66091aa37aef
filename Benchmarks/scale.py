"""Prints what a stack of many Fargate services costs against an AWS endpoint that answers at once: time and memory.

    scale.py [COUNT ...] [--rounds N]    services a stack (default: 200 1000), of eight resources each
"""
from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTANT_AWS = ROOT / "Benchmarks" / ".build" / "release" / "instant-aws"
AWSX = ROOT / "bin" / "awsx"

PAGE = os.sysconf("SC_PAGE_SIZE")

HEAD = """\
name: services
runtime: yaml
resources:
  cluster:
    type: aws:ecs:Cluster
"""
SERVICE = """\
  service-{0:04d}:
    type: awsx:ecs:FargateService
    properties:
      cluster: ${{cluster.arn}}
      desiredCount: 1
      networkConfiguration:
        subnets: [subnet-0123456789abcdef0]
        securityGroups: [sg-0123456789abcdef0]
      taskDefinitionArgs:
        container:
          name: app
          image: nginx:latest
          cpu: 128
          memory: 256
          essential: true
"""


@dataclass
class Step:
    """One command: its title, its words, and the seconds and megabytes it is meant to stay below at 200 services."""

    title: str
    words: list[str]
    pulumi: str
    target: float
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    calls: int = 0


def steps() -> list[Step]:
    quick = ["--yes", "--skip-preview"]
    return [Step("preview", ["preview"], "46 s", 0.5), Step("first up", ["up", *quick], "223 s", 3.0),
            Step("status", ["status"], "-", 1.0), Step("unchanged up", ["up", *quick], "51 s", 0.5),
            Step("destroy", ["destroy", *quick], "-", 3.0)]


class Peak(threading.Thread):
    """Watches a process and its children, and keeps the most memory that all of them held at one time, in megabytes.

    Pages that several processes share, such as the program's own, count once for each.
    """

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.005):
            self.most = max(self.most, sum(map(self._resident, (self.pid, *self._children(self.pid)))))

    @staticmethod
    def _resident(pid: int) -> float:
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20
        except (OSError, IndexError):
            return 0.0

    @staticmethod
    def _children(pid: int) -> list[int]:
        found: list[int] = []
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            pass
        return found


class Endpoint:
    """The AWS endpoint of the benchmark, for as long as the block runs."""

    def __enter__(self) -> "Endpoint":
        self.process = subprocess.Popen([INSTANT_AWS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait()

    def environment(self, work: Path) -> dict[str, str]:
        ours = {"PULUMI_BACKEND_URL": f"file://{work}/state", "PULUMI_HOME": f"{work}/home", "NO_COLOR": "1",
                "PULUMI_CONFIG_PASSPHRASE": "bench", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
                "AWS_REGION": "us-west-2", "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
                "AWS_EC2_METADATA_DISABLED": "true"}
        return {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PULUMI_"))} | ours


def timed(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds of wall time, seconds of processor time and megabytes that a command took with its plugins."""
    before = os.times()
    began = time.perf_counter()
    process = subprocess.Popen([AWSX, *words], cwd=folder, env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    peak = Peak(process.pid)
    peak.start()
    printed, _ = process.communicate()
    took = time.perf_counter() - began
    peak.ended.set()
    peak.join()
    after = os.times()
    if process.returncode:
        raise SystemExit(f"awsx {' '.join(words)} failed:\n{printed[-3000:]}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return took, used, peak.most


def measure(count: int, rounds: int) -> list[Step]:
    measured = steps()
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder, Endpoint() as endpoint:
            work = Path(folder)
            (work / "state").mkdir()
            (work / "app").mkdir()
            (work / "app" / "Pulumi.yaml").write_text(HEAD + "".join(map(SERVICE.format, range(count))))
            environment = endpoint.environment(work)
            timed(["stack", "init", "dev"], work / "app", environment)
            for step in measured:
                seconds, processor, megabytes = timed(step.words, work / "app", environment)
                step.seconds.append(seconds)
                step.processor.append(processor)
                step.megabytes.append(megabytes)
    return measured


def guide(rounds: int) -> None:
    """The preview of the guide's first program on an empty stack."""
    with tempfile.TemporaryDirectory() as folder, Endpoint() as endpoint:
        work = Path(folder)
        (work / "state").mkdir()
        shutil.copytree(ROOT / "examples" / "load-balanced-fargate-nginx", work / "app")
        environment = endpoint.environment(work)
        timed(["stack", "init", "dev"], work / "app", environment)
        times = [timed(["preview"], work / "app", environment)[0] for _ in range(rounds)]
        print(f"guide program, preview         median {statistics.median(times):.3f} s  (target 0.2; Pulumi 5.2)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[200, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    guide(arguments.rounds * 3)
    base: list[Step] = []
    for count in arguments.counts:
        measured = measure(count, arguments.rounds)
        for index, step in enumerate(measured):
            median = statistics.median(step.seconds)
            line = (f"{count} services, {step.title:<13} median {median:6.2f} s, processor "
                    f"{statistics.median(step.processor):6.2f} s, {statistics.median(step.megabytes):4.0f} MB")
            if base:
                line += f"  {median / statistics.median(base[index].seconds):.1f} x the time of {arguments.counts[0]}"
            else:
                line += f"  (target {step.target}, 120 MB; Pulumi {step.pulumi}, 900 MB)"
            print(line, flush=True)
        base = base or measured


if __name__ == "__main__":
    main()
