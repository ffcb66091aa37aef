/// A way to the services at an address that a request names, such as that of the engine's resource monitor.
///
/// The transport that carries calls provides it, because only a transport knows what an address means.
public protocol Dialler: Sendable {
    /// Returns a channel to the services at an address.
    ///
    /// - Throws: ``StatusError`` with `FAILED_PRECONDITION` if the transport does not know such addresses; the message
    ///   says what to do.
    func channel(to address: String) async throws(StatusError) -> any Channel
}

/// The dialler of calls that came over no connection, such as those within a process: it knows no address.
public struct NoDialler: Dialler {
    /// A dialler that refuses every address.
    public init() {}

    /// Refuses the address.
    public func channel(to address: String) async throws(StatusError) -> any Channel {
        throw StatusError(
            .failedPrecondition,
            "the call came over no connection, so that \"\(address)\" cannot be called"
        )
    }
}
