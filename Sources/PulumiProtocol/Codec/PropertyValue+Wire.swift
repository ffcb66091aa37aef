import CProtobufC
import CPulumiProtocol
import Glibc

// Properties as `google.protobuf.Struct` and `google.protobuf.Value`.

private typealias WireStruct = Google__Protobuf__Struct
private typealias WireEntry = Google__Protobuf__Struct__FieldsEntry
private typealias WireList = Google__Protobuf__ListValue
private typealias WireValue = Google__Protobuf__Value

/// The numbers of `Value`'s fields.
private enum Kind {
    static let null: UInt32 = 1
    static let number: UInt32 = 2
    static let string: UInt32 = 3
    static let bool: UInt32 = 4
    static let structure: UInt32 = 5
    static let list: UInt32 = 6
}

// MARK: Reading

extension PropertyMap {
    typealias Wire = Google__Protobuf__Struct

    init(wire: UnsafePointer<Google__Protobuf__Struct>) throws(CodecError) {
        var elements: [Element] = []
        elements.reserveCapacity(wire.pointee.n_fields)
        var isSorted = true
        var last: ProtobufCBinaryData?
        for case let entry? in UnsafeBufferPointer(start: wire.pointee.fields, count: wire.pointee.n_fields) {
            if let last { isSorted = isSorted && last.precedes(entry.pointee.key) }
            last = entry.pointee.key
            let key = entry.pointee.key.text
            do throws(CodecError) {
                guard let value = entry.pointee.value else { throw CodecError.withoutKind }
                elements.append(Element(key: key, value: try PropertyValue(wire: value)))
            } catch {
                throw error.inside(key)
            }
        }
        self.init(elements: elements, isSorted: isSorted)
    }
}

extension PropertyValue {
    typealias Wire = Google__Protobuf__Value

    init(wire: UnsafePointer<Google__Protobuf__Value>) throws(CodecError) {
        switch wire.pointee.kind_case.rawValue {
        case Kind.null: self = .null
        case Kind.bool: self = .bool(wire.pointee.bool_value != 0)
        case Kind.number:
            guard wire.pointee.number_value.isFinite else { throw .notFinite(property: "") }
            self = .number(wire.pointee.number_value)
        case Kind.string: self.init(textOrUnknown: wire.pointee.string_value.text)
        case Kind.structure: try self.init(structure: wire.pointee.struct_value)
        case Kind.list: self = .list(try Self.elements(of: wire.pointee.list_value))
        default: throw .withoutKind
        }
    }

    private init(structure: UnsafeMutablePointer<WireStruct>) throws(CodecError) {
        let fields = try PropertyMap(wire: structure)
        self = structure.pointee.isSigned ? try .init(signed: fields) : .map(fields)
    }

    private static func elements(of list: UnsafeMutablePointer<WireList>) throws(CodecError) -> [PropertyValue] {
        var elements: [PropertyValue] = []
        elements.reserveCapacity(list.pointee.n_values)
        for case let value? in UnsafeBufferPointer(start: list.pointee.values, count: list.pointee.n_values) {
            do throws(CodecError) {
                elements.append(try PropertyValue(wire: value))
            } catch {
                throw error.inside("[\(elements.count)]")
            }
        }
        return elements
    }
}

extension CodecError {
    fileprivate static let withoutKind = CodecError.invalidValue(property: "", reason: "holds no value at all")
}

extension ProtobufCBinaryData {
    fileprivate func precedes(_ other: ProtobufCBinaryData) -> Bool {
        compare(UnsafeBufferPointer(start: data, count: len), UnsafeBufferPointer(start: other.data, count: other.len))
            < 0
    }
}

extension Google__Protobuf__Struct {
    fileprivate var isSigned: Bool {
        UnsafeBufferPointer(start: fields, count: n_fields).contains { entry in
            guard let key = entry?.pointee.key, key.len == Signature.key.utf8.count else { return false }
            return memcmp(key.data, signatureKey, key.len) == 0
        }
    }
}

/// The signature key's bytes, as C text that lives as long as the process.
private nonisolated(unsafe) let signatureKey: UnsafePointer<CChar> = {
    // Safe to share: written once, before anyone sees it.
    guard let copy = strdup(Signature.key) else { fatalError("out of memory") }
    return UnsafePointer(copy)
}()

// MARK: Writing

extension MessageArena {
    /// The `Struct` of a map.
    func structure(_ map: PropertyMap) throws(CodecError) -> UnsafeMutablePointer<Google__Protobuf__Struct> {
        try structure(map, depth: 0)
    }

    /// The `Value` of a property.
    func value(_ value: PropertyValue) throws(CodecError) -> UnsafeMutablePointer<Google__Protobuf__Value> {
        try self.value(value, depth: 0)
    }

    private func structure(_ map: PropertyMap, depth: Int) throws(CodecError) -> UnsafeMutablePointer<WireStruct> {
        let wire = make(google__protobuf__struct__init)
        guard !map.isEmpty else { return wire }
        let list = allocate(UnsafeMutablePointer<WireEntry>?.self, count: map.count)
        for (index, element) in map.enumerated() {
            let entry = make(google__protobuf__struct__fields_entry__init)
            entry.pointee.key = text(element.key)
            do throws(CodecError) {
                entry.pointee.value = try value(element.value, depth: depth)
            } catch {
                throw error.inside(element.key)
            }
            (list + index).initialize(to: entry)
        }
        wire.pointee.n_fields = map.count
        wire.pointee.fields = list
        return wire
    }

    private func list(
        _ elements: [PropertyValue],
        depth: Int
    ) throws(CodecError) -> UnsafeMutablePointer<WireList> {
        let wire = make(google__protobuf__list_value__init)
        guard !elements.isEmpty else { return wire }
        let list = allocate(UnsafeMutablePointer<WireValue>?.self, count: elements.count)
        for (index, element) in elements.enumerated() {
            do throws(CodecError) {
                (list + index).initialize(to: try value(element, depth: depth))
            } catch {
                throw error.inside("[\(index)]")
            }
        }
        wire.pointee.n_values = elements.count
        wire.pointee.values = list
        return wire
    }

    private func value(_ value: PropertyValue, depth: Int) throws(CodecError) -> UnsafeMutablePointer<WireValue> {
        guard depth < WireScanner.depthLimit else { throw .tooDeep(property: "", limit: WireScanner.depthLimit) }
        let wire = make(google__protobuf__value__init)
        switch value {
        case .null:
            wire.set(Kind.null)
        case .bool(let bool):
            wire.set(Kind.bool)
            wire.pointee.bool_value = bool ? 1 : 0
        case .number(let number):
            guard number.isFinite else { throw .notFinite(property: "") }
            wire.set(Kind.number)
            wire.pointee.number_value = number
        case .string(let string):
            wire.set(Kind.string)
            wire.pointee.string_value = text(string)
        case .unknown:
            wire.set(Kind.string)
            wire.pointee.string_value = text(Signature.unknown)
        case .list(let elements):
            wire.set(Kind.list)
            wire.pointee.list_value = try list(elements, depth: depth + 1)
        case .map(let map):
            wire.set(Kind.structure)
            wire.pointee.struct_value = try structure(map, depth: depth + 1)
        case .asset, .archive, .secret, .resource, .output:
            wire.set(Kind.structure)
            wire.pointee.struct_value = try structure(value.signedObject ?? [:], depth: depth + 1)
        }
        return wire
    }
}

extension UnsafeMutablePointer<Google__Protobuf__Value> {
    fileprivate func set(_ kind: UInt32) {
        pointee.kind_case = Google__Protobuf__Value__KindCase(rawValue: kind)
    }
}
