internal import PulumiProtocol

/// Which stack a deployment is about.
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

    /// The type of the resource that stands for the stack.
    static let stackType = "pulumi:pulumi:Stack"

    /// The URN of the resource that stands for the stack.
    public var rootURN: String { urn(parent: "", type: Self.stackType, name: "\(project)-\(stack)") }

    /// The URN of a resource. The stack itself, as a parent, leaves no trace in it.
    public func urn(parent: String, type: String, name: String) -> String {
        let parentType = URN.qualifiedType(in: parent)
        let qualified = parentType.isEmpty || parentType == Self.stackType ? type : "\(parentType)$\(type)"
        return "urn:pulumi:\(stack)::\(project)::\(qualified)::\(name)"
    }
}
