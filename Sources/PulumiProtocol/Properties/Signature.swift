/// The keys and values by which Pulumi tells kinds of property that JSON lacks from plain objects and text.
package enum Signature {
    /// The key whose value says what an object stands for.
    package static let key = "4dabf18193072939515e22adb298388d"

    /// A value that must be kept encrypted: `value` in a message, `ciphertext` in a checkpoint.
    package static let secret = "1b47061264138c4ac30d75fd1eb44270"
    /// A piece of content: `text`, `path` or `uri`, and `hash`.
    static let asset = "c44067f5952c0a294b673a41bacd8c17"
    /// A collection of assets: `assets`, `path` or `uri`, and `hash`.
    static let archive = "0def7320c3a5731c473e5ecbe6d01bc7"
    /// Another resource: `urn`, `id`, `packageVersion`.
    package static let resource = "5cf8f73096256a8f31e491e813e4eb8e"
    /// A value that may be unknown or secret: `value`, `secret`, `dependencies`.
    package static let output = "d0e6a833031e9bbcd3f4e8bde6ca49a4"

    /// A number that JSON lacks, infinite or none at all: `value`, its bits in hexadecimal.
    static let number = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c"

    /// The text that stands for an unknown value.
    package static let unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    /// All texts that stand for an unknown value: of a string, and of the other kinds by which older engines tell them.
    static let unknowns: Set<String> = [
        unknown,
        // A boolean, a number, a list, an asset, an archive, an object.
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ]

    fileprivate static let unknownLength = 36
}

extension PropertyValue {
    /// Text, unless it is one that stands for an unknown value.
    init(textOrUnknown text: String) {
        let isUnknown = text.utf8.count == Signature.unknownLength && Signature.unknowns.contains(text)
        self = isUnknown ? .unknown : .string(text)
    }
}

extension PropertyValue {
    /// The text that stands for an unknown value.
    public static let unknownText = Signature.unknown
}
