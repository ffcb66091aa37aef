import AWSClient
import Crypto
import JSON
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ecr/getAuthorizationToken:getAuthorizationToken`.
    static let getAuthorizationToken = FunctionDescriptor(
        token: "aws:ecr/getAuthorizationToken:getAuthorizationToken"
    ) { call in
        let region = PropertyValue.string(try call.region())
        return try await call.registryCredentials().merging(["id": region, "region": region])
    }

    /// `aws:ecr/getCredentials:getCredentials`.
    static let getCredentials = FunctionDescriptor(token: "aws:ecr/getCredentials:getCredentials") { call in
        let registry = call.arguments["registryId"] ?? ""
        return try await call.registryCredentials().merging(["id": registry])
    }

    /// `aws:ecr/getRepository:getRepository`.
    static let getRepository = FunctionDescriptor(token: "aws:ecr/getRepository:getRepository") { call in
        let name = call.arguments["name"]?.string ?? ""
        let reading = try call.reading("aws:ecr/repository:Repository", id: name)
        let found = try await call.repository(name)
        async let images = call.images(of: name, [:])
        let outputs = reading.properties(of: found.object).merging(["id": .string(name)])
        let tags = try await reading.descriptor.tagging?.read(reading, found, outputs) ?? [:]
        var result = call.result(outputs.merging(reading.tagOutputs(tags)))
        result["region"] = .string(try call.region())
        result["mostRecentImageTags"] = (try await images).max(by: Self.isOlder).map(Self.tags) ?? []
        return result
    }

    /// `aws:ecr/getImage:getImage`.
    static let getImage = FunctionDescriptor(token: "aws:ecr/getImage:getImage") { call in
        let name = call.arguments["repositoryName"]?.string ?? ""
        let isNewest = call.arguments["mostRecent"]?.bool == true
        let named = ["imageDigest", "imageTag"].compactMap { key in call.arguments[key]?.plainJSON.map { (key, $0) } }
        let images = try await call.images(of: name, isNewest ? [:] : ["imageIds": [.object(JSON.Object(named))]])
        let image = try call.theOne(isNewest ? images.max(by: Self.isOlder).map { [$0] } ?? [] : images, "image")
        let digest = image["imageDigest"]?.string ?? ""
        let address = try await call.repository(name).object["repositoryUri"]?.string ?? ""
        return call.arguments.withoutDefaults.merging([
            "id": .string(digest), "imageDigest": .string(digest), "imageUri": .string("\(address)@\(digest)"),
            "imagePushedAt": .number(Self.pushed(image).rounded(.down)),
            "imageSizeInBytes": .number(image["imageSizeInBytes"]?.double ?? 0), "imageTags": Self.tags(image),
            "region": .string(try call.region()), "registryId": .string(image["registryId"]?.string ?? ""),
        ])
    }

    private static func tags(_ image: JSON) -> PropertyValue {
        .list(image.list(at: "imageTags").compactMap(\.string).map(PropertyValue.string))
    }

    /// The time of the push, in seconds since 1970; 0 if AWS does not tell.
    private static func pushed(_ image: JSON) -> Double {
        image.time(at: "imagePushedAt") ?? 0
    }

    private static func isOlder(_ image: JSON, _ other: JSON) -> Bool { pushed(image) < pushed(other) }
}

extension FunctionCall {
    private var registry: JSON.Object {
        arguments["registryId"]?.plainJSON.map { ["registryId": $0] } ?? [:]
    }

    /// The credentials of a registry: AWS joins user and password by a colon, and encodes both together.
    fileprivate func registryCredentials() async throws -> PropertyMap {
        let operation = "ecr.GetAuthorizationToken"
        let registries = arguments["registryId"]?.plainJSON.map { JSON.array([$0]) }
        let answer = try await call(operation, registries.map { ["registryIds": $0] } ?? [:])
        let data = answer.at("authorizationData[0]") ?? .null
        let token = try data.identifier("authorizationToken", of: operation)
        let text = Base64.decode(token).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw UnreadableToken() }
        let expiry = data["expiresAt"]?.string.flatMap(Timestamp.init(parsing:))
        return arguments.withoutDefaults.merging([
            "authorizationToken": .string(token), "userName": .string(parts[0]), "password": .string(parts[1]),
            "expiresAt": .string(expiry.map { Timestamp(seconds: $0.seconds.rounded(.down)).rfc3339 } ?? ""),
            "proxyEndpoint": .string(data["proxyEndpoint"]?.string ?? ""),
        ])
    }

    /// The repository of a name.
    fileprivate func repository(_ name: String) async throws -> FoundObject {
        let reading = try reading("aws:ecr/repository:Repository")
        let input = registry.merging(["repositoryNames": [.string(name)]])
        let answer = try await reading.find("ecr.DescribeRepositories", input) ?? [:]
        return FoundObject(object: try theOne(answer.list(at: "repositories"), "repository"), answer: answer)
    }

    /// The images of a repository; those that are named, or all.
    fileprivate func images(of repository: String, _ named: JSON.Object) async throws -> [JSON] {
        let input = registry.merging(["repositoryName": .string(repository)]).merging(named)
        do {
            return try await list("ecr.DescribeImages", input).list(at: "imageDetails")
        } catch  where AWSFailure(error)?.code == "ImageNotFoundException" {
            return []
        }
    }
}

/// AWS's token is not made of a user and a password.
struct UnreadableToken: Error, CustomStringConvertible {
    var description: String {
        "the token that ecr.GetAuthorizationToken returned does not decode to a user and a password."
    }
}
