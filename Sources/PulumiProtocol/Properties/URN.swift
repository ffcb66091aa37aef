/// A resource's name in Pulumi: unique in the stack, and stable while name, type and the types above it stay.
///
/// `urn:pulumi:STACK::PROJECT::TYPES::NAME`, where `TYPES` are the types from the top of the tree down to the
/// resource's own, joined by `$`; the stack's own type counts only for the stack.
public struct URN: Hashable, Sendable, LosslessStringConvertible {
    /// The type of the resource that stands for the stack itself.
    public static let stackType = "pulumi:pulumi:Stack"

    /// The text that begins the type of every provider resource; the package follows.
    public static let providerTypePrefix = "pulumi:providers:"

    /// The type of the provider resources of a package.
    public static func providerType(of package: String) -> String { providerTypePrefix + package }

    /// Returns whether a type is that of a provider resource.
    public static func isProviderType(_ type: some StringProtocol) -> Bool { type.hasPrefix(providerTypePrefix) }

    private static let prefix = "urn:pulumi:"

    /// The URN as text.
    public let description: String
    // Where the parts begin, in bytes; `::` stands before each. The text is kept whole: most are asked for one part.
    private let projectStart: Int
    private let typesStart: Int
    private let nameStart: Int

    /// Parses a URN; `nil` if the text is none.
    public init?(_ description: String) {
        var text = description
        let starts: (project: Int, types: Int, name: Int)? = text.withUTF8 { bytes in
            guard bytes.starts(with: Self.prefix.utf8),
                let project = Self.afterSeparator(in: bytes, from: Self.prefix.utf8.count),
                let types = Self.afterSeparator(in: bytes, from: project),
                // What follows the third separator is the name, whatever it holds.
                let name = Self.afterSeparator(in: bytes, from: types),
                name > types + 2
            else { return nil }
            return (project, types, name)
        }
        guard let starts else { return nil }
        self.description = text
        projectStart = starts.project
        typesStart = starts.types
        nameStart = starts.name
    }

    private init(stack: String, project: String, qualifiedType: String, name: String) {
        description = "\(Self.prefix)\(stack)::\(project)::\(qualifiedType)::\(name)"
        projectStart = Self.prefix.utf8.count + stack.utf8.count + 2
        typesStart = projectStart + project.utf8.count + 2
        nameStart = typesStart + qualifiedType.utf8.count + 2
    }

    /// Returns the offset of the text after the next `::`; `nil` if there is none.
    private static func afterSeparator(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: ":") { return index + 2 }
            index += 1
        }
        return nil
    }

    /// Makes the URN of a resource from its parts.
    ///
    /// - Parameters:
    ///   - stack: The name of the stack.
    ///   - project: The name of the project.
    ///   - parent: The resource above; the stack's own resource, or none, adds nothing to the types.
    ///   - type: The type token of the resource.
    ///   - name: The name of the resource.
    /// - Returns: The URN.
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

    /// The stack's name.
    public var stack: String { part(from: Self.prefix.utf8.count, to: projectStart - 2) }
    /// The project's name.
    public var project: String { part(from: projectStart, to: typesStart - 2) }
    /// The types from the top down to the resource's own, joined by `$`.
    public var qualifiedType: String { part(from: typesStart, to: nameStart - 2) }
    /// The resource's name; may hold any character.
    public var name: String { part(from: nameStart, to: description.utf8.count) }

    /// The resource's own type token, such as `aws:ecs/cluster:Cluster`.
    public var type: String { part(from: lastDollar.map { $0 + 1 } ?? typesStart, to: nameStart - 2) }

    /// The types above, joined by `$`; empty at the top.
    public var parentType: String { part(from: typesStart, to: lastDollar ?? typesStart) }

    /// The index of the `$` before the resource's own type.
    private var lastDollar: Int? {
        let bytes = description.utf8
        let types = index(typesStart)..<index(nameStart - 2)
        return bytes[types].lastIndex(of: UInt8(ascii: "$")).map { bytes.distance(from: bytes.startIndex, to: $0) }
    }

    private func index(_ offset: Int) -> String.Index {
        description.utf8.index(description.utf8.startIndex, offsetBy: offset)
    }

    private func part(from start: Int, to end: Int) -> String {
        String(description[index(start)..<index(end)])
    }

    /// Returns the URN of the same resource under another name.
    public func renamed(_ name: String) -> URN {
        URN(stack: stack, project: project, qualifiedType: qualifiedType, name: name)
    }

    /// Returns the name of a child of a parent that had, or will have, another name.
    ///
    /// A child's name that begins with its parent's follows the parent's change, as Pulumi does with aliases.
    public static func childName(_ name: String, of parent: String, renamed newParent: String) -> String {
        name.hasPrefix(parent) ? newParent + name.dropFirst(parent.count) : name
    }

    /// Returns the name in a text that should be a URN; the text itself if it is none.
    public static func name(in text: String) -> String { URN(text)?.name ?? text }

    /// Returns the type of a URN with its parents' types, `a:b:C$d:e:F`; empty if the text is no URN.
    public static func qualifiedType(in text: String) -> Substring { Substring(URN(text)?.qualifiedType ?? "") }
}
