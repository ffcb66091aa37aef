extension Array where Element: Sendable {
    /// Returns the results of all elements at once, in the order of the elements.
    func mapConcurrently<Output: Sendable>(
        _ transform: @escaping @Sendable (Element) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            for (index, element) in enumerated() { group.addTask { (index, try await transform(element)) } }
            var found: [(Int, Output)] = []
            for try await one in group { found.append(one) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
