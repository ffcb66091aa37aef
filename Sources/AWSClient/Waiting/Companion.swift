/// Runs `body` beside a companion: once the companion returns, the task of the body is cancelled; once the body has
/// ended, that of the companion.
///
/// - Returns: The value of the body, also if it was cancelled and came to its end all the same.
func accompanied<Value: Sendable, Failure: Error>(
    by companion: @escaping @Sendable () async -> Void,
    _ body: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let outcome = await withTaskGroup(of: Result<Value, Failure>?.self) { group in
        group.addTask {
            do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
        }
        group.addTask {
            await companion()
            return nil
        }
        while let ended = await group.next() {
            group.cancelAll()
            if let ended { return ended }
        }
        fatalError("the group holds the task of the body until that has ended")
    }
    return try outcome.get()
}
