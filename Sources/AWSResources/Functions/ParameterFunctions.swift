import JSON
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ssm/getParameter:getParameter`.
    static let getParameter = FunctionDescriptor(token: "aws:ssm/getParameter:getParameter") { call in
        let name = call.arguments["name"]?.string ?? ""
        let isDecrypted = call.arguments["withDecryption"]?.bool ?? true
        let input: JSON.Object = ["Name": .string(name), "WithDecryption": .bool(isDecrypted)]
        let answer = try await call.call("ssm.GetParameter", input)
        let parameter = answer["Parameter"] ?? .null
        let value = PropertyValue.string(parameter["Value"]?.string ?? "")
        let type = parameter["Type"]?.string ?? ""
        return [
            "arn": .string(parameter["ARN"]?.string ?? ""), "id": .string(parameter["Name"]?.string ?? name),
            "insecureValue": type == "SecureString" ? "" : value, "name": .string(parameter["Name"]?.string ?? name),
            "region": .string(try call.region()), "type": .string(type), "value": value,
            "version": .number(parameter["Version"]?.double ?? 0), "withDecryption": .bool(isDecrypted),
        ]
    }
}
