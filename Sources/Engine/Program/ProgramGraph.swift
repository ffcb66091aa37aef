internal import PackageSchema

/// The nodes of a program and their references to each other.
struct ProgramGraph: Sendable {
    /// A declaration that is evaluated.
    enum Node: Sendable {
        /// A configuration key that the stack does not set; its declaration may have a default.
        case configuration(ProgramTemplate.ConfigurationKey)
        case resource(ResourceDeclaration)
        case variable(ProgramTemplate.Binding)
        case output(ProgramTemplate.Binding)

        /// The kind of node, for messages.
        var kind: String {
            switch self {
            case .configuration: "config"
            case .resource: "resource"
            case .variable: "variable"
            case .output: "output"
            }
        }

        var name: Name {
            switch self {
            case .configuration(let key): key.name
            case .resource(let resource): resource.key
            case .variable(let binding), .output(let binding): binding.name
            }
        }

        /// Indicates that an unknown name is reported only by the evaluation.
        var resolvesNamesLate: Bool {
            switch self {
            case .output, .configuration: true
            case .resource, .variable: false
            }
        }

        /// Indicates that the evaluation calls the engine or a provider.
        var isRemote: Bool {
            if case .resource = self { return true }
            return expressions.contains(where: \.isRemote)
        }

        /// All expressions of the declaration.
        var expressions: [Expression] {
            switch self {
            case .configuration(let key): [key.fallback].compactMap(\.self)
            case .resource(let resource): resource.expressions
            case .variable(let binding), .output(let binding): [binding.value]
            }
        }
    }

    /// The meaning of a name.
    enum Meaning: Hashable, Sendable {
        /// A node, by number.
        case node(Int)
        /// A configuration value of the stack, by key.
        case configured(String)
        /// The variable `pulumi`: properties of the run.
        case pulumi
    }

    /// The nodes, in the order: configuration, resources, variables, outputs.
    private(set) var nodes: [Node] = []
    /// The dependencies of each node in the order of the text, with the position of the first reference to each.
    private(set) var dependencies: [[(node: Int, range: TextRange)]] = []
    /// The nodes whose evaluation calls the engine or a provider, by number.
    private(set) var isRemote: [Bool] = []
    /// The numbers of the nodes in dependency order.
    private(set) var order: [Int] = []
    /// The default provider of each package that has one.
    private(set) var defaultProviders: [String: Int] = [:]
    /// The version of Pulumi that the program requires; `nil` for any.
    let requirement: Expression?
    /// The dependencies of the requirement, in dependency order.
    private(set) var neededByRequirement: [Int] = []

    private let project: String
    private let hasResources: Bool
    private var meanings: [String: Meaning] = [:]

    /// Returns the meaning of a name in a reference, or `nil` if there is none.
    func meaning(of name: String) -> Meaning? {
        if let meaning = meanings[name] { return meaning }
        let prefix = project + ":"
        guard name.hasPrefix(prefix), let meaning = meanings[String(name.dropFirst(prefix.utf8.count))] else {
            return nil
        }
        // Only configuration may be written with the project's name.
        switch meaning {
        case .configured: return meaning
        case .node(let index): if case .configuration = nodes[index] { return meaning }
        case .pulumi: break
        }
        return nil
    }

    /// Returns whether a reference is to a configuration key that is declared as an integer.
    func isInteger(_ access: PropertyAccess) -> Bool {
        guard access.accessors.isEmpty, case .node(let index)? = meaning(of: access.root),
            case .configuration(let key) = nodes[index], let type = key.type
        else { return false }
        return ConfigurationType(named: type.text) == .integer
    }

    /// Returns a hint with the nearest of the existing names.
    func hint(for name: String) -> String? {
        let isOutput = nodes.contains { node in
            if case .output(let binding) = node { binding.name.text == name } else { false }
        }
        if isOutput { return "outputs cannot refer to outputs: make it a variable" }
        return Spelling.hint(for: name, among: meanings.keys.sorted())
    }

    /// Links a program, and reports duplicate names, unknown names and cycles.
    ///
    /// `configured` lists the keys of the stack's configuration, without the project's name.
    init(_ template: ProgramTemplate, configured: [String], project: String, reporting parser: inout ProgramParser) {
        self.project = project
        requirement = template.requiredVersion
        hasResources = !template.resources.isEmpty
        for key in configured { meanings[key] = .configured(key) }
        if meanings.updateValue(.pulumi, forKey: "pulumi") != nil {
            let key = template.configuration.first { $0.name.text == "pulumi" }
            parser.refuse("config pulumi uses the reserved name pulumi", at: key?.name.range, hint: "rename it")
        }
        for key in template.configuration where meanings[key.name.text] == nil {
            declare(.configuration(key), reporting: &parser)
        }
        for resource in template.resources { declare(.resource(resource), reporting: &parser) }
        for variable in template.variables { declare(.variable(variable), reporting: &parser) }
        for output in template.outputs { nodes.append(.output(output)) }
        isRemote = nodes.map(\.isRemote)
        link(reporting: &parser)
        findCycles(reporting: &parser)
        if let requirement { neededByRequirement = needed(by: requirement, reporting: &parser) }
    }

    private mutating func declare(_ node: Node, reporting parser: inout ProgramParser) {
        let name = node.name
        switch meanings[name.text] {
        case nil:
            meanings[name.text] = .node(nodes.count)
            if case .resource(let resource) = node, resource.isDefaultProvider, let package = resource.providedPackage {
                defaultProviders[package] = nodes.count
            }
            nodes.append(node)
        case .pulumi:
            parser.refuse("\(node.kind) pulumi uses the reserved name pulumi", at: name.range, hint: "rename it")
        case .configured:
            parser.warn(
                "\(node.kind) \(name.text) is ignored, because the configuration has a value of that name",
                at: name.range,
                hint: "rename one of the two"
            )
        case .node(let other):
            let kind = nodes[other].kind
            let summary =
                kind == node.kind
                ? "found duplicate \(kind) \(name.text)"
                : "\(node.kind) \(name.text) cannot have the same name as \(kind) \(name.text)"
            parser.refuse(summary, at: name.range, hint: "the other is on line \(nodes[other].name.range.start.line)")
        }
    }

    private mutating func link(reporting parser: inout ProgramParser) {
        dependencies.reserveCapacity(nodes.count)
        // The last node known to depend on each node.
        var referrer = Array(repeating: -1, count: nodes.count)
        for (number, node) in nodes.enumerated() {
            var found: [(node: Int, range: TextRange)] = []
            func add(_ index: Int, _ range: TextRange) {
                if referrer[index] == number { return }
                referrer[index] = number
                found.append((index, range))
            }
            for expression in node.expressions {
                expression.references { access, range in
                    switch meaning(of: access.root) {
                    case .node(let index) where canRefer(number, to: index): add(index, range)
                    case .configured, .pulumi: break
                    case nil where reportsUnknownNamesLate(node): break
                    case .node, nil: refuseMissing(access.root, at: range, in: node, reporting: &parser)
                    }
                }
            }
            for (index, range) in implicitProviders(of: node) { add(index, range) }
            dependencies.append(found)
        }
    }

    /// Returns whether an unknown name is reported only by the evaluation, together with other faults.
    ///
    /// A program with resources must fail earlier, before it registers any.
    private func reportsUnknownNamesLate(_ node: Node) -> Bool { node.resolvesNamesLate && !hasResources }

    /// Returns whether a node may refer to another: configuration is evaluated first, in order.
    private func canRefer(_ number: Int, to other: Int) -> Bool {
        guard case .configuration = nodes[number] else { return true }
        return other < number
    }

    /// Returns the direct and indirect dependencies of an expression, in dependency order.
    private func needed(by expression: Expression, reporting parser: inout ProgramParser) -> [Int] {
        var wanted: Set<Int> = []
        expression.references { access, range in
            switch meaning(of: access.root) {
            case .node(let index): wanted.insert(index)
            case .configured, .pulumi: break
            case nil:
                parser.refuse(
                    "resource, variable, or config value \"\(access.root)\" not found",
                    at: range,
                    hint: hint(for: access.root)
                )
            }
        }
        for node in order.reversed() where wanted.contains(node) {
            wanted.formUnion(dependencies[node].map(\.node))
        }
        return order.filter(wanted.contains)
    }

    private func refuseMissing(
        _ name: String,
        at range: TextRange,
        in node: Node,
        reporting parser: inout ProgramParser
    ) {
        let summary =
            if node.resolvesNamesLate {
                "resource or variable named \"\(name)\" could not be found"
            } else {
                "resource, variable, or config value \"\(name)\" not found"
            }
        parser.refuse(summary, at: range, hint: parser.hasManyFaults ? nil : hint(for: name))
    }

    /// Returns the default providers that a node uses.
    private func implicitProviders(of node: Node) -> [(Int, TextRange)] {
        guard !defaultProviders.isEmpty else { return [] }
        var found: [(Int, TextRange)] = []
        if case .resource(let resource) = node, resource.providedPackage == nil, resource.options.provider == nil,
            let provider = defaultProviders[resource.package]
        {
            found.append((provider, resource.key.range))
        }
        for expression in node.expressions {
            expression.invocations { invocation, range in
                let package = String(invocation.token.prefix { $0 != ":" })
                if invocation.options.provider == nil, let provider = defaultProviders[package] {
                    found.append((provider, range))
                }
            }
        }
        return found
    }

    /// Sorts the nodes depth first, with an explicit stack because a long chain would overflow the thread's.
    private mutating func findCycles(reporting parser: inout ProgramParser) {
        var state = [UInt8](repeating: 0, count: nodes.count)
        for start in nodes.indices where state[start] == 0 {
            var path: [(node: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let top = path.last {
                guard top.next < dependencies[top.node].count else {
                    state[top.node] = 2
                    order.append(top.node)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let (target, range) = dependencies[top.node][top.next]
                if state[target] == 0 {
                    state[target] = 1
                    path.append((target, 0))
                } else if state[target] == 1 {
                    let cycle = path.drop { $0.node != target }.map { nodes[$0.node].name.text }
                    parser.refuse(
                        "circular dependency of \(nodes[target].kind) '\(nodes[target].name.text)' transitively on itself",
                        at: range,
                        hint: (cycle + [nodes[target].name.text]).joined(separator: " → ")
                    )
                }
            }
        }
    }
}
