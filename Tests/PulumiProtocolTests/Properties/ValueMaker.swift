import PulumiProtocol

/// Makes property values with marks at any level; the same seed makes the same values.
struct ValueMaker: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A value of at most `depth` levels.
    mutating func value(depth: Int = 4) -> PropertyValue {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 5), using: &self) {
        case 0: .null
        case 1: .number(Double(Int.random(in: 0..<9, using: &self)))
        case 2: .string("text")
        case 3: Bool.random(using: &self) ? .unknown : .bool(true)
        case 4: .resource(ResourceReference(urn: urn(), id: "id"))
        case 5, 6: .list(values(depth: depth - 1))
        case 7, 8: .map(PropertyMap(zip(["a", "b", "c"], values(depth: depth - 1))))
        case 9: .secret(value(depth: depth - 1))
        default: .output(output(depth: depth - 1))
        }
    }

    /// An output of a value, known or unknown.
    mutating func output(depth: Int = 3) -> Output<PropertyValue> {
        let isKnown = Int.random(in: 0..<4, using: &self) > 0
        let known = value(depth: depth)
        let urns = Set((0..<Int.random(in: 0..<3, using: &self)).map { _ in urn() })
        return Output(isKnown ? known : Optional.none, isSecret: Bool.random(using: &self), dependencies: urns.sorted())
    }

    private mutating func values(depth: Int) -> [PropertyValue] {
        (0..<Int.random(in: 0..<4, using: &self)).map { _ in value(depth: depth) }
    }

    private mutating func urn() -> String { "urn:\(Int.random(in: 0..<5, using: &self))" }
}
