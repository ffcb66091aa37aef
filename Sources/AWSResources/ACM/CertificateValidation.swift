import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:acm/certificateValidation:CertificateValidation`: nothing in AWS, but the wait for a certificate.
    ///
    /// Its id is the time of the issue, which other validations of the certificate share.
    static let certificateValidation = ResourceDescriptor(
        type: "aws:acm/certificateValidation:CertificateValidation",
        mapping: MemberMapping(style: .upperCamel, names: ["certificateArn": "CertificateArn"]),
        create: CreateStep(CertificateValidation.create),
        search: Search { validation in
            guard let found = try await CertificateValidation.issued(validation) else { return [] }
            return [Created(id: CertificateValidation.id(found))]
        },
        read: ReadStep { validation in
            guard let found = try await CertificateValidation.issued(validation) else { return nil }
            return ["certificateArn": found["CertificateArn"].map(PropertyValue.init(plain:)) ?? ""]
        },
        delete: DeleteStep { _ in }
    )
}

/// The steps of the wait for a certificate.
private enum CertificateValidation {
    /// The certificate, if it is issued; `nil` otherwise.
    static func issued(_ validation: ResourceOperation) async throws -> JSON? {
        guard let found = try await validation.lookUp()?.object, found["Status"] == "ISSUED" else { return nil }
        return found
    }

    /// The time of the issue as upstream writes it.
    static func id(_ certificate: JSON) -> String {
        let time = certificate["IssuedAt"]?.string ?? "0001-01-01T00:00:00Z"
        return time.replacing("T", with: " ").replacing("Z", with: " +0000 UTC")
    }

    @Sendable static func create(_ validation: ResourceOperation) async throws -> Created {
        let subject = "\(validation.subject) to be issued"
        var isChecked = false
        let limit = validation.limit(.seconds(4500))
        return try await validation.wait(for: subject, upTo: limit, pace: Pace(longest: .seconds(10))) {
            guard let found = try await validation.lookUp()?.object else { return .pending("not visible yet") }
            let state = CertificateState(found)
            if !isChecked { try check(state, validation) }
            isChecked = true
            try state.refuseFailure(of: validation.subject)
            return state.status == "ISSUED" ? .ready(Created(id: id(found))) : .pending(state.description)
        }
    }

    /// Refuses a certificate that is not to be validated, and records that do not cover all that AWS asks for: the wait
    /// would be in vain.
    private static func check(_ state: CertificateState, _ validation: ResourceOperation) throws {
        guard state.type == "AMAZON_ISSUED" else {
            throw UnvalidatableCertificate(
                problem: "is of type \(state.type): only those that AWS issues are validated"
            )
        }
        guard let given = ResourceOperation.texts(validation.inputs, "validationRecordFqdns") else { return }
        if let other = state.validations.first(where: { $0.method != "DNS" && !$0.method.isEmpty }) {
            throw UnvalidatableCertificate(
                problem: "is validated by \(other.method) and not by DNS: remove validationRecordFqdns"
            )
        }
        let names = Set(given.map { DomainName($0) })
        let missing = state.validations.filter { validation in
            validation.record.map { !names.contains(DomainName($0.name)) } ?? false
        }
        guard missing.isEmpty else {
            let demands = missing.map(\.demand).joined(separator: "; ")
            throw UnvalidatableCertificate(
                problem: "is not validated by the records of validationRecordFqdns: \(demands)"
            )
        }
    }
}

/// The wait for a certificate would be in vain.
struct UnvalidatableCertificate: Error, CustomStringConvertible {
    let problem: String

    var description: String { "the certificate \(problem)" }
}
