"""Plays a plugin for a host of ours, on the pieces of the independent peer stdiorpc.py: plugin_peer.py BEHAVIOUR.

It reads one frame after the other and answers as the method says; the behaviours break a rule on purpose.
"""
import os
import struct
import sys
import time

from stdiorpc import (
    CALL, CANCEL, END, END_MESSAGE, GOAWAY, MESSAGE, PING, PONG, PREFACE, STATUS, encode_call, encode_status, fields)

BEHAVIOUR = sys.argv[1]


def write(data):
    while data:
        data = data[os.write(1, data):]


def frame(type, call, payload=b"", flags=0):
    write(struct.pack(">IBBHI", len(payload), type, flags, 0, call) + payload)


def message(call, body):
    pieces = [body[i:i + 65_536] for i in range(0, len(body), 65_536)] or [b""]
    for piece in pieces[:-1]:
        frame(MESSAGE, call, piece)
    frame(MESSAGE, call, pieces[-1], END_MESSAGE | END)


def read(count):
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            sys.exit(0 if not data else 2)
        data += more
    return data


def answer(call, method, request, back):
    name = method.rsplit("/", 1)[1]
    if name == "Echo":
        message(call, request)
    elif name == "Refuse":
        frame(STATUS, call, encode_status(9, "not before Configure"))
    elif name == "Stream":
        for number in range(int(request)):
            frame(MESSAGE, call, b"%d" % number, END_MESSAGE)
        frame(STATUS, call)
    elif name == "Back":
        back[2] = (call, bytearray())
        frame(CALL, 2, encode_call("/test.Host/Answer"))
        message(2, request)
    elif name == "Half":
        write(struct.pack(">IBBHI", 100, MESSAGE, 0, 0, call) + b"half")
        sys.exit(0)
    elif name == "Garbage":
        write(b"Traceback (most recent call last):\n")
        time.sleep(60)
    elif name == "GoAway":
        status = encode_status(14, "updating myself")
        frame(GOAWAY, 0, b"\x08\x01\x12" + bytes([len(status)]) + status)
        message(call, b"last answer")
    elif name == "Wait":
        pass
    else:
        frame(STATUS, call, encode_status(12, "no such method"))


def main():
    if BEHAVIOUR == "slow-preface":
        time.sleep(0.3)
    write(PREFACE)
    assert read(8) == PREFACE
    calls, back = {}, {}
    while True:
        length, type, flags, _, call = struct.unpack(">IBBHI", read(12))
        payload = read(length)
        if type == CALL:
            calls[call] = (next(v.decode() for n, _, v in fields(payload) if n == 1), bytearray())
        elif type == MESSAGE and call in back:
            back[call][1].extend(payload)
            if flags & END_MESSAGE:
                message(back[call][0], bytes(back[call][1]))
        elif type == MESSAGE and call in calls:
            method, request = calls[call]
            request += payload
            if flags & END_MESSAGE:
                answer(call, method, bytes(request), back)
        elif type == CANCEL:
            frame(STATUS, call, encode_status(1, "stopped"))
        elif type == PING and BEHAVIOUR != "deaf":
            frame(PONG, 0, payload)
        elif type == GOAWAY:
            sys.exit(0)


main()
