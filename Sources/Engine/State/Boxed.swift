/// A large value that is kept apart from what holds it: copying the holder costs one reference, and the value is
/// copied when one of several holders changes it.
///
/// A resource's state has dozens of members; a run passes it through many tasks and events, and changes few.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
    // Safe to share: it is only changed while this struct holds the one reference to it.
    private final class Storage: @unchecked Sendable {
        var value: Value

        init(_ value: Value) { self.value = value }
    }

    private var storage: Storage

    /// A box that holds the value.
    public init(wrappedValue: Value) {
        storage = Storage(wrappedValue)
    }

    /// The value.
    public var wrappedValue: Value {
        get { storage.value }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
            yield &storage.value
        }
    }
}

extension Boxed: Equatable where Value: Equatable {
    /// Whether the values are equal.
    public static func == (one: Boxed, other: Boxed) -> Bool {
        one.storage === other.storage || one.storage.value == other.storage.value
    }
}

extension Boxed: Hashable where Value: Hashable {
    /// Hashes the value.
    public func hash(into hasher: inout Hasher) { hasher.combine(storage.value) }
}
