import JSON

/// An entry inside of an object of EC2 that has calls of its own: a route of a table, a rule of a network ACL.
protocol InlineEntry: Equatable, Sendable {
    /// The members that tell the entry from others of its object.
    var identity: JSON.Object { get }
    /// The members of the calls that create or replace the entry.
    var members: JSON.Object { get }
}

extension RouteEntry: InlineEntry {
    /// The members of the destination.
    var identity: JSON.Object { destinationMembers }
}

extension NetworkAclEntry: InlineEntry {
    /// The members of number and direction.
    var identity: JSON.Object { name }
}

/// The calls that change the entries of an object.
struct EntryCalls: Sendable {
    let create: String
    let replace: String
    let delete: String
}

extension ResourceOperation {
    /// Makes the entries of an object what the program asks for.
    ///
    /// An entry that changes under its identity is replaced in one call, so that traffic is never without it.
    ///
    /// - Parameters:
    ///   - wanted: The entries that the program asks for.
    ///   - found: The entries that the object has.
    ///   - object: The member that names the object.
    ///   - calls: The calls.
    /// - Throws: ``AWSError`` of the first call that fails.
    func setEntries<Entry: InlineEntry>(
        _ wanted: [Entry],
        insteadOf found: [Entry],
        of object: JSON.Object,
        by calls: EntryCalls
    ) async throws {
        for entry in found where !wanted.contains(where: { $0.identity == entry.identity }) {
            try await callUnlessGone(calls.delete, object.merging(entry.identity))
        }
        for entry in wanted {
            let old = found.first { $0.identity == entry.identity }
            guard old != entry else { continue }
            try await call(old == nil ? calls.create : calls.replace, object.merging(entry.members))
        }
    }
}
