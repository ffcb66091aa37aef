internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol
internal import RPC

/// The failure of an evaluation whose reason was reported already.
struct EvaluationFailure: Error {}

/// Evaluates the expressions of a checked program.
struct ProgramEvaluator: Sendable {
    let graph: ProgramGraph
    let context: ProgramContext
    let file: String
    let resources: [Int: ResolvedResource]
    let functions: [String: ResolvedFunction]
    let monitor: any ResourceMonitor
    let values: ProgramValues
    /// The version of each package: a version required by one resource applies to all resources of the package.
    let versions: [String: String]

    /// Evaluates an expression.
    ///
    /// - Throws: ``EvaluationFailure`` after the reason was reported, or because a dependency failed.
    func evaluate(_ expression: Expression) async throws -> PropertyValue {
        switch expression.kind {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(value)
        case .string(let text): return .string(text)
        case .interpolation(let parts): return try await interpolate(parts, in: expression)
        case .symbol(let access): return try await value(of: access, in: expression)
        case .list(let elements): return .list(try await evaluate(all: elements))
        case .object(let entries): return try await object(entries)
        case .assetArchive(let entries): return try await archive(entries, in: expression)
        case .call(let function, let arguments): return try await call(function, arguments, in: expression)
        case .invoke(let invocation): return try await invoke(invocation, in: expression)
        }
    }

    /// Evaluates all expressions, even after a failure, so that every fault is reported.
    func evaluate(all expressions: [Expression]) async throws -> [PropertyValue] {
        var values: [PropertyValue] = []
        values.reserveCapacity(expressions.count)
        var failure: (any Error)?
        for expression in expressions {
            do {
                values.append(try await evaluate(expression))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return values
    }

    /// Reports a fault and returns the error to throw.
    func fault(_ summary: String, at range: TextRange, hint: String? = nil) -> EvaluationFailure {
        let diagnostic = Diagnostic(.error, summary, file: file, range: range, hint: hint)
        values.add(diagnostic)
        context.report(diagnostic)
        return EvaluationFailure()
    }

    /// Reports the error of a call to the engine, unless the engine has done so, and returns the error to throw.
    func refusal(_ error: any Error, _ summary: String, at range: TextRange) -> EvaluationFailure {
        guard error is ReportedFailure else { return fault("\(summary): \(String(explaining: error))", at: range) }
        values.add(failure: error)
        return EvaluationFailure()
    }

    private func object(_ entries: [Expression.Entry]) async throws -> PropertyValue {
        let values = try await evaluate(all: entries.map(\.value))
        let keys = try await evaluate(all: entries.map(\.key))
        if entries.allSatisfy({ $0.key.literal != nil }) {
            return .map(PropertyMap(zip(entries, values).map { ($0.key.literal ?? "", $1) }))
        }
        return try await PropertyValue.mapKnown(keys) { keys in
            var pairs: [(String, PropertyValue)] = []
            for (index, key) in keys.enumerated() {
                guard case .string(let text) = key else {
                    throw fault(
                        "object key must evaluate to a string, not \(key.kindInYAML)",
                        at: entries[index].key.range
                    )
                }
                pairs.append((text, values[index]))
            }
            return .map(PropertyMap(pairs))
        }
    }

    private func interpolate(
        _ parts: [InterpolationParser.Part],
        in expression: Expression
    ) async throws -> PropertyValue {
        var inserted: [PropertyValue] = []
        for part in parts {
            guard let access = part.access else { continue }
            inserted.append(try await value(of: access, in: expression))
        }
        return try await PropertyValue.mapKnown(inserted) { inserted in
            var text = ""
            var next = inserted.makeIterator()
            for part in parts {
                text += part.text
                guard let access = part.access, let value = next.next() else { continue }
                text += graph.isInteger(access) ? GoText.integer(value) : GoText.text(value)
            }
            return .string(text)
        }
    }
}

extension PropertyValue {
    /// The value's kind as Pulumi's YAML names it: null is `nil`, and whatever bears marks is an output.
    var kindInYAML: String {
        switch self {
        case .null: "nil"
        case .secret, .output, .unknown: "an output"
        default: kind
        }
    }
}
