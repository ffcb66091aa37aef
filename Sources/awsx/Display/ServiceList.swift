import Engine
import JSON
import PulumiProtocol

/// The output of `awsx status`.
struct ServiceList {
    let services: [StackStatus.Service]

    /// The most events of a service in the table.
    private static let eventLimit = 3

    /// The services as a JSON document: each with its URN and what its provider tells.
    var json: String {
        let entries = services.map { service -> JSON in
            var object: JSON.Object = ["urn": .string(service.resource.urn)]
            let status = try? service.status.checkpointJSON { $0 }
            for member in status?.object ?? [:] { object[member.key] = member.value }
            return .object(object)
        }
        return JSON.array(entries).text([.indentedByTwo, .escapingLineSeparators]) + "\n"
    }

    /// The services as tables: the services themselves, and then their tasks, targets, images, failures and events.
    var text: String {
        guard !services.isEmpty else { return "" }
        return (summary.text + sections.map { "\n\($0.title):\n\($0.table.text)" }.joined())
    }

    private var summary: TextTable {
        let headers = [
            "SERVICE", "CLUSTER", "STATUS", "DESIRED", "PENDING", "RUNNING", "ROLL-OUT", "REVISION", "TARGETS",
        ]
        return TextTable(
            headers,
            services.map { service in
                let numbers = ["desired", "pending", "running"].map {
                    service.status[$0]?.number.map { "\(Int($0))" } ?? "-"
                }
                let rollOut = service.status["rollOut"]?.map?["state"]?.string ?? ""
                return [service.text("name"), service.text("cluster"), service.text("status")] + numbers
                    + [rollOut.isEmpty ? "-" : rollOut, service.text("taskDefinition"), health(of: service)]
            }
        )
    }

    /// The number of healthy targets among all, such as `1 of 2 healthy`.
    private func health(of service: StackStatus.Service) -> String {
        let targets = service.list("targets")
        let healthy = targets.count { $0["state"]?.string == "healthy" }
        return targets.isEmpty ? "-" : "\(healthy) of \(targets.count) healthy"
    }

    private var sections: [(title: String, table: TextTable)] {
        let tables = [
            (
                "Tasks",
                section(
                    ["TASK", "STATUS", "HEALTH", "REVISION"],
                    "tasks",
                    ["id", "status", "health", "taskDefinition"]
                )
            ),
            (
                "Targets",
                section(["TARGET", "STATE", "REASON"], "targets") { target in
                    let port = target["port"]?.number.map { ":\(Int($0))" } ?? ""
                    return [
                        target.text("targetGroup") + " " + target.text("id") + port, target.text("state"),
                        target.text("reason"),
                    ]
                }
            ),
            ("Images", section(["CONTAINER", "IMAGE", "DIGEST"], "images", ["container", "image", "digest"])),
            ("Failures", failures),
            ("Events", events),
        ]
        return tables.filter { !$0.1.rows.isEmpty }
    }

    /// The failures, each with its remedy on a line of its own.
    private var failures: TextTable {
        section(["TIMES", "TASK", "FAILURE"], "failures") { failure in
            let lines = [failure.text("cause"), failure.text("reason"), failure.text("remedy")].filter { !$0.isEmpty }
            let times = failure["times"]?.number.map { "\(Int($0))" } ?? "-"
            return [times, failure.text("task"), lines.joined(separator: "\n")]
        }
    }

    private var events: TextTable {
        section(["TIME", "EVENT"], "events", limit: Self.eventLimit) { event in
            let time = DateText(seconds: Int(event["time"]?.number ?? 0) / 1000).ago()
            return [time, event.text("message")]
        }
    }

    private func section(_ headers: [String], _ member: String, _ names: [String]) -> TextTable {
        section(headers, member) { entry in names.map(entry.text) }
    }

    /// Returns the table of a member of all services, with the service in the first column.
    private func section(
        _ headers: [String],
        _ member: String,
        limit: Int = .max,
        _ cells: (PropertyMap) -> [String]
    ) -> TextTable {
        TextTable(
            ["SERVICE"] + headers,
            services.flatMap { service in
                service.list(member).prefix(limit).map { [service.text("name")] + cells($0) }
            }
        )
    }
}

extension StackStatus.Service {
    fileprivate func text(_ member: String) -> String { status.text(member) }

    fileprivate func list(_ member: String) -> [PropertyMap] { (status[member]?.list ?? []).compactMap(\.map) }
}

extension PropertyMap {
    /// A member's text on one line, or a dash if it is absent or empty.
    fileprivate func text(_ member: String) -> String {
        let text = PlainText.line(self[member]?.string ?? "")
        return text.isEmpty ? "-" : text
    }
}
