"""An independent encoder for the codec's tests: writes random messages, one JSON object a line.

Each line has the message's full name (`type`), its bytes in hexadecimal as Python's protobuf writes them (`bytes`),
and its JSON mapping (`json`), which is missing where the message holds a secret. Equal seeds give equal lines.
"""

import argparse
import importlib
import json
import random
import sys

from google.protobuf import any_pb2, empty_pb2, json_format, message_factory, struct_pb2, timestamp_pb2

from compare import PULUMI

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

TEXTS = ["", "a", "name", "nul\0inside", "é漢🎉", "urn:pulumi:dev::p::a:b:C::n", "x" * 200, "\ufeff", "\U0010ffff"]
NUMBERS = [0.0, 1.0, -1.0, 0.1, 1e300, 5e-324, 2.0**53, -2.5]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        return self.random.choice(TEXTS)

    def properties(self, depth=0):
        return {f"{self.text()}{index}": self.value(depth + 1) for index in range(self.random.randrange(4))}

    def asset(self):
        kind = self.random.choice(["text", "path", "uri"])
        return {SIGNATURE: ASSET, "hash": "00ff", kind: "content"}

    def archive(self, depth):
        if depth > 3 or self.random.random() < 0.5:
            return {SIGNATURE: ARCHIVE, self.random.choice(["path", "uri"]): "content"}
        return {SIGNATURE: ARCHIVE, "assets": {"a": self.asset(), "b": self.archive(depth + 1)}}

    def value(self, depth=0):
        """A property in the form in which the codec writes it, so that bytes can be compared."""
        kinds = ["null", "bool", "number", "text", "unknown", "asset", "archive", "resource"]
        kinds += ["list", "map", "secret", "output"] * (depth < 5)
        kind = self.random.choice(kinds)
        if kind == "null":
            return None
        if kind == "bool":
            return self.random.random() < 0.5
        if kind == "number":
            return self.random.choice(NUMBERS)
        if kind == "text":
            return self.text()
        if kind == "unknown":
            return UNKNOWN
        if kind == "asset":
            return self.asset()
        if kind == "archive":
            return self.archive(depth)
        if kind == "resource":
            extra = self.random.choice([{}, {"id": "i-1"}, {"id": ""}, {"id": "i-1", "packageVersion": "1.2.3"}])
            return {SIGNATURE: RESOURCE, "urn": "urn:pulumi:dev::p::a:b:C::n"} | extra
        if kind == "list":
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        if kind == "map":
            return self.properties(depth)
        if kind == "secret":
            return {SIGNATURE: SECRET, "value": self.value(depth + 1)}
        value = self.value(depth + 1)
        output = {SIGNATURE: OUTPUT}
        output |= self.random.choice([{}, {"secret": True}, {"dependencies": ["u1", "u2"]}])
        return output if value == UNKNOWN else output | {"value": value}

    def scalar(self, field):
        kinds = {
            field.TYPE_STRING: self.text,
            field.TYPE_BYTES: lambda: self.random.randbytes(self.random.randrange(5)),
            field.TYPE_BOOL: lambda: self.random.random() < 0.5,
            field.TYPE_INT32: lambda: self.random.choice([0, 1, -1, 2**31 - 1, -(2**31)]),
            field.TYPE_INT64: lambda: self.random.choice([0, 1, -1, 2**63 - 1, -(2**63)]),
            field.TYPE_UINT32: lambda: self.random.choice([0, 1, 2**32 - 1]),
            field.TYPE_DOUBLE: lambda: self.random.choice(NUMBERS),
            field.TYPE_ENUM: lambda: self.random.choice(field.enum_type.values).number,
        }
        return kinds[field.type]()

    def fill(self, message):
        """Sets about half of the fields; every map of properties, because for most there is no absent one."""
        if message.DESCRIPTOR.full_name == "google.protobuf.Struct":
            message.update(self.properties())
            return message
        if message.DESCRIPTOR.full_name == "google.protobuf.Value":
            holder = struct_pb2.Struct()
            holder["value"] = self.value()
            message.CopyFrom(holder.fields["value"])
            return message
        for field in message.DESCRIPTOR.fields:
            is_struct = field.message_type and field.message_type.full_name == "google.protobuf.Struct"
            if is_struct or self.random.random() < 0.5:
                self.set(message, field, is_struct)
        return message

    def set(self, message, field, is_struct):
        place = getattr(message, field.name)
        is_map = field.message_type and field.message_type.GetOptions().map_entry
        if is_map:
            value = field.message_type.fields_by_name["value"]
            for index in range(self.random.randrange(3)):
                key = f"{self.text()}{index}"
                if value.message_type:
                    self.fill(place[key])
                else:
                    # Not empty: Python writes an empty value, libprotobuf-c leaves it out, and both read either.
                    place[key] = self.scalar(value) or ("x" if value.type == value.TYPE_STRING else b"x")
        elif field.is_repeated:
            for _ in range(self.random.randrange(3)):
                self.fill(place.add()) if field.message_type else place.append(self.scalar(field))
        elif field.message_type:
            place.SetInParent()
            self.fill(place)
        else:
            setattr(message, field.name, self.scalar(field))


def message_types(names):
    """The published classes of these messages; our own envelopes have none."""
    modules = [importlib.import_module(f"pulumi.runtime.proto.{name}_pb2") for name in PULUMI]
    for module in modules + [any_pb2, empty_pb2, struct_pb2, timestamp_pb2]:
        for descriptor in module.DESCRIPTOR.message_types_by_name.values():
            if descriptor.full_name in names:
                yield message_factory.GetMessageClass(descriptor)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5, help="messages of each type")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="+", help="full names of messages, such as pulumirpc.CheckRequest")
    arguments = parser.parse_args()
    for kind in message_types(set(arguments.names)):
        for index in range(arguments.count):
            maker = Maker(f"{arguments.seed} {kind.DESCRIPTOR.full_name} {index}")
            message = maker.fill(kind())
            data = message.SerializeToString(deterministic=True)
            line = {"type": kind.DESCRIPTOR.full_name, "bytes": data.hex()}
            hides = SECRET.encode() in data or b"\x0a\x06secret" in data or "Callback" in line["type"]
            special = {"config", "variables"} & set(kind.DESCRIPTOR.fields_by_name) or line["type"].startswith("google.")
            if not hides and not special:
                line["json"] = json_format.MessageToDict(message)
            json.dump(line, sys.stdout)
            print()


if __name__ == "__main__":
    main()
