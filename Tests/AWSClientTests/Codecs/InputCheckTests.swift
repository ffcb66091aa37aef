import JSON
import Testing

@testable import AWSClient

@Suite("Checking inputs")
struct InputCheckTests {
    private func checked(_ operation: AWSOperation, _ input: JSON.Object) throws(AWSError) -> JSON.Object {
        try InputCheck.checked(input, try ModelStore.shared.model(operation)) { "token" }
    }

    @Test("fills in an idempotency token, and keeps one that is given")
    func tokens() throws {
        #expect(try checked("ecs.CreateService", ["serviceName": "s"])["clientToken"] == nil)
        #expect(try checked("ec2.CreateNatGateway", ["SubnetId": "s"])["ClientToken"] == "token")
        let given = try checked("ec2.CreateNatGateway", ["SubnetId": "s", "ClientToken": "mine"])
        #expect(given["ClientToken"] == "mine")
    }

    @Test("takes any JSON where the model has a document")
    func documents() throws {
        let hook: JSON = ["hookDetails": ["approvers": ["a"], "isForced": true]]
        let input: JSON.Object = ["serviceName": "s", "deploymentConfiguration": ["lifecycleHooks": [hook]]]
        #expect(try checked("ecs.CreateService", input) == input)
    }

    @Test("leaves nulls out")
    func nulls() throws {
        #expect(try checked("ecs.CreateCluster", ["clusterName": nil, "tags": [["key": nil]]]) == ["tags": [[:]]])
    }

    @Test(
        "names every fault by its path",
        arguments: [
            ("ecs.CreateService", ["serviceName": 5], "serviceName: expected a string, got a number"),
            ("ecs.CreateService", ["serviceName": "s", "desiredCount": 1.5], "desiredCount: expected a whole number"),
            (
                "ecs.CreateService", ["serviceName": "s", "tags": [["kei": "x"]]],
                "tags[0].kei: there is no such member"
            ),
            ("ecs.CreateService", [:], "serviceName: this member is required"),
            ("iam.CreateRole", ["RoleName": []], "AssumeRolePolicyDocument: this member is required"),
        ] as [(String, JSON.Object, String)]
    )
    func faults(_ operation: String, _ input: JSON.Object, _ message: String) {
        let error = #expect(throws: AWSError.self) { try checked(AWSOperation(operation), input) }
        #expect(error?.kind == .invalidInput)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("never repeats a value, which may be a secret")
    func secrets() {
        let error = #expect(throws: AWSError.self) {
            try checked("ecs.CreateService", ["serviceName": ["hunter2"], "cluster": ["hunter2": "hunter2"]])
        }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("refuses what the models do not have, and says what to do")
    func unknownOperations() {
        let service = #expect(throws: AWSError.self) { try checked("nothing.Here", [:]) }
        #expect(service?.description.contains("no model of the service 'nothing'") == true)
        let operation = #expect(throws: AWSError.self) { try checked("ecs.createCluster", [:]) }
        #expect(operation?.description.contains("did you mean CreateCluster?") == true)
    }
}
