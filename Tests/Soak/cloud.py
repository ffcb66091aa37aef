"""Local AWS for the soak: moto behind a proxy that stretches answers and tells of calls, and lists of what is there."""
from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from random import Random
from typing import Any, Callable

root = Path(__file__).resolve().parents[2]
sys.path += [str(root / "Benchmarks"), str(root / "Tests/Oracles")]
from latency_proxy import LatencyProxy, name_of  # noqa: E402
from local_inventory import REGION, Inventory, LocalAWS  # noqa: E402


class Proxy(LatencyProxy):
    """Tells a watcher of each call that changes something, before and after it takes effect, then holds the answer."""

    def __init__(self, upstream_port: int):
        super().__init__(upstream_port, 0)
        self.random = Random(0)
        self.watcher: Callable[[str, str], None] = lambda name, phase: None

    async def _forward(self, head: bytes, body: bytes) -> bytes:
        name = name_of(head, body).rsplit(".", 1)[-1]
        changes = not name.startswith(("Describe", "List", "Get"))
        if changes:
            self.watcher(name, "before")
        answer = await super()._forward(head, body)
        if changes:
            self.watcher(name, "after")
        await asyncio.sleep(self.random.uniform(0.002, 0.02))
        return answer


class Cloud:
    """A moto server of its own and the proxy before it."""

    def __init__(self, cli: str, home: Path):
        home.mkdir()
        self.cli = cli
        self.env = os.environ | {"PULUMI_HOME": str(home),
                                 "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([cli, "local", "start"], env=self.env, check=True, capture_output=True)
        self.port = json.loads((home / "awsx-local.json").read_text())["port"]
        self.proxy = Proxy(self.port)
        started = threading.Event()
        threading.Thread(target=self._serve, args=(started,), daemon=True).start()
        started.wait()
        self.aws = LocalAWS(self.port)

    def _serve(self, started: threading.Event) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda loop, context: None)  # killed callers leave broken connections
        self.proxy_port = self.loop.run_until_complete(self.proxy.start())
        started.set()
        self.loop.run_forever()

    def reset(self) -> Inventory:
        """Forgets everything; what is there then is AWS's own."""
        urllib.request.urlopen(urllib.request.Request(
            f"http://127.0.0.1:{self.port}/moto-api/reset", method="POST")).read()
        return self.inventory()

    def end(self) -> None:
        subprocess.run([self.cli, "local", "stop"], env=self.env, check=True, capture_output=True)

    def inventory(self) -> Inventory:
        """What there is, by kind: the names by which the checkpoint's resources are known too."""
        return self.aws.inventory()


KINDS: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "aws:ecs/cluster:Cluster": ("cluster", lambda r: r["id"]),
    "aws:ecs/service:Service": ("service", lambda r: r["id"]),
    "aws:ecs/taskDefinition:TaskDefinition": ("task definition", lambda r: r["outputs"]["arn"]),
    "aws:lb/loadBalancer:LoadBalancer": ("load balancer", lambda r: r["id"]),
    "aws:lb/listener:Listener": ("listener", lambda r: r["id"]),
    "aws:lb/targetGroup:TargetGroup": ("target group", lambda r: r["id"]),
    "aws:ec2/securityGroup:SecurityGroup": ("security group", lambda r: r["id"]),
    "aws:ec2/vpc:Vpc": ("vpc", lambda r: r["id"]),
    "aws:ec2/subnet:Subnet": ("subnet", lambda r: r["id"]),
    "aws:ec2/internetGateway:InternetGateway": ("internet gateway", lambda r: r["id"]),
    "aws:ec2/routeTable:RouteTable": ("route table", lambda r: r["id"]),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": ("association", lambda r: r["id"]),
    "aws:ec2/route:Route": ("route", lambda r: f"{r['inputs']['routeTableId']} {r['inputs']['destinationCidrBlock']}"),
    "aws:ec2/eip:Eip": ("address", lambda r: r["id"]),
    "aws:ec2/natGateway:NatGateway": ("nat gateway", lambda r: r["id"]),
    "aws:iam/role:Role": ("role", lambda r: r["id"]),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
        ("attachment", lambda r: f"{r['inputs']['role']} {r['inputs']['policyArn']}"),
    "aws:cloudwatch/logGroup:LogGroup": ("log group", lambda r: r["id"]),
}


def expected(resources: list[dict[str, Any]]) -> tuple[Inventory, list[str]]:
    """What there must be by a checkpoint, and what of it is listed twice."""
    found: Inventory = {}
    twice = []
    for resource in resources:
        if not resource["type"].startswith("aws:"):
            continue
        kind, key = KINDS[resource["type"]]
        name = key(resource)
        if name in found.setdefault(kind, set()):
            twice.append(f"{kind} {name}")
        found[kind].add(name)
    return found, twice


def differences(cloud: Inventory, own: Inventory, wanted: Inventory) -> list[str]:
    """What AWS has too much or too little; `own` is AWS's own."""
    lines = []
    for kind in cloud:
        there, asked = cloud[kind] - own.get(kind, set()), wanted.get(kind, set())
        lines += [f"AWS has a {kind} that the checkpoint does not know: {name}" for name in sorted(there - asked)]
        lines += [f"the checkpoint has a {kind} that AWS does not: {name}" for name in sorted(asked - there)]
    return lines
