import PackageSchema
import PulumiProtocol
import ResourceKit

/// The properties that tell one set of records from all others: zone, name, type and, among several of these, the set's
/// own identifier.
struct RecordKey: Hashable, Sendable {
    /// The zone's id.
    let zone: String
    /// The name as the program has it: with the zone's name or without.
    let name: DomainName
    let type: String
    /// Empty for a set that is the only one of its name and type.
    let setIdentifier: String

    /// The key that properties tell; `nil` if they do not name zone and type.
    init?(_ properties: PropertyMap) {
        guard let zone = properties["zoneId"]?.string, let type = properties["type"]?.string else { return nil }
        self.zone = zone
        self.type = type
        name = DomainName(properties["name"]?.string ?? "")
        setIdentifier = properties["setIdentifier"]?.string ?? ""
    }

    /// The key in the text by which a user imports a set: `Z1_www.example.com_A`, with `_blue` behind it for one of
    /// several sets; `nil` if the text is of another form.
    ///
    /// Names and identifiers may have underscores too. A type is known by its capital letters, which no name has.
    init?(importing text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count > 2, !parts[0].isEmpty,
            let place = parts.indices.dropFirst(2).first(where: { Self.isType(parts[$0]) })
        else {
            return nil
        }
        zone = String(parts[0])
        name = DomainName(parts[1..<place].joined(separator: "_"))
        type = String(parts[place])
        setIdentifier = parts[(place + 1)...].joined(separator: "_")
    }

    private static func isType(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// The resource's id.
    var id: String {
        ([zone, name.text, type] + (setIdentifier.isEmpty ? [] : [setIdentifier])).joined(separator: "_")
    }

    /// The properties that the key consists of.
    var properties: PropertyMap {
        var properties: PropertyMap = [
            "zoneId": .string(zone), "name": .string(name.text), "type": .string(type),
        ]
        if !setIdentifier.isEmpty { properties["setIdentifier"] = .string(setIdentifier) }
        return properties
    }
}

extension ResourceOperation {
    /// The key of a record: by its inputs, by what was known of it, or by the id that a user imports it by.
    ///
    /// - Throws: ``ImportFormError`` if that id has another form.
    func recordKey() throws -> RecordKey {
        if let key = RecordKey(inputs) ?? RecordKey(state) ?? RecordKey(importing: id) { return key }
        throw ImportFormError(type: schema.token, id: id, form: "ZONEID_NAME_TYPE, or ZONEID_NAME_TYPE_SETIDENTIFIER")
    }
}
