import JSON
import PulumiProtocol
import ResourceKit

/// The calls or members that add elements to a list in AWS and take them out.
struct ListChange: Sendable {
    /// An operation, and its member that takes elements.
    struct Call: Sendable {
        let operation: String
        let member: String

        init(_ json: JSON?) {
            operation = json?["operation"]?.string ?? ""
            member = json?["member"]?.string ?? ""
        }
    }

    let add: Call
    let remove: Call
    /// True if every element is a call; otherwise the members take lists.
    let isPerElement: Bool

    init(_ json: JSON) {
        add = Call(json["add"])
        remove = Call(json["remove"])
        isPerElement = json["each"]?.bool ?? false
    }
}

extension ResourceOperation {
    /// The texts of a list that a property holds; `nil` if it is absent.
    static func texts(_ properties: PropertyMap, _ name: String) -> [String]? {
        properties[name]?.list?.compactMap(\.string)
    }

    /// The elements of a list that the program wants and lacked, and those that it no longer wants.
    func elements(_ property: String, current: [String]? = nil) -> (added: [String], removed: [String]) {
        let wanted = Self.texts(inputs, property) ?? []
        let current = current ?? Self.texts(oldInputs, property) ?? Self.texts(state, property) ?? []
        return (wanted.filter { !current.contains($0) }, current.filter { !wanted.contains($0) })
    }

    /// The members that change lists in one call together with other changes.
    func listMembers(_ properties: [String], of operation: String) -> JSON.Object {
        var members: JSON.Object = [:]
        for property in properties {
            guard let change = facts.listChanges[property], change.add.operation == operation else { continue }
            let (added, removed) = elements(property)
            if !added.isEmpty { members[change.add.member] = JSON.Object.texts(added) }
            if !removed.isEmpty { members[change.remove.member] = JSON.Object.texts(removed) }
        }
        return members
    }

    /// Brings a list from its current elements to the wanted ones; the program's absence of it changes nothing.
    ///
    /// - Parameters:
    ///   - property: The property that holds the list.
    ///   - identity: The members that identify the object, with placeholders.
    ///   - current: The elements that AWS has.
    /// - Throws: ``AWSError`` if a call fails.
    func change(list property: String, of identity: JSON.Object, current: [String]) async throws {
        guard inputs[property] != nil, let change = facts.listChanges[property] else { return }
        let identity = filled(identity)
        let (added, removed) = elements(property, current: current)
        func members(_ call: ListChange.Call, _ elements: [String]) -> [JSON.Object] {
            let values = change.isPerElement ? elements.map(JSON.string) : [JSON.Object.texts(elements)]
            return elements.isEmpty ? [] : values.map { identity.merging([call.member: $0]) }
        }
        for input in members(change.remove, removed) { try await callUnlessGone(change.remove.operation, input) }
        for input in members(change.add, added) { try await call(change.add.operation, input) }
    }
}
