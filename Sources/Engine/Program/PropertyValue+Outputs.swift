internal import PulumiProtocol

// Evaluation works on values in which an output stands wherever something is secret, unknown, or depends on a
// resource; all else is plain. A function of such values gets them plain, and its result is an output again.

extension PropertyValue {
    /// Whether an output stands in the value.
    var holdsOutputs: Bool {
        switch self {
        case .output, .secret, .unknown: true
        case .list(let elements): elements.contains(where: \.holdsOutputs)
        case .map(let map): map.contains { $0.value.holdsOutputs }
        default: false
        }
    }

    /// The value as one output: unknown or secret as a whole if a part of it is, depending on what its parts do.
    var asOutput: OutputValue {
        var gathering = OutputGathering()
        let value = gathering.gather(self)
        return gathering.output(value)
    }

    /// What a function makes of values, which it gets plain; it is not called while one of them is unknown.
    static func lifting(
        _ arguments: [PropertyValue],
        isolation: isolated (any Actor)? = #isolation,
        _ function: ([PropertyValue]) async throws -> PropertyValue
    ) async throws -> PropertyValue {
        guard arguments.contains(where: \.holdsOutputs) else { return try await function(arguments) }
        var gathering = OutputGathering()
        let plain = arguments.map { gathering.gather($0) }
        guard !gathering.isUnknown else { return .output(gathering.output(.null)) }
        let result = gathering.gather(try await function(plain))
        return .output(gathering.output(result))
    }
}

extension OutputValue {
    /// The output with more dependencies, and perhaps more secret.
    func adding(dependencies more: some Sequence<String>, isSecret: Bool = false) -> OutputValue {
        OutputValue(
            value: value,
            isSecret: self.isSecret || isSecret,
            dependencies: Set(dependencies).union(more).sorted()
        )
    }
}

/// Collects what is known of the outputs in values while it takes them out.
struct OutputGathering {
    private(set) var isUnknown = false
    private(set) var isSecret = false
    private var dependencies: Set<String> = []

    /// The value without outputs.
    mutating func gather(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .output(let output):
            isSecret = isSecret || output.isSecret
            dependencies.formUnion(output.dependencies)
            guard let inner = output.value else {
                isUnknown = true
                return .null
            }
            return gather(inner)
        case .secret(let inner):
            isSecret = true
            return gather(inner)
        case .unknown:
            isUnknown = true
            return .null
        case .list(let elements): return .list(elements.map { gather($0) })
        case .map(let map):
            guard value.holdsOutputs else { return value }
            return .map(PropertyMap(map.map { ($0.key, gather($0.value)) }))
        default: return value
        }
    }

    /// What was gathered, around a value.
    func output(_ value: PropertyValue) -> OutputValue {
        OutputValue(value: isUnknown ? Optional.none : value, isSecret: isSecret, dependencies: dependencies.sorted())
    }
}
