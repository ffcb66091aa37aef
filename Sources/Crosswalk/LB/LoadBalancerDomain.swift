import ProviderKit
import PulumiProtocol
import RPC

/// The domain of a load balancer, and what it takes: a certificate that DNS validates, two listeners, and records.
struct LoadBalancerDomain: Sendable {
    /// A certificate that AWS has issued, and the zone that validated it.
    struct Issued: Sendable {
        /// The ARN, which depends on the validation.
        let certificateARN: PropertyValue
        let zoneID: PropertyValue
    }

    /// TLS 1.3 and 1.2, as AWS recommends (Elastic Load Balancing User Guide, "Security policies for your Application
    /// Load Balancer").
    private static let securityPolicy: PropertyValue = "ELBSecurityPolicy-TLS13-1-2-2021-06"

    /// The names in small letters, each once; the first is the certificate's own.
    let names: [String]
    private let path: String
    private let zoneID: PropertyValue?
    private let zoneName: PropertyValue?
    /// The types of the records that lead to the load balancer, with the ending of their resources' names.
    private let recordTypes: [(type: String, ending: String)]
    /// The settings of the HTTPS listener that the program gives.
    private let listener: ListenerInputs?

    /// Reads the domain.
    ///
    /// - Parameters:
    ///   - domainInputs: The domain.
    ///   - ipAddressType: The type of the load balancer's addresses.
    ///   - listener: The settings of the HTTPS listener; `nil` if none are given.
    /// - Throws: ``InputFailure`` if inputs contradict each other, or are not known where they must be.
    init(_ domainInputs: DomainInputs, ipAddressType: Input<PropertyValue>, listener: ListenerInputs?)
        throws(InputFailure)
    {
        try domainInputs.hostedZoneId.exclude(domainInputs.hostedZoneName)
        var names: [String] = []
        for name in [domainInputs.name] + (domainInputs.additionalNames.elements() ?? []) {
            guard let text = try Self.known(name) else { throw name.failure("is missing") }
            let normal = Self.normal(text)
            if !names.contains(normal) { names.append(normal) }
        }
        self.names = names
        path = domainInputs.object.path
        zoneID = domainInputs.hostedZoneId.nonNull
        zoneName = domainInputs.hostedZoneName.nonNull
        recordTypes = Self.recordTypes(try Self.known(ipAddressType) ?? "ipv4")
        self.listener = listener
        try Self.checkListener(listener)
        try checkZone(domainInputs.hostedZoneName)
    }

    private static func known(_ input: Input<PropertyValue>) throws(InputFailure) -> String? {
        guard let value = input.nonNull else { return nil }
        if let text = Output(gathering: value).value?.string { return text }
        throw input.failure(
            "decides which records there are, so it must be known at once, and not be made from another resource's outputs"
        )
    }

    private static func normal(_ name: String) -> String {
        let small = name.lowercased()
        return small.hasSuffix(".") ? String(small.dropLast()) : small
    }

    private static func recordTypes(_ addresses: String) -> [(type: String, ending: String)] {
        let (ipv4, ipv6) = ((type: "A", ending: ""), (type: "AAAA", ending: "-ipv6"))
        switch addresses {
        case "dualstack": return [ipv4, ipv6]
        case "dualstack-without-public-ipv4": return [ipv6]
        default: return [ipv4]
        }
    }

    private static func checkListener(_ inputs: ListenerInputs?) throws(InputFailure) {
        guard let inputs else { return }
        for input in [inputs.port, inputs.protocol, inputs.certificateArn] where input.nonNull != nil {
            throw input.failure(
                "cannot be given together with domain, which listens for HTTPS on port 443 with a certificate of its own; "
                    + "remove it"
            )
        }
    }

    private func checkZone(_ zone: Input<PropertyValue>) throws(InputFailure) {
        guard let text = Output(gathering: zone.nonNull ?? .null).value?.string.map(Self.normal) else { return }
        if let foreign = names.first(where: { $0 != text && !$0.hasSuffix(".\(text)") }) {
            throw zone.failure("is \"\(text)\", which does not contain \"\(foreign)\"")
        }
    }

    // MARK: Certificate

    /// The domains that a record validates: a name and its wildcard share one.
    private var validated: [String] {
        names.map(Self.base).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func base(_ name: String) -> String { name.hasPrefix("*.") ? String(name.dropFirst(2)) : name }

    private var certificate: PropertyMap {
        var properties: PropertyMap = ["domainName": .string(names[0]), "validationMethod": "DNS"]
        if names.count > 1 {
            properties["subjectAlternativeNames"] = .list(names.dropFirst().map(PropertyValue.string))
        }
        return properties
    }

    /// Works out the certificate and the listeners, as far as the inputs tell.
    func drafts(named name: String) -> [ChildDraft] {
        let names = ChildDraft.Origin("subjectAlternativeNames", from: "\(path).additionalNames")
        let origins = [ChildDraft.Origin("domainName", from: "\(path).name"), names, .init(from: path)]
        // Rules tell the kind of a load balancer from its ARN, which is not known yet.
        let arn = "arn:aws:elasticloadbalancing:::loadbalancer/app/\(name)/0"
        let secure = secureListener(.string(arn), .unknown, .unknown)
        return [
            ChildDraft("aws:acm/certificate:Certificate", name, certificate, origins: origins),
            ChildDraft(
                "aws:lb/listener:Listener",
                "\(name)-1",
                secure,
                origins: [.init(from: listener?.object.path ?? path)]
            ),
        ]
    }

    /// Requests the certificate, makes the records that validate it, and waits until it is issued.
    func certify(in scope: ComponentScope) async throws -> Issued {
        let zone = try await zone(in: scope)
        let certificate = try await scope.child("aws:acm/certificate:Certificate", scope.name, certificate)
        let options = Output(gathering: certificate["domainValidationOptions"] ?? .null)
        let records = try await Self.each(validated) { domain in
            try await scope.child(
                "aws:route53/record:Record",
                Self.childName("\(scope.name)-validation", domain),
                Self.validationRecord(of: domain, options, in: zone)
            )
        }
        let validation = try await scope.child(
            "aws:acm/certificateValidation:CertificateValidation",
            scope.name,
            [
                "certificateArn": certificate["arn"] ?? .null,
                "validationRecordFqdns": .list(records.map { $0["fqdn"] ?? .null }),
            ]
        )
        return Issued(certificateARN: validation["certificateArn"] ?? .null, zoneID: zone)
    }

    /// The record that AWS asks for; other certificates of the domain have the same one.
    private static func validationRecord(
        of domain: String,
        _ options: Output<PropertyValue>,
        in zone: PropertyValue
    ) -> PropertyMap {
        func member(_ name: String) -> PropertyValue {
            options.map { options in
                let option = (options.list ?? []).lazy.compactMap(\.map).first { option in
                    base(normal(option["domainName"]?.string ?? "")) == domain
                }
                return option?[name] ?? .null
            }.property
        }
        return [
            "zoneId": zone, "name": member("resourceRecordName"), "type": member("resourceRecordType"), "ttl": 60,
            "records": [member("resourceRecordValue")], "allowOverwrite": true,
        ]
    }

    // MARK: Zone

    /// The id of the zone: that of the inputs, or that of the zone of the name, or else of the nearest domain above the
    /// name that has a public zone.
    private func zone(in scope: ComponentScope) async throws -> PropertyValue {
        if let zoneID { return zoneID }
        if let zoneName { return try await Self.zone(named: zoneName, in: scope) }
        var labels = Self.base(names[0]).split(separator: ".")[...]
        while labels.count > 1 {
            do {
                return try await Self.zone(named: .string(labels.joined(separator: ".")), in: scope)
            } catch let error as StatusError where error.message.contains("no matching") {
                // So both this provider and Pulumi's say it, and a call has no code for it.
                labels = labels.dropFirst()
            }
        }
        throw InputFailure(
            scope.urn,
            at: "\(path).name",
            "is \"\(names[0])\", and no public hosted zone of this account contains it; "
                + "make a zone, or name one in hostedZoneId or hostedZoneName"
        )
    }

    private static func zone(named name: PropertyValue, in scope: ComponentScope) async throws -> PropertyValue {
        let arguments: PropertyMap = ["name": name, "privateZone": false]
        return try await scope.invoke("aws:route53/getZone:getZone", arguments).map { $0["zoneId"] ?? .null }.property
    }

    // MARK: Listeners and records

    private func secureListener(
        _ balancer: PropertyValue,
        _ targetGroup: PropertyValue,
        _ certificate: PropertyValue
    ) -> PropertyMap {
        let forward: PropertyValue = ["type": "forward", "targetGroupArn": targetGroup]
        return (["defaultActions": [forward], "sslPolicy": Self.securityPolicy] as PropertyMap)
            .merging(listener?.forwarded ?? [:])
            .setting([
                "loadBalancerArn": balancer, "port": 443, "protocol": "HTTPS", "certificateArn": certificate,
            ])
    }

    private static func redirectingListener(_ balancer: PropertyValue) -> PropertyMap {
        let target: PropertyValue = ["port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"]
        return [
            "loadBalancerArn": balancer, "port": 80, "protocol": "HTTP",
            "defaultActions": [["type": "redirect", "redirect": target]],
        ]
    }

    /// Registers the listeners: the one for HTTPS, and after it the one that redirects to it.
    ///
    /// The latter has the name and the port of the listener of a load balancer without a domain, so that adding a domain
    /// changes that one in place.
    ///
    /// - Returns: The redirecting listener, and that for HTTPS.
    func registerListeners(_ parts: LoadBalancerParts, _ issued: Issued, in scope: ComponentScope) async throws
        -> [Child]
    {
        let balancer = parts.loadBalancer["arn"] ?? .null
        let group = parts.targetGroup["arn"] ?? .null
        let secure = try await LoadBalancerParts.child(
            "listener:Listener",
            "\(scope.name)-1",
            secureListener(balancer, group, issued.certificateARN),
            in: scope
        )
        let redirecting = try await LoadBalancerParts.child(
            "listener:Listener",
            "\(scope.name)-0",
            Self.redirectingListener(balancer),
            in: scope,
            dependsOn: [secure]
        )
        return [redirecting, secure]
    }

    /// Registers the records that lead from the names to the load balancer.
    func registerRecords(_ balancer: Child, _ issued: Issued, in scope: ComponentScope) async throws -> [Child] {
        let alias: PropertyValue = [
            "name": balancer["dnsName"] ?? .null, "zoneId": balancer["zoneId"] ?? .null, "evaluateTargetHealth": true,
        ]
        return try await Self.each(names) { name in
            try await Self.each(recordTypes) { record in
                try await scope.child(
                    "aws:route53/record:Record",
                    Self.childName(scope.name, name) + record.ending,
                    [
                        "zoneId": issued.zoneID, "name": .string(name), "type": .string(record.type),
                        "aliases": [alias],
                    ]
                )
            }
        }.flatMap { $0 }
    }

    /// The address of the domain, which depends on all that makes it reachable.
    func address(_ resources: [Child]) -> PropertyValue {
        Output("https://\(names[0])").adding(dependencies: resources.map(\.urn)).map { .string($0) }.property
    }

    private static func childName(_ start: String, _ domain: String) -> String {
        "\(start)-\(domain.hasPrefix("*.") ? "wildcard." + base(domain) : domain)"
    }

    /// Makes something of every element, of all at the same time, and returns it in their order.
    private static func each<Element: Sendable, Made: Sendable>(
        _ elements: [Element],
        _ make: @escaping @Sendable (Element) async throws -> Made
    ) async throws -> [Made] {
        try await withThrowingTaskGroup(of: (Int, Made).self) { group in
            for (index, element) in elements.enumerated() {
                group.addTask { (index, try await make(element)) }
            }
            return try await group.reduce(into: [(Int, Made)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
