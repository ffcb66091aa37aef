"""Prints the figures of the README: start, memory, size, and a deployment beside the critical path of its AWS calls."""
from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from latency_proxy import LatencyProxy, critical_path

ROOT = Path(__file__).resolve().parent.parent
PROVIDER = ROOT / "bin" / "pulumi-resource-awsx"
PREFACE = b"PRPC/1\r\n"
CALL, MESSAGE = 1, 2


def frame(kind: int, flags: int, call: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(4, "big") + bytes([kind, flags, 0, 0]) + call.to_bytes(4, "big") + payload


def unary(call: int, method: str, request: bytes = b"") -> bytes:
    path = f"/pulumirpc.ResourceProvider/{method}".encode()
    return frame(CALL, 0, call, b"\x0a" + bytes([len(path)]) + path) + frame(MESSAGE, 3, call, request)


def answer(process: subprocess.Popen) -> int:
    """Reads one whole answer; its size."""
    size = 0
    while True:
        head = process.stdout.read(12)
        length = int.from_bytes(head[:4], "big")
        process.stdout.read(length)
        size += length
        if head[5] & 1 or head[4] == 3:
            return size


def start() -> tuple[float, subprocess.Popen]:
    """Seconds from the start of the process to its first answer."""
    began = time.perf_counter()
    process = subprocess.Popen([PROVIDER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(PREFACE + unary(1, "GetPluginInfo"))
    process.stdin.flush()
    process.stdout.read(8)
    answer(process)
    return time.perf_counter() - began, process


def end(process: subprocess.Popen) -> None:
    process.stdin.close()
    process.stdout.read()
    process.wait()


def resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def provider() -> None:
    times = []
    for _ in range(51):
        seconds, process = start()
        times.append(seconds * 1000)
        end(process)
    print(f"provider start to first answer  median {statistics.median(times[1:]):.1f} ms, best {min(times):.1f} ms"
          "  (target 5; Node.js awsx: 1200-1900)")
    _, process = start()
    process.stdin.write(unary(3, "GetSchema"))
    process.stdin.flush()
    size = answer(process)
    print(f"resident after GetSchema        {resident_megabytes(process.pid):.1f} MB, schema of {size} bytes  (target 20)")
    end(process)
    for name in ("pulumi-resource-awsx", "awsx"):
        print(f"{name:<32}{(ROOT / 'bin' / name).stat().st_size / 1e6:.1f} MB  (target 30)")


async def deployment(latency: float) -> None:
    """`awsx up` of the example against an endpoint that answers after a fixed time."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "state").mkdir()
        shutil.copytree(ROOT / "examples" / "load-balanced-fargate-nginx", work / "app")
        env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PULUMI_"))} | {
            "PULUMI_BACKEND_URL": f"file://{work}/state", "PULUMI_HOME": f"{work}/home", "NO_COLOR": "1"}
        awsx = str(ROOT / "bin" / "awsx")
        run = lambda *words, **more: subprocess.run([awsx, *words], cwd=work / "app", env=env | more, check=True,
                                                    capture_output=True, text=True)
        run("local", "start")
        try:
            import json
            port = json.loads((work / "home" / "awsx-local.json").read_text())["port"]
            proxy = LatencyProxy(port, latency)
            aws = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{await proxy.start()}", "AWS_REGION": "us-west-2",
                   "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench", "AWS_EC2_METADATA_DISABLED": "true"}
            for what in (["up", "--yes", "--skip-preview"], ["destroy", "--yes", "--skip-preview"]):
                proxy.calls.clear()
                began = time.perf_counter()
                await asyncio.to_thread(run, *what, **aws)
                took = time.perf_counter() - began
                path = critical_path(proxy.calls)
                needed = sum(c.ended - c.began for c in path)
                print(f"awsx {what[0]:<8} at {latency * 1000:.0f} ms a call  {took:.2f} s, critical path of {len(path)} of "
                      f"{len(proxy.calls)} calls {needed:.2f} s: {took / needed:.2f} x  (target 1.15)")
                if "--verbose" in sys.argv:
                    for c in path:
                        print(f"    {c.name:<60} {(c.began - began) * 1000:7.0f} .. {(c.ended - began) * 1000:.0f} ms")
        finally:
            run("local", "stop")


if __name__ == "__main__":
    provider()
    asyncio.run(deployment(0.050))
