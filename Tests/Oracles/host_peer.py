"""Plays the host against the plugin `stdio-echo`, with the independent peer stdiorpc.py: host_peer.py SCENARIO PLUGIN.

A scenario is a coroutine of this file; the exit status is 0 if what it expects happens.
"""
import asyncio
import os
import pty
import random
import struct
import subprocess
import sys
import time

import stdiorpc
from stdiorpc import GOAWAY, PREFACE, Plugin, ProtocolError, RpcError, encode_call

PLUGIN = [sys.argv[2], "--stdio"]


def frame(type, call, payload=b"", flags=0):
    return struct.pack(">IBBHI", len(payload), type, flags, 0, call) + payload


def call(number, method, request=b""):
    return frame(1, number, encode_call("/test.Echo/" + method)) + frame(2, number, request, 3)


async def refused(awaitable):
    try:
        answer = await awaitable
    except RpcError as error:
        return error.code
    raise AssertionError(f"answered {answer[:40]!r}")


def exchange(written, arguments=(), timeout=20):
    """Writes bytes, closes the plugin's input, and returns its exit status, frames and standard error."""
    process = subprocess.run([*PLUGIN, *arguments], input=written, capture_output=True, timeout=timeout)
    out = process.stdout
    assert out.startswith(PREFACE), out[:40]
    frames, at = [], len(PREFACE)
    while at < len(out):
        length, type, flags, _, number = struct.unpack_from(">IBBHI", out, at)
        frames.append((type, number, out[at + 12:at + 12 + length]))
        at += 12 + length
    assert at == len(out), "the plugin's last frame is cut short"
    return process.returncode, frames, process.stderr.decode()


def check_protocol_error(written, sentence):
    status, frames, errors = exchange(written)
    assert status == 2, status
    assert sentence in errors, errors
    payload = next(payload for type, number, payload in frames if (type, number) == (GOAWAY, 0))
    goaway = dict((n, v) for n, _, v in stdiorpc.fields(payload))
    code, message, _ = stdiorpc.decode_status(goaway[2])
    assert code == 13 and sentence in message, (code, message)


# --- calls ---

async def ten_thousand_calls():
    async with Plugin(PLUGIN) as plugin:
        slow = [plugin.start("/test.Echo/Sleep", b"3000")[1] for _ in range(10_000)]
        assert await refused(plugin.call("/test.Echo/Echo", b"one too many")) == 8
        assert await plugin.ping(wait=20) == b"12345678"
        for queue in slow:
            assert await plugin.finish(queue) == b"slept"
        answers = await asyncio.gather(*[plugin.call("/test.Echo/Echo", b"%d" % i) for i in range(10_000)])
        assert answers == [b"%d" % i for i in range(10_000)]
        assert await plugin.close() == 0


async def large_message():
    large = random.Random(1).randbytes(40 << 20)
    async with Plugin(PLUGIN) as plugin:
        answer = asyncio.create_task(plugin.call("/test.Echo/Echo", large))
        small = 0
        while not answer.done():
            assert await plugin.call("/test.Echo/Echo", b"small") == b"small"
            small += 1
        assert await answer == large
        assert small > 20, f"only {small} small calls went through"


async def large_answers_share():
    async with Plugin(PLUGIN) as plugin:
        first = asyncio.create_task(plugin.call("/test.Echo/Make", b"40000000"))
        second = asyncio.create_task(plugin.call("/test.Echo/Make", b"100000"))
        assert len(await second) == 100_000
        assert not first.done()
        assert len(await first) == 40_000_000


async def small_pieces():
    async with Plugin(PLUGIN, chunk=7) as plugin:
        body = random.Random(2).randbytes(20_000)
        assert await plugin.call("/test.Echo/Echo", body) == body
        assert await plugin.call("/test.Echo/Echo", b"") == b""


async def byte_by_byte():
    process = subprocess.Popen(PLUGIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    for byte in PREFACE + call(1, "Echo", b"hello"):
        process.stdin.write(bytes([byte]))
        time.sleep(0.001)
    # The end of the input would cut off a call that is not answered yet.
    received, answer = b"", frame(2, 1, b"hello", 3)
    while part := b"" if received.endswith(answer) else process.stdout.read(1000):
        received += part
    assert received.endswith(answer)
    process.stdin.close()
    assert process.wait() == 0


async def calls_back():
    async def serve(method, request):
        assert method == "/test.Host/Answer"
        if request == b"no":
            raise RpcError(7, "not you")
        return request[::-1]

    async with Plugin(PLUGIN, serve=serve) as plugin:
        answers = await asyncio.gather(*[plugin.call("/test.Echo/CallBack", b"%d." % i) for i in range(1000)])
        assert answers == [(b"%d." % i)[::-1] for i in range(1000)]
        assert await refused(plugin.call("/test.Echo/CallBack", b"no")) == 7


async def streaming():
    async with Plugin(PLUGIN) as plugin:
        _, queue = plugin.start("/test.Echo/Count", b"1000")
        for number in range(1000):
            assert await queue.get() == ("message", b"%d" % number)
        assert await queue.get() == ("end", None)


async def status():
    async with Plugin(PLUGIN) as plugin:
        try:
            await plugin.call("/test.Echo/Fail", b"no such thing")
        except RpcError as error:
            assert (error.code, error.message) == (5, "no such thing")
            assert error.details == b"\n\x1ftype.googleapis.com/test.Detail\x12\x03\x01\x02\x03", error.details
        assert await refused(plugin.call("/test.Echo/None", b"")) == 12
        assert await refused(plugin.call("/test.Echo/Sleep", b"not a number")) == 3


async def cancel():
    async with Plugin(PLUGIN) as plugin:
        number, queue = plugin.start("/test.Echo/Sleep", b"60000")
        plugin.cancel(number)
        assert await refused(plugin.finish(queue, 5)) == 1
        plugin.cancel(number)
        plugin.cancel(9999)
        assert await plugin.call("/test.Echo/Echo", b"still here") == b"still here"
        assert await plugin.close() == 0


async def cancel_half_sent():
    async with Plugin(PLUGIN) as plugin:
        plugin.frame(1, 0, 1, encode_call("/test.Echo/Echo"))
        plugin.frame(2, 0, 1, b"half")
        plugin.cancel(1)
        plugin.frame(2, 3, 1, b"rest")
        plugin.next_id = 3
        assert await plugin.call("/test.Echo/Echo", b"next") == b"next"
        assert plugin.frames[stdiorpc.STATUS] == 1


async def deadline():
    async with Plugin(PLUGIN) as plugin:
        start = time.monotonic()
        assert await refused(plugin.call("/test.Echo/Sleep", b"60000", timeout_ms=100)) == 4
        assert 0.1 <= time.monotonic() - start < 5
        assert await refused(plugin.call("/test.Echo/Stubborn", b"1000", timeout_ms=50)) == 4
        assert time.monotonic() - start < 5


async def too_large():
    async with Plugin([*PLUGIN, "--max-message", "1000000"]) as plugin:
        assert await refused(plugin.call("/test.Echo/Echo", bytes(1_000_001))) == 8
        assert len(await plugin.call("/test.Echo/Echo", bytes(1_000_000))) == 1_000_000


async def ping():
    async with Plugin(PLUGIN) as plugin:
        assert await plugin.ping(b"abcdefgh") == b"abcdefgh"
        for _ in range(100):
            plugin.frame(5, 0, 0, b"87654321")
        assert [await plugin.pongs.get() for _ in range(100)] == [b"87654321"] * 100


async def stray_output():
    async with Plugin(PLUGIN, stderr=subprocess.PIPE) as plugin:
        assert await plugin.call("/test.Echo/Print", b"a stray line") == b""
        assert await plugin.call("/test.Echo/Echo", b"intact") == b"intact"
        assert await plugin.process.stderr.readline() == b"a stray line\n"


# --- ending ---

async def goaway_idle():
    async with Plugin(PLUGIN) as plugin:
        assert await plugin.call("/test.Echo/Echo", b"x") == b"x"
        plugin.frame(GOAWAY, 0, 0)
        assert await asyncio.wait_for(plugin.process.wait(), 5) == 0


async def goaway_busy():
    async with Plugin(PLUGIN) as plugin:
        _, queue = plugin.start("/test.Echo/Sleep", b"60000")
        plugin.frame(GOAWAY, 0, 0)
        late, late_queue = plugin.start("/test.Echo/Echo", b"too late")
        assert await refused(plugin.finish(queue, 5)) == 1
        assert await refused(plugin.finish(late_queue, 5)) == 14
        assert await asyncio.wait_for(plugin.process.wait(), 5) == 1


async def eof_in_each_state():
    opened = frame(1, 1, encode_call("/test.Echo/Echo"))
    assert exchange(b"")[0] == 0
    assert exchange(PREFACE)[0] == 0
    assert exchange(PREFACE + call(1, "Echo", b"x"))[0] in (0, 1)  # it may still run when the end is seen
    assert exchange(PREFACE + frame(0x80, 0, b"extension"))[0] == 0
    assert exchange(PREFACE + opened)[0] == 1
    assert exchange(PREFACE + opened + frame(2, 1, b"half"))[0] == 1
    check_protocol_error(PREFACE[:5], "PRPC/")
    check_protocol_error(PREFACE + opened[:5], "byte 8: the input ended after 5 of a frame header's 12 bytes")
    check_protocol_error(PREFACE + opened[:15], "byte 8: the input ended inside a frame")
    check_protocol_error(PREFACE + opened + frame(2, 1, b"half")[:14], f"byte {8 + len(opened)}: ")


async def eof_while_running():
    status, frames, _ = exchange(PREFACE + call(1, "Sleep", b"60000"))
    assert status == 1
    assert [f[:2] for f in frames] == [(3, 1)] and stdiorpc.decode_status(frames[0][2])[0] == 1


async def eof_waits_for_what_cannot_stop():
    status, frames, _ = exchange(PREFACE + call(1, "Stubborn", b"800"))
    assert status == 1
    assert frames == [(2, 1, b"done")], frames


async def eof_waits_no_longer_than_allowed():
    start = time.monotonic()
    status, frames, _ = exchange(PREFACE + call(1, "Stubborn", b"30000"), ["--grace", "300"])
    assert (status, frames) == (1, [])
    assert 0.3 <= time.monotonic() - start < 10


async def host_stops_reading():
    process = subprocess.Popen(PLUGIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(PREFACE + call(1, "Flood", b"100000"))
    process.stdin.flush()
    process.stdout.read(100)
    process.stdout.close()
    assert process.wait(10) == 1


# --- protocol errors ---

async def wrong_preface():
    check_protocol_error(b"GET / HTTP/1.1\r\n", r'read "GET / HTTP/1.1\r\n"')
    check_protocol_error(b"PRPC/2\r\n", r'read "PRPC/2\r\n"')


async def garbage():
    for seed in range(20):
        check_protocol_error(PREFACE + random.Random(seed).randbytes(4096), "protocol error at byte ")


async def wrong_frames():
    check_protocol_error(PREFACE + frame(0x08, 1), "byte 8: a frame of the unknown type 0x08")
    check_protocol_error(PREFACE + call(2, "Echo"), "byte 8: the host opened call 2, an id of ours")
    good = call(5, "Echo")
    check_protocol_error(PREFACE + good + call(5, "Echo"), f"byte {8 + len(good)}: call 5 was opened after call 5")
    check_protocol_error(PREFACE + good + call(3, "Echo"), f"byte {8 + len(good)}: call 3 was opened after call 5")
    check_protocol_error(PREFACE + b"\0\x10\0\x01" + bytes(8), "a frame of 1048577 bytes, more than 1048576")


async def ignored_frames():
    async with Plugin(PLUGIN) as plugin:
        plugin.frame(0x80, 0, 0, bytes(1 << 20))
        plugin.frame(0xFF, 7, 5)
        plugin.frame(2, 3, 77, b"nobody asked")
        plugin.frame(3, 0, 78, b"nobody asked")
        assert await plugin.call("/test.Echo/Echo", b"x") == b"x"
        assert await plugin.close() == 0


async def terminal():
    control, terminal = pty.openpty()
    process = subprocess.run(PLUGIN, stdin=terminal, capture_output=True, timeout=10)
    os.close(control)
    assert process.returncode == 64
    assert b"usage" in process.stdout


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(globals()[sys.argv[1]](), 100))
