/// A fault of one input, in words for the person who wrote it.
struct InputFault: Hashable, Sendable {
    /// The property's path, such as `ingress[0].fromPort`; empty for the resource as a whole.
    let property: String
    /// What is wrong, and what to do.
    let reason: String
}
