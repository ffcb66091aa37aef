/// A fault of one input, in words for the person who wrote it.
package struct InputFault: Hashable, Sendable {
    /// The property's path, such as `ingress[0].fromPort`; empty for the resource as a whole.
    package let property: String
    /// The fault, and the way to correct it.
    package let reason: String

    /// A fault from its parts.
    package init(property: String, reason: String) {
        self.property = property
        self.reason = reason
    }
}
