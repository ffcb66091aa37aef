public import PulumiProtocol

/// A resource of the stack that an input refers to, with the state that the engine has of it.
public struct ReferencedResource: Sendable {
    private let marks: Output<PropertyValue>
    private let state: PropertyMap
    private let answeredID: String?
    private let mayBeUnknown: Bool

    /// A resource that is not even known yet.
    init(unknown marks: Output<PropertyValue>) {
        self.marks = marks
        state = [:]
        answeredID = nil
        mayBeUnknown = true
    }

    /// A resource as the engine answered for its reference.
    init(
        _ reference: ResourceReference,
        marks: Output<PropertyValue>,
        answer: PropertyMap,
        isPreview: Bool
    ) {
        self.marks = marks.adding(dependencies: [reference.urn])
        state = answer["state"]?.plainMap ?? [:]
        answeredID = answer["id"]?.string ?? reference.id?.string
        mayBeUnknown = isPreview
    }

    /// The resource's id; unknown in a preview of a new resource, `nil` if it has none.
    public var id: PropertyValue? {
        guard let answeredID, !answeredID.isEmpty else { return property(.none) }
        return property(.string(answeredID))
    }

    /// A property of the state, which depends on the resource; `nil` if it is not there once deployed.
    public subscript(name: String) -> PropertyValue? { property(state[name]) }

    private func property(_ value: PropertyValue?) -> PropertyValue? {
        let output = value.map { Output(gathering: $0) } ?? Output(Optional.none)
        return value == nil && !mayBeUnknown ? Optional.none : output.adding(marksOf: marks).property
    }
}

extension PropertyValue {
    /// The map, also if it is secret as a whole.
    fileprivate var plainMap: PropertyMap? {
        if case .secret(let inner) = self { return inner.plainMap?.mapValues { .secret($0) } }
        return map
    }
}
