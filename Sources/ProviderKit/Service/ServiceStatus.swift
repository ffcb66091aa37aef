/// The calls beyond Pulumi's protocol by which an engine asks how services run.
///
/// A provider that knows no such calls answers `UNIMPLEMENTED`.
public enum ServiceStatus {
    /// The full name of the call that lists the types of resources that are services.
    ///
    /// It takes an `InvokeRequest`, and answers an `InvokeResponse` whose member ``typesKey`` lists type tokens.
    public static let typesMethod = "/awsx.ServiceStatus/Types"
    /// The full name of the call that asks how services run.
    ///
    /// It takes an `InvokeRequest` whose member ``servicesKey`` lists services, each with `type`, `id` and `outputs`.
    /// It answers an `InvokeResponse` whose member of the same name lists their statuses, in the same order, and whose
    /// member ``warningsKey`` says what could not be found out.
    ///
    /// A status has `name`, `cluster`, `status` (such as `ACTIVE`; `MISSING` if there is no such service), `desired`,
    /// `pending` and `running` (numbers of tasks), `taskDefinition`, and these, empty if there are none:
    /// - `rollOut`: `state`, `reason`, `failedTasks`;
    /// - `images`: each with `container`, `image` and, once it runs, `digest`;
    /// - `tasks`: each with `id`, `status`, `health`, `taskDefinition`;
    /// - `failures` of the last hour by kind: each with `times`, `task` (one of them), `reason`, `cause`, `remedy`;
    /// - `targets`: each with `targetGroup`, `id`, `port`, `state`, `reason`;
    /// - `events`, the newest first: each with `time` in milliseconds since 1970, and `message`.
    public static let method = "/awsx.ServiceStatus/Get"

    /// The list of type tokens.
    public static let typesKey = "types"
    /// The list of services, or of their statuses.
    public static let servicesKey = "services"
    /// The list of texts that say what could not be found out.
    public static let warningsKey = "warnings"
}
