import JSON

/// The shortest time that a roll-out can take, the settings that make it so, and those that would shorten it.
struct RollOutEstimate: Sendable {
    /// The settings outside of the service on which the time depends.
    struct Facts: Sendable {
        /// A target group's `HealthCheckIntervalSeconds`, `HealthyThresholdCount` and deregistration delay in seconds.
        struct TargetGroup: Sendable {
            let interval: Int
            let threshold: Int
            let delay: Int
        }

        let targetGroups: [TargetGroup]
        /// The container definitions of the task.
        let containers: [JSON]
    }

    /// Settings that take time, and the time in seconds.
    private var parts: [(seconds: Int, text: String)] = []
    private var advice: [String] = []
    private var remark = ""
    /// The number of times that tasks are replaced one after the other.
    private var waves = 1
    /// Seconds that pass once, whatever the number of waves.
    private var bake = 0

    /// Estimates the roll-out of a service as ECS describes it.
    ///
    /// - Parameters:
    ///   - service: The service.
    ///   - facts: The settings of its target groups and containers.
    ///   - replacesTasks: Whether tasks of an earlier deployment have to go.
    init?(_ service: JSON, _ facts: Facts, replacesTasks: Bool) {
        guard service["desiredCount"]?.int ?? 0 > 0 else { return nil }
        addHealth(facts)
        if replacesTasks {
            addDeregistration(facts)
            addWaves(service)
        }
        addBakeTime(service.at("deploymentConfiguration") ?? [:])
        let grace = service["healthCheckGracePeriodSeconds"]?.int ?? 0
        let period = facts.containers.compactMap { $0.at("healthCheck.startPeriod")?.int }.max() ?? 0
        let ignored = [(grace, "healthCheckGracePeriodSeconds"), (period, "healthCheck.startPeriod")].filter {
            $0.0 > 0
        }
        if let longest = ignored.max(by: { $0.0 < $1.0 }) {
            remark = " Failing health checks are ignored for \(Self.text(longest.0)) (\(longest.1))."
        }
    }

    private var seconds: Int { waves * parts.reduce(0) { $0 + $1.seconds } + bake }

    /// The time alone, such as `1m30s`; `nil` if nothing takes time by its settings.
    var brief: String? { seconds > 0 ? Self.text(seconds) : nil }

    /// One sentence or two; `nil` if nothing takes time by its settings.
    var text: String? {
        guard let brief else { return nil }
        let shorter = advice.isEmpty ? "" : " It is shorter with \(advice.joined(separator: ", "))."
        return "The roll-out takes at least \(brief): \(parts.map(\.text).joined(separator: ", ")).\(shorter)\(remark)"
    }

    // MARK: Parts

    private mutating func addHealth(_ facts: Facts) {
        let slowest = facts.targetGroups.max { $0.interval * $0.threshold < $1.interval * $1.threshold }
        let own = facts.containers.compactMap { $0["healthCheck"].map { $0["interval"]?.int ?? 30 } }.max() ?? 0
        if let slowest, slowest.interval * slowest.threshold >= own {
            let time = slowest.interval * slowest.threshold
            let settings = "healthCheck.interval \(slowest.interval) × healthyThreshold \(slowest.threshold)"
            parts.append((time, "\(Self.text(time)) until targets are healthy (\(settings))"))
            if slowest.interval > 10 { advice.append("healthCheck.interval 10") }
            if slowest.threshold > 2 { advice.append("healthCheck.healthyThreshold 2") }
        } else if own > 0 {
            parts.append((own, "\(Self.text(own)) until containers are healthy (healthCheck.interval)"))
            if own > 10 { advice.append("healthCheck.interval 10 of the container") }
        }
    }

    private mutating func addDeregistration(_ facts: Facts) {
        guard let delay = facts.targetGroups.map(\.delay).max(), delay > 0 else { return }
        parts.append((delay, "\(Self.text(delay)) until old targets are deregistered (deregistrationDelay)"))
        if delay > 30 { advice.append("deregistrationDelay 30") }
    }

    /// Works out how often tasks must make room for others.
    private mutating func addWaves(_ service: JSON) {
        let desired = service["desiredCount"]?.int ?? 1
        let minimum = service.at("deploymentConfiguration.minimumHealthyPercent")?.int ?? 100
        let maximum = service.at("deploymentConfiguration.maximumPercent")?.int ?? 200
        guard service["schedulingStrategy"]?.string != "DAEMON", !parts.isEmpty else { return }
        // ECS rounds the lower limit up and the upper one down.
        let room = desired * maximum / 100 - (desired * minimum + 99) / 100
        guard room > 0, room < desired else { return }
        waves = (desired + room - 1) / room
        let settings = "deploymentMinimumHealthyPercent \(minimum), deploymentMaximumPercent \(maximum)"
        parts.append((0, "in \(waves) waves (\(settings))"))
        advice.append("deploymentMaximumPercent 200")
    }

    private mutating func addBakeTime(_ settings: JSON) {
        func minutes(_ path: String) -> Int { settings.at(path)?.int ?? 0 }
        var time = minutes("bakeTimeInMinutes")
        switch settings["strategy"]?.string {
        case "BLUE_GREEN": break
        case "CANARY": time += minutes("canaryConfiguration.canaryBakeTimeInMinutes")
        case "LINEAR":
            let percent = max(settings.at("linearConfiguration.stepPercent")?.int ?? 100, 1)
            time += (99 + percent) / percent * minutes("linearConfiguration.stepBakeTimeInMinutes")
        default: return
        }
        guard time > 0 else { return }
        bake = time * 60
        parts.append((0, "\(Self.text(bake)) of bake time (deploymentConfiguration)"))
    }

    private static func text(_ seconds: Int) -> String {
        if seconds < 60 { return "\(seconds)s" }
        return "\(seconds / 60)m" + (seconds % 60 > 0 ? "\(seconds % 60)s" : "")
    }

    // MARK: Facts

    /// Asks for the settings of a service's target groups and containers.
    ///
    /// - Throws: ``AWSError``.
    static func facts(_ state: ServiceState, _ inspection: ServiceInspection) async throws -> Facts {
        async let containers = inspection.containers(of: state.primary?.taskDefinition ?? state.taskDefinition)
        async let groups = inspection.targetGroups(state.targetGroups)
        return Facts(targetGroups: try await groups, containers: try await containers)
    }
}

extension ServiceInspection {
    /// Returns the settings of target groups on which the time of a roll-out depends.
    fileprivate func targetGroups(_ arns: [String]) async throws -> [RollOutEstimate.Facts.TargetGroup] {
        guard !arns.isEmpty else { return [] }
        let input: JSON.Object = ["TargetGroupArns": JSON.Object.texts(arns)]
        let groups = try await send("elbv2.DescribeTargetGroups", input).list(at: "TargetGroups")
        var found: [RollOutEstimate.Facts.TargetGroup] = []
        for group in groups {
            let arn = group["TargetGroupArn"] ?? .null
            let answer = try await send("elbv2.DescribeTargetGroupAttributes", ["TargetGroupArn": arn])
            let delay = answer.list(at: "Attributes").first {
                $0["Key"]?.string == "deregistration_delay.timeout_seconds"
            }
            found.append(
                RollOutEstimate.Facts.TargetGroup(
                    interval: group["HealthCheckIntervalSeconds"]?.int ?? 0,
                    threshold: group["HealthyThresholdCount"]?.int ?? 0,
                    delay: delay?["Value"]?.string.flatMap { Int($0) } ?? 0
                )
            )
        }
        return found
    }
}
