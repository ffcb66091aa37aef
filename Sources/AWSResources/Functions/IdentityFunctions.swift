import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:iam/getRole:getRole`; it tells the role's name as the id.
    static let getRole = FunctionDescriptor(token: "aws:iam/getRole:getRole") { call in
        let name = call.arguments["name"]?.string ?? ""
        let (found, reading) = try await call.lookedUp(try call.reading("aws:iam/role:Role", id: name), "role")
        var outputs = try await Lifecycle(resource: reading).read()?.outputs ?? [:]
        outputs["roleLastUseds"] = found["RoleLastUsed"].map { used in
            [
                [
                    "lastUsedDate": PropertyValue(plain: used["LastUsedDate"] ?? ""),
                    "region": PropertyValue(plain: used["Region"] ?? ""),
                ]
            ]
        }
        return call.result(outputs).merging(["id": .string(name), "name": .string(name)])
    }

    /// `aws:iam/getPolicyDocument:getPolicyDocument`; it asks AWS nothing.
    static let getPolicyDocument = FunctionDescriptor(token: "aws:iam/getPolicyDocument:getPolicyDocument") { call in
        let document = try PolicyComposition(call.arguments).document
        let text = document.text([.indentedByTwo, .escapingHTML])
        return call.arguments.withoutDefaults.merging([
            "version": call.arguments["version"] ?? .string(PolicyComposition.currentVersion),
            "id": .string("\(CRC32.checksum(text))"), "json": .string(text),
            "minifiedJson": .string(document.text(.escapingHTML)),
        ])
    }
}
