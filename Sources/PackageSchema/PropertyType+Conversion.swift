import JSON
package import PulumiProtocol

extension PropertyType {
    /// Returns a value in the form that the type has; `nil` if it cannot be read as one, or the type is not a scalar's.
    ///
    /// Text that spells a number or a truth value is one, and these are text, because programs in YAML write them so.
    package func converted(_ value: PropertyValue) -> PropertyValue? {
        switch (value, self) {
        case (_, .any), (_, .json), (_, .resource), (.string, .string), (.bool, .boolean), (.number, .number):
            return value
        case (.asset, .asset), (.asset, .archive), (.archive, .asset), (.archive, .archive): return value
        case (.number(let number), .integer): return number == number.rounded() ? value : Optional.none
        case (.number(let number), .string): return .string(JSON.Number(number).text)
        case (.bool(let flag), .string): return .string(flag ? "true" : "false")
        case (.string("true"), .boolean): return .bool(true)
        case (.string("false"), .boolean): return .bool(false)
        case (.string(let text), .number): return Double(text).map(PropertyValue.number)
        case (.string(let text), .integer): return Int(text).map { .number(Double($0)) }
        default: return nil
        }
    }
}
