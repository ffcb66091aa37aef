#!/usr/bin/env python3
"""Prints what a checkpoint, an export or a settings file holds, decrypted: read_state.py FILE

The passphrase is in PASSPHRASE. Only the standard library, so that nothing is shared with what is tested: AES is
written out here (FIPS 197), and so is GCM (NIST SP 800-38D).
"""
import base64
import gzip
import hashlib
import json
import os
import re
import sys

SIGNATURE, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"


def multiply(a: int, b: int) -> int:
    """The product in the field of AES."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def substitution() -> list[int]:
    box = []
    for x in range(256):
        inverse = next((y for y in range(256) if multiply(x, y) == 1), 0)
        value = 0x63
        for shift in range(5):
            value ^= (inverse << shift | inverse >> 8 - shift) & 0xFF
        box.append(value)
    return box


BOX = substitution()


def expand(key: bytes) -> list[list[int]]:
    """The 15 round keys of AES-256."""
    words, constant = [list(key[i:i + 4]) for i in range(0, 32, 4)], 1
    for i in range(8, 60):
        word = list(words[-1])
        if i % 8 == 0:
            word = [BOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = multiply(constant, 2)
        elif i % 8 == 4:
            word = [BOX[b] for b in word]
        words.append([a ^ b for a, b in zip(words[i - 8], word)])
    return [sum(words[i:i + 4], []) for i in range(0, 60, 4)]


def encrypt_block(keys: list[list[int]], block: bytes) -> bytes:
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number, key in enumerate(keys[1:], 1):
        state = [BOX[b] for b in state]
        state = [state[(i + 4 * (i % 4)) % 16] for i in range(16)]
        if number < 14:
            mixed = []
            for c in range(0, 16, 4):
                column = state[c:c + 4]
                for i in range(4):
                    a, b, x, y = column[i], column[(i + 1) % 4], column[(i + 2) % 4], column[(i + 3) % 4]
                    mixed.append(multiply(a, 2) ^ multiply(b, 3) ^ x ^ y)
            state = mixed
        state = [a ^ b for a, b in zip(state, key)]
    return bytes(state)


def ghash(subkey: int, data: bytes) -> int:
    tag = 0
    for start in range(0, len(data), 16):
        tag ^= int.from_bytes(data[start:start + 16], "big")
        product, factor = 0, subkey
        for bit in range(127, -1, -1):
            if tag >> bit & 1:
                product ^= factor
            factor = factor >> 1 ^ (0xE1 << 120 if factor & 1 else 0)
        tag = product
    return tag


def open_sealed(key: bytes, text: str) -> str:
    version, nonce, sealed = text.split(":")
    assert version == "v1", text
    nonce, sealed = base64.b64decode(nonce, validate=True), base64.b64decode(sealed, validate=True)
    assert len(nonce) == 12, text
    body, tag, keys = sealed[:-16], sealed[-16:], expand(key)

    def stream(counter: int) -> bytes:
        return encrypt_block(keys, nonce + counter.to_bytes(4, "big"))

    subkey = int.from_bytes(encrypt_block(keys, bytes(16)), "big")
    lengths = bytes(8) + (8 * len(body)).to_bytes(8, "big")
    computed = ghash(subkey, body + bytes(-len(body) % 16) + lengths) ^ int.from_bytes(stream(1), "big")
    assert computed == int.from_bytes(tag, "big"), "the tag does not fit"
    plain = b""
    for number, start in enumerate(range(0, len(body), 16), 2):
        plain += bytes(a ^ b for a, b in zip(body[start:start + 16], stream(number)))
    return plain.decode()


def derive(salt_text: str) -> bytes:
    """The key of the passphrase, which the salt text proves right."""
    version, salt, proof = salt_text.split(":", 2)
    assert version == "v1"
    key = hashlib.pbkdf2_hmac("sha256", os.environ["PASSPHRASE"].encode(), base64.b64decode(salt), 1_000_000, 32)
    assert open_sealed(key, proof) == "pulumi"
    return key


def contents(path: str) -> bytes:
    with open(path, "rb") as file:
        data = file.read()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def read_settings(text: str) -> list[str]:
    """What is encrypted in a settings file, in the order of its lines."""
    salt = re.search(r"^encryptionsalt: *(\S+)", text, re.MULTILINE)
    key = derive(salt.group(1).strip("'\""))
    return [open_sealed(key, cipher) for cipher in re.findall(r"secure: *['\"]?(v1:[^\s'\",}]+)", text)]


def read_state(document: dict):
    """Resources and operations; a secret is {"secret": its value}, with secrets within told the same way."""
    deployment = document["deployment"] if "deployment" in document else document["checkpoint"]["latest"]
    keys = []

    def opened(ciphertext):
        if not keys:
            provider = deployment["secrets_providers"]
            assert provider["type"] == "passphrase"
            keys.append(derive(provider["state"]["salt"]))
        return open_sealed(keys[0], ciphertext)

    def clear(value, decrypt):
        if isinstance(value, list):
            return [clear(v, decrypt) for v in value]
        if isinstance(value, dict):
            if value.get(SIGNATURE) == SECRET:
                assert set(value) in ({SIGNATURE, "ciphertext"}, {SIGNATURE, "plaintext"}), value
                text = value["plaintext"] if "plaintext" in value else decrypt(value["ciphertext"])
                # What stands inside a secret was not encrypted once more.
                return {"secret": clear(json.loads(text), lambda inner: inner)}
            return {k: clear(v, decrypt) for k, v in value.items()}
        return value

    return {name: clear(deployment.get(name, []), opened) for name in ("resources", "pending_operations")}


def main() -> None:
    data = contents(sys.argv[1]).decode()
    is_settings = sys.argv[1].endswith((".yaml", ".bak"))
    json.dump(read_settings(data) if is_settings else read_state(json.loads(data)), sys.stdout)


main()
