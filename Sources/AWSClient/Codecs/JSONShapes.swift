import JSON

/// Converts between the members of a model and JSON on the wire.
struct JSONShapes {
    private let shapes: [Shape]

    init(_ model: OperationModel) { shapes = model.shapes }

    /// The wire's form of a value: wire names, timestamps as seconds unless the model says otherwise.
    func encode(_ value: JSON, _ index: Int, format: TimestampFormat? = nil) -> JSON {
        switch (shapes[index].kind, value) {
        case (.structure(let members), .object(let object)):
            var out = JSON.Object()
            for member in members {
                guard let value = object[member.name] else { continue }
                out[member.wireName] = encode(value, member.shape, format: member.timestampFormat)
            }
            return .object(out)
        case (.list(let member), .array(let items)):
            return .array(items.map { encode($0, member.shape) })
        case (.map(_, let member), .object(let object)):
            var out = JSON.Object()
            for element in object { out[element.key] = encode(element.value, member.shape) }
            return .object(out)
        case (.timestamp, _):
            return (format ?? shapes[index].timestampFormat ?? .unixTimestamp).encode(value)
        default:
            return value
        }
    }

    /// The model's form of a value; what the model does not know and nulls are left out.
    func decode(_ value: JSON, _ index: Int) -> JSON {
        switch (shapes[index].kind, value) {
        case (.structure(let members), .object(let object)):
            var out = JSON.Object()
            for member in members {
                guard let value = object[member.wireName], !value.isNull else { continue }
                out[member.name] = decode(value, member.shape)
            }
            return .object(out)
        case (.list(let member), .array(let items)):
            return .array(items.filter { !$0.isNull }.map { decode($0, member.shape) })
        case (.map(_, let member), .object(let object)):
            var out = JSON.Object()
            for element in object where !element.value.isNull {
                out[element.key] = decode(element.value, member.shape)
            }
            return .object(out)
        case (.timestamp, .number(let number)):
            return Timestamp(parsing: number.text).map { .string($0.rfc3339) } ?? value
        case (.timestamp, .string(let text)):
            return Timestamp(parsing: text).map { .string($0.rfc3339) } ?? value
        default:
            return value
        }
    }
}

extension TimestampFormat {
    /// The wire's form of RFC 3339 text or seconds since 1970; a value in neither form stays as it is.
    func encode(_ value: JSON) -> JSON {
        let text = value.string ?? { if case .number(let number) = value { number.text } else { "" } }()
        guard let time = Timestamp(parsing: text) else { return value }
        switch self {
        case .iso8601: return .string(time.rfc3339)
        case .rfc822: return .string(time.http)
        case .unixTimestamp: return .number(JSON.Number(time.seconds))
        }
    }
}
