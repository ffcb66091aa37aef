import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:lb/getLoadBalancer:getLoadBalancer`.
    static let getLoadBalancer = FunctionDescriptor(token: "aws:lb/getLoadBalancer:getLoadBalancer") { call in
        try await call.balancingObject(
            "load balancer",
            of: "aws:lb/loadBalancer:LoadBalancer",
            by: "elbv2.DescribeLoadBalancers",
            "LoadBalancer",
            call.nameOrARN("LoadBalancerArns"),
            tagged: call.arguments["tags"]?.map ?? [:]
        )
    }

    /// `aws:lb/getTargetGroup:getTargetGroup`.
    static let getTargetGroup = FunctionDescriptor(token: "aws:lb/getTargetGroup:getTargetGroup") { call in
        try await call.balancingObject(
            "target group",
            of: "aws:lb/targetGroup:TargetGroup",
            by: "elbv2.DescribeTargetGroups",
            "TargetGroup",
            call.nameOrARN("TargetGroupArns"),
            tagged: call.arguments["tags"]?.map ?? [:]
        )
    }

    /// `aws:lb/getListener:getListener`.
    static let getListener = FunctionDescriptor(token: "aws:lb/getListener:getListener") { call in
        let port = call.arguments["port"]?.number
        let balancer = call.arguments["loadBalancerArn"]?.plainJSON
        return try await call.balancingObject(
            "listener",
            of: "aws:lb/listener:Listener",
            by: "elbv2.DescribeListeners",
            "Listener",
            balancer.map { ["LoadBalancerArn": $0] } ?? call.nameOrARN("ListenerArns"),
            where: { port == nil || $0["Port"]?.double == port }
        )
    }
}

extension FunctionCall {
    /// The members of a call that finds objects by the ARN or else the name of the arguments; none for all objects.
    fileprivate func nameOrARN(_ list: String) -> JSON.Object {
        if let arn = arguments["arn"]?.plainJSON { return [list: [arn]] }
        return arguments["name"]?.plainJSON.map { ["Names": [$0]] } ?? [:]
    }

    /// Finds one object of Elastic Load Balancing, and tells what a resource of its type would.
    ///
    /// - Parameters:
    ///   - kind: The kind of object, as people write it.
    ///   - type: The type of resource.
    ///   - operation: The call that lists objects.
    ///   - member: The member's name of one object, such as `LoadBalancer`: AWS names the list and the ARN after it.
    ///   - input: The call's members.
    ///   - tags: The tags that the object must have.
    ///   - isMeant: Returns whether an element of the list may be the object.
    /// - Returns: The function's result.
    /// - Throws: ``NotOne`` if there is none, or more than one.
    fileprivate func balancingObject(
        _ kind: String,
        of type: String,
        by operation: String,
        _ member: String,
        _ input: JSON.Object,
        tagged tags: PropertyMap = [:],
        where isMeant: (JSON) -> Bool = { _ in true }
    ) async throws -> PropertyMap {
        let found = try await reading(type).findAll(operation, input)?.list(at: "\(member)s") ?? []
        let arns = found.filter(isMeant).compactMap { $0["\(member)Arn"]?.string }
        let arn = try theOne(try await matching(arns, tags.withoutDefaults), kind)
        guard let outputs = try await Lifecycle(resource: try reading(type, id: arn)).read()?.outputs else {
            throw NotOne(kind: kind, count: 0, function: schema.token)
        }
        return result(outputs.merging(["arn": .string(arn)]))
    }

    /// Returns the objects, of some, that have some tags.
    private func matching(_ arns: [String], _ wanted: PropertyMap) async throws -> [String] {
        guard !wanted.isEmpty else { return arns }
        var matching: [String] = []
        // AWS tells the tags of twenty objects at a time.
        for start in stride(from: 0, to: arns.count, by: 20) {
            let some = arns[start..<min(start + 20, arns.count)]
            let answer = try await call("elbv2.DescribeTags", ["ResourceArns": JSON.Object.texts(some)])
            matching += answer.list(at: "TagDescriptions").compactMap { one in
                let tags = Tagging.read(one["Tags"])
                return wanted.allSatisfy { tags[$0.key] == $0.value.string } ? one["ResourceArn"]?.string : nil
            }
        }
        return matching
    }
}
