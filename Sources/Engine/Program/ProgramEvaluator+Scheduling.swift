internal import PulumiProtocol

extension ProgramEvaluator {
    /// How many nodes are evaluated at once for each step that the engine runs at once: enough that the engine never
    /// waits for the program, few enough that a program of thousands of components does not begin them all at once.
    private static let nodesPerStep = 8

    /// Evaluates every node, each when those it refers to are done; a failed node takes along what needs it.
    ///
    /// What the wanted version of Pulumi depends on comes first; if that is another version, nothing else is run.
    func runAll() async {
        for node in graph.neededByRequirement { _ = await run(node) }
        if let requirement = graph.requirement, (try? await checkVersion(requirement)) == nil { return }
        var queue = NodeQueue(graph, except: graph.neededByRequirement)
        var outputsLeft = graph.nodes.count { if case .output = $0 { true } else { false } }
        var room = Self.nodesPerStep * max(1, context.parallel)
        tellOutputs(missing: outputsLeft)
        await withTaskGroup(of: Int.self) { group in
            while true {
                while room > 0, let node = queue.nextAsking() {
                    group.addTask { await run(node) }
                    room -= 1
                }
                let done: Int
                if let node = queue.nextPlain() {
                    done = await run(node)
                } else if let node = await group.next() {
                    done = node
                    room += 1
                } else {
                    return
                }
                if case .output = graph.nodes[done], values[done] != nil {
                    outputsLeft -= 1
                    tellOutputs(missing: outputsLeft)
                }
                queue.finish(done)
            }
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
            let output = (value.holdsMarks ? .output(Output(gathering: value)) : value).marshalled(.program())
            if !output.isNull { outputs.append((binding.name.text, output)) }
        }
        return PropertyMap(outputs)
    }

    /// Evaluates one node and keeps its value; returns the node's number.
    ///
    /// Variables and outputs are looked at although something they need has failed, because they may have faults too.
    private func run(_ node: Int) async -> Int {
        var canRun = true
        if case .resource = graph.nodes[node] {
            canRun = graph.dependencies[node].allSatisfy { values[$0.node] != nil }
        }
        if canRun, let value = try? await value(of: graph.nodes[node], at: node) {
            values[node] = value
        }
        return node
    }

    private func value(of node: ProgramGraph.Node, at index: Int) async throws -> PropertyValue {
        switch node {
        case .variable(let binding), .output(let binding): try await evaluate(binding.value)
        case .resource(let resource): try await register(resource, at: index)
        case .configuration(let key): try await configuration(key)
        }
    }

    /// Refuses to run a program that wants another version of Pulumi.
    private func checkVersion(_ required: Expression) async throws {
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
}
