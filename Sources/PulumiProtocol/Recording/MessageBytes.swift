import CProtobufC
import CPulumiProtocol
public import JSON

extension ProtocolMessage {
    /// The message that JSON in protobuf's mapping stands for, as recordings have it; unknown members are skipped.
    ///
    /// - Throws: ``CodecError`` if a member is no value of its field.
    public init(recordingJSON json: JSON) throws(CodecError) {
        guard let type = Self.self as? any WireMessage.Type else {
            throw .invalidValue(property: "", reason: "no message")
        }
        var bytes = MessageBytes()
        try bytes.add(json.object ?? [:], type.shape.descriptor.pointee)
        try self.init(decoding: bytes.bytes)
    }
}

/// The bytes of a message, written from JSON in protobuf's mapping.
private struct MessageBytes {
    private(set) var bytes: [UInt8] = []

    /// The numbers of how a value is written, from protobuf's encoding.
    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case delimited = 2
    }

    /// Adds the members that the message has fields for.
    mutating func add(_ object: JSON.Object, _ descriptor: ProtobufCMessageDescriptor) throws(CodecError) {
        let message = String(cString: descriptor.name)
        for field in UnsafeBufferPointer(start: descriptor.fields, count: Int(descriptor.n_fields)) {
            let name = String(cString: field.name)
            guard let value = object[jsonName(name)] ?? object[name], !value.isNull else { continue }
            do throws(CodecError) {
                try add(value, field, isBytes: byteFields.contains("\(message).\(name)"))
            } catch {
                throw error.inside(name)
            }
        }
    }

    private mutating func add(
        _ value: JSON,
        _ field: ProtobufCFieldDescriptor,
        isBytes: Bool
    ) throws(CodecError) {
        guard field.label == PROTOBUF_C_LABEL_REPEATED else { return try addOne(value, field, isBytes: isBytes) }
        if field.isMap {
            for entry in value.object ?? [:] {
                try addOne(["key": .string(entry.key), "value": entry.value], field, isBytes: isBytes)
            }
        } else {
            for element in value.array ?? [] { try addOne(element, field, isBytes: isBytes) }
        }
    }

    private mutating func addOne(
        _ value: JSON,
        _ field: ProtobufCFieldDescriptor,
        isBytes: Bool
    ) throws(CodecError) {
        switch field.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            delimited(field.id, try Self.nested(value, field))
        case PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_STRING:
            let text = value.string ?? ""
            delimited(field.id, isBytes ? Self.decodedBase64(text) : Array(text.utf8))
        case PROTOBUF_C_TYPE_DOUBLE:
            fixed64(field.id, value.double ?? 0)
        case PROTOBUF_C_TYPE_BOOL:
            varint(field.id, value.bool == true ? 1 : 0)
        case PROTOBUF_C_TYPE_ENUM:
            varint(field.id, try Self.number(value, field))
        default:
            // The mapping has 64-bit numbers as text.
            guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
                throw .invalidValue(property: "", reason: "is no number")
            }
            varint(field.id, UInt64(bitPattern: Int64(number)))
        }
    }

    private static func nested(_ value: JSON, _ field: ProtobufCFieldDescriptor) throws(CodecError) -> [UInt8] {
        let descriptor = field.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self).pointee
        var nested = MessageBytes()
        switch String(cString: descriptor.name) {
        case "google.protobuf.Struct": nested.addProperties(value.object ?? [:])
        case "google.protobuf.Value": nested.addProperty(value)
        default: try nested.add(value.object ?? [:], descriptor)
        }
        return nested.bytes
    }

    private static func number(_ value: JSON, _ field: ProtobufCFieldDescriptor) throws(CodecError) -> UInt64 {
        if let number = value.int { return UInt64(bitPattern: Int64(number)) }
        let descriptor = field.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        guard let name = value.string,
            let found = protobuf_c_enum_descriptor_get_value_by_name(descriptor, name)
        else { throw .invalidValue(property: "", reason: "is no name of the enumeration") }
        return UInt64(bitPattern: Int64(found.pointee.value))
    }

    // MARK: Properties

    /// Adds the fields of `google.protobuf.Struct`.
    private mutating func addProperties(_ object: JSON.Object) {
        for entry in object {
            var value = MessageBytes()
            value.addProperty(entry.value)
            var field = MessageBytes()
            field.delimited(1, Array(entry.key.utf8))
            field.delimited(2, value.bytes)
            delimited(1, field.bytes)
        }
    }

    /// Adds the one field of `google.protobuf.Value`.
    private mutating func addProperty(_ value: JSON) {
        var nested = MessageBytes()
        switch value {
        case .null: varint(1, 0)
        case .number(let number): fixed64(2, number.double)
        case .string(let text): delimited(3, Array(text.utf8))
        case .bool(let flag): varint(4, flag ? 1 : 0)
        case .object(let object):
            nested.addProperties(object)
            delimited(5, nested.bytes)
        case .array(let elements):
            for element in elements {
                var one = MessageBytes()
                one.addProperty(element)
                nested.delimited(1, one.bytes)
            }
            delimited(6, nested.bytes)
        }
    }

    // MARK: Encoding

    private mutating func varint(_ field: UInt32, _ value: UInt64) {
        tag(field, .varint)
        varint(value)
    }

    private mutating func fixed64(_ field: UInt32, _ value: Double) {
        tag(field, .fixed64)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }

    private mutating func delimited(_ field: UInt32, _ content: [UInt8]) {
        tag(field, .delimited)
        varint(UInt64(content.count))
        bytes += content
    }

    private mutating func tag(_ field: UInt32, _ type: WireType) { varint(UInt64(field) << 3 | type.rawValue) }

    private mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    private static func decodedBase64(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var (decoded, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for digit in text.utf8 {
            guard let value = alphabet.firstIndex(of: digit) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return decoded
    }
}
