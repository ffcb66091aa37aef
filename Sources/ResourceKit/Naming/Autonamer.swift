import Crypto

/// Makes names for resources whose program gives none, as Pulumi does: the same seed gives the same name.
package struct Autonamer: Sendable {
    /// The user's setting for automatic names.
    package enum Mode: Sendable {
        /// Makes the default name: the logical name, a hyphen and seven random hexadecimal digits.
        case standard
        /// Takes this name, if it fits.
        case propose(String)
        /// Takes this name.
        case enforce(String)
        /// Makes no name.
        case disable
    }

    /// The error for a name that cannot be made.
    package struct Failure: Error {
        package let reason: String
    }

    /// The last part of the URN.
    package let logicalName: String
    /// From the engine; empty for a name that cannot be known in advance.
    package let seed: [UInt8]
    package let mode: Mode

    /// An autonamer from its parts.
    package init(logicalName: String, seed: [UInt8], mode: Mode) {
        self.logicalName = logicalName
        self.seed = seed
        self.mode = mode
    }

    private static let suffixLength = 7
    private static let alphabet = Array("0123456789abcdef")

    /// Makes a name.
    ///
    /// A resource `sg` would be called `sg-…`, which AWS keeps for its ids: the name drops the hyphen.
    ///
    /// - Parameters:
    ///   - maxLength: The most characters; 0 for any number.
    ///   - isLowercase: Makes capital letters small.
    ///   - reserved: A beginning, with its hyphen, that no name may have; empty for none.
    /// - Returns: The name.
    /// - Throws: ``Failure`` if the name would be too long, or automatic names are disabled.
    package func name(
        maxLength: Int,
        isLowercase: Bool = false,
        reserved: String = ""
    ) throws(Failure) -> String {
        switch mode {
        case .disable:
            throw Failure(reason: "Automatic names are disabled (pulumi:autonaming), so a name must be given.")
        case .enforce(let proposed):
            return proposed
        case .propose(let proposed):
            let name = isLowercase ? proposed.lowercased() : proposed
            guard maxLength == 0 || name.count <= maxLength else {
                throw Failure(reason: "The proposed name \"\(name)\" is longer than \(maxLength) characters.")
            }
            return name
        case .standard:
            return try standardName(maxLength: maxLength, isLowercase: isLowercase, reserved: reserved)
        }
    }

    private func standardName(maxLength: Int, isLowercase: Bool, reserved: String) throws(Failure) -> String {
        var prefix = (isLowercase ? logicalName.lowercased() : logicalName) + "-"
        if !reserved.isEmpty, prefix.hasPrefix(reserved) {
            prefix = String(reserved.dropLast() + prefix.dropFirst(reserved.count))
        }
        let length = prefix.count + Self.suffixLength
        guard maxLength == 0 || length <= maxLength else {
            throw Failure(
                reason: "The automatic name \"\(prefix)…\" would have \(length) characters, and \(maxLength) are"
                    + " allowed: shorten the resource's name, or give a name."
            )
        }
        return prefix + suffix()
    }

    /// Seven hexadecimal digits of the stream that the seed keys.
    ///
    /// Its first 32 bytes are the generator's next key.
    private func suffix() -> String {
        var stream = ChaCha(key: seed.isEmpty ? randomBytes(32) : SHA256.hash(seed), rounds: 12)
        _ = stream.next(32)
        let count = UInt64(Self.alphabet.count)
        let limit = UInt64.max - UInt64.max % count
        var text = ""
        while text.count < Self.suffixLength {
            let value = stream.next(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if value < limit { text.append(Self.alphabet[Int(value % count)]) }
        }
        return text
    }
}
