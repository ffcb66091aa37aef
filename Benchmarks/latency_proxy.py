"""An AWS endpoint that answers after a fixed time: forwards to moto, and holds each answer back until then.

It notes when every call began and ended, so that the critical path of a deployment can be worked out.
"""
from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass


@dataclass
class Call:
    """One request: what it asked for, and when it began and ended, in seconds."""

    name: str
    began: float
    ended: float


class LatencyProxy:
    """Serves HTTP/1.1 with keep-alive on a loopback port of its own."""

    def __init__(self, upstream_port: int, latency: float):
        self.upstream_port, self.latency = upstream_port, latency
        self.calls: list[Call] = []

    async def start(self) -> int:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await self._message(reader):
                began = time.perf_counter()
                head, body = request
                answer = await self._forward(head, body)
                await asyncio.sleep(max(0.0, began + self.latency - time.perf_counter()))
                writer.write(answer)
                await writer.drain()
                self.calls.append(Call(name_of(head, body), began, time.perf_counter()))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _forward(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream_port)
        writer.write(head + body)
        await writer.drain()
        answer = await self._message(reader)
        writer.close()
        return answer[0] + answer[1] if answer else b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"

    @staticmethod
    async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes] | None:
        """A whole request or response: its head and its body."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return head, await reader.readexactly(length)


def name_of(head: bytes, body: bytes) -> str:
    """The operation that a request names."""
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"x-amz-target:"):
            return line.split(b":", 1)[1].strip().decode()
    for pair in body.split(b"&"):
        if pair.startswith(b"Action="):
            return pair[7:].decode()
    return head.split(b"\r\n", 1)[0].decode()


def critical_path(calls: list[Call]) -> list[Call]:
    """From the call that ended last, back to the one that ended last before it began, and so on.

    Every call could have needed any that ended before it began, so that this is the longest chain there can be.
    """
    path: list[Call] = []
    limit = float("inf")
    while before := [c for c in calls if c.ended <= limit]:
        path.append(max(before, key=lambda c: c.ended))
        limit = path[-1].began
    return path[::-1]
