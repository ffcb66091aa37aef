/// A value that may be unknown, may be secret, and knows the resources it came from.
///
/// It is what Pulumi calls an output. Values computed from it keep its marks; nothing is computed from an unknown one.
public struct Output<Value: Sendable>: Sendable {
    /// The value; `nil` while it is unknown.
    public var value: Value?
    /// True if it must be kept encrypted.
    public var isSecret: Bool
    /// The URNs of the resources that it came from: sorted, each once, unless a message brought them otherwise.
    public var dependencies: [String]

    /// Creates an output from its parts.
    public init(_ value: Value?, isSecret: Bool = false, dependencies: [String] = []) {
        self.value = value
        self.isSecret = isSecret
        self.dependencies = dependencies
    }

    /// Computes an output from the value, with the marks of the value.
    ///
    /// - Parameter transform: The computation; not called while the value is unknown.
    /// - Returns: The output of the computation.
    public func map<Result>(_ transform: (Value) throws -> Result) rethrows -> Output<Result> {
        Output<Result>(try value.map(transform), isSecret: isSecret, dependencies: dependencies)
    }

    /// Returns both values as one output: unknown or secret if either is, with the dependencies of both.
    public func and<Other>(_ other: Output<Other>) -> Output<(Value, Other)> {
        var both: (Value, Other)?
        if let value, let otherValue = other.value { both = (value, otherValue) }
        return Output<(Value, Other)>(both).adding(marksOf: self).adding(marksOf: other)
    }

    /// Returns the output with more dependencies, and secret if it is or `isSecret` says so.
    public func adding(dependencies more: [String] = [], isSecret: Bool = false) -> Output {
        var output = self
        output.isSecret = self.isSecret || isSecret
        if output.dependencies.isEmpty {
            output.dependencies = more
        } else if !more.isEmpty {
            output.dependencies = Set(dependencies).union(more).sorted()
        }
        return output
    }

    /// Returns the output with the secrecy and the dependencies of another added.
    public func adding<Other>(marksOf other: Output<Other>) -> Output {
        adding(dependencies: other.dependencies, isSecret: other.isSecret)
    }
}

extension Output: Equatable where Value: Equatable {}
extension Output: Hashable where Value: Hashable {}

extension Output where Value == PropertyValue {
    /// Creates an output of a whole value from the marks inside it.
    ///
    /// It is unknown or secret if a part is, and depends on everything that a part depends on. A reference to a resource
    /// adds that resource's URN, never what that resource depends on.
    public init(gathering value: PropertyValue) {
        var gathering = MarkGathering()
        let plain = gathering.plain(value)
        self = gathering.output(plain)
    }

    /// The output as a property: the value itself where there is nothing to mark.
    public var property: PropertyValue {
        if let value, !isSecret, dependencies.isEmpty { return value }
        return .output(self)
    }
}
