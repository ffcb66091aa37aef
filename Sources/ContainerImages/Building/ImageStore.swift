internal import Connections

/// The images that a builder keeps on this machine.
package struct ImageStore: Sendable {
    /// The builder.
    package let builder: Builder
    private let credentials: [RegistryCredentials]

    /// The store of a builder.
    ///
    /// - Parameters:
    ///   - builder: The builder.
    ///   - credentials: The credentials with which images are fetched.
    package init(_ builder: Builder, credentials: [RegistryCredentials] = []) {
        self.builder = builder
        self.credentials = credentials
    }

    /// Returns what the store has under a name or an id; `nil` if it has nothing.
    ///
    /// - Throws: `CancellationError`; ``DescriptorError`` if the builder cannot be started.
    package func image(_ name: String) async throws -> StoredImage? {
        let store = builder.descriptor.store
        let (exit, output) = try await builder.command(store.inspect(name)).output(standardError: .inherited)
        try Task.checkCancellation()
        return exit == .status(0) ? store.image(output) : nil
    }

    /// Gives an image a further name.
    ///
    /// - Throws: ``StoreFailure``, `CancellationError` or ``DescriptorError``.
    package func tag(_ name: String, as target: String) async throws {
        try await run(builder.descriptor.store.tag(name, target), [:])
    }

    /// Fetches an image from its registry.
    ///
    /// - Throws: ``StoreFailure``, `CancellationError` or ``DescriptorError``.
    package func pull(_ name: String) async throws {
        let folder = try PrivateFolder(environment: builder.environment)
        let variables = try builder.variables(for: credentials, in: folder)
        let isOnLoopback = ImageReference(name)?.isOnLoopback ?? false
        try await run(builder.descriptor.store.pull(name, isOnLoopback), variables)
        withExtendedLifetime(folder) {}
    }

    private func run(_ arguments: [String], _ variables: [String: String]) async throws {
        let command = builder.command(arguments, adding: variables)
        let (exit, output) = try await command.output(standardError: .merged)
        try Task.checkCancellation()
        guard exit != .status(0) else { return }
        let lines = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        throw StoreFailure(
            command: ([builder.name] + arguments).joined(separator: " "),
            reason: PushFailure.reason(in: lines)
        )
    }
}

/// A command on a builder's store that failed.
package struct StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The command.
    package let command: String
    /// The reason, in the builder's words.
    package let reason: String

    /// The command and the reason.
    package var description: String { "\(command) failed: \(reason)" }
}

/// An image that is not where it should be.
package struct MissingImage: Error, Hashable, Sendable, CustomStringConvertible {
    /// The image's name.
    package let name: String
    /// The place that does not have it.
    package let place: String

    /// A missing image from its parts.
    package init(name: String, place: String) {
        self.name = name
        self.place = place
    }

    /// The image, the place, and what to do.
    package var description: String { "there is no image \(name) in \(place); build it or pull it first" }
}
