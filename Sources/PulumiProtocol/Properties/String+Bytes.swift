import Glibc

// Names are compared by their UTF-8 bytes, in which Pulumi sorts them; Swift itself takes `é` in two spellings for one.

extension String {
    /// True if both have the same bytes.
    package func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && compareBytes(other) == 0
    }

    /// True if this comes first in the order of bytes.
    func precedes(_ other: String) -> Bool {
        compareBytes(other) < 0
    }

    /// Less than 0 if this comes first, more than 0 if the other does.
    private func compareBytes(_ other: String) -> Int {
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in compare(left, right) } }
    }
}

/// The order of byte strings: less than 0 if the first comes first, 0 if they are equal.
func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    if let leftStart = left.baseAddress, let rightStart = right.baseAddress {
        let order = memcmp(leftStart, rightStart, min(left.count, right.count))
        if order != 0 { return Int(order) }
    }
    return left.count - right.count
}
