import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ec2/getInstance:getInstance`: an instance as its resource would be, with some properties named otherwise.
    static let getInstance = FunctionDescriptor(token: "aws:ec2/getInstance:getInstance") { call in
        var input = call.filters
        if let id = call.arguments["instanceId"]?.plainJSON { input["InstanceIds"] = [id] }
        let found = try await call.list("ec2.DescribeInstances", input).all(at: "Reservations[].Instances[]")
            .filter { $0.text(at: "State.Name") != "terminated" }
        let id = try call.theOne(found, "instance")["InstanceId"]?.string ?? ""
        let password: PropertyMap = ["getPasswordData": call.arguments["getPasswordData"] ?? false]
        let reading = try call.reading("aws:ec2/instance:Instance", id: id, inputs: password)
        guard var outputs = try await Lifecycle(resource: reading).read()?.outputs else {
            throw NotOne(kind: "instance", count: 0, function: call.schema.token)
        }
        for (name, property) in renamed { outputs[name] = outputs[property] }
        if call.arguments["getUserData"]?.bool != true { outputs = outputs.filter { !userData.contains($0.key) } }
        return call.arguments.withoutDefaults.merging(call.result(outputs)).merging(["id": .string(id)])
    }

    /// Properties of the function, and those of the resource that they are.
    private static let renamed = ["networkInterfaceId": "primaryNetworkInterfaceId", "instanceTags": "tagsAll"]

    /// Properties that only a call with `getUserData` tells.
    private static let userData: Set = ["userData", "userDataBase64"]
}
