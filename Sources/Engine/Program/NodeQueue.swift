/// The nodes of a program whose turn has come: each follows those it refers to, in the order in which these are done.
struct NodeQueue {
    private let graph: ProgramGraph
    private var dependents: [[Int]]
    /// How many nodes each one waits for.
    private var waiting: [Int]
    /// Those that ask the engine or a provider, and those that need only be evaluated, which is not worth a task.
    private var asking: [Int] = []
    private var plain: [Int] = []
    private var begun = 0
    private var evaluated = 0

    /// A queue of a program's nodes, except those that are done.
    init(_ graph: ProgramGraph, except done: [Int]) {
        let done = Set(done)
        self.graph = graph
        dependents = Array(repeating: [], count: graph.nodes.count)
        waiting = graph.dependencies.map { $0.count { !done.contains($0.node) } }
        for (node, dependencies) in graph.dependencies.enumerated() {
            for dependency in dependencies { dependents[dependency.node].append(node) }
        }
        for node in graph.nodes.indices where waiting[node] == 0 && !done.contains(node) { add(node) }
    }

    /// The next node that asks somebody; `nil` if none is ready.
    mutating func nextAsking() -> Int? {
        guard begun < asking.count else { return nil }
        defer { begun += 1 }
        return asking[begun]
    }

    /// The next node that asks nobody; `nil` if none is ready.
    mutating func nextPlain() -> Int? {
        guard evaluated < plain.count else { return nil }
        defer { evaluated += 1 }
        return plain[evaluated]
    }

    /// Notes that a node is done, well or badly.
    mutating func finish(_ done: Int) {
        for node in dependents[done] {
            waiting[node] -= 1
            if waiting[node] == 0 { add(node) }
        }
    }

    private mutating func add(_ node: Int) {
        if graph.asks[node] { asking.append(node) } else { plain.append(node) }
    }
}
