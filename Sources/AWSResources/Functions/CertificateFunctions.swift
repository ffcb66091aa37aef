import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:acm/getCertificate:getCertificate`.
    static let getCertificate = FunctionDescriptor(token: "aws:acm/getCertificate:getCertificate") { call in
        let found = try await call.matchingCertificates()
        let certificate = try call.newestCertificate(found)
        let arn = certificate["CertificateArn"]?.string ?? ""
        var result = call.arguments.withoutDefaults
        result["id"] = .string(arn)
        result["arn"] = .string(arn)
        result["domain"] = .string(certificate["DomainName"]?.string ?? "")
        result["region"] = .string(try call.region())
        let status = certificate["Status"]?.string ?? ""
        result["status"] = .string(status)
        let tags = try await call.certificateTags(arn)
        result["tags"] = .map(PropertyMap(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        // AWS hands out the text of issued ones only.
        let text =
            status == "ISSUED" ? try await call.call("acm.GetCertificate", ["CertificateArn": .string(arn)]) : [:]
        result["certificate"] = .string(text["Certificate"]?.string ?? "")
        result["certificateChain"] = .string(text["CertificateChain"]?.string ?? "")
        return result
    }
}

extension FunctionCall {
    /// The certificates with the domain, status, type, keys and tags of the arguments, as AWS describes them.
    fileprivate func matchingCertificates() async throws -> [JSON] {
        func texts(_ name: String) -> [String] { (arguments[name]?.list ?? []).compactMap(\.string) }
        let (statuses, keys, types) = (texts("statuses"), texts("keyTypes"), texts("types"))
        let tags = arguments["tags"]?.map?.withoutDefaults ?? [:]
        let domain = arguments["domain"]?.string
        var input: JSON.Object = ["CertificateStatuses": JSON.Object.texts(statuses.isEmpty ? ["ISSUED"] : statuses)]
        if !keys.isEmpty { input["Includes"] = ["keyTypes": JSON.Object.texts(keys)] }
        var found: [JSON] = []
        for summary in try await list("acm.ListCertificates", input).list(at: "CertificateSummaryList") {
            guard domain == nil || summary["DomainName"]?.string == domain, let arn = summary["CertificateArn"]?.string
            else {
                continue
            }
            if !tags.isEmpty {
                let own = try await certificateTags(arn)
                guard tags.allSatisfy({ own[$0.key] == $0.value.string }) else { continue }
            }
            let answer = try await call("acm.DescribeCertificate", ["CertificateArn": .string(arn)])
            guard let certificate = answer["Certificate"],
                types.isEmpty || types.contains(certificate["Type"]?.string ?? "")
            else {
                continue
            }
            found.append(certificate)
        }
        return found
    }

    /// The only certificate, or the newest one if the arguments ask for that.
    ///
    /// - Throws: ``NotOne`` if there is none, or several of which none is the newest.
    fileprivate func newestCertificate(_ found: [JSON]) throws -> JSON {
        let statuses = Set(found.map { $0["Status"]?.string ?? "" })
        guard arguments["mostRecent"] == true, statuses.count == 1 else { return try theOne(found, "certificate") }
        let member = statuses == ["ISSUED"] ? "NotBefore" : "CreatedAt"
        func time(_ certificate: JSON) -> Double {
            certificate.time(at: member) ?? 0
        }
        return try theOne(found.max { time($0) < time($1) }.map { [$0] } ?? [], "certificate")
    }

    fileprivate func certificateTags(_ arn: String) async throws -> [String: String] {
        let answer = try await call("acm.ListTagsForCertificate", ["CertificateArn": .string(arn)])
        return Tagging.read(answer["Tags"]).filter { !session.tags.ignores($0.key) }
    }
}
