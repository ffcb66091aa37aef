import PackageSchema
public import PulumiProtocol

/// One input of a component, or of an object among its inputs: the value, and the path by which messages name it.
///
/// `Value` is the input's type in the schema: a view, a list or map of them, or `PropertyValue` for anything else.
public struct Input<Value>: Sendable {
    /// The URN of the component.
    let owner: String
    /// The path of the object that the input is part of; empty for the component's inputs.
    let objectPath: String
    /// The input's name, such as `listeners`; for an element of a list its index too, such as `listeners[0]`.
    public let name: String
    /// The value as decoded from the request; `nil` if it is absent.
    public let value: PropertyValue?

    /// The input's path, such as `listeners[0].port`.
    public var path: String { objectPath.isEmpty ? name : "\(objectPath).\(name)" }

    /// The value if the input is present and not null.
    public var nonNull: PropertyValue? { value.given }

    /// Indicates whether the input is present and counts as given; see ``PulumiProtocol/PropertyValue/isTruthy``.
    public var isTruthy: Bool { value.isTruthy }

    /// Returns a failure that names the input.
    public func failure(_ reason: String) -> InputFailure {
        InputFailure(owner, at: path, reason)
    }

    /// Checks that at most one of this input and another is given; null does not count.
    ///
    /// - Throws: ``InputFailure`` that names both, with the remedy.
    public func exclude<Other>(_ other: Input<Other>, remedy: String = "remove one of them") throws(InputFailure) {
        guard nonNull != nil, other.nonNull != nil else { return }
        throw other.failure("cannot be given together with \(path); \(remedy)")
    }

    /// Returns the one of several inputs that is given; `nil` if none is.
    ///
    /// - Throws: ``InputFailure`` that names the first two if several are given, with the remedy.
    public static func onlyOne(
        of inputs: [Input],
        remedy: String = "remove one of them"
    ) throws(InputFailure) -> Input? {
        let given = inputs.filter { $0.nonNull != nil }
        if given.count > 1 { try given[0].exclude(given[1], remedy: remedy) }
        return given.first
    }

    /// Returns the elements of a list, each with its own path; `nil` if the value is no list or not known yet.
    ///
    /// The elements of a list that is an output are outputs.
    public func elements<Element>() -> [Input<Element>]? where Value == [Element] {
        value?.distributed.list?.enumerated().map { index, element in
            Input<Element>(owner: owner, objectPath: objectPath, name: "\(name)[\(index)]", value: element)
        }
    }
}

extension Input where Value: InputView {
    /// Returns the view of an object; `nil` if the input is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value is no object or not known yet.
    public func view() throws(InputFailure) -> Value? {
        guard let value = nonNull else { return nil }
        guard let view = viewIfKnown() else { throw mismatch(value, "an object") }
        return view
    }

    /// Returns the view of an object; `nil` if the value is no object or not known yet.
    public func viewIfKnown() -> Value? {
        (value?.distributed.map).map { Value(object: InputObject(owner: owner, path: path, properties: $0)) }
    }
}

extension Input {
    /// Returns the views of a list of objects; `nil` if the input is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value or an element is something else or not known yet.
    public func views<View: InputView>() throws(InputFailure) -> [View]? where Value == [View] {
        guard let value = nonNull else { return nil }
        guard let elements = elements() else { throw mismatch(value, "a list") }
        return try elements.map { (element) throws(InputFailure) in try element.requiredView() }
    }

    /// Returns the views of a map of objects, in the order of a JavaScript object; `nil` if the input is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value or an entry is something else or not known yet.
    public func views<View: InputView>() throws(InputFailure) -> [(key: String, view: View)]?
    where Value == [String: View] {
        guard let value = nonNull else { return nil }
        guard let map = value.distributed.map else { throw mismatch(value, "an object") }
        return try map.inECMAScriptOrder.map { (entry) throws(InputFailure) in
            let place = "\(name)[\"\(entry.key)\"]"
            let element = Input<View>(owner: owner, objectPath: objectPath, name: place, value: entry.value)
            return (entry.key, try element.requiredView())
        }
    }

    private func mismatch(_ value: PropertyValue, _ expected: String) -> InputFailure {
        if case .output(let output) = value, output.value == nil {
            return failure(
                "decides which resources there are, so it must be known at once, and not be made from another "
                    + "resource's outputs; use outputs inside it instead"
            )
        }
        return failure("must be \(expected), not \(value.kind)")
    }
}

extension Input where Value: InputView {
    /// Returns the view of an element, which may not be null.
    fileprivate func requiredView() throws(InputFailure) -> Value {
        guard let view = try view() else { throw failure("must be an object, not null") }
        return view
    }
}
