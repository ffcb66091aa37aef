import JSON
import PulumiProtocol
import ResourceKit

/// The call that finds an object of AWS's, as the facts describe it.
struct Lookup: Sendable {
    /// Such as `ecs.DescribeClusters`.
    let operation: String
    /// The call's members, with places such as `{id}` for what is known of the resource.
    let input: JSON.Object
    /// The path of the object in the answer, or of the list that holds it; `$` for the answer itself.
    let path: String
    /// The values that tell which element of the list is meant, by member; `nil` if the path leads to the object.
    let element: JSON.Object?
    /// True if the list may have several pages.
    let hasPages: Bool
    /// The member that is the object's id.
    let idMember: String

    init(_ json: JSON) {
        operation = json["operation"]?.string ?? ""
        input = json["input"]?.object ?? [:]
        let place = json["at"]?.string ?? ""
        path = place.hasSuffix("[]") ? String(place.dropLast(2)) : place
        element = json["where"]?.object
        hasPages = json["pages"]?.bool ?? false
        idMember = json["id"]?.string ?? ""
    }
}

/// An object of AWS's, and the answer that it stood in.
struct FoundObject: Sendable {
    let object: JSON
    let answer: JSON
}

extension ResourceOperation {
    /// Returns AWS's object of this resource by the type's lookup; `nil` if there is none.
    func lookUp() async throws -> FoundObject? {
        if let found { return found }
        guard let lookup = facts.lookup, let found = try await objects(lookup).first,
            !facts.absence.contains(where: { $0.isMet(by: found) })
        else {
            return nil
        }
        return found
    }

    /// The objects that a lookup finds; none where AWS says that there is no such thing.
    func objects(_ lookup: Lookup) async throws -> [FoundObject] {
        let input = filled(lookup.input)
        let answer =
            lookup.hasPages ? try await findAll(lookup.operation, input) : try await find(lookup.operation, input)
        guard let answer else { return [] }
        guard let element = lookup.element else {
            let object = lookup.path == "$" ? answer : answer.at(lookup.path)
            return object.map { [FoundObject(object: $0, answer: answer)] } ?? []
        }
        return answer.list(at: lookup.path).filter { isMeant($0, element) }
            .map { FoundObject(object: $0, answer: answer) }
    }

    private func isMeant(_ object: JSON, _ element: JSON.Object) -> Bool {
        element.allSatisfy { entry in
            let values = (entry.value.array ?? [entry.value]).compactMap(filled)
            return object[entry.key].map(values.contains) ?? false
        }
    }

    // MARK: Places

    /// The members with their places filled in; those without a value are left out.
    func filled(_ template: JSON.Object) -> JSON.Object {
        JSON.Object(template.compactMap { entry in filled(entry.value).map { (entry.key, $0) } })
    }

    private func filled(_ template: JSON) -> JSON? {
        switch template {
        case .string(let text) where text.contains("{"):
            let name = text.dropFirst().dropLast()
            let isOnePlace = text.hasPrefix("{") && text.hasSuffix("}") && !name.contains("}")
            return isOnePlace ? value(of: String(name)) : IDTemplate(text).filled(self.text(of:)).map(JSON.string)
        case .array(let elements):
            return .array(elements.compactMap(filled))
        case .object(let object):
            return .object(filled(object))
        default:
            return template
        }
    }

    /// The value of a place: the id, the ARN, or a property of the inputs or the state; `nil` if absent or empty.
    private func value(of name: String) -> JSON? {
        switch name {
        case "id": id.isEmpty ? nil : .string(id)
        case "arn": arn.isEmpty ? nil : .string(arn)
        default: [inputs[name], state[name]].lazy.compactMap { $0 }.first { $0 != "" }?.plainJSON
        }
    }

    /// The value of a place as text.
    func text(of name: String) -> String? {
        switch value(of: name) {
        case .string(let text)?: text
        case .number(let number)?: number.text
        default: nil
        }
    }
}
