/// The bus that events arrive at, in the ids of its rules and their targets.
enum EventBus {
    /// The bus of AWS's own events, which ids do not name.
    static let standard = "default"

    /// An id as a user gives it, split at its last slashes: a bus's name may have slashes itself.
    ///
    /// - Parameters:
    ///   - id: Such as `orders/nightly`.
    ///   - names: The properties that follow the bus, which may be absent.
    /// - Returns: The properties by name; `nil` if the id has too few parts.
    static func parts(of id: String, _ names: [String]) -> [(name: String, value: String)]? {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= names.count, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let bus = parts.dropLast(names.count).joined(separator: "/")
        return [("eventBusName", bus.isEmpty ? standard : bus)] + zip(names, parts.suffix(names.count))
    }
}
