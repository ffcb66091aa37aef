internal import PulumiProtocol

extension ProgramEvaluator {
    /// The number of nodes to evaluate at once for each parallel step of the engine.
    ///
    /// It keeps the engine busy, but does not start all of a thousand components at once.
    private static let nodesPerStep = 8

    /// Evaluates every node after its dependencies; a failed node fails its dependents.
    ///
    /// The nodes that the required version of Pulumi depends on come first; if the version does not fit, nothing else
    /// runs.
    func runAll() async {
        for node in graph.neededByRequirement { _ = await run(node) }
        if let requirement = graph.requirement, (try? await checkVersion(requirement)) == nil { return }
        var queue = NodeQueue(graph, except: graph.neededByRequirement)
        var outputsLeft = graph.nodes.count { if case .output = $0 { true } else { false } }
        var room = Self.nodesPerStep * max(1, context.parallel)
        reportOutputs(missing: outputsLeft)
        await withTaskGroup(of: Int.self) { group in
            while true {
                while room > 0, let node = queue.nextRemote() {
                    group.addTask { await run(node) }
                    room -= 1
                }
                let done: Int
                if let node = queue.nextLocal() {
                    done = await run(node)
                } else if let node = await group.next() {
                    done = node
                    room += 1
                } else {
                    return
                }
                if case .output = graph.nodes[done], values[done] != nil {
                    outputsLeft -= 1
                    reportOutputs(missing: outputsLeft)
                }
                queue.finish(done)
            }
        }
    }

    /// Passes the outputs to the observer once all are evaluated.
    private func reportOutputs(missing: Int) {
        if missing == 0 { (monitor as? any RegistrationObserver)?.didEvaluate(outputs: outputs) }
    }

    /// The stack's outputs: an output with a secret part is secret, and null ones are left out.
    var outputs: PropertyMap {
        var outputs: [(String, PropertyValue)] = []
        for (index, node) in graph.nodes.enumerated() {
            guard case .output(let binding) = node, let value = values[index] else { continue }
            let output = (value.holdsMarks ? .output(Output(gathering: value)) : value).marshalled(.program())
            if !output.isNull { outputs.append((binding.name.text, output)) }
        }
        return PropertyMap(outputs)
    }

    /// Evaluates one node, stores its value and returns the node's number.
    ///
    /// Variables and outputs are evaluated even after a failed dependency, to report their own faults too.
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

    /// Fails if the program requires another version of Pulumi.
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
