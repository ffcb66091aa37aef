/// A large value with copy-on-write storage: copying it costs one reference.
///
/// A resource's state has dozens of members; a run passes it through many tasks and events but changes few.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
    // Safe to share: it is mutated only while this struct holds the only reference.
    private final class Storage: @unchecked Sendable {
        var value: Value

        init(_ value: Value) { self.value = value }
    }

    private var storage: Storage

    /// Creates a box with the value.
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
    /// Returns whether the values are equal.
    public static func == (one: Boxed, other: Boxed) -> Bool {
        one.storage === other.storage || one.storage.value == other.storage.value
    }
}
