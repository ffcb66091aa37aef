public import PulumiProtocol

/// A resource exists, but did not become what was asked for: its state must be kept.
///
/// Thrown by ``Provider/create(_:_:)``, ``Provider/update(_:_:)`` and ``Provider/read(_:_:)``.
public struct ResourceInitFailure: Error, Sendable {
    /// The resource's id.
    public var id: String
    /// Its state as far as known.
    public var properties: PropertyMap
    /// Its inputs, where they differ from the request's.
    public var inputs: PropertyMap?
    /// The reasons, one sentence each.
    public var reasons: [String]

    /// A failure from its parts.
    public init(id: String, properties: PropertyMap, inputs: PropertyMap? = nil, reasons: [String]) {
        self.id = id
        self.properties = properties
        self.inputs = inputs
        self.reasons = reasons
    }
}
