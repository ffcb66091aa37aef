"""Swift value types for protobuf messages, with the code that moves them into and out of protoc-c's structs."""

import re
import textwrap

from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Field

# Names that would hide a type of Swift's standard library, or that read badly outside their package.
SWIFT_NAMES = {
    ".google.protobuf.Any": "AnyMessage",
    ".pulumirpc.Result": "RegistrationResult",
}
ONEOF_NAMES = {".pulumirpc.Alias.alias": "Kind"}

# Struct fields whose absence says something that an empty map does not.
OPTIONAL_STRUCTS = {
    ".pulumirpc.CheckRequest.old_outputs",
    ".pulumirpc.ConfigureRequest.args",
    ".pulumirpc.DeleteRequest.old_inputs",
    ".pulumirpc.DiffRequest.old_inputs",
    ".pulumirpc.ErrorHookRequest.new_inputs",
    ".pulumirpc.ErrorHookRequest.old_inputs",
    ".pulumirpc.ErrorHookRequest.old_outputs",
    ".pulumirpc.ErrorResourceInitFailed.inputs",
    ".pulumirpc.ReadRequest.inputs",
    ".pulumirpc.ReadResponse.inputs",
    ".pulumirpc.ReadResponse.properties",
    ".pulumirpc.ResourceHookRequest.new_inputs",
    ".pulumirpc.ResourceHookRequest.new_outputs",
    ".pulumirpc.ResourceHookRequest.old_inputs",
    ".pulumirpc.ResourceHookRequest.old_outputs",
    ".pulumirpc.TransformInvokeResponse.args",
    ".pulumirpc.TransformResponse.properties",
    ".pulumirpc.UpdateRequest.old_inputs",
}

STRUCT, VALUE = ".google.protobuf.Struct", ".google.protobuf.Value"
SWIFT_KEYWORDS = {"return", "import", "default", "protocol", "self", "extension", "in", "case", "operator"}
C_KEYWORDS = {"return", "default", "class", "new", "delete", "operator", "export", "namespace", "template"}
SCALARS = {
    Field.TYPE_STRING: ("String", '""'),
    Field.TYPE_BYTES: ("[UInt8]", "[]"),
    Field.TYPE_BOOL: ("Bool", "false"),
    Field.TYPE_INT32: ("Int32", "0"),
    Field.TYPE_INT64: ("Int64", "0"),
    Field.TYPE_UINT32: ("UInt32", "0"),
    Field.TYPE_DOUBLE: ("Double", "0"),
}


def folder_name(proto_file):
    return "".join(part.capitalize() for part in re.split(r"[_]", proto_file.split("/")[-1].removesuffix(".proto")))


def camel(name):
    """lower_snake to lowerCamel; what is camel already stays."""
    head, *tail = name.strip("_").split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


def quoted(name):
    return f"`{name}`" if name in SWIFT_KEYWORDS else name


def c_type(full_name):
    """protoc-c's struct name of a message or enum."""
    return "__".join("".join(w[:1].upper() + w[1:] for w in part.split("_")) for part in full_name.strip(".").split("."))


def c_lower(full_name):
    """protoc-c's prefix of a message's functions."""
    return "__".join(re.sub(r"(?<!^)([A-Z])", r"_\1", part).lower() for part in full_name.strip(".").split("."))


def c_field(name):
    name = name.lower()
    return name + "_" if name in C_KEYWORDS else name


def c_oneof(name):
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def indent(text, levels=1):
    return textwrap.indent(text, "    " * levels)


def with_nested(prefix, proto):
    """A message and those nested in it, with their full names."""
    name = f"{prefix}.{proto.name}"
    yield name, proto
    for nested in proto.nested_type:
        yield from with_nested(name, nested)


class Message:
    def __init__(self, full_name, proto, comments, path):
        self.full_name, self.proto = full_name, proto
        self.comments, self.path = comments, path
        self.children = []

    @property
    def is_map_entry(self):
        return self.proto.options.map_entry

    @property
    def is_urn_list(self):
        """Whether the message only wraps a list of URNs, so that a Swift array says the same."""
        return [field.name for field in self.proto.field] == ["urns"]

    @property
    def wire(self):
        return c_type(self.full_name)


class Schema:
    """All messages and enums of a set of files, by full name."""

    def __init__(self, files):
        self.messages, self.enums, self.swift_names = {}, {}, {}
        for file in files.file:
            comments = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
            prefix = f".{file.package}"
            for index, proto in enumerate(file.message_type):
                self._add_message(prefix, "", proto, comments, (4, index))
            for index, proto in enumerate(file.enum_type):
                self._add_enum(prefix, "", proto, comments, (5, index))

    def _add_message(self, prefix, swift_prefix, proto, comments, path):
        message = Message(f"{prefix}.{proto.name}", proto, comments, path)
        self.messages[message.full_name] = message
        swift_name = swift_prefix + SWIFT_NAMES.get(message.full_name, proto.name)
        self.swift_names[message.full_name] = swift_name
        for index, nested in enumerate(proto.nested_type):
            child = self._add_message(message.full_name, swift_name + ".", nested, comments, path + (3, index))
            message.children.append(child)
        for index, nested in enumerate(proto.enum_type):
            self._add_enum(message.full_name, swift_name + ".", nested, comments, path + (4, index))
        return message

    def _add_enum(self, prefix, swift_prefix, proto, comments, path):
        full_name = f"{prefix}.{proto.name}"
        self.enums[full_name] = (proto, comments, path)
        self.swift_names[full_name] = swift_prefix + SWIFT_NAMES.get(full_name, proto.name)

    # MARK: Files

    def swift_files(self, file):
        for proto in file.message_type:
            message = self.messages[f".{file.package}.{proto.name}"]
            body = self.structure(message) + "\n" + self.conformances(message)
            yield self.swift_names[message.full_name], f"internal import CPulumiProtocol\n\n{body}"
        for proto in file.enum_type:
            full_name = f".{file.package}.{proto.name}"
            yield self.swift_names[full_name], self.enumeration(full_name)

    def byte_fields(self, files):
        """The fields that hold bytes and not text; protoc-c's tables cannot tell, as both are pointer and length."""
        names = [
            f"{name}.{field.name}"
            for file in files.file
            for proto in file.message_type
            for name, message in with_nested(file.package, proto)
            for field in message.field
            if field.type == Field.TYPE_BYTES
        ]
        lines = "\n".join(f'    "{name}",' for name in sorted(names))
        return (
            "/// Fields that hold bytes.\n///\n"
            "/// In protoc-c's tables they look like text, which is pointer and length too.\n"
            f"let byteFields: Set<String> = [\n{lines}\n]\n"
        )

    def message_types(self, files):
        """A table from a message's full name to its Swift type."""
        names = [f".{file.package}.{proto.name}" for file in files for proto in file.message_type]
        lines = "\n".join(f'    "{name[1:]}": {self.swift_names[name]}.self,' for name in sorted(names))
        return (
            "import PulumiProtocol\n\n/// The Swift type of every message, by its full name.\n"
            f"let messageTypes: [String: any ProtocolMessage.Type] = [\n{lines}\n]\n"
        )

    # MARK: Declarations

    def doc(self, comments, path):
        """The comment in front of a declaration as a doc comment: a sentence, and what follows in a paragraph."""
        text = " ".join(comments.get(path, "").split())
        summary, period, rest = text.partition(". ")
        paragraphs = [summary + period.strip(), rest] if rest else [text]
        lines = "\n\n".join(textwrap.fill(paragraph, 100) for paragraph in paragraphs if paragraph).split("\n")
        return "".join(f"/// {line}".rstrip() + "\n" for line in lines) if text else ""

    def fields(self, message):
        """The message's properties: plain fields, and oneofs at the place of their first field."""
        seen = set()
        for index, field in enumerate(message.proto.field):
            path = message.path + (2, index)
            if not field.HasField("oneof_index"):
                yield Property(self, message, field, path)
                continue
            oneof = message.proto.oneof_decl[field.oneof_index]
            if oneof.name.startswith("_"):
                yield OptionalProperty(self, message, field, path)
            elif oneof.name not in seen:
                seen.add(oneof.name)
                yield OneofProperty(self, message, field.oneof_index)

    def structure(self, message):
        name = self.swift_names[message.full_name].split(".")[-1]
        properties = list(self.fields(message))
        parts = []
        for child in message.children:
            if not child.is_map_entry and not child.is_urn_list:
                parts.append(self.structure(child))
        for full_name in self.enums:
            if full_name.rpartition(".")[0] == message.full_name:
                parts.append(self.enumeration(full_name))
        parts += [p.declaration() for p in properties if isinstance(p, OneofProperty)]
        if properties:
            parts.append("\n".join(p.doc() + f"public var {quoted(p.name)}: {p.type}" for p in properties))
        parts.append(self.initializer(properties))
        parts.append(
            "/// The message that the bytes hold.\n"
            "public init(decoding bytes: [UInt8]) throws(CodecError) { self = try Self.decoded(bytes) }"
        )
        parts.append(
            "/// The message's bytes.\n"
            "public func encoded() throws(CodecError) -> [UInt8] { try encodedBytes() }"
        )
        body = "\n\n".join(part.rstrip() for part in parts)
        return f"{self.doc(message.comments, message.path)}public struct {name}: ProtocolMessage {{\n{indent(body)}\n}}\n"

    def initializer(self, properties):
        if not properties:
            return "/// The message, which has no fields.\npublic init() {}"
        parameters = ",\n".join(f"    {p.name}: {p.type} = {p.default}" for p in properties)
        assignments = "\n".join(f"    self.{p.name} = {quoted(p.name)}" for p in properties)
        return f"/// A message from its fields.\npublic init(\n{parameters}\n) {{\n{assignments}\n}}"

    def enumeration(self, full_name):
        proto, comments, path = self.enums[full_name]
        name = self.swift_names[full_name].split(".")[-1]
        shared = re.sub(r"(?<!^)([A-Z])", r"_\1", proto.name).upper() + "_"
        cases = []
        for index, value in enumerate(proto.value):
            word = value.name.removeprefix(shared)
            cases.append((camel(word.lower()), value.number, self.doc(comments, path + (2, index))))
        cases_text = "\n".join(f"{doc}case {quoted(case)}" for case, _, doc in cases)
        reading = "\n".join(f"case {number}: .{case}" for case, number, _ in cases)
        writing = "\n".join(f"case .{case}: {number}" for case, number, _ in cases)
        body = (
            f"{cases_text}\n/// A value that this version of the protocol does not define.\ncase unrecognized(Int32)\n\n"
            f"/// The value of a number on the wire.\npublic init(rawValue: Int32) {{\n"
            f"    self =\n        switch rawValue {{\n{indent(reading, 2)}\n        default: .unrecognized(rawValue)\n        }}\n}}\n\n"
            f"/// The number on the wire.\npublic var rawValue: Int32 {{\n    switch self {{\n{indent(writing)}\n"
            f"    case .unrecognized(let number): number\n    }}\n}}"
        )
        return f"{self.doc(comments, path)}public enum {name}: WireEnum {{\n{indent(body)}\n}}\n"

    # MARK: Codec

    def conformances(self, message):
        texts = [self.conformance(message)]
        for child in message.children:
            if not child.is_map_entry and not child.is_urn_list:
                texts.append(self.conformances(child))
        return "\n".join(texts)

    def conformance(self, message):
        properties = list(self.fields(message))
        reading = "\n".join(p.reading() for p in properties)
        writing = "\n".join(p.writing() for p in properties)
        wire = message.wire
        body = (
            f"static let shape = MessageShape.of({c_lower(message.full_name)}__init)\n\n"
            f"static func initialize(_ wire: UnsafeMutablePointer<{wire}>) {{\n"
            f"    {c_lower(message.full_name)}__init(wire)\n}}\n\n"
        )
        if properties:
            body += (
                f"init(wire: UnsafePointer<{wire}>) throws(CodecError) {{\n    self.init()\n{indent(reading)}\n}}\n\n"
                f"func write(to wire: UnsafeMutablePointer<{wire}>, in arena: MessageArena) throws(CodecError) {{\n"
                f"{indent(writing)}\n}}"
            )
        else:
            body += (
                f"init(wire: UnsafePointer<{wire}>) throws(CodecError) {{ self.init() }}\n\n"
                f"func write(to wire: UnsafeMutablePointer<{wire}>, in arena: MessageArena) throws(CodecError) {{}}"
            )
        return f"extension {self.swift_names[message.full_name]}: WireMessage {{\n{indent(body)}\n}}\n"


class Property:
    """A field without presence of its own, a list, a map or a message."""

    def __init__(self, schema, message, field, path):
        self.schema, self.message, self.field, self.path = schema, message, field, path
        self.name = camel(field.name)
        self.c = c_field(field.name)
        self.is_repeated = field.label == Field.LABEL_REPEATED
        self.entry = None
        if self.is_repeated and field.type == Field.TYPE_MESSAGE:
            kind = schema.messages[field.type_name]
            self.entry = kind if kind.is_map_entry else None
        self.type, self.default = self._type()

    def doc(self):
        return self.schema.doc(self.message.comments, self.path)

    def _element(self, field):
        if field.type == Field.TYPE_MESSAGE:
            if field.type_name == STRUCT:
                return "PropertyMap", "[:]"
            if field.type_name == VALUE:
                return "PropertyValue?", "nil"
            if self.schema.messages[field.type_name].is_urn_list:
                return "[String]", "[]"
            return self.schema.swift_names[field.type_name], "nil"
        if field.type == Field.TYPE_ENUM:
            return self.schema.swift_names[field.type_name], ".init(rawValue: 0)"
        return SCALARS[field.type]

    def _type(self):
        if self.entry:
            return f"[String: {self._element(self.entry.proto.field[1])[0]}]", "[:]"
        kind, default = self._element(self.field)
        if self.is_repeated:
            return f"[{kind}]", "[]"
        is_message = self.field.type == Field.TYPE_MESSAGE
        if is_message and self.field.type_name == STRUCT:
            optional = f"{self.message.full_name}.{self.field.name}" in OPTIONAL_STRUCTS
            return ("PropertyMap?", "nil") if optional else (kind, default)
        if is_message and self.field.type_name != VALUE:
            return f"{kind}?", "nil"
        return kind, default

    # How one value crosses between Swift and C.

    def _read(self, field, source):
        kind = self._element(field)[0]
        if field.type == Field.TYPE_MESSAGE:
            if field.type_name in (STRUCT, VALUE):
                return f"try {kind.rstrip('?')}(wire: {source})"
            if self.schema.messages[field.type_name].is_urn_list:
                return f"{source}.urnList"
            return f"try {kind}(wire: {source})"
        return {
            Field.TYPE_STRING: f"{source}.text",
            Field.TYPE_BYTES: f"{source}.bytes",
            Field.TYPE_BOOL: f"{source} != 0",
            Field.TYPE_ENUM: f".init(rawValue: Int32(bitPattern: {source}.rawValue))",
        }.get(field.type, source)

    def _write(self, field, source):
        if field.type == Field.TYPE_MESSAGE:
            if field.type_name == STRUCT:
                return f"try arena.structure({source})"
            if field.type_name == VALUE:
                return f"try arena.value({source})"
            return f"try arena.message({source})"
        return {
            Field.TYPE_STRING: f"arena.text({source})",
            Field.TYPE_BYTES: f"arena.data({source})",
            Field.TYPE_BOOL: f"{source} ? 1 : 0",
            Field.TYPE_ENUM: f".init(rawValue: UInt32(bitPattern: {source}.rawValue))",
        }.get(field.type, source)

    def reading(self):
        field, name = self.field, quoted(self.name)
        at = f"wire.pointee.{self.c}"
        count = f"wire.pointee.n_{field.name.lower()}"
        if self.entry:
            return f"{name} = try readEntries({count}, {at}) {{ entry throws(CodecError) in\n    {self._read_entry()}\n}}"
        if self.is_repeated:
            if field.type == Field.TYPE_STRING:
                return f"{name} = readTexts({count}, {at})"
            if field.type == Field.TYPE_ENUM:
                return f"{name} = readEnums({count}, {at}) {{ $0.rawValue }}"
            return f"{name} = try readMessages({count}, {at})"
        if self.type.endswith("?"):
            return f"if let field = {at} {{ {name} = {self._read(field, 'field')} }}"
        if field.type == Field.TYPE_MESSAGE:
            return f"if let field = {at} {{ {name} = {self._read(field, 'field')} }}"
        return f"{name} = {self._read(field, at)}"

    def _read_entry(self):
        value = self.entry.proto.field[1]
        if value.type == Field.TYPE_MESSAGE and self.schema.messages[value.type_name].is_urn_list:
            inner = "entry.pointee.value.map { readTexts($0.pointee.n_urns, $0.pointee.urns) } ?? []"
        elif value.type == Field.TYPE_MESSAGE:
            kind = self._element(value)[0]
            inner = f"try readMessage(entry.pointee.value) as {kind}"
        else:
            inner = self._read(value, "entry.pointee.value")
        return f"(entry.pointee.key.text, {inner})"

    def writing(self):
        field, name = self.field, quoted(self.name)
        at = f"wire.pointee.{self.c}"
        count = f"wire.pointee.n_{field.name.lower()}"
        if self.entry:
            return self._write_entries(at, count)
        if self.is_repeated:
            kind = {Field.TYPE_STRING: "arena.texts", Field.TYPE_ENUM: "arena.enums"}.get(field.type, "try arena.messages")
            tail = " { .init(rawValue: $0) }" if field.type == Field.TYPE_ENUM else ""
            return f"({count}, {at}) = {kind}({name}){tail}"
        if self.type.endswith("?"):
            return f"if let {name} {{ {at} = {self._write(field, name)} }}"
        return f"{at} = {self._write(field, name)}"

    def _write_entries(self, at, count):
        prefix = c_lower(self.entry.full_name)
        value = self.entry.proto.field[1]
        if value.type == Field.TYPE_MESSAGE and self.schema.messages[value.type_name].is_urn_list:
            inner = c_lower(value.type_name)
            body = (
                f"let list = arena.make({inner}__init)\n"
                "(list.pointee.n_urns, list.pointee.urns) = arena.texts(value)\n"
                "entry.pointee.value = list"
            )
        else:
            body = f"entry.pointee.value = {self._write(value, 'value')}"
        return (
            f"({count}, {at}) = try arena.entries({quoted(self.name)}, {prefix}__init) "
            f"{{ entry, key, value throws(CodecError) in\n    entry.pointee.key = key\n{indent(body)}\n}}"
        )


class OptionalProperty(Property):
    """A field with presence: the only member of a oneof, before which its comment stands."""

    def doc(self):
        return self.schema.doc(self.message.comments, self.message.path + (8, self.field.oneof_index))

    def _type(self):
        kind = self._element(self.field)[0].rstrip("?")
        return f"{kind}?", "nil"

    def _case(self):
        return f"wire.pointee.{c_oneof(self.message.proto.oneof_decl[self.field.oneof_index].name)}_case"

    def reading(self):
        at = f"wire.pointee.{self.c}"
        if self.field.type == Field.TYPE_MESSAGE:
            value = f"try readMessage({at})"
        else:
            value = self._read(self.field, at)
        return f"if {self._case()}.rawValue == {self.field.number} {{ {quoted(self.name)} = {value} }}"

    def writing(self):
        name = quoted(self.name)
        return (
            f"if let {name} {{\n    {self._case()} = .init(rawValue: {self.field.number})\n"
            f"    wire.pointee.{self.c} = {self._write(self.field, name)}\n}}"
        )


class OneofProperty:
    """Several fields of which at most one is set: a Swift enum."""

    default = "nil"

    def __init__(self, schema, message, index):
        self.schema, self.message, self.index = schema, message, index
        self.oneof = message.proto.oneof_decl[index]
        full_name = f"{message.full_name}.{self.oneof.name}"
        name = camel(self.oneof.name)
        self.kind = ONEOF_NAMES.get(full_name, name[:1].upper() + name[1:])
        self.name, self.type = name, f"{self.kind}?"
        self.members = [
            Property(schema, message, field, message.path + (2, place))
            for place, field in enumerate(message.proto.field)
            if field.HasField("oneof_index") and field.oneof_index == index
        ]

    def doc(self):
        return self.schema.doc(self.message.comments, self.message.path + (8, self.index))

    def declaration(self):
        cases = "\n".join(m.doc() + f"case {quoted(m.name)}({m.type.rstrip('?')})" for m in self.members)
        return f"{self.doc()}public enum {self.kind}: Hashable, Sendable {{\n{indent(cases)}\n}}"

    def _case(self):
        return f"wire.pointee.{c_oneof(self.oneof.name)}_case"

    def reading(self):
        cases = []
        for member in self.members:
            at = f"wire.pointee.{member.c}"
            is_message = member.field.type == Field.TYPE_MESSAGE
            value = f"try readMessage({at})" if is_message else member._read(member.field, at)
            cases.append(f"case {member.field.number}: {self.name} = .{member.name}({value})")
        return f"switch {self._case()}.rawValue {{\n" + "\n".join(cases) + "\ndefault: break\n}"

    def writing(self):
        cases = []
        for member in self.members:
            cases.append(
                f"case .{member.name}(let value):\n    {self._case()} = .init(rawValue: {member.field.number})\n"
                f"    wire.pointee.{member.c} = {member._write(member.field, 'value')}"
            )
        return f"switch {self.name} {{\n" + "\n".join(cases) + "\ncase nil: break\n}"
