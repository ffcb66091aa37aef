import JSON

/// The state of a certificate: what AWS still needs to issue it, or the reason why it never will.
struct CertificateState: Sendable {
    /// The validation of one of the certificate's domains.
    struct Validation: Sendable {
        let domain: String
        /// Such as `DNS`; empty if AWS does not say.
        let method: String
        /// Such as `PENDING_VALIDATION`.
        let status: String
        /// The record that proves that the domain is the account's; `nil` unless DNS does.
        let record: (name: String, type: String, value: String)?
        /// The addresses that AWS asks by e-mail.
        let addresses: [String]

        /// The step that is left to do, as a person reads it.
        var demand: String {
            if let record { return "\(domain) needs the record \(record.name) \(record.type) \(record.value)" }
            return addresses.isEmpty
                ? "\(domain) is not validated"
                : "\(domain) needs an answer to the e-mail to \(addresses.joined(separator: ", "))"
        }
    }

    /// Such as `AMAZON_ISSUED`.
    let type: String
    /// Such as `PENDING_VALIDATION`.
    let status: String
    let validations: [Validation]
    /// AWS's code for the failure; empty if there is none.
    private let reason: String

    /// The state that `DescribeCertificate` tells of.
    init(_ certificate: JSON) {
        type = certificate["Type"]?.string ?? ""
        status = certificate["Status"]?.string ?? ""
        reason = (certificate["FailureReason"] ?? certificate["RevocationReason"])?.string ?? ""
        validations = certificate.list(at: "DomainValidationOptions").map(Validation.init)
    }

    /// Indicates whether AWS has said how every domain is validated.
    var knowsRecords: Bool {
        guard type == "AMAZON_ISSUED" else { return status != "PENDING_VALIDATION" }
        return !validations.isEmpty
            && validations.allSatisfy { $0.record != nil || !$0.addresses.isEmpty || $0.status == "SUCCESS" }
    }

    /// The state as a person reads it, with what the domains that are not validated need.
    var description: String {
        let open = validations.filter { $0.status != "SUCCESS" }.map(\.demand)
        return ([status] + open).joined(separator: "; ")
    }

    private static let final: Set = ["FAILED", "REVOKED", "VALIDATION_TIMED_OUT", "EXPIRED", "INACTIVE"]

    /// Remedies by AWS's reason (AWS Certificate Manager User Guide, "Certificate request fails").
    private static let remedies: [String: String] = [
        "ADDITIONAL_VERIFICATION_REQUIRED": "AWS wants to know more of you: use the Support Center to contact it",
        "CAA_ERROR": "a CAA record of the domain does not let Amazon issue certificates: add one with the value "
            + "0 issue \"amazon.com\", or remove them",
        "DOMAIN_NOT_ALLOWED": "the domain is on a list of unsafe ones: see VirusTotal, and ask to have it taken off",
        "DOMAIN_VALIDATION_DENIED": "the e-mail that asks for approval was answered with no",
        "INVALID_PUBLIC_DOMAIN": "no such domain is in public use: check the spelling and the ending",
        "NO_AVAILABLE_CONTACTS": "the domain has nobody to send an e-mail to: validate it by DNS",
        "PCA_ACCESS_DENIED": "let ACM use the private certificate authority",
        "PCA_INVALID_STATE": "the private certificate authority is not active",
        "PCA_LIMIT_EXCEEDED": "the private certificate authority may issue no more certificates",
        "PCA_RESOURCE_NOT_FOUND": "there is no such private certificate authority",
    ]

    /// Ends a wait if AWS will never issue the certificate.
    ///
    /// - Throws: ``FailedState`` with AWS's reason and the remedy.
    func refuseFailure(of subject: String) throws {
        guard Self.final.contains(status) else { return }
        let timeOut =
            "the domains were not validated within 72 hours: replace the certificate once the records are there"
        let remedy = Self.remedies[reason] ?? (status == "VALIDATION_TIMED_OUT" ? timeOut : "")
        let state = [status, reason, remedy].filter { !$0.isEmpty }.joined(separator: ": ")
        let open = validations.filter { $0.status != "SUCCESS" }.map(\.demand)
        throw FailedState(subject: subject, state: ([state] + open).joined(separator: "; "))
    }
}

extension CertificateState.Validation {
    fileprivate init(_ option: JSON) {
        domain = option["DomainName"]?.string ?? ""
        method = option["ValidationMethod"]?.string ?? ""
        status = option["ValidationStatus"]?.string ?? ""
        addresses = option.list(at: "ValidationEmails").compactMap(\.string)
        if let name = option.text(at: "ResourceRecord.Name") {
            record = (
                name, option.text(at: "ResourceRecord.Type") ?? "CNAME", option.text(at: "ResourceRecord.Value") ?? ""
            )
        } else {
            record = nil
        }
    }
}
