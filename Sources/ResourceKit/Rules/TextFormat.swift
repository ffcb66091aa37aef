import JSON

/// A form that a text must have.
enum TextFormat: String, CaseIterable, Sendable {
    case arn, region, base64, regex, ipProtocol, internetProtocol, cpuUnits, portRange, imageReference
    case ipv4Cidr, ipv6Cidr, cidrNetwork, ipv4Address, ipv6Address
    case json, jsonOrYaml, jsonObject, iamPolicyJson
    case nullableBool, nullableInt, nullableFloat, integerString, decimal
    case goDuration, duration, rfc3339, utcTimestamp, date

    /// The form in words, as the end of "it must be …".
    var noun: String {
        switch self {
        case .arn: "an ARN, such as arn:aws:iam::123456789012:role/name"
        case .region: "a region, such as us-west-2"
        case .base64: "text in base64"
        case .regex: "a regular expression"
        case .ipProtocol: "-1 (all), tcp, udp, icmp, icmpv6 or a protocol number from 0 to 255"
        case .internetProtocol: "-1 (all), a protocol number up to 255, or IANA's name of one, such as tcp or ipv6-icmp"
        case .cpuUnits: "CPU units, such as 1024, or virtual CPUs, such as \"1 vCPU\""
        case .portRange: "a range of ports, such as 8000-8080"
        case .imageReference: "a reference to an image: [REGISTRY/]NAME[:TAG][@DIGEST]"
        case .ipv4Cidr: "an IPv4 CIDR block, such as 10.0.0.0/16"
        case .ipv6Cidr: "an IPv6 CIDR block, such as 2001:db8::/56"
        case .cidrNetwork: "a CIDR block, such as 10.0.0.0/16"
        case .ipv4Address: "an IPv4 address, such as 10.0.0.1"
        case .ipv6Address: "an IPv6 address, such as 2001:db8::1"
        case .json: "JSON"
        case .jsonOrYaml: "JSON or YAML"
        case .jsonObject: "a JSON object"
        case .iamPolicyJson: "a policy: a JSON object"
        case .nullableBool: "true or false"
        case .nullableInt, .integerString: "a whole number"
        case .nullableFloat, .decimal: "a number"
        case .goDuration: "a duration, such as 10m or 1h30m"
        case .duration: "a duration, such as P90D or 2160h"
        case .rfc3339: "a time, such as 2006-01-02T15:04:05Z"
        case .utcTimestamp: "a UTC time, such as 2006-01-02T15:04:05Z"
        case .date: "a date, such as 2006-01-02"
        }
    }

    /// Indicates whether limits on numbers are about the number that the text spells.
    var isNumeric: Bool {
        switch self {
        case .nullableInt, .nullableFloat, .integerString, .decimal, .cpuUnits: true
        default: false
        }
    }

    /// Indicates whether empty text passes, and counts as absent.
    var allowsEmpty: Bool {
        switch self {
        case .arn, .nullableBool, .nullableInt, .nullableFloat: true
        default: false
        }
    }

    /// Returns whether a text has the form.
    func isMet(by text: String) -> Bool {
        switch self {
        case .arn: Self.isARN(text)
        case .ipv4Cidr: AddressBlock(text)?.isIPv4 == true
        case .ipv6Cidr: AddressBlock(text)?.isIPv4 == false
        case .cidrNetwork: AddressBlock(text) != nil
        case .ipv4Address: NetworkAddress(ipv4: text) != nil
        case .ipv6Address: NetworkAddress(ipv6: text) != nil
        case .json: (try? JSON(parsing: text)) != nil
        case .jsonOrYaml: !["{", "["].contains(text.first) || (try? JSON(parsing: text)) != nil
        case .jsonObject: (try? JSON(parsing: text))?.object != nil
        case .iamPolicyJson: text.hasPrefix("{") && (try? JSON(parsing: text))?.object != nil
        case .ipProtocol:
            ["-1", "all", "tcp", "udp", "icmp", "icmpv6"].contains(text.lowercased())
                || Int(text).map((0...255).contains) == true
        case .internetProtocol: InternetProtocol.number(text) != nil
        case .regex: Self.closesItsGroups(text)
        case .cpuUnits: ComputeSize.cpuUnits(text) != nil
        case .portRange: Self.isPortRange(text)
        case .nullableInt, .integerString: Int(text) != nil
        case .nullableFloat: Double(text) != nil
        default: Self.patterns[self]?.isFound(in: text) ?? true
        }
    }

    private static let patterns: [TextFormat: TextPattern] = {
        let dayAndTime = #"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)"#
        let goDuration = #"[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*"#
        let isoDuration = #"P(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)"#
        let host = #"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"#
        let registry = #"(\#(host)(\.\#(host))*|\[[0-9A-Fa-f:]+\])(:\d+)?"#
        let name = #"[A-Za-z0-9]+((\.|_|__|-+)[A-Za-z0-9]+)*"#
        let digest = #"(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})"#
        let texts: [TextFormat: String] = [
            // The grammar of the image reference of the Distribution project, but for capital letters, which ECS takes.
            .imageReference: #"^(\#(registry)/)?\#(name)(/\#(name))*(:\w[\w.-]{0,127})?(@\#(digest))?$"#,
            .region: #"^[a-z]{2,}(-[a-z]+)+-\d{1,2}$"#,
            .base64: "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
            .nullableBool: "^([tTfF01]|true|TRUE|True|false|FALSE|False)$",
            .decimal: #"^-?(\d+(\.\d*)?|\.\d+)$"#,
            .goDuration: "^\(goDuration)$",
            .duration: "^(\(goDuration)|\(isoDuration))$",
            .rfc3339: dayAndTime + #"(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"#,
            .utcTimestamp: dayAndTime + "Z$",
            .date: #"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"#,
        ]
        return texts.compactMapValues { TextPattern($0) }
    }()

    private static func isPortRange(_ text: String) -> Bool {
        let ports = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        return ports.count == 2 && ports.allSatisfy((1...65535).contains) && ports[0] <= ports[1]
    }

    /// AWS's provider for Terraform checks these parts of an ARN.
    private static func isARN(_ text: String) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" || parts[1].hasPrefix("aws-"), !parts[5].isEmpty
        else {
            return false
        }
        let owners = ["", "aws", "aws-managed", "third-party"]
        let isNumber = parts[4].utf8.allSatisfy { (0x30...0x39).contains($0) } || parts[4].hasPrefix("cw")
        let isAccount = owners.contains(String(parts[4])) || parts[4].utf8.count == 12 && isNumber
        return isAccount && (parts[3].isEmpty || TextFormat.region.isMet(by: String(parts[3])))
    }

    /// Returns whether a regular expression's brackets match; its finer points are left to whoever runs it.
    private static func closesItsGroups(_ text: String) -> Bool {
        var depth = 0
        var isInClass = false
        var isEscaped = false
        for character in text {
            switch character {
            case _ where isEscaped: isEscaped = false
            case "\\": isEscaped = true
            case "]": isInClass = false
            case _ where isInClass: break
            case "[": isInClass = true
            case "(": depth += 1
            case ")": depth -= 1
            default: break
            }
            if depth < 0 { return false }
        }
        return depth == 0 && !isInClass && !isEscaped
    }
}

/// Sizes of tasks as Amazon ECS takes them: plain numbers, or numbers with a unit.
enum ComputeSize {
    /// Returns the CPU units of `256` or `0.25 vCPU`.
    static func cpuUnits(_ text: String) -> Double? { number(text, unit: "vcpu", factor: 1024) }

    /// Returns the MiB of `512` or `0.5 GB`.
    static func mebibytes(_ text: String) -> Double? { number(text, unit: "gb", factor: 1024) }

    private static func number(_ text: String, unit: String, factor: Double) -> Double? {
        guard text.lowercased().hasSuffix(unit) else { return Int(text).map(Double.init) }
        var number = text.dropLast(unit.count)
        if number.hasSuffix(" ") { number.removeLast() }
        guard !number.isEmpty, number.allSatisfy({ $0.isNumber || $0 == "." }) else { return nil }
        return Double(number).map { $0 * factor }
    }
}
