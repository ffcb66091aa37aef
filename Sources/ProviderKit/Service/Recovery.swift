/// The call beyond Pulumi's protocol by which an engine finds the outcome of an interrupted operation.
///
/// The call takes a `ReadRequest` and answers a `ReadResponse`. With an id it is a Read. Without one it asks for the
/// resource that a create made of these inputs whose end nobody noted: an empty id in the answer says that there is
/// none, and an error that this cannot be told. A provider that knows no such call answers `UNIMPLEMENTED`.
public enum Recovery {
    /// The call's full name.
    public static let method = "/awsx.ResourceRecovery/Find"
    /// The member of the request's properties that lists ids and ARNs which other resources of the stack have.
    public static let claimedKey = "claimed"
}
