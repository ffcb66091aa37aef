/// The calls beyond Pulumi's protocol by which an engine runs one-off tasks, and opens shells in running ones.
///
/// Each takes an `InvokeRequest` and answers an `InvokeResponse`. A provider that knows no such calls answers
/// `UNIMPLEMENTED`.
public enum TaskCall: String, CaseIterable, Sendable {
    /// Starts tasks.
    ///
    /// It takes `taskDefinition`, a family, `family:revision` or ARN, and what may differ from it: `cluster`,
    /// `container`, `command`, `environment`, `cpu`, `memory`, `subnets`, `securityGroups`, `assignPublicIp`,
    /// `launchType`, `capacityProvider`, `enableExecuteCommand`, `count` and `region`. It answers `cluster`,
    /// `taskDefinition`, `container`, `region`, `tasks` (ARNs) and `logs`, the sources of their log events for
    /// ``ResourceLogs/eventsMethod``.
    case start = "/awsx.Tasks/Start"
    /// Looks at tasks.
    ///
    /// It takes what ``start`` answered. It answers `tasks`, each as a ``TaskState``.
    case inspect = "/awsx.Tasks/Inspect"
    /// Asks tasks to stop.
    ///
    /// It takes what ``start`` answered, and `reason`.
    case stop = "/awsx.Tasks/Stop"
    /// Opens a session in a container of a running task.
    ///
    /// It takes `service` or `task` (an ARN or name), `cluster`, `container`, `command` (one text) and `region`. It
    /// answers `task`, `container` and `arguments`: those of the command `session-manager-plugin`, of which the fourth,
    /// the profile, is empty.
    case openShell = "/awsx.Tasks/OpenShell"
}
