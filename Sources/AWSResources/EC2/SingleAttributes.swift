import JSON
import PulumiProtocol
import ResourceKit

/// Attributes of an EC2 object of which every call takes one.
struct SingleAttributes: Sendable {
    /// One attribute: its property, its member, and the value that a new object has.
    struct Attribute: Sendable {
        let property: String
        let member: String
        let initial: JSON

        /// The value that the program wants.
        func wanted(_ resource: ResourceOperation) -> JSON { resource.inputs[property]?.plainJSON ?? initial }
    }

    /// Such as `ec2.ModifyVpcAttribute`.
    let operation: String
    /// The member that takes the object's id.
    let idMember: String
    /// In the order in which they must be set.
    let attributes: [Attribute]

    init(_ operation: String, of idMember: String, _ attributes: [(property: String, member: String, initial: JSON)]) {
        self.operation = operation
        self.idMember = idMember
        self.attributes = attributes.map { Attribute(property: $0.property, member: $0.member, initial: $0.initial) }
    }

    /// The properties that are attributes.
    var properties: Set<String> { Set(attributes.map(\.property)) }

    /// Sets the attributes of a new object that shall differ from what it has.
    func setUp(_ resource: ResourceOperation) async throws {
        for attribute in attributes where attribute.wanted(resource) != attribute.initial {
            try await set(attribute, of: resource)
        }
    }

    /// Sets the attributes that the program changed.
    ///
    /// - Parameters:
    ///   - resource: The operation on the resource that has the attributes.
    ///   - isMeant: Returns whether an attribute is to be set now.
    /// - Throws: ``AWSError`` if a call fails.
    func change(
        _ resource: ResourceOperation,
        where isMeant: @Sendable (Attribute) -> Bool = { _ in true }
    ) async throws {
        for attribute in attributes where resource.hasChanged(attribute.property) && isMeant(attribute) {
            try await set(attribute, of: resource)
        }
    }

    /// Sets one attribute: a flag stands in an object of its own, any other value is plain.
    private func set(_ attribute: Attribute, of resource: ResourceOperation) async throws {
        let value = attribute.wanted(resource)
        let members: JSON.Object = [
            idMember: .string(resource.id), attribute.member: value.bool == nil ? value : ["Value": value],
        ]
        try await resource.call(operation, members)
    }
}
