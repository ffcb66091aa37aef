import ProviderKit
import PulumiProtocol

extension ComponentScope {
    /// Returns the ARN that an input holds, also if the resource itself was given; `nil` if it is absent.
    ///
    /// - Throws: ``StatusError`` if the engine does not know the resource.
    func arn(of input: Input<PropertyValue>) async throws -> PropertyValue? {
        guard let value = input.value, case .resource = Output(gathering: value).value else { return input.value }
        return try await resource(input)["arn"]
    }
}
