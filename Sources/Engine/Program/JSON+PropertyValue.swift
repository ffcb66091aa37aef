internal import JSON
internal import PulumiProtocol

extension JSON {
    /// The number -0, whose sign Go writes.
    private static let negativeZero = (try? JSON(parsing: "-0")) ?? .number(0)

    /// Converts a plain value as Go's JSON encoder does: infinities are null, assets and archives are empty.
    init(plain value: PropertyValue) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .number(let number) where number == 0 && number.sign == .minus: self = Self.negativeZero
        case .number(let number): self = number.isFinite ? .number(number) : .null
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSON(plain: $0) })
        case .map(let map): self = .object(JSON.Object(map.map { ($0.key, JSON(plain: $0.value)) }))
        case .secret(let inner): self = JSON(plain: inner)
        case .resource(let reference): self = .string(reference.urn)
        case .asset, .archive: self = .object(JSON.Object())
        default: self = .null
        }
    }
}
