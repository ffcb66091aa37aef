/// The IPv6 blocks of subnets: the 256 parts of a VPC's /56.
enum IPv6Subnets {
    /// Returns the block of a number, such as `2600:1f14:abc:de03::/64` for 3 in `2600:1f14:abc:de00::/56`.
    ///
    /// - Throws: ``LayoutFailure`` unless the VPC's block is a /56, and the number at most 255.
    static func block(_ index: Int, of vpc: String) throws(LayoutFailure) -> String {
        let halves = vpc.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, isAddress(halves[0]) else {
            throw failure(vpc, "is no IPv6 block in CIDR notation, such as 2600:1f14:abc:de00::/56")
        }
        guard halves[1] == "56" else {
            throw failure(vpc, "has the mask /\(halves[1]), but subnets can only be made of a /56")
        }
        guard 0...255 ~= index else {
            throw failure(
                vpc,
                "has 256 blocks for subnets, numbered 0 to 255, and the layout needs number \(index); use fewer subnets "
                    + "or zones"
            )
        }
        let groups = groups(of: halves[0])
        guard groups.count == 8, let fourth = Int(groups[3], radix: 16) else {
            throw failure(vpc, "is no IPv6 block in CIDR notation, such as 2600:1f14:abc:de00::/56")
        }
        let last = String(fourth & 0xff00 | index, radix: 16)
        return "\(groups[0]):\(groups[1]):\(groups[2]):\(last)::/64"
    }

    /// Returns the eight groups of an address as they are written, with a 0 for each that `::` stands for.
    private static func groups(of address: Substring) -> [Substring] {
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        guard let gap = groups.firstIndex(of: "") else { return groups }
        let (head, tail) = (groups[..<gap], groups[gap...].drop { $0.isEmpty })
        return Array(head) + [Substring](repeating: "0", count: max(0, 8 - head.count - tail.count)) + Array(tail)
    }

    private static func failure(_ vpc: String, _ reason: String) -> LayoutFailure {
        LayoutFailure(.ipv6, at: "assignGeneratedIpv6CidrBlock", "the VPC's IPv6 block \"\(vpc)\" \(reason)")
    }

    /// Returns whether a text is an IPv6 address in groups of hexadecimal digits.
    private static func isAddress(_ text: Substring) -> Bool {
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        let given = groups.filter { !$0.isEmpty }
        let digits = given.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
        guard digits else { return false }
        if given.count == groups.count { return groups.count == 8 }
        // One "::" leaves one empty group within the address, and one more where it begins or ends with it.
        var empty = groups.count - given.count
        if text.hasPrefix("::") { empty -= 1 }
        if text.hasSuffix("::") { empty -= 1 }
        return empty == 1 && given.count < 8 && (text.hasPrefix("::") || !text.hasPrefix(":"))
            && (text.hasSuffix("::") || !text.hasSuffix(":"))
    }
}
