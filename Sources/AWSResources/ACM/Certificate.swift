import AWSClient
import Crypto
import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:acm/certificate:Certificate`; its id is the ARN.
    static let certificate = ResourceDescriptor(
        type: "aws:acm/certificate:Certificate",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["arn": "CertificateArn", "certificateBody": "Certificate", "renewalSummaries": "RenewalSummary"],
            sent: ["validationOptions": "DomainValidationOptions"],
            singles: ["renewalSummaries"]
        ),
        tagging: .certificateManager,
        diff: DiffRules(
            equality: ["subjectAlternativeNames": Certificate.coverSameNames, "keyAlgorithm": Certificate.areSameKeys]
        ),
        local: ["earlyRenewalDuration", "privateKeyWoVersion"],
        create: CreateStep(Certificate.create),
        search: .list(
            "acm.ListCertificates",
            "CertificateSummaryList",
            id: "CertificateArn",
            where: Certificate.mayBe,
            Certificate.search
        ),
        afterCreate: Certificate.awaitValidationRecords,
        read: .lookup { outputs, found, _ in Certificate.complete(&outputs, found.object) },
        update: [
            UpdateStep(Certificate.imported, run: Certificate.importAgain),
            .call("acm.UpdateCertificateOptions", changed: ["options"], of: ["CertificateArn": "{id}"]),
        ],
        delete: .call("acm.DeleteCertificate", ["CertificateArn": "{id}"])
    )
}

/// The types of keys of certificates.
enum CertificateKeys {
    /// All types: without them, AWS's lists have those with RSA keys of 1,024 and 2,048 bits only.
    static let all: JSON = [
        "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1",
    ]
}

/// The steps of a certificate's life.
private enum Certificate {
    /// The parts of a certificate that others have issued.
    static let imported: Set = [
        "certificateBody", "certificateChain", "privateKey", "privateKeyWo", "privateKeyWoVersion",
    ]

    // MARK: Differences

    /// Returns whether two lists are of the same names: AWS adds the certificate's own to either.
    @Sendable static func coverSameNames(_ old: PropertyValue, _ new: PropertyValue, _ inputs: PropertyMap) -> Bool {
        names(old, inputs) == names(new, inputs)
    }

    private static func names(_ value: PropertyValue, _ inputs: PropertyMap) -> Set<String> {
        let listed = (value.list ?? []) + (inputs["domainName"].map { [$0] } ?? [])
        return Set(listed.compactMap { $0.string?.lowercased() })
    }

    /// Returns whether two texts name the same type of key: answers have hyphens where calls have underscores.
    static let areSameKeys = DiffRules.texts { old, new, _ in old.underscored == new.underscored }

    // MARK: Create

    /// The members of a list that has certificates with every type of key; those that are imported have no name to look
    /// for.
    @Sendable static func search(_ certificate: ResourceOperation) -> JSON.Object? {
        guard certificate.inputs["domainName"] != nil else { return nil }
        return ["Includes": ["keyTypes": CertificateKeys.all]]
    }

    /// Returns whether a certificate of a list may be this one, which nothing uses yet.
    @Sendable static func mayBe(_ found: JSON, _ certificate: ResourceOperation) -> Bool {
        found["DomainName"]?.string == certificate.inputs["domainName"]?.string && found["InUse"]?.bool != true
    }

    @Sendable static func create(_ certificate: ResourceOperation) async throws -> Created {
        guard certificate.inputs["domainName"] == nil else {
            return try await certificate.create("acm.RequestCertificate", certificate.members(except: imported))
        }
        let operation = "acm.ImportCertificate"
        let answer = try await certificate.call(operation, parts(certificate).merging(certificate.tagMembers))
        return Created(id: try answer.identifier("CertificateArn", of: operation))
    }

    /// Sends the parts of an imported certificate again; its tags have calls of their own then.
    @Sendable static func importAgain(_ certificate: ResourceOperation) async throws {
        guard certificate.inputs["domainName"] == nil else { return }
        let input = parts(certificate).merging(["CertificateArn": .string(certificate.id)])
        try await certificate.call("acm.ImportCertificate", input)
    }

    private static func parts(_ certificate: ResourceOperation) -> JSON.Object {
        var parts = certificate.members(["certificateBody", "certificateChain", "privateKey"])
        parts["PrivateKey"] = parts["PrivateKey"] ?? certificate.inputs["privateKeyWo"]?.plainJSON
        return JSON.Object(
            parts.filter { $0.value != "" }.map {
                ($0.key, .string(Base64.encode(Array(($0.value.string ?? "").utf8))))
            }
        )
    }

    /// Waits until AWS says which records prove that the domains are the account's; it does not wait for them.
    @Sendable static func awaitValidationRecords(_ certificate: ResourceOperation) async throws {
        guard certificate.inputs["domainName"] != nil else { return }
        try await certificate.wait(for: certificate.subject, upTo: .seconds(300)) {
            try await lookForRecords(certificate)
        }
    }

    private static func lookForRecords(_ certificate: ResourceOperation) async throws -> WaitStatus<Void> {
        guard let found = try await certificate.lookUp() else { return .pending("not visible yet") }
        let state = CertificateState(found.object)
        try state.refuseFailure(of: certificate.subject)
        return state.knowsRecords ? .ready(()) : .pending("AWS has not said yet how to validate the domains")
    }

    // MARK: Read

    /// The record that validates a domain, as a property; `nil` if none does.
    private static func validationOption(_ validation: CertificateState.Validation) -> PropertyValue? {
        guard let record = validation.record else { return nil }
        return [
            "domainName": .string(validation.domain), "resourceRecordName": .string(record.name),
            "resourceRecordType": .string(record.type), "resourceRecordValue": .string(record.value),
        ]
    }

    /// Completes the outputs that are shaped otherwise in AWS.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON) {
        let state = CertificateState(found)
        outputs["domainValidationOptions"] = .list(state.validations.compactMap(validationOption))
        outputs["validationEmails"] = .list(
            found.all(at: "DomainValidationOptions[].ValidationEmails[]").map(PropertyValue.init(plain:))
        )
        let method = state.type == "AMAZON_ISSUED" ? state.validations.first?.method : nil
        outputs["validationMethod"] = .string(method ?? "NONE")
        outputs["keyAlgorithm"] = found["KeyAlgorithm"]?.string.map { .string($0.underscored) }
        outputs["pendingRenewal"] = false
    }
}

extension String {
    /// The text with underscores in the place of hyphens.
    fileprivate var underscored: String { replacing("-", with: "_") }
}
