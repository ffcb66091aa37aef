import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:scheduler/scheduleGroup:ScheduleGroup`; its id is the name.
    static let scheduleGroup = ResourceDescriptor(
        type: "aws:scheduler/scheduleGroup:ScheduleGroup",
        mapping: MemberMapping(style: .upperCamel),
        tagging: .scheduler,
        create: .call("scheduler.CreateScheduleGroup"),
        delete: .call("scheduler.DeleteScheduleGroup", ["Name": "{id}"], onlyIfFound: true)
    )
}
