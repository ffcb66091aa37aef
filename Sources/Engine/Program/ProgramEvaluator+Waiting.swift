extension ProgramEvaluator {
    /// Tells the observer which resources will wait for which others, as far as the program's text shows it.
    func announceWaiting() {
        guard let observer = monitor as? any RegistrationObserver else { return }
        var needed: [Int: Set<Int>] = [:]
        for node in graph.nodes.indices {
            guard let resource = announced(node) else { continue }
            let others = resourcesNeeded(by: node, &needed).sorted().compactMap(announced)
            if !others.isEmpty { observer.willRegister(resource, after: others) }
        }
    }

    /// Returns the resources that a node depends on, directly or through variables.
    private func resourcesNeeded(by node: Int, _ known: inout [Int: Set<Int>]) -> Set<Int> {
        if let found = known[node] { return found }
        known[node] = []
        var found: Set<Int> = []
        for dependency in graph.dependencies[node] {
            if case .resource = graph.nodes[dependency.node] {
                found.insert(dependency.node)
            } else {
                found.formUnion(resourcesNeeded(by: dependency.node, &known))
            }
        }
        known[node] = found
        return found
    }

    /// Returns type and name of a resource without a parent, whose URN follows from them.
    private func announced(_ node: Int) -> (type: String, name: String)? {
        guard case .resource(let declaration) = graph.nodes[node], declaration.options.parent == nil,
            let resolved = resources[node]
        else { return nil }
        return (resolved.token, declaration.resourceName)
    }
}
