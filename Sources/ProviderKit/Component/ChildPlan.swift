/// Children that a component registers, each as soon as those that it refers to are there.
public struct ChildPlan: Sendable {
    /// The children, in the order in which they are started as far as their references allow.
    public private(set) var children: [PlannedChild] = []

    /// An empty plan.
    public init() {}

    /// Adds a child.
    ///
    /// - Returns: The child's key, by which others refer to it.
    @discardableResult
    public mutating func add(_ child: PlannedChild) -> PlannedChild.Key {
        children.append(child)
        return child.key
    }

    /// The children that are made of inputs, as far as these tell.
    public var drafts: [ChildDraft] {
        children.compactMap { child in
            guard let origins = child.origins, let properties = try? child.properties(with: [:]) else { return nil }
            return ChildDraft(child.key.type, child.key.name, properties, origins: origins)
        }
    }

    /// Registers all children.
    ///
    /// - Parameters:
    ///   - scope: The component.
    ///   - registered: Children that are there already.
    /// - Returns: The children of the plan, and those that were there already.
    /// - Throws: ``StatusError`` with the first failure of a resource, or the error of a property's function.
    public func register(
        in scope: ComponentScope,
        after registered: [PlannedChild.Key: Child] = [:]
    ) async throws -> [PlannedChild.Key: Child] {
        var queue = Queue(children, registered: registered)
        return try await withThrowingTaskGroup(of: (PlannedChild.Key, Child).self) { group in
            while true {
                while let child = queue.next() {
                    let properties = try child.properties(with: queue.done)
                    let parent = child.parent.flatMap { queue.done[$0] }
                    let others = child.dependsOn.compactMap { queue.done[$0] }
                    let dependencies = (parent.map { [$0] } ?? []) + others
                    group.addTask {
                        let made = try await scope.child(
                            child.key.type,
                            child.key.name,
                            properties,
                            parent: parent,
                            dependsOn: dependencies
                        )
                        return (child.key, made)
                    }
                }
                guard let (key, made) = try await group.next() else { return queue.done }
                queue.finish(key, made)
            }
        }
    }
}

extension ChildPlan {
    /// The children of a plan that wait, and those that are there.
    private struct Queue {
        private(set) var done: [PlannedChild.Key: Child]
        private var ready: [PlannedChild] = []
        private var position = 0
        private var missing: [PlannedChild.Key: Int] = [:]
        private var followers: [PlannedChild.Key: [PlannedChild]] = [:]

        init(_ children: [PlannedChild], registered: [PlannedChild.Key: Child]) {
            done = registered
            for child in children {
                let awaited = child.prerequisites.filter { registered[$0] == nil }
                if awaited.isEmpty { ready.append(child) } else { missing[child.key] = awaited.count }
                for key in awaited { followers[key, default: []].append(child) }
            }
        }

        mutating func next() -> PlannedChild? {
            guard position < ready.count else { return nil }
            defer { position += 1 }
            return ready[position]
        }

        mutating func finish(_ key: PlannedChild.Key, _ child: Child) {
            done[key] = child
            for follower in followers.removeValue(forKey: key) ?? [] {
                guard let count = missing[follower.key] else { continue }
                missing[follower.key] = count - 1
                if count == 1 { ready.append(follower) }
            }
        }
    }
}
