import Testing

@testable import Engine

@Suite("Deployment log")
struct DeploymentLogTests {
    private func log(continuesOnError: Bool = false, isPreview: Bool = false) -> DeploymentLog {
        var options = DeploymentOptions(.update)
        options.continuesOnError = continuesOnError
        options.isPreview = isPreview
        return DeploymentLog(options, Interruption()) { _ in }
    }

    @Test(
        "a failure stops what it reaches",
        arguments: [
            (DeploymentLog.Reach.run, false, true), (.run, true, true), (.branch, false, true), (.branch, true, false),
            (.resource, false, false),
        ]
    )
    func reach(_ reach: DeploymentLog.Reach, continuesOnError: Bool, stops: Bool) {
        let log = log(continuesOnError: continuesOnError)
        log.report(PluginError("broken"), of: "urn:a", reaching: reach)
        #expect(log.hasFailed)
        #expect(log.isStopping == stops)
        #expect(log.isIncomplete == (reach != .resource))
    }

    @Test("a failure that was reported does not count again")
    func reported() {
        let log = log()
        log.report(ReportedFailure(urn: "urn:a", "broken"), of: "urn:a")
        #expect(!log.hasFailed)
    }

    @Test("while failures are tolerated, they stop nothing")
    func tolerated() async throws {
        let log = log()
        await log.toleratingFailures { _ = log.report(PluginError("broken"), of: "urn:a") }
        #expect(log.hasFailed)
        #expect(throws: Never.self) { try log.checkMayBegin() }
        log.report(PluginError("broken"), of: "urn:a")
        #expect(throws: ReportedFailure.self) { try log.checkMayBegin() }
    }

    @Test("a preview reports an error and continues, a deployment throws it")
    func preview() throws {
        let preview = log(isPreview: true)
        try preview.reportInPreview(.duplicate("urn:a"), of: "urn:a")
        #expect(preview.hasFailed)
        let deployment = log()
        #expect(throws: RegistrationError.duplicate("urn:a")) {
            try deployment.reportInPreview(.duplicate("urn:a"), of: "urn:a")
        }
        #expect(!deployment.hasFailed)
    }
}
