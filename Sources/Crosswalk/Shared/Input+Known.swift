import PackageSchema
import ProviderKit
import PulumiProtocol

extension Input where Value == PropertyValue {
    /// Returns the value of an input that decides which resources there are; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value is not known yet.
    func known() throws(InputFailure) -> PropertyValue? {
        guard let value = nonNull else { return nil }
        guard let known = Output(gathering: value).value else {
            throw failure(
                "decides which resources there are, so it must be known at once, and not be made from another "
                    + "resource's outputs"
            )
        }
        return Optional(known).given
    }

    /// Returns a text that decides which resources there are; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value is no text or not known yet.
    func knownText() throws(InputFailure) -> String? {
        guard let value = try known() else { return nil }
        guard let text = value.string else { throw failure("must be a string, not \(value.kind)") }
        return text
    }

    /// Returns a whole number that decides which resources there are; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if the value is no whole number or not known yet; text that spells one counts.
    func knownInteger() throws(InputFailure) -> Int? {
        guard let value = try known() else { return nil }
        guard let number = value.number ?? value.string.flatMap(Double.init), let integer = Int(exactly: number) else {
            throw failure("must be a whole number, not \(value.kind)")
        }
        return integer
    }
}

extension PropertyValue? {
    /// The given value without its marks; `nil` if it is absent, null or not known yet.
    var knownValue: PropertyValue? { given.flatMap { Output(gathering: $0).value }.given }
}
