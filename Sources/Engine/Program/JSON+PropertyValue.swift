internal import JSON
internal import PulumiProtocol

extension JSON {
    /// A plain value as JSON; what JSON lacks, such as an asset or an infinity, is null.
    init(plain value: PropertyValue) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .number(let number): self = number.isFinite ? .number(number) : .null
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSON(plain: $0) })
        case .map(let map): self = .object(JSON.Object(map.map { ($0.key, JSON(plain: $0.value)) }))
        case .secret(let inner): self = JSON(plain: inner)
        case .resource(let reference): self = .string(reference.urn)
        default: self = .null
        }
    }
}
