import Foundation
import JSON
import TestKit
import Testing

/// A type's file of `schema/facts`, which the code under test does not read: it has the schema made of it.
struct FactsFile: Sendable {
    let json: JSON

    /// The file of a type, by token.
    init(_ token: String) throws {
        json = try #require(Self.all[token])
    }

    private static let all: [String: JSON] = {
        let folder = WorkingCopy.root.appending(path: "schema/facts")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var all: [String: JSON] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "json", let data = try? Data(contentsOf: file),
                let json = try? JSON(parsing: Array(data)), let type = json["type"]?.string
            else {
                continue
            }
            all[type] = json
        }
        return all
    }()

    /// The inputs whose change replaces whatever their values are.
    var replacing: [String] {
        (json["inputs"]?.object ?? [:]).filter { $0.value["replaceOnChange"] == true }.map(\.key)
    }

    /// The calls of a step.
    private func calls(_ step: String) -> [String] {
        (json["operations"]?[step]?.array ?? []).compactMap(\.string)
    }

    /// The call that makes the resource.
    var create: String {
        let calls = calls("create")
        return calls.first { !$0.contains(".Describe") } ?? calls.first ?? ""
    }

    /// The facts on a property's leaving the program: `keep`, `replace` or a reset; `nil` if they are silent.
    func removal(of name: String) -> JSON? { json["onRemoval"]?[name] }

    /// The verb that undoes a create's.
    private static let opposites = [
        "Add": "Remove", "Allocate": "Release", "Associate": "Disassociate", "Attach": "Detach",
        "Authorize": "Revoke", "Create": "Delete", "Put": "Delete", "Register": "Deregister",
        "Request": "Delete", "Run": "Terminate", "Set": "Delete",
    ]

    /// Returns whether a call deletes what the create makes: `DeleteVpc` for `CreateVpc`.
    func isDelete(_ operation: String, _ input: JSON.Object) -> Bool {
        // A batch of changes says itself what it does.
        if let changes = input["ChangeBatch"]?["Changes"]?.array {
            return changes.allSatisfy { $0["Action"] == "DELETE" }
        }
        if calls("delete") == [operation], !(calls("create") + calls("update")).contains(operation) { return true }
        return Self.opposites.contains { verb, opposite in
            guard let range = create.firstRange(of: ".\(verb)") else { return false }
            let delete = create.replacingCharacters(in: range, with: ".\(opposite)")
                // One call deletes namespaces of all kinds.
                .replacing(/(Http|PrivateDns)Namespace$/, with: "Namespace")
            return operation == delete || operation == delete + "s"
        }
    }

    /// Returns whether a call makes the resource: some have a second one that does.
    func makes(_ operation: String) -> Bool {
        operation == create || operation == "acm.ImportCertificate" && create == "acm.RequestCertificate"
    }

    /// Returns whether a call asks for another object, which is there all the time: a change or an operation,
    /// or a record's zone.
    func isAboutAnother(_ operation: String) -> Bool {
        ["route53.GetChange", "servicediscovery.GetOperation"].contains(operation)
            || operation == "route53.GetHostedZone" && create != "route53.CreateHostedZone"
    }

    /// The error with which AWS says that there is no such object; `nil` where its answers say so.
    var notFoundCode: String? {
        (json["notFound"]?.array ?? []).compactMap(\.string).first { $0.wholeMatch(of: /[A-Za-z.]+/) != nil }
    }

    /// The states that code awaits, where facts have no words for the wait.
    private static let statesByHand = [
        "acm.DescribeCertificate Certificate.Status": "ISSUED",
        "acm.DescribeCertificate Certificate.Type": "AMAZON_ISSUED",
        "acm.DescribeCertificate Certificate.DomainValidationOptions.ValidationMethod": "DNS",
        "ecs.DescribeServices services.status": "ACTIVE",
        "ecs.DescribeServices services.deployments.status": "PRIMARY",
        "ecs.DescribeServices services.deployments.rolloutState": "COMPLETED",
    ]

    /// The value at which each wait but those of the deletion ends, by operation and place.
    var finalStates: [String: String] {
        var states = Self.statesByHand
        for wait in json["waits"]?.array ?? [] {
            guard let operation = wait["poll"]?.string, let path = wait["path"]?.string,
                wait["after"]?.string?.contains(/delete|detach|recovery/) == false,
                let value = wait["target"]?.array?.first?.string,
                !["equal", "equivalent", "known", "present"].contains(value)
            else {
                continue
            }
            states["\(operation) \(Self.plain(path))"] = value
        }
        return states
    }

    private static func plain(_ path: String) -> String {
        path == "$" ? "" : path.replacing("[0]", with: "").replacing("[]", with: "")
    }
}
