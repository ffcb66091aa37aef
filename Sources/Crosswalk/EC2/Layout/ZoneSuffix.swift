/// The part of an availability zone's name after its region's words, such as `1a` of `us-east-1a`.
enum ZoneSuffix {
    /// Returns the suffix of a zone's name: what follows two letters and at least one word of letters between hyphens.
    ///
    /// A name that does not begin so is its own suffix.
    static func suffix(of zone: String) -> String {
        let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
        guard parts[0].utf8.count == 2, isWord(parts[0]) else { return zone }
        let words = parts.dropFirst().dropLast().prefix(while: isWord).count
        return words == 0 ? zone : parts.dropFirst(1 + words).joined(separator: "-")
    }

    private static func isWord(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// Returns the suffixes of zones.
    ///
    /// - Throws: ``LayoutFailure`` if two zones have the same.
    static func suffixes(of zones: [String]) throws(LayoutFailure) -> [String] {
        let suffixes = zones.map(suffix)
        var seen: [String: Int] = [:]
        for (index, suffix) in suffixes.enumerated() {
            guard let other = seen.updateValue(index, forKey: suffix) else { continue }
            throw LayoutFailure(
                .zones,
                at: "subnetNameTagStrategy",
                "AvailabilityZone needs zones whose names end differently, but \(zones[other]) and \(zones[index]) have the "
                    + "same suffix \"\(suffix)\"; use the strategy Legacy, or other zones"
            )
        }
        return suffixes
    }
}
