import CProtobufC
import CPulumiProtocol
import Synchronization

/// The form of a message's bytes: protoc-c's descriptor as a table indexed by field number.
///
/// Tables are made when a message is first used, and live as long as the process.
struct MessageShape: @unchecked Sendable {
    // Sendable because the table is complete before anyone but its maker sees it, and is never changed afterwards.
    let table: UnsafePointer<Table>

    /// The table of one message.
    struct Table {
        let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
        /// One more than the highest field number.
        let count: Int
        /// By field number; numbers without a field are ``Kind/absent``.
        let fields: UnsafeMutablePointer<Field>
        /// True if this is `google.protobuf.Value`, the message that can contain itself.
        let isValue: Bool
    }

    /// The form of a field's bytes.
    struct Field {
        var kind: Kind = .absent
        /// True if numbers may stand packed, many in one.
        var isPackable = false
        /// The table of a message field.
        var message: UnsafePointer<Table>?
    }

    /// The encoding of a field's value.
    enum Kind: UInt8 {
        case absent, varint, fixed64, fixed32, text, bytes, message
    }

    /// protoc-c's descriptor of the message.
    var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { table.pointee.descriptor }

    /// The message's full name, such as `pulumirpc.CheckRequest`.
    var name: String { String(cString: descriptor.pointee.name) }

    /// The shape of the message of which `initialize` makes an empty one.
    static func of<Wire>(_ initialize: (UnsafeMutablePointer<Wire>?) -> Void) -> MessageShape {
        withUnsafeTemporaryAllocation(of: Wire.self, capacity: 1) { memory in
            initialize(memory.baseAddress)
            let message = UnsafeRawPointer(memory.baseAddress)?.load(as: ProtobufCMessage.self)
            guard let descriptor = message?.descriptor else { preconditionFailure("a message without a descriptor") }
            return tables.withLock { MessageShape(table: $0.table(of: descriptor)) }
        }
    }

    private static let tables = Mutex(Tables())

    /// The tables made so far, by the address of their descriptor.
    private struct Tables: ~Copyable {
        private var known: [UInt: UInt] = [:]

        mutating func table(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> UnsafePointer<Table> {
            let key = UInt(bitPattern: descriptor)
            if let address = known[key], let table = UnsafePointer<Table>(bitPattern: address) { return table }
            let source = UnsafeBufferPointer(start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
            let count = Int(source.map(\.id).max() ?? 0) + 1
            let fields = UnsafeMutablePointer<Field>.allocate(capacity: count)
            fields.initialize(repeating: Field(), count: count)
            let name = String(cString: descriptor.pointee.name)
            let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
            let isValue = name == "google.protobuf.Value"
            table.initialize(to: Table(descriptor: descriptor, count: count, fields: fields, isValue: isValue))
            // Known before its fields are filled in, because a message may contain itself.
            known[key] = UInt(bitPattern: table)
            for field in source {
                fields[Int(field.id)] = shape(of: field, in: name)
            }
            return UnsafePointer(table)
        }

        private mutating func shape(of field: ProtobufCFieldDescriptor, in message: String) -> Field {
            var shape = Field()
            switch field.type {
            case PROTOBUF_C_TYPE_MESSAGE:
                shape.kind = .message
                shape.message = table(of: field.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
            case PROTOBUF_C_TYPE_BYTES:
                let isBytes = byteFields.contains("\(message).\(String(cString: field.name))")
                shape.kind = isBytes ? .bytes : .text
            case PROTOBUF_C_TYPE_STRING:
                shape.kind = .text
            case PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64:
                shape.kind = .fixed64
            case PROTOBUF_C_TYPE_FLOAT, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32:
                shape.kind = .fixed32
            default:
                shape.kind = .varint
            }
            let isNumber = shape.kind == .varint || shape.kind == .fixed64 || shape.kind == .fixed32
            shape.isPackable = isNumber && field.label == PROTOBUF_C_LABEL_REPEATED
            return shape
        }
    }
}
