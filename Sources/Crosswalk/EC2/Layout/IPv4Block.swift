/// A range of IPv4 addresses in CIDR notation, such as `10.0.0.0/16`.
///
/// The address is kept as it is given, also where bits beyond the mask are set; the range is that of the mask.
struct IPv4Block: Hashable, Sendable {
    /// The address before the slash.
    let address: UInt32
    /// The length of the mask in bits, 0 to 32.
    let mask: Int

    /// The block of an address; `nil` beyond the ends of the IPv4 addresses, or if the mask has no such length.
    init?(_ address: Int, mask: Int) {
        guard let address = UInt32(exactly: address), 0...32 ~= mask else { return nil }
        self.address = address
        self.mask = mask
    }

    /// The number of addresses in a block of a mask, 0 to 32.
    static func size(_ mask: Int) -> Int { 1 << (32 - mask) }

    /// The number of addresses.
    var size: Int { Self.size(mask) }
    /// The first address.
    var first: Int { Int(address) & ~(size - 1) }
    /// The last address.
    var last: Int { first + size - 1 }
    /// The address after the network's own; in a block of one or two addresses, the first.
    var firstUsable: Int { mask <= 30 ? first + 1 : first }
    /// The address before the broadcast address; in a block of one or two addresses, the last.
    var lastUsable: Int { mask <= 30 ? last - 1 : last }

    /// Returns whether an address lies in the block.
    func contains(_ address: Int) -> Bool { first...last ~= address }

    /// Returns whether all addresses of another block lie in this one.
    func contains(_ other: IPv4Block) -> Bool { contains(other.first) && contains(other.last) }

    /// Returns whether an address lies in both blocks.
    func overlaps(_ other: IPv4Block) -> Bool { first <= other.last && other.first <= last }

    /// The same range, beginning with its first address.
    var network: IPv4Block { IPv4Block(aligning: address, mask: mask) }

    private init(aligning address: UInt32, mask: Int) {
        self.address = mask == 0 ? 0 : address & (UInt32.max << UInt32(32 - mask))
        self.mask = mask
    }

    /// Returns the block of a mask that an address lies in; `nil` if there is no such address or mask.
    static func around(_ address: Int, mask: Int) -> IPv4Block? { IPv4Block(address, mask: mask)?.network }

    /// Returns the block of a mask that follows the one in which an address lies; `nil` past the last address.
    static func after(_ address: Int, mask: Int) -> IPv4Block? {
        IPv4Block(address, mask: mask).flatMap { IPv4Block($0.last + 1, mask: mask) }
    }
}

extension IPv4Block: CustomStringConvertible {
    var description: String { "\(Self.text(of: Int(address)))/\(mask)" }

    /// Returns an address in dotted notation.
    static func text(of address: Int) -> String {
        "\(address >> 24 & 255).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }
}

extension IPv4Block {
    /// A text that is no block.
    struct Malformed: Error, Equatable, CustomStringConvertible {
        let text: String

        var description: String {
            "\"\(text)\" is not an IPv4 range in CIDR notation; write four numbers from 0 to 255 and the length of the "
                + "mask, such as 10.0.0.0/16"
        }
    }

    /// The block that a text stands for.
    ///
    /// - Throws: ``Malformed`` unless the text is four numbers with dots between them, a slash and a length.
    init(parsing text: String) throws(Malformed) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, numbers.count == 4, let mask = Self.number(halves[1], upTo: 32) else {
            throw Malformed(text: text)
        }
        var address = 0
        for part in numbers {
            guard let number = Self.number(part, upTo: 255) else { throw Malformed(text: text) }
            address = address << 8 | number
        }
        guard let block = IPv4Block(address, mask: mask) else { throw Malformed(text: text) }
        self = block
    }

    /// Returns the number that digits make; `nil` for a sign, a leading zero or more than `limit`.
    private static func number(_ digits: Substring, upTo limit: Int) -> Int? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.utf8.count == 1 || digits.utf8.first != UInt8(ascii: "0"),
            let number = Int(digits), number <= limit
        else { return nil }
        return number
    }
}
