import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:route53/record:Record`: the records of one name and type in a zone.
    static let record = ResourceDescriptor(
        type: "aws:route53/record:Record",
        mapping: RecordSet.mapping,
        diff: DiffRules(equality: ["name": Record.areSameNames, "aliases.name": Record.areSameNames]),
        local: ["allowOverwrite"],
        create: CreateStep(Record.create),
        search: Search(candidates: Record.candidates),
        read: ReadStep(Record.read),
        update: [UpdateStep(Set(RecordSet.properties), run: Record.update)],
        delete: DeleteStep(Record.delete)
    )
}

/// The steps of a record's life.
private enum Record {
    /// A change of a batch: what is done with which set.
    private typealias Change = (action: String, set: JSON.Object)

    private static let operation = "route53.ChangeResourceRecordSets"

    static let areSameNames = DiffRules.texts { old, new, _ in DomainName(old) == DomainName(new) }

    // MARK: Create

    @Sendable static func create(_ record: ResourceOperation) async throws -> Created {
        let key = try record.recordKey()
        let input = batch(key, [(makingAction(record), try await RecordSet.members(record))])
        let answer = try await refusingTaken(key) { try await record.call(operation, input) }
        let change = try answer.identifier("ChangeInfo.Id", of: operation)
        return Created(id: key.id, state: ["change": .string(change)])
    }

    /// Returns the action that makes a set: one that is there already is overwritten only if the program says so.
    private static func makingAction(_ record: ResourceOperation) -> String {
        record.flag("allowOverwrite") ? "UPSERT" : "CREATE"
    }

    private static func batch(_ key: RecordKey, _ changes: [Change]) -> JSON.Object {
        let changes = changes.map { change -> JSON in
            ["Action": .string(change.action), "ResourceRecordSet": .object(change.set)]
        }
        return ["HostedZoneId": .string(key.zone), "ChangeBatch": ["Changes": .array(changes)]]
    }

    private static func refusingTaken<Answer>(_ key: RecordKey, _ call: () async throws -> Answer) async throws
        -> Answer
    {
        do {
            return try await call()
        } catch {
            guard let failure = AWSFailure(error), failure.code == "InvalidChangeBatch",
                failure.message.contains("already exists")
            else {
                throw error
            }
            throw RecordTaken(id: key.id, error: error)
        }
    }

    /// The set that was made, if it is as asked for: another one of the name is somebody else's.
    @Sendable static func candidates(_ record: ResourceOperation) async throws -> [Created] {
        guard let key = RecordKey(record.inputs) else { throw Unsearchable(subject: record.subject) }
        guard let found = try await find(key, record) else { return [] }
        let made = RecordSet.properties(of: found, record)
        let drift = record.custom.drift(inputs: record.inputs, outputs: made.merging(key.properties))
        return drift.isEmpty ? [Created(id: key.id)] : []
    }

    // MARK: Read

    @Sendable static func read(_ record: ResourceOperation) async throws -> PropertyMap? {
        let key = try record.recordKey()
        guard let found = try await find(key, record) else { return nil }
        let zone = try await record.zoneName(key.zone)
        var outputs = RecordSet.properties(of: found, record).merging(key.properties)
        outputs["id"] = .string(key.id)
        outputs["fqdn"] = .string(key.name.qualified(in: zone).text)
        return outputs
    }

    /// The set of a key as AWS has it; `nil` if it, or its zone, is gone.
    private static func find(_ key: RecordKey, _ record: ResourceOperation) async throws -> JSON? {
        do {
            let name = key.name.qualified(in: try await record.zoneName(key.zone))
            var input: JSON.Object = [
                "HostedZoneId": .string(key.zone), "StartRecordName": .string(name.text),
                "StartRecordType": .string(key.type),
            ]
            if !key.setIdentifier.isEmpty { input["StartRecordIdentifier"] = .string(key.setIdentifier) }
            input["MaxItems"] = key.setIdentifier.isEmpty ? "1" : "100"
            return try await record.call("route53.ListResourceRecordSets", input).list(at: "ResourceRecordSets").first {
                DomainName($0["Name"]?.string ?? "") == name && $0["Type"]?.string == key.type
                    && $0["SetIdentifier"]?.string ?? "" == key.setIdentifier
            }
        } catch  where record.isNotFound(error) {
            return nil
        }
    }

    // MARK: Update and Delete

    /// Puts the new members in the place of the old ones; a set of another type or identifier takes the place of the old
    /// set in one batch, so that the name always resolves.
    @Sendable static func update(_ record: ResourceOperation) async throws {
        let key = try record.recordKey()
        let set = try await RecordSet.members(record)
        guard let old = RecordKey(record.oldInputs) ?? RecordKey(record.state), old != key else {
            return try await record.change(operation, batch(key, [("UPSERT", set)]))
        }
        let gone = try await find(old, record)?.object.map { Change("DELETE", $0) }
        let changes = (gone.map { [$0] } ?? []) + [(makingAction(record), set)]
        try await refusingTaken(key) { try await record.change(operation, batch(key, changes)) }
    }

    /// Deletes the set with exactly the members that AWS has: it takes no other.
    @Sendable static func delete(_ record: ResourceOperation) async throws {
        let key = try record.recordKey()
        guard let set = try await find(key, record)?.object else { return }
        do {
            try await record.change(operation, batch(key, [("DELETE", set)]))
        } catch  where AWSFailure(error)?.code == "InvalidChangeBatch" {
            // Somebody else was faster.
            if try await find(key, record) != nil { throw error }
        }
    }
}

/// A record is to be made that is there already and is not ours.
struct RecordTaken: Error, CustomStringConvertible {
    /// The id by which the record can be imported.
    let id: String
    /// AWS's refusal.
    let error: any Error

    var description: String {
        "\(error). Import the record, by the id \(id), or set allowOverwrite to true to take it over as it is here"
    }
}
