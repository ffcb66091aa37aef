internal import Crypto
internal import JSON
internal import ProviderKit
internal import PulumiProtocol

extension ProgramEvaluator {
    /// Evaluates a call of a built-in function.
    func call(
        _ function: BuiltinFunction,
        _ arguments: [Expression],
        in expression: Expression
    ) async throws -> PropertyValue {
        let given = try await evaluate(all: arguments)
        switch function {
        case .secret:
            return .output(Output(gathering: given[0]).adding(isSecret: true))
        case .unsecret:
            var output = Output(gathering: given[0])
            output.isSecret = false
            return .output(output)
        case .resourceName, .resourceType: return try resourceFact(function, given[0], arguments[0])
        case .stackReference: return try await stackReference(given, arguments, in: expression)
        default:
            return try await PropertyValue.mapKnown(given) { plain in
                if function == .select {
                    let index = try index(plain[0], at: arguments[0])
                    return try await follow([.index(index)], from: plain[1], in: arguments[1])
                }
                return try apply(function, plain, arguments, in: expression)
            }
        }
    }

    /// Evaluates a function of plain values.
    private func apply(
        _ function: BuiltinFunction,
        _ values: [PropertyValue],
        _ arguments: [Expression],
        in expression: Expression
    ) throws -> PropertyValue {
        let value = values[0]
        let place = arguments[0].range
        switch function {
        case .join: return try join(values, arguments)
        case .split: return try split(values, arguments)
        case .toJSON:
            if value.holdsInfinity {
                throw fault("failed to encode JSON: it does not support infinite numbers", at: expression.range)
            }
            return .string(JSON(plain: value).text([.sortedKeys, .escapingHTML, .escapingLineSeparators]))
        case .toBase64:
            let text = try text(value, at: place, "expected argument to fn::toBase64 to be a string, got")
            return .string(Base64.encode(Array(text.utf8)))
        case .fromBase64: return try fromBase64(value, at: place)
        case .sha1:
            let text = try text(value, at: place, "fn::sha1 requires a string, got")
            return .string(hexadecimal(SHA1.hash(Array(text.utf8))))
        case .readFile: return .string(try textFile(value, at: place, function))
        case .fileBase64: return .string(Base64.encode(try file(value, at: place, function)))
        case .fileBase64SHA256: return .string(Base64.encode(SHA256.hash(try file(value, at: place, function))))
        case .length: return .number(Double(try length(value, at: place)))
        case .singleOrNone: return try singleOrNone(value, at: place)
        default: return try asset(function, value, at: place)
        }
    }

    private func text(_ value: PropertyValue, at range: TextRange, _ complaint: String) throws -> String {
        guard case .string(let text) = value else { throw fault("\(complaint) \(value.kindInYAML)", at: range) }
        return text
    }

    private func join(_ values: [PropertyValue], _ arguments: [Expression]) throws -> PropertyValue {
        let delimiter =
            values[0].isNull
            ? "" : try text(values[0], at: arguments[0].range, "delimiter must be a string, not")
        guard case .list(let elements) = values[1] else {
            throw fault(
                "the second argument to fn::join must be a list, found \(values[1].kindInYAML)",
                at: arguments[1].range
            )
        }
        var failure: EvaluationFailure?
        let texts = elements.enumerated().compactMap { index, element -> String? in
            if case .string(let text) = element { return text }
            failure = fault(
                "the second argument to fn::join must be a list of strings, found \(element.kindInYAML) at index \(index)",
                at: arguments[1].range,
                hint: "quote it, or insert it into text: \"${…}\""
            )
            return nil
        }
        if let failure { throw failure }
        return .string(texts.joined(separator: delimiter))
    }

    private func split(_ values: [PropertyValue], _ arguments: [Expression]) throws -> PropertyValue {
        let delimiter = try text(values[0], at: arguments[0].range, "Must be a string, not")
        let source = try text(values[1], at: arguments[1].range, "Must be a string, not")
        if delimiter.isEmpty { return .list(source.unicodeScalars.map { .string(String($0)) }) }
        return .list(source.separated(by: delimiter).map { .string($0) })
    }

    private func fromBase64(_ value: PropertyValue, at range: TextRange) throws -> PropertyValue {
        let text = try text(value, at: range, "expected argument to fn::fromBase64 to be a string, got")
        guard let bytes = Base64.decode(lenient: text) else {
            throw fault("fn::fromBase64 unable to decode \(text): it is not Base64", at: range)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw fault("fn::fromBase64 output is not a valid UTF-8 string", at: range)
        }
        return .string(decoded)
    }

    private func length(_ value: PropertyValue, at range: TextRange) throws -> Int {
        switch value {
        case .list(let elements): elements.count
        case .map(let map): map.count
        case .string(let text): text.count
        default: throw fault("fn::length requires a list, map, or string, got \(value.kindInYAML)", at: range)
        }
    }

    private func singleOrNone(_ value: PropertyValue, at range: TextRange) throws -> PropertyValue {
        guard case .list(let elements) = value else {
            throw fault("fn::singleOrNone requires a list, got \(value.kindInYAML)", at: range)
        }
        guard elements.count <= 1 else {
            throw fault("fn::singleOrNone expected a list of 0 or 1 elements, got \(elements.count)", at: range)
        }
        return elements.first ?? .null
    }

    private func index(_ value: PropertyValue, at argument: Expression) throws -> Int {
        guard case .number(let number) = value else {
            throw fault("index must be a number, not \(value.kindInYAML)", at: argument.range)
        }
        guard let index = Int(exactly: number), index >= 0 else {
            throw fault("index must be a positive integral, not \(JSON.Number(number).text)", at: argument.range)
        }
        return index
    }

    private func file(_ value: PropertyValue, at range: TextRange, _ function: BuiltinFunction) throws -> [UInt8] {
        let path = try text(value, at: range, "Argument to \(function.rawValue) must be a string, got")
        do {
            return try TextFile.bytes(of: FilePath.joined(context.workingFolder, path))
        } catch {
            throw fault("Error reading file at path \(path): open \(path): \(error.reason)", at: range)
        }
    }

    private func textFile(_ value: PropertyValue, at range: TextRange, _ function: BuiltinFunction) throws -> String {
        guard let text = String(validating: try file(value, at: range, function), as: UTF8.self) else {
            throw fault(
                "the file at path \(value.string ?? "") is not text in UTF-8",
                at: range,
                hint: "read it with \(BuiltinFunction.fileBase64.rawValue)"
            )
        }
        return text
    }

    private func resourceFact(
        _ function: BuiltinFunction,
        _ value: PropertyValue,
        _ argument: Expression
    ) throws -> PropertyValue {
        guard case .resource(let reference) = value, let resource = values.resource(reference.urn) else {
            throw fault("\(function.rawValue) requires a resource, got \(value.kindInYAML)", at: argument.range)
        }
        return .string(function == .resourceName ? resource.name : resource.type)
    }
}

extension String {
    /// Splits the text at a separator, compared byte by byte.
    fileprivate func separated(by separator: String) -> [String] {
        let bytes = Array(utf8)
        let mark = Array(separator.utf8)
        var pieces: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= bytes.count {
            if bytes[index..<index + mark.count].elementsEqual(mark) {
                pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }
}

extension PropertyValue {
    /// Indicates a number in the value that is infinite or NaN.
    var holdsInfinity: Bool {
        contains { value in
            if case .number(let number) = value { !number.isFinite } else { false }
        }
    }
}
