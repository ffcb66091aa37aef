import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/eventRule:EventRule`; its id is the name, after that of its bus unless that is the default one.
    static let eventRule = ResourceDescriptor(
        type: "aws:cloudwatch/eventRule:EventRule",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .eventBridge,
        local: ["forceDestroy"],
        create: CreateStep { rule in
            let members = rule.members(except: ["isEnabled"]).merging(EventRule.state(rule)).merging(rule.tagMembers)
            try await rule.call("events.PutRule", members)
            let name = members["Name"]?.string ?? ""
            return Created(id: EventRule.id(name, rule), state: ["name": .string(name)])
        },
        search: .id { rule in rule.text("name").map { EventRule.id($0, rule) } },
        imported: EventRule.imported,
        read: .lookup { outputs, found, rule in
            let name = found.object["Name"]?.string ?? ""
            outputs["id"] = .string(EventRule.id(name, rule))
            outputs["isEnabled"] = .bool(found.object["State"]?.string?.hasPrefix("ENABLED") ?? true)
            // The answer shortens the ARN of a bus to its name.
            outputs["eventBusName"] = rule.text("eventBusName").map(PropertyValue.string) ?? outputs["eventBusName"]
        },
        update: [
            .call(
                "events.PutRule",
                changed: EventRule.content.union(["isEnabled"]),
                always: EventRule.content,
                of: ["Name": "{name}", "EventBusName": "{eventBusName}"],
                adjusting: { members, rule in
                    members["IsEnabled"] = nil
                    members = members.merging(EventRule.state(rule))
                }
            )
        ],
        delete: .call(
            "events.DeleteRule",
            ["Name": "{name}", "EventBusName": "{eventBusName}", "Force": "{forceDestroy}"]
        )
    )
}

/// A rule of EventBridge, which a call overwrites as a whole.
private enum EventRule {
    static let content: Set<String> = ["description", "eventPattern", "roleArn", "scheduleExpression", "state"]

    static func id(_ name: String, _ rule: ResourceOperation) -> String {
        let bus = rule.text("eventBusName") ?? EventBus.standard
        return bus == EventBus.standard ? name : "\(bus)/\(name)"
    }

    /// The state as the older of the two properties asks for it; nothing where the program does not use that.
    static func state(_ rule: ResourceOperation) -> JSON.Object {
        guard rule.inputs["state"] == nil, let isEnabled = rule.inputs["isEnabled"]?.bool else { return [:] }
        return ["State": isEnabled ? "ENABLED" : "DISABLED"]
    }

    @Sendable static func imported(_ rule: ResourceOperation) throws -> PropertyMap {
        guard let parts = EventBus.parts(of: rule.id, ["name"]) else {
            throw ImportFormError(type: rule.descriptor.type, id: rule.id, form: "{eventBusName}/{name} or {name}")
        }
        return PropertyMap(parts.map { ($0.name, .string($0.value)) })
    }
}
