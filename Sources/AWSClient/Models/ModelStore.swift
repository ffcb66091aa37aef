import JSON
internal import Synchronization

/// The service models that have been used so far, each parsed once.
package final class ModelStore: Sendable {
    /// The store of the process: the embedded models are the same for every client.
    package static let shared = ModelStore()

    private struct State {
        var files: [String: ModelFile] = [:]
        var operations: [AWSOperation: OperationModel] = [:]
    }

    private let state = Mutex(State())

    private init() {}

    /// Returns the model of an operation.
    ///
    /// - Throws: ``AWSError`` of kind `invalidInput` that names the nearest operation.
    func model(_ operation: AWSOperation) throws(AWSError) -> OperationModel {
        if let known = state.withLock({ $0.operations[operation] }) { return known }
        let file = try file(operation)
        guard let model = OperationModel(operation, file) else {
            throw AWSError(.invalidInput, operation, message: Self.unknown(operation, file))
        }
        state.withLock { $0.operations[operation] = model }
        return model
    }

    /// An operation's entry in botocore's `paginators`: its token and result members; `nil` if it has none.
    func paginator(_ operation: AWSOperation) throws(AWSError) -> JSON? {
        try file(operation).entry(.paginators, operation.name)
    }

    private func file(_ operation: AWSOperation) throws(AWSError) -> ModelFile {
        if let known = state.withLock({ $0.files[operation.service] }) { return known }
        guard let file = ModelFile(service: operation.service) else {
            throw AWSError(
                .invalidInput,
                operation,
                message: "this program has no model of the service '\(operation.service)'; "
                    + "an operation is written as service.Operation, and schema/models/operations.txt lists the known"
            )
        }
        state.withLock { $0.files[operation.service] = file }
        return file
    }

    private static func unknown(_ operation: AWSOperation, _ file: ModelFile) -> String {
        let near = file.names(.operations).filter { $0.lowercased() == operation.name.lowercased() }
        let hint = near.first.map { "did you mean \($0)?" } ?? "schema/models/operations.txt lists the known ones"
        return "the model of '\(operation.service)' has no operation '\(operation.name)'; \(hint)"
    }
}
