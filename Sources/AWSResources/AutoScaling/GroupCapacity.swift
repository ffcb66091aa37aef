import JSON
import PulumiProtocol
import ResourceKit

/// The wait until a group has as many healthy instances as the program asks for.
struct GroupCapacity {
    private let group: ResourceOperation

    init(_ group: ResourceOperation) { self.group = group }

    /// Waits until enough instances are in service, and healthy targets if the program wants that.
    ///
    /// - Parameter known: Ids of scaling activities that failed before.
    /// - Throws: ``FailedState`` with AWS's reason if an instance cannot be launched; ``WaitTimeout``.
    func wait(knowing known: Set<String> = []) async throws {
        let limit = GoDuration.seconds(group.inputs["waitForCapacityTimeout"]?.string ?? "10m") ?? 0
        let wanted = count("desiredCapacity") ?? count("minSize") ?? 0
        let targets = count("waitForElbCapacity") ?? count("minElbCapacity") ?? 0
        guard limit > 0, wanted + targets > 0 else { return }
        let subject = "the instances of \(group.subject)"
        try await group.wait(for: subject, upTo: .milliseconds(Int64(limit * 1000))) {
            if !group.flag("ignoreFailedScalingActivities") { try await refuseFailures(subject, known) }
            return try await status(wanted, targets: targets)
        }
    }

    /// Returns the ids of the scaling activities that have failed.
    func failures() async throws -> Set<String> {
        Set(try await failedActivities().compactMap { $0["ActivityId"]?.string })
    }

    private func count(_ name: String) -> Double? {
        group.inputs[name]?.number.flatMap { $0 > 0 ? $0 : nil }
    }

    private func failedActivities() async throws -> [JSON] {
        try await group.find("autoscaling.DescribeScalingActivities", AutoScalingGroup.name(group))?
            .list(at: "Activities").filter { $0["StatusCode"] == "Failed" } ?? []
    }

    private func refuseFailures(_ subject: String, _ known: Set<String>) async throws {
        let failed = try await failedActivities().first { !known.contains($0["ActivityId"]?.string ?? "") }
        guard let failed else { return }
        let text = failed["StatusMessage"]?.string ?? failed["Description"]?.string ?? "failed"
        throw FailedState(subject: subject, state: text)
    }

    // MARK: Counting

    private func status(_ wanted: Double, targets: Double) async throws -> WaitStatus<Void> {
        guard let found = try await group.lookUp()?.object else { return .pending("not visible yet") }
        let serving = found.list(at: "Instances").filter { instance in
            instance["LifecycleState"]?.string == "InService"
                && instance["HealthStatus"]?.string?.lowercased() == "healthy"
        }
        // An instance of a group with weights counts for several.
        let capacity = serving.reduce(0) { $0 + ($1["WeightedCapacity"]?.string.flatMap(Double.init) ?? 1) }
        guard capacity >= wanted else {
            return .pending("\(JSON.Number(capacity).text) of \(JSON.Number(wanted).text) in service")
        }
        guard targets > 0 else { return .ready(()) }
        let healthy = try await healthyTargets(found, among: serving.compactMap { $0["InstanceId"]?.string })
        let text = "\(healthy) of \(JSON.Number(targets).text) healthy targets"
        return Double(healthy) >= targets ? .ready(()) : .pending(text)
    }

    /// The number of instances that every target group of the group finds healthy.
    private func healthyTargets(_ found: JSON, among instances: [String]) async throws -> Int {
        var healthy = Set(instances)
        let sources = found.list(at: "TrafficSources").filter { $0["Type"] == "elbv2" }
        let groups = found.list(at: "TargetGroupARNs") + sources.compactMap { $0["Identifier"] }
        for target in Set(groups.compactMap(\.string)) {
            let answer = try await group.find("elbv2.DescribeTargetHealth", ["TargetGroupArn": .string(target)])
            let targets = answer?.list(at: "TargetHealthDescriptions") ?? []
            healthy.formIntersection(
                targets.filter { $0.text(at: "TargetHealth.State") == "healthy" }.compactMap {
                    $0.text(at: "Target.Id")
                }
            )
        }
        return healthy.count
    }
}
