public import JSON

// Properties as JSON: in messages and recordings, and in checkpoints. The two differ in how secrets are kept.

extension PropertyValue {
    /// The text in the place of a secret in a recording.
    static let redacted = "[secret]"

    /// The value in protobuf's JSON mapping, secrets in the clear.
    ///
    /// - Throws: ``CodecError/notFinite(property:)`` and ``CodecError/tooDeep(property:limit:)``.
    public func json() throws(CodecError) -> JSON {
        try PropertyJSONWriter(secrets: .clear).value(self, depth: 0)
    }

    /// The value in protobuf's JSON mapping, with `"[secret]"` for the content of every secret.
    ///
    /// - Throws: ``CodecError``, as ``json()``.
    public func redactedJSON() throws(CodecError) -> JSON {
        try PropertyJSONWriter(secrets: .redacted).value(self, depth: 0)
    }

    /// The value that is written so in protobuf's JSON mapping.
    ///
    /// - Throws: ``CodecError`` for a wrong signature object, a number out of range, and values nested too deep.
    public init(json: JSON) throws(CodecError) {
        self = try PropertyJSONReader.value(json, depth: 0)
    }
}

extension PropertyMap {
    /// The properties in protobuf's JSON mapping, secrets in the clear.
    ///
    /// - Throws: ``CodecError``, as ``PropertyValue/json()``.
    public func json() throws(CodecError) -> JSON {
        try PropertyJSONWriter(secrets: .clear).map(self, depth: 0)
    }

    /// The properties in protobuf's JSON mapping, with `"[secret]"` for the content of every secret.
    ///
    /// - Throws: ``CodecError``, as ``PropertyValue/json()``.
    public func redactedJSON() throws(CodecError) -> JSON {
        try PropertyJSONWriter(secrets: .redacted).map(self, depth: 0)
    }

    /// The properties that are written so in protobuf's JSON mapping.
    ///
    /// - Throws: ``CodecError``, as ``PropertyValue/init(json:)``; also if the JSON is not an object.
    public init(json: JSON) throws(CodecError) {
        guard case .object(let object) = json else {
            throw .invalidValue(property: "", reason: "is not an object of properties")
        }
        self = try PropertyJSONReader.map(object, depth: 0)
    }
}

/// Writes properties as JSON.
private struct PropertyJSONWriter {
    /// The content that is written for a secret.
    enum Secrets { case clear, redacted }

    let secrets: Secrets

    func map(_ map: PropertyMap, depth: Int) throws(CodecError) -> JSON {
        var object = JSON.Object()
        object.reserveCapacity(map.count)
        for element in map {
            do throws(CodecError) {
                object[element.key] = try value(element.value, depth: depth)
            } catch {
                throw error.inside(element.key)
            }
        }
        return .object(object)
    }

    func value(_ value: PropertyValue, depth: Int) throws(CodecError) -> JSON {
        guard depth < WireScanner.depthLimit else { throw .tooDeep(property: "", limit: WireScanner.depthLimit) }
        switch value {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .string(let string): return .string(string)
        case .unknown: return .string(Signature.unknown)
        case .map(let map): return try self.map(map, depth: depth + 1)
        case .number(let number):
            return number.isFinite ? .number(number) : try map(value.signedObject ?? [:], depth: depth + 1)
        case .list(let elements):
            return try list(elements, depth: depth + 1)
        case .secret where secrets == .redacted:
            return try self.value(.map(PropertyValue.redactedSecret), depth: depth)
        case .output(let output) where secrets == .redacted && output.isSecret:
            var hidden = output
            hidden.value = output.value.map { _ in .string(PropertyValue.redacted) }
            hidden.isSecret = false
            var object = PropertyValue.output(hidden).signedObject ?? [:]
            object["secret"] = true
            return try map(object, depth: depth + 1)
        case .asset, .archive, .secret, .resource, .output:
            return try map(value.signedObject ?? [:], depth: depth + 1)
        }
    }

    private func list(_ elements: [PropertyValue], depth: Int) throws(CodecError) -> JSON {
        var array: [JSON] = []
        array.reserveCapacity(elements.count)
        for element in elements {
            do throws(CodecError) {
                array.append(try value(element, depth: depth))
            } catch {
                throw error.inside("[\(array.count)]")
            }
        }
        return .array(array)
    }
}

extension PropertyValue {
    fileprivate static let redactedSecret = signed(Signature.secret, ["value": .string(redacted)])
}

/// Reads properties from JSON.
private enum PropertyJSONReader {
    static func map(_ object: JSON.Object, depth: Int) throws(CodecError) -> PropertyMap {
        var elements: [PropertyMap.Element] = []
        elements.reserveCapacity(object.count)
        var isSorted = true
        for member in object {
            isSorted = isSorted && (elements.last?.key.precedes(member.key) ?? true)
            do throws(CodecError) {
                elements.append(.init(key: member.key, value: try value(member.value, depth: depth)))
            } catch {
                throw error.inside(member.key)
            }
        }
        return PropertyMap(elements: elements, isSorted: isSorted)
    }

    static func value(_ json: JSON, depth: Int) throws(CodecError) -> PropertyValue {
        guard depth < WireScanner.depthLimit else { throw .tooDeep(property: "", limit: WireScanner.depthLimit) }
        switch json {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .string(let string): return PropertyValue(textOrUnknown: string)
        case .number(let number):
            guard number.double.isFinite else { throw .notFinite(property: "") }
            return .number(number.double)
        case .array(let elements):
            var list: [PropertyValue] = []
            list.reserveCapacity(elements.count)
            for element in elements {
                do throws(CodecError) {
                    list.append(try value(element, depth: depth + 1))
                } catch {
                    throw error.inside("[\(list.count)]")
                }
            }
            return .list(list)
        case .object(let object):
            let fields = try map(object, depth: depth + 1)
            return fields[Signature.key] == nil ? .map(fields) : try PropertyValue(signed: fields)
        }
    }
}
