internal import PackageSchema
public import ProviderKit
public import PulumiProtocol

extension YAMLProgram {
    /// Checks the program and registers its resources, each as soon as its dependencies are done.
    ///
    /// - Returns: The stack's outputs.
    /// - Throws: ``DiagnosticError`` with every fault, all of which were reported; or the engine's error for the first
    ///   registration that failed.
    public func run(
        against monitor: any ResourceMonitor,
        context: ProgramContext,
        schemas: any SchemaSource
    ) async throws -> PropertyMap {
        let evaluator = try await checked(context, schemas, monitor)
        evaluator.announceWaiting()
        await evaluator.runAll()
        let (diagnostics, failure) = evaluator.values.outcome
        guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
        if let failure { throw failure }
        return evaluator.outputs
    }

    /// Checks the program without running it.
    ///
    /// - Returns: Warnings.
    /// - Throws: ``DiagnosticError`` with every fault.
    public func check(_ context: ProgramContext, schemas: any SchemaSource) async throws(DiagnosticError)
        -> [Diagnostic]
    {
        try await prepared(context, schemas).diagnostics
    }

    private func checked(
        _ context: ProgramContext,
        _ schemas: any SchemaSource,
        _ monitor: any ResourceMonitor
    ) async throws(DiagnosticError) -> ProgramEvaluator {
        for warning in warnings { context.report(warning) }
        let checked: (graph: ProgramGraph, checker: ProgramChecker?, diagnostics: [Diagnostic])
        do {
            checked = try await prepared(context, schemas)
        } catch {
            for diagnostic in error.diagnostics { context.report(diagnostic) }
            throw error
        }
        for diagnostic in checked.diagnostics { context.report(diagnostic) }
        return ProgramEvaluator(
            graph: checked.graph,
            context: context,
            file: file,
            resources: checked.checker?.resources ?? [:],
            functions: checked.checker?.functions ?? [:],
            monitor: monitor,
            values: ProgramValues(count: checked.graph.nodes.count),
            versions: Dictionary(uniqueKeysWithValues: packageVersions.map { ($0.package, $0.version ?? "") })
        )
    }

    private func prepared(
        _ context: ProgramContext,
        _ schemas: any SchemaSource
    ) async throws(DiagnosticError) -> (graph: ProgramGraph, checker: ProgramChecker?, diagnostics: [Diagnostic]) {
        var parser = ProgramParser(file: file)
        let graph = ProgramGraph(
            template,
            configured: context.configuredNames,
            project: context.project,
            reporting: &parser
        )
        let (known, failures) = await load(schemas)
        var checker = ProgramChecker(graph, context: context, schemas: known, failures: failures, reporting: parser)
        checker.check()
        guard !checker.diagnostics.contains(where: { $0.severity == .error }) else {
            throw DiagnosticError(checker.diagnostics)
        }
        return (graph, checker, checker.diagnostics)
    }

    /// Loads the schemas of the packages at once, and returns them with the errors of those that failed.
    private func load(_ source: any SchemaSource) async -> ([String: PackageSchema], [String: String]) {
        await withTaskGroup(of: LoadedSchema.self) { group in
            for (package, version) in packageVersions {
                group.addTask { await LoadedSchema(package, version, from: source) }
            }
            var schemas: [String: PackageSchema] = [:]
            var failures: [String: String] = [:]
            for await loaded in group {
                schemas[loaded.package] = loaded.schema
                failures[loaded.package] = loaded.failure
            }
            return (schemas, failures)
        }
    }
}

/// The result of loading a schema.
///
/// This is a class because the optimizer of Swift 6.3 loses tuples and results that a child task returns.
private final class LoadedSchema: Sendable {
    let package: String
    let schema: PackageSchema?
    let failure: String?

    init(_ package: String, _ version: String?, from source: any SchemaSource) async {
        self.package = package
        do {
            schema = try await source.schema(package: package, version: version)
            failure = nil
        } catch {
            schema = nil
            failure = "\(error)"
        }
    }
}
