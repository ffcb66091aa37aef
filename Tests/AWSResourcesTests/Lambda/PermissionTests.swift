import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A permission to invoke a function")
struct PermissionTests {
    private let type = "aws:lambda/permission:Permission"
    private let inputs: PropertyMap = [
        "action": "lambda:InvokeFunction", "function": "web", "principal": "123456789012", "statementId": "balancer",
        "sourceArn": "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/1",
    ]

    /// An AWS whose function has another statement too.
    private func cloud(_ statement: JSON) -> ScriptedAWS {
        let aws = ScriptedAWS()
        let policy: JSON = ["Statement": [["Sid": "other", "Action": "lambda:GetFunction"], statement]]
        aws.on("lambda.GetPolicy", ["Policy": .string(policy.text())])
        return aws
    }

    private let statement: JSON = [
        "Sid": "balancer", "Effect": "Allow", "Action": "lambda:InvokeFunction",
        "Principal": ["AWS": "arn:aws:iam::123456789012:root"],
        "Condition": [
            "ArnLike": ["AWS:SourceArn": "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/1"]
        ],
    ]

    @Test("is the statement of its id, and names an account as the program does")
    func statementOfItsID() async throws {
        let aws = cloud(statement)
        let provider = try await AWSProvider.scripted(aws)
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(made.id == "balancer")
        #expect(made.properties["principal"] == "123456789012")
        #expect(made.properties["sourceArn"] == inputs["sourceArn"])
        #expect(aws.refusals == [])
    }

    @Test("is imported with all that its statement tells")
    func imported() async throws {
        let login: JSON = [
            "Sid": "url", "Action": "lambda:InvokeFunctionUrl", "Principal": "*",
            "Condition": [
                "StringEquals": ["lambda:FunctionUrlAuthType": "NONE", "aws:PrincipalOrgID": "o-1234567890"],
                "Bool": ["lambda:InvokedViaFunctionUrl": "true"],
            ],
        ]
        let provider = try await AWSProvider.scripted(cloud(login))
        let read = try await provider.read(ReadRequest(id: "web:live/url", urn: urn(type)), .test)
        #expect(read.id == "url")
        #expect(
            read.inputs?.filter { $0.key != "__defaults" && $0.key != "region" } == [
                "action": "lambda:InvokeFunctionUrl", "function": "web", "functionUrlAuthType": "NONE",
                "invokedViaFunctionUrl": true, "principal": "*", "principalOrgId": "o-1234567890",
                "qualifier": "live", "statementId": "url",
            ]
        )
    }

    @Test("whose statement is missing is gone")
    func gone() async throws {
        let provider = try await AWSProvider.scripted(cloud(["Sid": "third"]))
        let request = ReadRequest(id: "balancer", urn: urn(type), properties: inputs, inputs: inputs)
        #expect(try await provider.read(request, .test).id == "")
    }

    @Test("waits for another change of the policy, and not for an id that is taken")
    func conflict() async throws {
        let aws = cloud(statement)
        aws.on(
            "lambda.AddPermission",
            { _ in throw AWSFailure(code: "ResourceConflictException", message: "another operation is in progress") },
            { _ in [:] }
        )
        let provider = try await AWSProvider.scripted(aws)
        _ = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(aws.inputs(of: "lambda.AddPermission").count == 2)
        aws.on("lambda.AddPermission") { _ in
            throw AWSFailure(
                code: "ResourceConflictException",
                message: "The statement id (balancer) provided already exists."
            )
        }
        await #expect(throws: StatusError.self) {
            try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        }
        #expect(aws.inputs(of: "lambda.AddPermission").count == 3)
    }

    @Test("is deleted when its statement no longer shows")
    func deleted() async throws {
        let aws = cloud(statement)
        let still: JSON = ["Policy": .string(JSON.object(["Statement": [statement]]).text())]
        aws.on(
            "lambda.GetPolicy",
            { _ in still },
            { _ in throw AWSFailure(code: "ResourceNotFoundException", message: "no policy") }
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "balancer", urn: urn(type), properties: inputs, oldInputs: inputs)
        try await provider.delete(request, .test)
        #expect(aws.inputs(of: "lambda.RemovePermission") == [["FunctionName": "web", "StatementId": "balancer"]])
        #expect(aws.inputs(of: "lambda.GetPolicy").count == 2)
    }
}
