/// A resource's name in Pulumi: unique in the stack, and stable while name, type and the types above it stay.
///
/// `urn:pulumi:STACK::PROJECT::TYPES::NAME`, where `TYPES` are the types from the top of the tree down to the
/// resource's own, joined by `$`; the stack's own type counts only for the stack.
public struct URN: Hashable, Sendable, LosslessStringConvertible {
    /// The type of the resource that stands for the stack itself.
    public static let stackType = "pulumi:pulumi:Stack"

    private static let prefix = "urn:pulumi:"
    private static let separator = "::"

    /// The stack's name.
    public let stack: String
    /// The project's name.
    public let project: String
    /// The types from the top down to the resource's own, joined by `$`.
    public let qualifiedType: String
    /// The resource's name; may hold any character.
    public let name: String

    /// The URN that a text is, or `nil` if it is none.
    public init?(_ description: String) {
        guard description.hasPrefix(Self.prefix) else { return nil }
        var parts: [Substring] = []
        var rest = description.dropFirst(Self.prefix.count)
        // What follows the third separator is the name, whatever it holds.
        while parts.count < 3 {
            guard let separator = rest.firstRange(of: Self.separator) else { return nil }
            parts.append(rest[..<separator.lowerBound])
            rest = rest[separator.upperBound...]
        }
        guard !parts[2].isEmpty else { return nil }
        stack = String(parts[0])
        project = String(parts[1])
        qualifiedType = String(parts[2])
        name = String(rest)
    }

    private init(stack: String, project: String, qualifiedType: String, name: String) {
        self.stack = stack
        self.project = project
        self.qualifiedType = qualifiedType
        self.name = name
    }

    /// The URN of a resource by what it consists of.
    ///
    /// - Parameter parent: The resource above; the stack's own resource, or none, adds nothing to the types.
    public static func make(
        stack: String,
        project: String,
        parent: URN? = nil,
        type: String,
        name: String
    ) -> URN {
        let above = parent.flatMap { $0.type == stackType ? nil : $0.qualifiedType }
        let qualifiedType = above.map { "\($0)$\(type)" } ?? type
        return URN(stack: stack, project: project, qualifiedType: qualifiedType, name: name)
    }

    /// The resource's own type token, such as `aws:ecs/cluster:Cluster`.
    public var type: String {
        qualifiedType.lastIndex(of: "$").map { String(qualifiedType[qualifiedType.index(after: $0)...]) }
            ?? qualifiedType
    }

    /// The types above, joined by `$`; empty at the top.
    public var parentType: String {
        qualifiedType.lastIndex(of: "$").map { String(qualifiedType[..<$0]) } ?? ""
    }

    /// The same resource under another name.
    public func renamed(_ name: String) -> URN {
        URN(stack: stack, project: project, qualifiedType: qualifiedType, name: name)
    }

    /// The URN as text.
    public var description: String { "\(Self.prefix)\(stack)::\(project)::\(qualifiedType)::\(name)" }
}

extension Substring {
    /// Where a text of two equal ASCII characters stands first.
    fileprivate func firstRange(of separator: String) -> Range<Index>? {
        let bytes = utf8
        let wanted = Array(separator.utf8)
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let tail = bytes[start...]
            if tail.starts(with: wanted) { return start..<bytes.index(start, offsetBy: wanted.count) }
            start = bytes.index(after: start)
        }
        return nil
    }
}
