public import PulumiProtocol

/// A resource that a component is going to register, as far as the component's inputs tell.
public struct ChildDraft: Sendable {
    /// The place among a component's inputs from which a property of the resource is taken.
    public struct Origin: Sendable {
        /// The property's path; empty for all properties that have no origin of their own.
        public let property: String
        /// The input's path; empty for the component's inputs themselves.
        public let input: String

        /// An origin from its parts.
        public init(_ property: String = "", from input: String) {
            self.property = property
            self.input = input
        }
    }

    /// The resource's type token.
    public let type: String
    /// The resource's name.
    public let name: String
    /// The resource's inputs, in the form of an engine: what is still to be found out is unknown.
    public let properties: PropertyMap
    /// Facts about the resources around it, by the names that rules have for them.
    public let neighbours: PropertyMap
    private let origins: [Origin]

    /// The findings about a draft, by the paths of the resource's own properties.
    public struct Judgement: Sendable {
        /// The faults that make the resource impossible.
        public let faults: [CheckFailure]
        /// The remarks on what is likely not meant so.
        public let warnings: [CheckFailure]

        /// A judgement from its parts.
        public init(faults: [CheckFailure] = [], warnings: [CheckFailure] = []) {
            self.faults = faults
            self.warnings = warnings
        }
    }

    /// A draft from its parts.
    public init(
        _ type: String,
        _ name: String,
        _ properties: PropertyMap,
        neighbours: PropertyMap = [:],
        origins: [Origin]
    ) {
        self.type = type
        self.name = name
        self.properties = properties.marshalled(.engine)
        self.neighbours = neighbours.marshalled(.engine)
        self.origins = origins
    }

    /// Returns the path of the input that a property of the resource is taken from.
    public func input(of property: String) -> String {
        let nearest =
            origins
            .filter { $0.covers(property) }
            .max { $0.property.count < $1.property.count }
        guard let nearest else { return property }
        let rest = property.dropFirst(nearest.property.count)
        if nearest.input.isEmpty { return rest.hasPrefix(".") ? String(rest.dropFirst()) : String(rest) }
        return nearest.input + (rest.isEmpty || rest.hasPrefix(".") || rest.hasPrefix("[") ? rest : ".\(rest)")
    }
}

extension ChildDraft.Origin {
    fileprivate func covers(_ path: String) -> Bool {
        guard path.hasPrefix(property) else { return false }
        let next = path.dropFirst(property.count).first
        return property.isEmpty || next == nil || next == "." || next == "["
    }
}

/// The rules of another package for its resources, by which a component checks its inputs before it registers any.
public protocol ChildRules: Sendable {
    /// Returns what is wrong and what is doubtful about a resource's inputs.
    func judge(_ draft: ChildDraft) -> ChildDraft.Judgement
}

extension ChildRules {
    /// Checks the resources that a component is going to register.
    ///
    /// - Parameters:
    ///   - drafts: The resources.
    ///   - owner: The component's URN.
    /// - Returns: Warnings, with the paths of the component's inputs.
    /// - Throws: ``InputFailure`` with the paths of the component's inputs, each once.
    public func check(_ drafts: [ChildDraft], of owner: String) throws(InputFailure) -> [CheckFailure] {
        var faults: [CheckFailure] = []
        var warnings: [CheckFailure] = []
        for draft in drafts {
            func ofInput(_ finding: CheckFailure) -> CheckFailure {
                CheckFailure(property: draft.input(of: finding.property), reason: finding.reason)
            }
            let judgement = judge(draft)
            faults += judgement.faults.map(ofInput)
            warnings += judgement.warnings.map(ofInput)
        }
        var named: Set<String> = []
        let first = faults.filter { named.insert($0.property).inserted }
        guard first.isEmpty else { throw InputFailure(owner, first) }
        return warnings
    }
}

/// Rules of no package: every resource passes.
public struct NoChildRules: ChildRules {
    /// Rules that find nothing.
    public init() {}

    /// Returns nothing.
    public func judge(_ draft: ChildDraft) -> ChildDraft.Judgement { ChildDraft.Judgement() }
}
