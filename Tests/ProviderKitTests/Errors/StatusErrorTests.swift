import ProviderKit
import PulumiProtocol
import RPC
import Testing

@Suite("Errors on the wire")
struct StatusErrorTests {
    @Test("a resource that did not start keeps its id and state")
    func initFailure() throws {
        let failure = ResourceInitFailure(id: "i-1", properties: ["a": 1], reasons: ["not ready", "no capacity"])
        let status = StatusError.describing(failure)

        #expect(status.code == .unknown)
        #expect(status.message == "not ready; no capacity")
        let detail = try #require(status.details.first)
        #expect(detail.typeURL == "type.googleapis.com/pulumirpc.ErrorResourceInitFailed")
        let message = try ErrorResourceInitFailed(decoding: detail.value)
        #expect(message.id == "i-1")
        #expect(message.properties == ["a": 1])
        #expect(message.reasons == ["not ready", "no capacity"])
    }

    @Test("wrong inputs are named by their paths")
    func inputFailure() throws {
        let failure = InputFailure(
            "urn:web",
            [.init(property: "listeners[0].port", reason: "is no number"), .init(property: "", reason: "is too large")]
        )
        let status = StatusError.describing(failure)

        #expect(status.code == .invalidArgument)
        #expect(status.message == "urn:web: property listeners[0].port: is no number\n  is too large")
        let detail = try #require(status.details.first)
        #expect(detail.typeURL == "type.googleapis.com/pulumirpc.InputPropertiesError")
        let message = try InputPropertiesError(decoding: detail.value)
        #expect(message.errors.map(\.propertyPath) == ["listeners[0].port", ""])
    }

    @Test("missing configuration is named by its keys")
    func missingConfiguration() throws {
        let status = StatusError.describing(MissingConfiguration([.init(name: "aws:region", description: "set it")]))

        #expect(status.code == .invalidArgument)
        #expect(status.message == "aws:region is not configured: set it")
        let detail = try #require(status.details.first)
        let message = try ConfigureErrorMissingKeys(decoding: detail.value)
        #expect(message.missingKeys.map(\.name) == ["aws:region"])
    }

    @Test("cancellation and unknown errors have codes of their own")
    func others() {
        struct Odd: Error, CustomStringConvertible { let description = "odd" }
        #expect(StatusError.describing(CancellationError()).code == .cancelled)
        #expect(StatusError.describing(Odd()).code == .unknown)
        #expect(StatusError.describing(Odd()).message == "odd")
        #expect(StatusError.describing(StatusError(.aborted, "x")).code == .aborted)
    }
}
