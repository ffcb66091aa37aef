import JSON

/// Another plausible value of the same type.
enum ChangedValue {
    private static let pairs = [
        ("true", "false"), ("default", "dedicated"), ("HTTP", "HTTPS"), ("TCP", "UDP"), ("tcp", "udp"),
        ("public", "private"), ("MUTABLE", "IMMUTABLE"), ("application", "network"), ("ip", "instance"),
        ("Gateway", "Interface"), ("defensive", "monitor"), ("append", "preserve"), ("aws:kms", "AES256"),
        ("t2.micro", "t2.small"), ("forward", "redirect"), ("Allow", "Deny"),
    ]
    private static let other = Dictionary(pairs + pairs.map { ($0.1, $0.0) }) { first, _ in first }

    /// Returns another value; `nil` if there is none to think of.
    static func of(_ value: JSON) -> JSON? {
        switch value {
        case .bool(let flag): return .bool(!flag)
        case .number(let number): return .number(number.double + 30)
        case .array(var elements):
            for index in elements.indices {
                guard let changed = of(elements[index]) else { continue }
                elements[index] = changed
                return .array(elements)
            }
            return nil
        case .object(let object): return member(of: object)
        case .string(let text):
            if let document = Comparison.document(text) { return of(document).map { .string($0.text()) } }
            return .string(changed(text))
        case .null: return nil
        }
    }

    /// Returns an object with one member changed; what looks like an enumeration only if there is nothing better.
    private static func member(of object: JSON.Object) -> JSON? {
        func looksEnumerated(_ key: String) -> Bool { ["action", "effect", "type"].contains(key.lowercased()) }
        let keys = object.keys.filter { $0 != "Version" && !$0.hasPrefix("__") }.sorted {
            (looksEnumerated($0) ? 1 : 0, $0) < (looksEnumerated($1) ? 1 : 0, $1)
        }
        for key in keys {
            guard let value = object[key], let changed = of(value) else { continue }
            return .object(object.merging([key: changed]))
        }
        return nil
    }

    private static func changed(_ text: String) -> String {
        if let other = other[text] { return other }
        if let block = changedBlock(text) { return block }
        if isZone(text) { return text.dropLast() + (text.last == "a" ? "b" : "a") }
        let parts = text.split(separator: ".")
        if text.hasPrefix("com.amazonaws."), parts.count == 4 {
            return parts.dropLast().joined(separator: ".") + (parts[3] == "s3" ? ".dynamodb" : ".s3")
        }
        // An id, an ARN, or a name with a random end.
        let endsInDigit = text.last.map { "0123456789abcdef".contains($0) } ?? false
        if endsInDigit, text.contains(where: { ("0"..."9").contains($0) }) {
            return text.dropLast() + (text.last == "0" ? "1" : "0")
        }
        return text + "2"
    }

    /// Returns another block of addresses of the same size; `nil` if the text is none.
    private static func changedBlock(_ text: String) -> String? {
        let halves = text.split(separator: "/")
        guard halves.count == 2, let size = Int(halves[1]) else { return nil }
        let parts = halves[0].split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4 else { return nil }
        return size == 0 ? "192.0.2.0/24" : "\(parts[0]).\((parts[1] + 1) % 256).\(parts[2]).\(parts[3])/\(size)"
    }

    /// Returns whether a text is an availability zone, such as `us-west-2a`.
    private static func isZone(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let last = parts.last, last.count == 2 else { return false }
        let isNumbered = last.first?.isNumber == true && last.last.map { "abcdef".contains($0) } == true
        return isNumbered && parts.dropLast().allSatisfy { $0.allSatisfy { ("a"..."z").contains($0) } && !$0.isEmpty }
    }
}
