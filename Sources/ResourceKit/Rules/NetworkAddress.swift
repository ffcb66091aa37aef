/// An IP address as bytes: four of IPv4, sixteen of IPv6.
struct NetworkAddress: Equatable, Sendable {
    let bytes: [UInt8]

    /// The address of `10.0.0.1`; `nil` for other texts, also for parts with a leading zero.
    init?(ipv4 text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard let byte = Self.decimal(part).flatMap(UInt8.init(exactly:)) else { return nil }
            bytes.append(byte)
        }
        self.bytes = bytes
    }

    /// The address of `2001:db8::1`, whose last part may be an IPv4 address; `nil` for other texts.
    init?(ipv6 text: some StringProtocol) {
        let halves = String(text).split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = halves.first, let head = Self.groups(first, isLast: halves.count == 1) else { return nil }
        if halves.count == 1 {
            guard head.count == 16 else { return nil }
            bytes = head
        } else {
            guard halves.count == 2, let tail = Self.groups(halves[1], isLast: true) else { return nil }
            let gap = 16 - head.count - tail.count
            guard gap >= 2 else { return nil }
            bytes = head + Array(repeating: 0, count: gap) + tail
        }
    }

    private static func groups(_ text: Substring, isLast: Bool) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, part.contains(".") {
                guard let address = NetworkAddress(ipv4: part) else { return nil }
                bytes += address.bytes
                continue
            }
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexadecimal),
                let group = UInt16(part, radix: 16)
            else {
                return nil
            }
            bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
        }
        return bytes
    }

    /// The number that digits spell without sign and leading zeros.
    fileprivate static func decimal(_ text: some StringProtocol) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || !text.hasPrefix("0")
        else {
            return nil
        }
        return Int(text)
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}

/// A block of addresses, such as `10.0.0.0/16`.
struct AddressBlock: Sendable {
    let address: NetworkAddress
    /// The number of leading bits that all addresses of the block share.
    let prefix: Int

    /// The block of a text; `nil` if it is none.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let prefix = NetworkAddress.decimal(parts[1]),
            let address = NetworkAddress(ipv4: parts[0]) ?? NetworkAddress(ipv6: parts[0]),
            prefix <= address.bytes.count * 8
        else {
            return nil
        }
        self.address = address
        self.prefix = prefix
    }

    var isIPv4: Bool { address.bytes.count == 4 }

    /// The address with all bits behind the prefix cleared.
    private var network: [UInt8] {
        address.bytes.enumerated().map { index, byte in
            let bits = min(max(prefix - index * 8, 0), 8)
            return bits == 0 ? 0 : byte & (0xff << (8 - bits))
        }
    }

    /// Indicates whether the address is the first of the block.
    var isNetwork: Bool { network == address.bytes }

    /// The block with the first address, as text; `nil` for IPv6, where there are many texts.
    var networkText: String? {
        isIPv4 ? network.map { String($0) }.joined(separator: ".") + "/\(prefix)" : nil
    }
}
