import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceOperation {
    /// Makes the resource with one call: the members, its tags, and a token where AWS takes one.
    ///
    /// The token is made once, so that a repeated call is recognised, and is another one for the next attempt.
    ///
    /// - Parameters:
    ///   - operation: Service and operation, such as `ecs.CreateCluster`.
    ///   - members: The members of the call.
    ///   - kept: The values that further steps need besides the id: paths of the answer, by property.
    /// - Returns: The id and the kept values.
    /// - Throws: ``IncompleteAnswer`` if the answer lacks the id.
    func create(_ operation: String, _ members: JSON.Object, keeping kept: [String: String] = [:]) async throws
        -> Created
    {
        var input = members.merging(tagMembers)
        // What is made along with the resource may have tags of its own.
        if let own = tagMembers["TagSpecifications"]?.array, let others = members["TagSpecifications"]?.array {
            input["TagSpecifications"] = .array(own + others)
        }
        if let token = facts.idempotencyToken { input[token] = .string(UniqueSuffix.make()) }
        let answer = try await call(operation, input)
        var state = PropertyMap()
        for (property, path) in kept { state[property] = .string(try answer.identifier(path, of: operation)) }
        if case .answer(_, let path, let prefix)? = facts.id {
            return Created(id: try answer.identifier(path, of: operation).without(prefix), state: state)
        }
        // A name that was made of a prefix is known from here on.
        if let name = schema.autoname?.property, inputs[name] == nil {
            state[name] = members[descriptor.mapping.sentMember(name)].map(PropertyValue.init(plain:))
        }
        var made = self
        made.state = state
        return Created(id: try made.idOfProperties(), state: state)
    }

    /// The id that is made of the resource's properties.
    ///
    /// - Throws: ``Unsearchable`` if they do not tell.
    func idOfProperties() throws -> String {
        guard let id = id(madeOf: state) else { throw Unsearchable(subject: subject) }
        return id
    }

    /// The id that is made of the inputs, other properties, and what AWS takes for those that are absent.
    ///
    /// `nil` if they do not tell, or AWS makes it.
    func id(madeOf properties: PropertyMap) -> String? {
        guard case .template(let template)? = facts.id else { return nil }
        var resource = self
        resource.state = properties
        return template.filled { resource.text(of: $0) ?? schema.inputs[$0]?.assumed?.string }
    }

    /// Makes the ARN of an object from its known parts.
    ///
    /// - Parameter outputs: The object's outputs.
    /// - Returns: The ARN; `nil` where AWS tells it.
    /// - Throws: ``AWSError`` if the account or region cannot be determined.
    func arn(madeOf outputs: PropertyMap) async throws -> String? {
        guard let template = facts.arn else { return nil }
        let region = region ?? ""
        // AWS is asked for the account only where the ARN has it, and the object does not name its owner.
        let known = outputs["ownerId"]?.string ?? (template.places.isDisjoint(with: ["account", "ownerId"]) ? "" : nil)
        let owner = if let known { known } else { try await session.account() }
        return template.filled { name in
            switch name {
            case "partition": AWSClient.partition(ofRegion: region).id
            case "region": region
            case "account", "ownerId": owner
            default: text(of: name)
            }
        }
    }

    /// Refuses to make a resource whose name is taken, where AWS would answer with the object that has it.
    ///
    /// - Throws: ``NameTaken``.
    func refuseExisting() async throws {
        guard let lookup = facts.existing, let name = inputs[schema.autoname?.property ?? "name"]?.string,
            let found = try await objects(lookup).first(where: { $0.object[lookup.idMember] != nil })
        else {
            return
        }
        throw NameTaken(kind: kindName, name: name, arn: found.object[lookup.idMember]?.string)
    }

    /// The kind of resource as people write it: `load balancer` for `LoadBalancer`.
    private var kindName: String {
        let name = schema.token.split(separator: ":").last ?? ""
        return String(name.flatMap { $0.isUppercase ? " \($0.lowercased())" : "\($0)" }.drop { $0 == " " })
    }

    /// The part of an ARN after the kind of object: `shop/web` of `arn:aws:ecs:us-west-2:1:service/shop/web`.
    private static func nameInARN(_ text: String) -> String? {
        guard text.hasPrefix("arn:"), let slash = text.firstIndex(of: "/") else { return nil }
        return String(text[text.index(after: slash)...])
    }

    /// This operation with what an id that a user imports by tells of the properties.
    ///
    /// - Throws: ``ImportFormError`` if the id is not of the type's form.
    func importing() throws -> ResourceOperation {
        switch facts.importForm {
        case .prefix(let prefix)? where !id.hasPrefix(prefix):
            throw ImportFormError(type: schema.token, id: id, form: "\(prefix)…")
        case .template(let template, let choices)?:
            // An id as the state holds it does as well.
            guard let values = template.values(in: id) ?? Self.nameInARN(id).flatMap(template.values(in:)),
                values.allSatisfy({ !$0.value.hasPrefix("arn:") || $0.key.lowercased().hasSuffix("arn") })
            else {
                return self
            }
            var result = self
            for (place, value) in values {
                let name = choices[place]?.first { $0.isMet(by: value) }?.property ?? place
                result.state[name] = schema.outputs[name]?.value(of: value)
            }
            if let id = values["id"] { result.id = id }
            // Where AWS makes the id, its calls take the name in its stead.
            if case .answer? = facts.id, let name = values["name"], !id.hasPrefix("arn:") { result.id = name }
            return result
        default:
            guard let imported = descriptor.imported else { return self }
            var result = self
            result.state = try imported(self)
            return result
        }
    }
}

extension PropertySchema {
    /// A text as a value of the property's type.
    fileprivate func value(of text: String) -> PropertyValue {
        switch type {
        case .integer, .number: Double(text).map(PropertyValue.number) ?? .string(text)
        case .boolean: .bool(text == "true")
        default: .string(text)
        }
    }
}

/// A user imports by an id that the type does not have.
struct ImportFormError: Error, CustomStringConvertible {
    let type: String
    let id: String
    /// The form that an id has.
    let form: String

    var description: String { "\"\(id)\" is no id of \(type): import it by \(form)" }
}
