extension String {
    /// Creates the text that tells a person of an error: what it says itself, never the name of a Swift type alone.
    public init(explaining error: any Error) {
        self =
            switch error {
            case let status as StatusError: status.message
            case is CancellationError: "the operation was cancelled before it came to its end"
            case let described as any CustomStringConvertible: described.description
            default: "an unexpected error, which is a fault of this program; please report it (\(error))"
            }
    }
}
