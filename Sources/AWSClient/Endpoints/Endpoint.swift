/// The address of a service in a region, and the region that calls are signed for.
struct Endpoint: Hashable, Sendable {
    /// `http` or `https`.
    var scheme: String
    /// Host with port if it is not the scheme's own.
    var authority: String
    /// The beginning of every path; empty or starting with `/`, never ending with it.
    var basePath = ""
    var signingRegion: String
    /// `true` if the settings name it, such as a simulator's address.
    var isCustom = false

    /// Scheme and authority, for messages.
    var description: String { "\(scheme)://\(authority)\(basePath)" }

    /// The endpoint that settings name for a service, else AWS's own.
    ///
    /// - Throws: ``InvalidEndpoint`` if the settings name one that is no `http` or `https` URL, or the region is none.
    static func resolve(_ service: ServiceModel, _ region: String, _ settings: Settings) throws(InvalidEndpoint) -> Self
    {
        let partition = AWSPartition.containing(region: region)
        let global = GlobalService.all[service.name]
        let signingRegion = global?.signingRegion(partition) ?? region
        if let named = settings.endpoint(service) {
            return try Endpoint(url: named, signingRegion: signingRegion)
        }
        guard region.utf8.allSatisfy(\.isLabelCharacter), !region.isEmpty else {
            throw InvalidEndpoint(reason: "'\(region)' is not the name of a region; one looks like us-west-2")
        }
        let host = global?.host(partition) ?? regionalHost(service, region, partition, settings)
        return Endpoint(scheme: "https", authority: host, signingRegion: signingRegion)
    }

    private static func regionalHost(
        _ service: ServiceModel,
        _ region: String,
        _ partition: AWSPartition,
        _ settings: Settings
    ) -> String {
        let prefix = service.endpointPrefix + (settings.usesFIPS ? "-fips" : "")
        if service.isS3, settings.usesDualStack { return "\(prefix).dualstack.\(region).\(partition.dnsSuffix)" }
        let suffix = settings.usesDualStack ? partition.dualStackSuffix : partition.dnsSuffix
        return "\(prefix).\(region).\(suffix)"
    }

    private init(scheme: String, authority: String, signingRegion: String) {
        self.scheme = scheme
        self.authority = authority
        self.signingRegion = signingRegion
    }

    /// An endpoint from a URL of the settings.
    init(url: String, signingRegion: String) throws(InvalidEndpoint) {
        let invalid = InvalidEndpoint(reason: "the endpoint '\(url)' is no URL such as http://127.0.0.1:5000")
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw invalid }
        let parts = url.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let scheme = parts.first?.lowercased(), ["http", "https"].contains(scheme),
            parts[1].hasPrefix("//")
        else { throw invalid }
        let rest = parts[1].dropFirst(2).prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.isEmpty, !authority.contains("@") else { throw invalid }
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        let usual = scheme == "http" ? ":80" : ":443"
        self.scheme = scheme
        self.authority = String(authority.hasSuffix(usual) ? authority.dropLast(usual.count) : authority)
        self.basePath = String(path)
        self.signingRegion = signingRegion
        self.isCustom = true
    }
}

/// The error of an endpoint that is no URL, or of a region that is none.
struct InvalidEndpoint: Error, Hashable, Sendable {
    var reason: String
}

extension UInt8 {
    /// Indicates whether the byte may stand in the name of a region, or in a label of a host's name.
    var isLabelCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
