"""Compares proto/ with the descriptors inside the PyPI package `pulumi`: every message, field, enum and method of ours.

What they have and we do not is fine, except within a message, enum or service that we define.
"""

import argparse
import importlib
import pathlib
import sys

from google.protobuf import any_pb2, descriptor_pb2, empty_pb2, struct_pb2, timestamp_pb2

from generate import read_protos

PULUMI = [
    "alias", "callback", "codegen.hcl", "engine", "errors", "language", "plugin", "provider", "resource",
    "resource_status", "source",
]
# The stdio protocol is ours alone; its Status is compared in the tests of the transport's bytes.
OURS_ALONE = {"stdiorpc.proto"}


def published():
    """The published descriptors, by file name."""
    modules = [importlib.import_module(f"pulumi.runtime.proto.{name}_pb2") for name in PULUMI]
    files = {}
    for module in modules + [any_pb2, empty_pb2, struct_pb2, timestamp_pb2]:
        file = descriptor_pb2.FileDescriptorProto()
        module.DESCRIPTOR.CopyToProto(file)
        files[file.name] = file
    return files


def facts_of_message(prefix, message, facts):
    name = f"{prefix}.{message.name}"
    facts[name] = "message, map entry" if message.options.map_entry else "message"
    for field in message.field:
        # A field with presence: `optional`, or a oneof of one whose name starts with an underscore.
        oneof = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else ""
        label = descriptor_pb2.FieldDescriptorProto.Label.Name(field.label)
        kind = descriptor_pb2.FieldDescriptorProto.Type.Name(field.type)
        facts[f"{name}.{field.name}"] = f"{field.number} {label} {kind} {field.type_name} {oneof}".strip()
    for nested in message.nested_type:
        facts_of_message(name, nested, facts)
    for enum in message.enum_type:
        facts_of_enum(name, enum, facts)


def facts_of_enum(prefix, enum, facts):
    facts[f"{prefix}.{enum.name}"] = "enum"
    for value in enum.value:
        facts[f"{prefix}.{enum.name}.{value.name}"] = str(value.number)


def facts_of_file(file):
    """All that the wire depends on, as text by full name."""
    facts = {}
    for message in file.message_type:
        facts_of_message(file.package, message, facts)
    for enum in file.enum_type:
        facts_of_enum(file.package, enum, facts)
    for service in file.service:
        facts[f"{file.package}.{service.name}"] = "service"
        for method in service.method:
            stream = "stream " if method.server_streaming else ""
            name = f"{file.package}.{service.name}.{method.name}"
            facts[name] = f"{method.input_type} -> {stream}{method.output_type}"
    return facts


def compare(ours, theirs):
    """Sentences on what differs; of theirs, only members of what we define count."""
    problems = []
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            problems.append(f"{name} ({ours[name]}) is not in the published protocol")
        elif name not in ours:
            if name.rpartition(".")[0] in ours:
                problems.append(f"{name} ({theirs[name]}) is missing from proto/")
        elif ours[name] != theirs[name]:
            problems.append(f"{name} is \"{ours[name]}\" in proto/ and \"{theirs[name]}\" in the published protocol")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proto", type=pathlib.Path, required=True, help="the folder proto/")
    arguments = parser.parse_args()
    theirs, problems, count = published(), [], 0
    for file in read_protos(arguments.proto).file:
        if file.name in OURS_ALONE:
            continue
        if file.name not in theirs:
            problems.append(f"{file.name} is not a file of the published protocol")
            continue
        facts = facts_of_file(file)
        count += len(facts)
        problems += compare(facts, facts_of_file(theirs[file.name]))
    if problems:
        sys.exit("\n".join(problems))
    print(f"{count} messages, fields, enums, values and methods are as published")


if __name__ == "__main__":
    main()
