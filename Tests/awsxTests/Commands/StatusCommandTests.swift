import Testing

@testable import awsx

@Suite("Status")
struct StatusCommandTests {
    @Test("a stack without services says so")
    func saysThatThereAreNone() async throws {
        let outcome = await (try await Sandbox.withResources()).run("status")
        #expect(outcome.succeeded && outcome.error == "The stack has no services.\n", "\(outcome.error)")
    }

    @Test("an unknown service is refused with the nearest name")
    func refusesUnknownNames() async throws {
        let outcome = await (try await Sandbox.withResources()).run("status", "hall", "bat")
        #expect(outcome.error.contains("the stack has no resource 'bat'; did you mean \"bath\"?"), "\(outcome.error)")
    }
}
