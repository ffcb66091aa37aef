internal import PulumiProtocol

/// The identity of a stack: its organization, its project and its name.
public struct StackIdentity: Hashable, Sendable {
    /// The organization; `organization` where the backend has none.
    public var organization: String
    /// The project's name.
    public var project: String
    /// The stack's name.
    public var stack: String

    /// An identity from its parts.
    public init(organization: String = "organization", project: String, stack: String) {
        self.organization = organization
        self.project = project
        self.stack = stack
    }

    /// The name of the stack's own resource.
    var rootName: String { "\(project)-\(stack)" }

    /// The URN of the stack's own resource.
    public var rootURN: String { urn(parent: "", type: URN.stackType, name: rootName) }

    /// Returns the URN of a resource; the stack as a parent adds nothing to it.
    public func urn(parent: String, type: String, name: String) -> String {
        let parentType = URN.qualifiedType(in: parent)
        let qualified = parentType.isEmpty || parentType == URN.stackType ? type : "\(parentType)$\(type)"
        return "urn:pulumi:\(stack)::\(project)::\(qualified)::\(name)"
    }
}
