public import PulumiProtocol

/// A resource that a component has registered.
public struct Child: Sendable {
    /// The resource's URN.
    public let urn: String
    /// The resource's id; unknown in a preview of a new resource.
    public let id: PropertyValue

    /// The child's former URNs, for its own children.
    let formerURNs: [String]

    private let outputs: PropertyMap
    /// True if a property that is missing from the engine's answer is still to come.
    private let hasMore: Bool

    /// Creates a child from the engine's answer.
    ///
    /// - Parameters:
    ///   - response: The engine's answer.
    ///   - inputs: The registered inputs: a property that the engine does not answer keeps its input.
    ///   - isPreview: Whether the answer is a plan.
    ///   - formerURNs: The child's former URNs; empty for an engine that works them out.
    init(_ response: RegisterResourceResponse, inputs: PropertyMap, isPreview: Bool, formerURNs: [String]) {
        urn = response.urn
        self.formerURNs = formerURNs
        hasMore = isPreview || response.result != .success || response.unknown
        outputs = inputs.merging(response.object)
        let known: PropertyValue? = response.id.isEmpty ? nil : .string(response.id)
        id = .output(Output(hasMore ? known : known ?? .string(""), dependencies: [response.urn]))
    }

    /// An output property, which depends on the resource; `nil` if the resource does not have it.
    public subscript(name: String) -> PropertyValue? {
        guard let value = outputs[name] else {
            return hasMore ? .output(Output(nil, dependencies: [urn])) : nil
        }
        return Output(gathering: value).adding(dependencies: [urn]).property
    }

    /// A reference to the resource.
    public var reference: PropertyValue {
        var known = PropertyValue.unknown
        if case .output(let output) = id, let value = output.value { known = value }
        return .resource(ResourceReference(urn: urn, id: known))
    }
}
