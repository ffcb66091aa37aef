import JSON

/// The part of AWS that benchmarks call: Fargate services in a given subnet, and the lookups of a load-balanced preview.
///
/// It keeps the resources that are created, and answers with them.
struct InstantCloud {
    private static let account = "123456789012"
    private static let region = "us-west-2"

    /// The resources that exist, by kind and name.
    private var made: [String: JSON] = [:]
    private var policies: [String: Set<String>] = [:]

    /// One call's answer; a fault for an operation that is not known, so that no figure is measured without it.
    mutating func answer(_ request: HTTPRequest) -> HTTPAnswer {
        if let operation = request.target {
            guard let input = try? JSON(parsing: request.body), let answer = answerJSON(operation, input) else {
                return HTTPAnswer(status: 400, body: #"{"__type":"UnknownOperation","message":"\#(operation)"}"#)
            }
            return HTTPAnswer(body: answer.text())
        }
        let form = Self.form(request.body)
        let operation = form["Action"] ?? ""
        guard let result = answerQuery(operation, form) else {
            let error = "<Error><Code>NoSuchEntity</Code><Message>\(operation)</Message></Error>"
            return HTTPAnswer(status: 404, body: "<ErrorResponse>\(error)</ErrorResponse>")
        }
        // EC2 puts its answer right into the response, the others into a result of the operation's name.
        let body = operation.hasPrefix("Describe") ? result : "<\(operation)Result>\(result)</\(operation)Result>"
        return HTTPAnswer(body: "<\(operation)Response>\(body)</\(operation)Response>")
    }

    private static func arn(_ service: String, _ rest: String) -> String {
        "arn:aws:\(service):\(service == "iam" ? "" : region):\(account):\(rest)"
    }

    private mutating func answerJSON(_ operation: String, _ input: JSON) -> JSON? {
        let name = { (key: String) in input[key]?.string.map { String($0.split(separator: "/").last ?? "") } ?? "" }
        switch operation {
        case "CreateCluster":
            let cluster: JSON = [
                "clusterName": input["clusterName"] ?? "",
                "clusterArn": .string(Self.arn("ecs", "cluster/\(name("clusterName"))")),
                "status": "ACTIVE",
            ]
            made["cluster/\(name("clusterName"))"] = cluster
            return ["cluster": cluster]
        case "DescribeClusters": return ["clusters": found("cluster", input["clusters"]), "failures": []]
        case "DeleteCluster": return ["cluster": made.removeValue(forKey: "cluster/\(name("cluster"))") ?? [:]]
        case "RegisterTaskDefinition": return ["taskDefinition": registerTask(name("family"), input)]
        case "DescribeTaskDefinition":
            return made["task/\(name("taskDefinition"))"].map { ["taskDefinition": $0, "tags": []] }
        case "DeregisterTaskDefinition":
            return made.removeValue(forKey: "task/\(name("taskDefinition"))").map { ["taskDefinition": $0] }
        case "CreateService": return ["service": createService(name("serviceName"), name("cluster"), input)]
        case "DescribeServices": return ["services": found("service", input["services"]), "failures": []]
        case "UpdateService", "DeleteService": return changeService(operation, name("service"), input)
        case "CreateLogGroup": return createLogGroup(name("logGroupName"))
        case "DescribeLogGroups":
            return ["logGroups": .array(made["logs/\(name("logGroupNamePrefix"))"].map { [$0] } ?? [])]
        case "ListTagsForResource": return ["tags": [:]]
        case "DeleteLogGroup": return made.removeValue(forKey: "logs/\(name("logGroupName"))").map { _ in [:] }
        default: return nil
        }
    }

    private func found(_ kind: String, _ names: JSON?) -> JSON {
        .array(
            (names?.array ?? []).compactMap { name in
                made["\(kind)/\(name.string?.split(separator: "/").last ?? "")"]
            }
        )
    }

    private mutating func registerTask(_ family: String, _ input: JSON) -> JSON {
        guard case .object(var task) = input else { return [:] }
        task["taskDefinitionArn"] = .string(Self.arn("ecs", "task-definition/\(family):1"))
        task["revision"] = 1
        task["status"] = "ACTIVE"
        made["task/\(family):1"] = .object(task)
        return .object(task)
    }

    private mutating func createService(_ name: String, _ cluster: String, _ input: JSON) -> JSON {
        guard case .object(var service) = input else { return [:] }
        service["serviceArn"] = .string(Self.arn("ecs", "service/\(cluster)/\(name)"))
        service["clusterArn"] = input["cluster"]
        service["status"] = "ACTIVE"
        service["runningCount"] = input["desiredCount"]
        service["deployments"] = [
            ["status": "PRIMARY", "rolloutState": "COMPLETED", "desiredCount": input["desiredCount"] ?? 1]
        ]
        made["service/\(name)"] = .object(service)
        return .object(service)
    }

    private mutating func changeService(_ operation: String, _ name: String, _ input: JSON) -> JSON? {
        guard case .object(var service)? = made["service/\(name)"] else { return nil }
        for (key, value) in (input.object ?? [:]).map({ ($0.key, $0.value) }) where key != "service" {
            service[key] = value
        }
        service["runningCount"] = service["desiredCount"]
        if operation == "DeleteService" { service["status"] = "INACTIVE" }
        made["service/\(name)"] = .object(service)
        return ["service": .object(service)]
    }

    private mutating func createLogGroup(_ name: String) -> JSON {
        let arn = Self.arn("logs", "log-group:\(name)")
        made["logs/\(name)"] = [
            "logGroupName": .string(name), "arn": .string("\(arn):*"), "logGroupArn": .string(arn),
            "creationTime": 1_700_000_000_000, "logGroupClass": "STANDARD",
        ]
        return [:]
    }

    private mutating func answerQuery(_ operation: String, _ form: [String: String]) -> String? {
        let role = form["RoleName"] ?? ""
        let policy = form["PolicyArn"] ?? ""
        switch operation {
        case "GetCallerIdentity":
            return "<Arn>\(Self.arn("iam", "user/bench"))</Arn><UserId>AIDA</UserId><Account>\(Self.account)</Account>"
        case "CreateRole":
            let arn = Self.arn("iam", "role/\(role)")
            let xml = """
                <Role><Path>/</Path><RoleName>\(role)</RoleName><RoleId>AROA\(made.count)</RoleId><Arn>\(arn)</Arn>\
                <CreateDate>2026-01-01T00:00:00Z</CreateDate><MaxSessionDuration>3600</MaxSessionDuration>\
                <AssumeRolePolicyDocument>\(form["AssumeRolePolicyDocument"] ?? "")</AssumeRolePolicyDocument></Role>
                """
            made["role/\(role)"] = .string(xml)
            return xml
        case "GetRole": return made["role/\(role)"]?.string
        case "DeleteRole": return made.removeValue(forKey: "role/\(role)").map { _ in "" }
        case "ListRolePolicies": return "<PolicyNames/><IsTruncated>false</IsTruncated>"
        case "ListInstanceProfilesForRole": return "<InstanceProfiles/><IsTruncated>false</IsTruncated>"
        case "AttachRolePolicy", "DetachRolePolicy":
            if operation == "AttachRolePolicy" {
                policies[role, default: []].insert(policy)
            } else {
                policies[role]?.remove(policy)
            }
            return ""
        case "ListAttachedRolePolicies":
            let members = (policies[role] ?? []).map { arn in
                let name = arn.split(separator: "/").last ?? ""
                return "<member><PolicyName>\(name)</PolicyName><PolicyArn>\(arn)</PolicyArn></member>"
            }
            return "<AttachedPolicies>\(members.joined())</AttachedPolicies><IsTruncated>false</IsTruncated>"
        case "DescribeVpcs":
            return
                "<vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault><state>available</state></item></vpcSet>"
        case "DescribeVpcAttribute": return "<vpcId>vpc-1</vpcId>"
        case "DescribeRouteTables": return "<routeTableSet/>"
        case "DescribeSubnets":
            // One is asked for by its id, or all of a VPC's.
            let asked = ["subnet-a", "subnet-b"].filter(Set(form.values).contains)
            let items = (asked.isEmpty ? ["subnet-a", "subnet-b"] : asked).map { subnet in
                """
                <item><subnetId>\(subnet)</subnetId><vpcId>vpc-1</vpcId><state>available</state>\
                <availabilityZone>\(Self.region)\(subnet.suffix(1))</availabilityZone>\
                <mapPublicIpOnLaunch>true</mapPublicIpOnLaunch></item>
                """
            }
            return "<subnetSet>\(items.joined())</subnetSet>"
        default: return nil
        }
    }

    /// The fields of a form, percent-decoded.
    private static func form(_ body: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            fields[decoded(halves[0])] = halves.count > 1 ? decoded(halves[1]) : ""
        }
        // A policy document goes back as it came: percent-encoded.
        if let document = body.split(separator: UInt8(ascii: "&")).first(where: { $0.starts(with: documentField) }) {
            fields["AssumeRolePolicyDocument"] = String(
                decoding: document.dropFirst(documentField.count),
                as: UTF8.self
            )
        }
        return fields
    }

    private static let documentField = Array("AssumeRolePolicyDocument=".utf8)

    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0x25)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
