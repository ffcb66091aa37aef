/// Packs files in the POSIX ustar format, byte for byte as Go's `archive/tar` does with only name and mode set.
struct TarWriter {
    private static let blockSize = 512
    private var bytes: [UInt8] = []
    private var names: Set<String> = []

    /// Adds a file, unless there is one of that name already.
    mutating func add(_ name: String, _ content: [UInt8]) {
        guard names.insert(name).inserted else { return }
        var name = Array(name.utf8)
        var prefix: [UInt8] = []
        let isPlain = name.allSatisfy { $0 < 0x80 }
        if name.count > 100 || !isPlain {
            if isPlain, let slash = Self.splitPoint(of: name) {
                prefix = Array(name[..<slash])
                name = Array(name[(slash + 1)...])
            } else {
                addExtendedName(name)
            }
        }
        bytes += Self.header(
            Array(name.filter { $0 < 0x80 }.prefix(100)),
            prefix: prefix,
            size: content.count,
            type: "0"
        )
        addBlocks(content)
    }

    /// Ends the archive and returns its bytes.
    consuming func finished() -> [UInt8] {
        bytes += [UInt8](repeating: 0, count: 2 * Self.blockSize)
        return bytes
    }

    /// Returns the last slash at which a long name can be split with a prefix of at most 155 bytes.
    private static func splitPoint(of name: [UInt8]) -> Int? {
        let limit = min(156, name.count)
        guard let slash = name[..<limit].lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let rest = name.count - slash - 1
        return slash > 0 && rest > 0 && rest <= 100 ? slash : nil
    }

    /// Adds the extended header for a name that does not fit into a plain one.
    private mutating func addExtendedName(_ name: [UInt8]) {
        let body = Array(" path=".utf8) + name + [UInt8(ascii: "\n")]
        var length = body.count + 1
        while String(length).utf8.count + body.count != length { length = String(length).utf8.count + body.count }
        let record = Array(String(length).utf8) + body
        let text = String(decoding: name, as: UTF8.self)
        let folder = text.contains("/") ? FilePath.folder(of: text) + "/" : ""
        let marked = Array("\(folder)PaxHeaders.0/\(FilePath.name(of: text))".utf8).filter { $0 < 0x80 }
        bytes += Self.header(Array(marked.prefix(100)), prefix: [], size: record.count, type: "x", mode: 0)
        addBlocks(record)
    }

    private mutating func addBlocks(_ content: [UInt8]) {
        bytes += content
        let rest = content.count % Self.blockSize
        if rest > 0 { bytes += [UInt8](repeating: 0, count: Self.blockSize - rest) }
    }

    private static func header(
        _ name: [UInt8],
        prefix: [UInt8],
        size: Int,
        type: Unicode.Scalar,
        mode: Int = 0o600
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ field: [UInt8], at offset: Int) {
            for (index, byte) in field.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, width: Int) -> [UInt8] {
            let digits = String(value, radix: 8)
            return Array((String(repeating: "0", count: max(0, width - 1 - digits.utf8.count)) + digits).utf8) + [0]
        }
        put(name, at: 0)
        put(octal(mode, width: 8), at: 100)
        put(octal(0, width: 8), at: 108)
        put(octal(0, width: 8), at: 116)
        put(octal(size, width: 12), at: 124)
        put(octal(0, width: 12), at: 136)
        put(Array("        ".utf8), at: 148)
        put([UInt8(ascii: type)], at: 156)
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257)
        put(octal(0, width: 8), at: 329)
        put(octal(0, width: 8), at: 337)
        put(prefix, at: 345)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, width: 7) + [UInt8(ascii: " ")], at: 148)
        return block
    }
}
