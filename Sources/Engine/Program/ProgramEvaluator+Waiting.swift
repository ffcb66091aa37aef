extension ProgramEvaluator {
    /// Tells who watches which resources will wait, and for what, as far as the program's text says it.
    func announceWaiting() {
        guard let observer = monitor as? any RegistrationObserver else { return }
        var needed: [Int: Set<Int>] = [:]
        for node in graph.nodes.indices {
            guard let resource = announced(node) else { continue }
            let others = resourcesNeeded(by: node, &needed).sorted().compactMap(announced)
            if !others.isEmpty { observer.willRegister(resource, after: others) }
        }
    }

    /// The resources that a node needs, through variables too.
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

    /// A resource by which its URN can be told now: one of the stack itself.
    private func announced(_ node: Int) -> (type: String, name: String)? {
        guard case .resource(let declaration) = graph.nodes[node], declaration.options.parent == nil,
            let resolved = resources[node]
        else { return nil }
        return (resolved.token, declaration.resourceName)
    }
}
