import CProtobufC
import CPulumiProtocol

/// Checks bytes against a message's shape before libprotobuf-c sees them.
///
/// libprotobuf-c descends without a limit and lets any bytes be text; after this scan it meets neither deep nesting nor
/// bytes that it would refuse.
struct WireScanner {
    /// The number of values that may stand inside each other.
    static let depthLimit = 100

    private let bytes: UnsafeBufferPointer<UInt8>

    /// A scanner of one message's bytes.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Checks that the bytes are a message of that shape.
    ///
    /// - Throws: ``CodecError`` naming the field and the offset.
    func check(_ shape: MessageShape) throws(CodecError) {
        try scan(shape.table, from: 0, to: bytes.count, depth: 0)
    }

    private typealias Table = UnsafePointer<MessageShape.Table>

    private func scan(_ table: Table, from start: Int, to end: Int, depth: Int) throws(CodecError) {
        let depth = table.pointee.isValue ? depth + 1 : depth
        guard depth <= Self.depthLimit else { throw .tooDeep(property: "", limit: Self.depthLimit) }
        var position = start
        while position < end {
            let tagPosition = position
            let tag = try varint(&position, end, table, nil)
            let number = tag >> 3
            guard number > 0, number < 1 << 29 else {
                throw malformed(table, nil, tagPosition, "\(number) is not a field number")
            }
            let index = Int(number)
            let field = index < table.pointee.count ? table.pointee.fields[index] : MessageShape.Field()
            switch tag & 7 {
            case 0:
                try expect(field.kind, .varint, table, index, tagPosition)
                _ = try varint(&position, end, table, index)
            case 1:
                try expect(field.kind, .fixed64, table, index, tagPosition)
                try skip(8, &position, end, table, index)
            case 2:
                let count = try length(&position, end, table, index)
                try scanContent(field, table, index, position..<(position + count), depth)
                position += count
            case 5:
                try expect(field.kind, .fixed32, table, index, tagPosition)
                try skip(4, &position, end, table, index)
            default:
                throw malformed(table, index, tagPosition, "wire type \(tag & 7) is not supported")
            }
        }
    }

    /// Checks what stands behind a length.
    private func scanContent(
        _ field: MessageShape.Field,
        _ table: Table,
        _ number: Int,
        _ range: Range<Int>,
        _ depth: Int
    ) throws(CodecError) {
        switch field.kind {
        case .message:
            guard let inner = field.message else { return }
            try scan(inner, from: range.lowerBound, to: range.upperBound, depth: depth)
        case .text:
            guard isUTF8(UnsafeBufferPointer(rebasing: bytes[range])) else {
                throw .invalidText(field: name(table, number), offset: range.lowerBound)
            }
        case .bytes, .absent:
            break
        case .varint, .fixed64, .fixed32:
            guard field.isPackable else {
                throw malformed(table, number, range.lowerBound, "a number was expected")
            }
            try scanPacked(field.kind, table, number, range)
        }
    }

    private func scanPacked(
        _ kind: MessageShape.Kind,
        _ table: Table,
        _ number: Int,
        _ range: Range<Int>
    ) throws(CodecError) {
        var position = range.lowerBound
        while position < range.upperBound {
            switch kind {
            case .fixed64: try skip(8, &position, range.upperBound, table, number)
            case .fixed32: try skip(4, &position, range.upperBound, table, number)
            default: _ = try varint(&position, range.upperBound, table, number)
            }
        }
    }

    // MARK: Pieces of the wire format

    private func varint(
        _ position: inout Int,
        _ end: Int,
        _ table: Table,
        _ number: Int?
    ) throws(CodecError) -> UInt64 {
        if position < end, bytes[position] < 0x80 {
            position += 1
            return UInt64(bytes[position - 1])
        }
        let start = position
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
            if shift > 63 { throw malformed(table, number, start, "a number is longer than 10 bytes") }
        }
        throw malformed(table, number, start, "the bytes end inside a number")
    }

    private func length(
        _ position: inout Int,
        _ end: Int,
        _ table: Table,
        _ number: Int
    ) throws(CodecError) -> Int {
        let start = position
        let count = try varint(&position, end, table, number)
        guard count <= UInt64(end - position) else {
            throw malformed(table, number, start, "\(count) bytes were announced and \(end - position) are there")
        }
        return Int(count)
    }

    private func skip(
        _ count: Int,
        _ position: inout Int,
        _ end: Int,
        _ table: Table,
        _ number: Int
    ) throws(CodecError) {
        guard end - position >= count else {
            throw malformed(table, number, position, "\(count) bytes were expected and \(end - position) are there")
        }
        position += count
    }

    private func expect(
        _ kind: MessageShape.Kind,
        _ wireKind: MessageShape.Kind,
        _ table: Table,
        _ number: Int,
        _ position: Int
    ) throws(CodecError) {
        guard kind == wireKind || kind == .absent else {
            throw malformed(table, number, position, "a \(wireKind) stands where a \(kind) was expected")
        }
    }

    // MARK: Errors

    private func malformed(_ table: Table, _ number: Int?, _ offset: Int, _ reason: String) -> CodecError {
        .malformed(field: name(table, number), offset: offset, reason: reason)
    }

    private func name(_ table: Table, _ number: Int?) -> String {
        let descriptor = table.pointee.descriptor.pointee
        let message = String(cString: descriptor.name)
        let fields = UnsafeBufferPointer(start: descriptor.fields, count: Int(descriptor.n_fields))
        guard let number else { return message }
        guard let field = fields.first(where: { Int($0.id) == number }) else { return "\(message).\(number)" }
        return "\(message).\(String(cString: field.name))"
    }
}
