/// The calls beyond Pulumi's protocol by which an engine reads the log events of resources.
///
/// A provider that knows no such calls answers `UNIMPLEMENTED`.
public enum ResourceLogs {
    /// The full name of the call that lists the sources of a resource's log events.
    ///
    /// It takes a `ReadRequest` and answers an `InvokeResponse`, whose member ``sourcesKey`` lists values that only the
    /// provider understands; none for a resource that has no logs. Equal values are one source.
    public static let sourcesMethod = "/awsx.ResourceLogs/Sources"
    /// The full name of the call that reads the events of a source.
    ///
    /// It takes an `InvokeRequest` with ``sourceKey`` and ``sinceKey``, and answers an `InvokeResponse` with
    /// ``eventsKey``, the oldest first, and ``isCompleteKey``: if it is false, there are later ones.
    public static let eventsMethod = "/awsx.ResourceLogs/Events"

    /// The list of sources.
    public static let sourcesKey = "sources"
    /// One source.
    public static let sourceKey = "source"
    /// The time of the first event wanted, in milliseconds since 1970.
    public static let sinceKey = "since"
    /// The list of events, each with `id`, `time` in milliseconds since 1970, `stream` and `message`.
    public static let eventsKey = "events"
    /// Indicates whether there are no more events.
    public static let isCompleteKey = "isComplete"
}
