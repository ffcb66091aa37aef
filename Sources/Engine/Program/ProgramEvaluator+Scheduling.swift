internal import PulumiProtocol

extension ProgramEvaluator {
    /// How many nodes are evaluated at once for each step that the engine runs at once: enough that the engine never
    /// waits for the program, few enough that a program of thousands of components does not begin them all at once.
    private static let nodesPerStep = 4

    /// Evaluates every node, each when those it refers to are done; a failed node takes along what needs it.
    func runAll() async {
        let count = graph.nodes.count
        var waiting = graph.dependencies.map(\.count)
        var dependents: [[Int]] = Array(repeating: [], count: count)
        for (node, dependencies) in graph.dependencies.enumerated() {
            for dependency in dependencies { dependents[dependency.node].append(node) }
        }
        var outputsLeft = graph.nodes.count { if case .output = $0 { true } else { false } }
        // In the order in which they became ready; those before `next` were begun.
        var ready = (0..<count).filter { waiting[$0] == 0 }
        var next = 0
        var room = Self.nodesPerStep * max(1, context.parallel)
        tellOutputs(missing: outputsLeft)
        await withTaskGroup(of: Int.self) { group in
            repeat {
                while room > 0, next < ready.count {
                    let node = ready[next]
                    group.addTask { await run(node) }
                    next += 1
                    room -= 1
                }
                guard let done = await group.next() else { return }
                room += 1
                if case .output = graph.nodes[done], values[done] != nil {
                    outputsLeft -= 1
                    tellOutputs(missing: outputsLeft)
                }
                for node in dependents[done] {
                    waiting[node] -= 1
                    if waiting[node] == 0 { ready.append(node) }
                }
            } while true
        }
    }

    /// Tells who watches what the outputs are, as soon as that is known.
    private func tellOutputs(missing: Int) {
        if missing == 0 { (monitor as? any RegistrationObserver)?.didEvaluate(outputs: outputs) }
    }

    /// The stack's outputs: each secret as a whole if a part of it is; those without a value are left out.
    var outputs: PropertyMap {
        var outputs: [(String, PropertyValue)] = []
        for (index, node) in graph.nodes.enumerated() {
            guard case .output(let binding) = node, let value = values[index] else { continue }
            var lowering = RequestValue(keepingOutputs: false)
            let lowered = lowering.lower(value.holdsOutputs ? .output(value.asOutput) : value)
            if !lowered.isNull { outputs.append((binding.name.text, lowered)) }
        }
        return PropertyMap(outputs)
    }

    /// Evaluates one node and keeps its value; returns the node's number.
    private func run(_ node: Int) async -> Int {
        let canRun = graph.dependencies[node].allSatisfy { values[$0.node] != nil }
        if canRun, let value = try? await value(of: graph.nodes[node], at: node) {
            values[node] = value
        }
        return node
    }

    private func value(of node: ProgramGraph.Node, at index: Int) async throws -> PropertyValue {
        switch node {
        case .variable(let binding), .output(let binding): try await evaluate(binding.value)
        case .resource(let resource): try await register(resource, at: index)
        case .configuration(let key): try await fallback(of: key)
        }
    }

    /// Refuses to run a program that wants another version of Pulumi.
    func checkVersion(_ required: Expression?) async throws {
        guard let required else { return }
        guard case .string(let text) = try await evaluate(required) else {
            throw fault("version range must evaluate to a string", at: required.range)
        }
        guard let range = VersionRange(text) else {
            throw fault(
                "failed to parse version range \"\(text)\"",
                at: required.range,
                hint: "write for example >=3.0.0"
            )
        }
        guard range.contains(VersionRange.pulumiVersion) else {
            throw fault(
                "Pulumi CLI version \(VersionRange.pulumiVersion) does not satisfy the version range \"\(text)\"",
                at: required.range
            )
        }
    }

    /// The value of a key that the stack does not configure.
    private func fallback(of key: ProgramTemplate.ConfigurationKey) async throws -> PropertyValue {
        if let type = key.type, ConfigurationType(named: type.text) == nil {
            throw fault(
                "unexpected configuration type '\(type.text)': valid types are \(ConfigurationType.allNames)",
                at: type.range
            )
        }
        guard let expression = key.fallback else {
            if key.type == nil {
                throw fault("unable to infer type: either 'default' or 'type' is required", at: key.name.range)
            }
            throw fault(
                "missing required configuration variable '\(context.project):\(key.name.text)'",
                at: key.name.range,
                hint: "run `config set \(key.name.text) VALUE`"
            )
        }
        let value = try await evaluate(expression)
        let found: ConfigurationType
        do {
            found = try ConfigurationType(of: value.plain)
        } catch {
            throw fault(error.reason, at: expression.range)
        }
        if let type = key.type.flatMap({ ConfigurationType(named: $0.text) }), !type.accepts(value.plain, of: found) {
            throw fault(
                "type mismatch: default value of type \(found) but type \(type) was specified",
                at: key.name.range
            )
        }
        return key.isSecret == true ? .output(value.asOutput.adding(dependencies: [], isSecret: true)) : value
    }
}
