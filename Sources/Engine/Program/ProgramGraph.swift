internal import PackageSchema

/// The named things of a program and what each refers to.
struct ProgramGraph: Sendable {
    /// One thing that is evaluated.
    enum Node: Sendable {
        /// A configuration key that has no value in the stack; its declaration may have a default.
        case configuration(ProgramTemplate.ConfigurationKey)
        case resource(ResourceDeclaration)
        case variable(ProgramTemplate.Binding)
        case output(ProgramTemplate.Binding)

        /// What messages call it.
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

        /// Whether a name that means nothing is found only when the thing is evaluated.
        var isEvaluatedBlindly: Bool {
            switch self {
            case .output, .configuration: true
            case .resource, .variable: false
            }
        }

        /// Whether its evaluation asks the engine or a provider.
        var asks: Bool {
            if case .resource = self { return true }
            return expressions.contains(where: \.asks)
        }

        /// Every expression of the thing.
        var expressions: [Expression] {
            switch self {
            case .configuration(let key): [key.fallback].compactMap(\.self)
            case .resource(let resource): resource.expressions
            case .variable(let binding), .output(let binding): [binding.value]
            }
        }
    }

    /// What a name stands for.
    enum Meaning: Hashable, Sendable {
        /// A node, by its number.
        case node(Int)
        /// A configuration value of the stack, by its key.
        case configured(String)
        /// `pulumi`: facts about the run.
        case pulumi
    }

    /// The things, in the order: configuration, resources, variables, outputs.
    private(set) var nodes: [Node] = []
    /// For each node the nodes it refers to, in the order of the text, each with the place of the first reference.
    private(set) var dependencies: [[(node: Int, range: TextRange)]] = []
    /// For each node whether its evaluation asks the engine or a provider, and so may wait.
    private(set) var asks: [Bool] = []
    /// The nodes' numbers, each after those it refers to.
    private(set) var order: [Int] = []
    /// The default provider of each package that has one.
    private(set) var defaultProviders: [String: Int] = [:]
    /// The versions of Pulumi that the program asks for; `nil` if any will do.
    let requirement: Expression?
    /// What must be evaluated before the requirement can be, in the order in which that is done.
    private(set) var neededByRequirement: [Int] = []

    private let project: String
    private let hasResources: Bool
    private var meanings: [String: Meaning] = [:]

    /// What a name in a reference stands for; `nil` if nothing has that name.
    func meaning(of name: String) -> Meaning? {
        if let meaning = meanings[name] { return meaning }
        let prefix = project + ":"
        guard name.hasPrefix(prefix), let meaning = meanings[String(name.dropFirst(prefix.utf8.count))] else {
            return nil
        }
        // Only configuration goes by the project's name too.
        switch meaning {
        case .configured: return meaning
        case .node(let index): if case .configuration = nodes[index] { return meaning }
        case .pulumi: break
        }
        return nil
    }

    /// Whether a reference is to a configuration key of the program whose type is declared to be an integer.
    func isInteger(_ access: PropertyAccess) -> Bool {
        guard access.accessors.isEmpty, case .node(let index)? = meaning(of: access.root),
            case .configuration(let key) = nodes[index], let type = key.type
        else { return false }
        return ConfigurationType(named: type.text) == .integer
    }

    /// The nearest of the names that a reference may use.
    func hint(for name: String) -> String? {
        let isOutput = nodes.contains { node in
            if case .output(let binding) = node { binding.name.text == name } else { false }
        }
        if isOutput { return "outputs cannot refer to outputs: make it a variable" }
        return Spelling.hint(for: name, among: meanings.keys.sorted())
    }

    /// Links a program.
    ///
    /// - Parameters:
    ///   - configured: Keys of the stack's configuration; those of the project without its name.
    ///   - project: The project's name.
    ///   - parser: Takes the faults: names used twice, references to nothing, cycles.
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
        asks = nodes.map(\.asks)
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
        // The last node that was found to refer to each.
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
                    case nil where findsMissingWhenRun(node): break
                    case .node, nil: refuseMissing(access.root, at: range, in: node, reporting: &parser)
                    }
                }
            }
            for (index, range) in implicitProviders(of: node) { add(index, range) }
            dependencies.append(found)
        }
    }

    /// Whether a missing name is left to the evaluation, which then tells other faults with it. A program that
    /// registers resources must not begin to, only to find such a fault.
    private func findsMissingWhenRun(_ node: Node) -> Bool { node.isEvaluatedBlindly && !hasResources }

    /// Defaults of the configuration are there before anything else is, one after the other.
    private func canRefer(_ number: Int, to other: Int) -> Bool {
        guard case .configuration = nodes[number] else { return true }
        return other < number
    }

    /// What an expression refers to, directly or not, each after what it needs itself.
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
            if node.isEvaluatedBlindly {
                "resource or variable named \"\(name)\" could not be found"
            } else {
                "resource, variable, or config value \"\(name)\" not found"
            }
        parser.refuse(summary, at: range, hint: parser.hasManyFaults ? nil : hint(for: name))
    }

    /// The default providers that a node uses without naming them.
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

    /// Orders the nodes, visiting depth first with a stack of its own, so that a chain of any length does not overflow.
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
