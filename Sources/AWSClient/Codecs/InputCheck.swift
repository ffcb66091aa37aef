internal import Crypto
import JSON

/// Checks an input against its shape before anything is sent, and fills in idempotency tokens.
struct InputCheck {
    private let model: OperationModel
    private let token: () -> String
    private var faults: [String] = []

    /// Checks an input.
    ///
    /// - Parameters:
    ///   - input: Members by the names of the model.
    ///   - model: The operation's model.
    ///   - token: Makes a token that was never used.
    /// - Returns: The input without nulls and with idempotency tokens.
    /// - Throws: ``AWSError`` that names every fault by its path.
    static func checked(
        _ input: JSON.Object,
        _ model: OperationModel,
        token: @escaping () -> String = randomUUID
    ) throws(AWSError) -> JSON.Object {
        guard let root = model.input else {
            if input.isEmpty { return input }
            throw AWSError(.invalidInput, model.operation, message: "the operation has no input; got \(input.keys)")
        }
        var check = InputCheck(model: model, token: token)
        let value = check.structure(input, model.shapes[root], "")
        if check.faults.isEmpty { return value }
        throw AWSError(.invalidInput, model.operation, message: check.faults.joined(separator: "; "))
    }

    private init(model: OperationModel, token: @escaping () -> String) {
        self.model = model
        self.token = token
    }

    private mutating func structure(_ object: JSON.Object, _ shape: Shape, _ path: String) -> JSON.Object {
        var out = JSON.Object()
        let members = shape.members
        for element in object where !element.value.isNull {
            guard let member = members.first(where: { $0.name == element.key }) else {
                let known = members.map(\.name).joined(separator: ", ")
                faults.append("\(path)\(element.key): there is no such member; there are \(known)")
                continue
            }
            out[element.key] = value(element.value, model.shapes[member.shape], path + element.key)
        }
        for member in members where member.isIdempotencyToken && out[member.name] == nil {
            out[member.name] = .string(token())
        }
        for name in shape.required where out[name] == nil {
            faults.append("\(path)\(name): this member is required")
        }
        return out
    }

    private mutating func value(_ value: JSON, _ shape: Shape, _ path: String) -> JSON {
        switch (shape.kind, value) {
        case (.structure, .object(let object)):
            return .object(structure(object, shape, path + "."))
        case (.list(let member), .array(let items)):
            var out: [JSON] = []
            out.reserveCapacity(items.count)
            for (index, item) in items.enumerated() {
                out.append(self.value(item, model.shapes[member.shape], "\(path)[\(index)]"))
            }
            return .array(out)
        case (.map(_, let member), .object(let object)):
            var out = JSON.Object()
            for element in object where !element.value.isNull {
                out[element.key] = self.value(element.value, model.shapes[member.shape], "\(path).\(element.key)")
            }
            return .object(out)
        case (.string, .string), (.boolean, .bool), (.float, .number), (.timestamp, .number), (.document, _):
            return value
        case (.integer, .number(let number)) where number.int != nil:
            return value
        case (.blob, .string(let text)) where Base64.decode(text) != nil:
            return value
        case (.timestamp, .string(let text)) where Timestamp(parsing: text) != nil:
            return value
        default:
            faults.append("\(path): expected \(shape.kind.expectation), got \(value.kindName)")
            return value
        }
    }
}

extension Shape.Kind {
    /// The type of a shape's values, for messages.
    fileprivate var expectation: String {
        switch self {
        case .structure, .map: "an object"
        case .list: "a list"
        case .string: "a string"
        case .integer: "a whole number"
        case .float: "a number"
        case .boolean: "a boolean"
        case .blob: "base64 text"
        case .timestamp: "RFC 3339 text or seconds since 1970"
        case .document: "any JSON"
        }
    }
}

extension JSON {
    /// The type of a value without the value itself, which may be a secret.
    fileprivate var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
