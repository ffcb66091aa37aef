/// The end of a connection, which decides the ids of its calls.
public enum ConnectionRole: Hashable, Sendable {
    /// The engine: its calls are 1, 3, 5, …
    case host
    /// The provider: its calls are 2, 4, 6, …
    case plugin

    /// The id of this end's first call.
    var firstCall: UInt32 { self == .host ? 1 : 2 }

    /// Returns whether a call of this id would be opened by this end.
    func opens(_ call: UInt32) -> Bool { call % 2 == firstCall % 2 }

    /// The other end.
    var peer: ConnectionRole { self == .host ? .plugin : .host }

    /// The end's name in messages.
    var name: String { self == .host ? "host" : "plugin" }
}
