/// The nodes of a program that are ready to be evaluated, because their dependencies are done.
struct NodeQueue {
    private let graph: ProgramGraph
    private var dependents: [[Int]]
    /// The number of unfinished dependencies of each node.
    private var waiting: [Int]
    /// The ready nodes that call the engine or a provider; the others are not worth a task.
    private var remote: [Int] = []
    private var local: [Int] = []
    private var remoteTaken = 0
    private var localTaken = 0

    /// Creates a queue of a program's nodes, except those that are done.
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

    /// Returns the next ready node that calls the engine or a provider; `nil` if there is none.
    mutating func nextRemote() -> Int? {
        guard remoteTaken < remote.count else { return nil }
        defer { remoteTaken += 1 }
        return remote[remoteTaken]
    }

    /// Returns the next ready node that makes no call; `nil` if there is none.
    mutating func nextLocal() -> Int? {
        guard localTaken < local.count else { return nil }
        defer { localTaken += 1 }
        return local[localTaken]
    }

    /// Records that a node is done, successfully or not.
    mutating func finish(_ done: Int) {
        for node in dependents[done] {
            waiting[node] -= 1
            if waiting[node] == 0 { add(node) }
        }
    }

    private mutating func add(_ node: Int) {
        if graph.isRemote[node] { remote.append(node) } else { local.append(node) }
    }
}
