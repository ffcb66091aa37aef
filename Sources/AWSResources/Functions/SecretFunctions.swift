import AWSClient
import Crypto
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:secretsmanager/getSecret:getSecret`.
    static let getSecret = FunctionDescriptor(token: "aws:secretsmanager/getSecret:getSecret") { call in
        let given = call.arguments["arn"]?.string ?? call.arguments["name"]?.string ?? ""
        let reading = try call.reading("aws:secretsmanager/secret:Secret", id: given)
        let (found, lookedUp) = try await call.lookedUp(reading, "secret")
        guard let arn = found["ARN"]?.string else {
            throw NotOne(kind: "secret", count: 0, function: call.schema.token)
        }
        var secret = lookedUp
        secret.id = arn
        var result = call.result(try await secret.descriptor.read.run(secret) ?? [:])
        result["id"] = .string(arn)
        result["region"] = .string(try call.region())
        result["createdDate"] = found.time("CreatedDate")
        result["lastChangedDate"] = found.time("LastChangedDate")
        return result
    }

    /// `aws:secretsmanager/getSecretVersion:getSecretVersion`.
    static let getSecretVersion = FunctionDescriptor(
        token: "aws:secretsmanager/getSecretVersion:getSecretVersion"
    ) { call in
        let secret = call.arguments["secretId"]?.string ?? ""
        let stage = call.arguments["versionStage"]?.string ?? "AWSCURRENT"
        let id = call.arguments["versionId"]?.string
        var input: JSON.Object = ["SecretId": .string(secret)]
        if let id { input["VersionId"] = .string(id) } else { input["VersionStage"] = .string(stage) }
        let found = try await call.call("secretsmanager.GetSecretValue", input)
        let arn = PropertyValue.string(found["ARN"]?.string ?? "")
        return [
            "arn": arn, "createdDate": found.time("CreatedDate"), "id": .string("\(secret)|\(id ?? stage)"),
            "region": .string(try call.region()), "secretArn": arn,
            "secretBinary": .string(Self.text(found["SecretBinary"])),
            "secretId": .string(secret), "secretString": .string(found["SecretString"]?.string ?? ""),
            "versionId": .string(found["VersionId"]?.string ?? ""), "versionStage": .string(stage),
            "versionStages": .list(found.list(at: "VersionStages").map(PropertyValue.init(plain:))),
        ]
    }

    /// The bytes of an answer as text.
    private static func text(_ bytes: JSON?) -> String {
        bytes?.string.flatMap { Base64.decode($0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension JSON {
    /// A time that AWS tells, in whole seconds; empty text if it tells none.
    fileprivate func time(_ member: String) -> PropertyValue {
        .string(time(at: member).map { Timestamp(seconds: $0.rounded(.down)).rfc3339 } ?? "")
    }
}
