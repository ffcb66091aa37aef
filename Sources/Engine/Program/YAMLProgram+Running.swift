internal import PackageSchema
internal import ProviderKit
internal import PulumiProtocol
internal import RPC

/// A checked YAML program, for all of its runs.
final class CheckedYAMLProgram: Sendable {
    private let program: YAMLProgram
    private let graph: ProgramGraph
    private let resources: [Int: ResolvedResource]
    private let functions: [String: ResolvedFunction]
    private let diagnostics: [Diagnostic]

    fileprivate init(_ program: YAMLProgram, _ graph: ProgramGraph, _ checker: ProgramChecker) {
        self.program = program
        self.graph = graph
        resources = checker.resources
        functions = checker.functions
        diagnostics = checker.diagnostics
    }

    /// Reports what the check found and registers the program's resources, each as soon as its dependencies are done.
    ///
    /// - Returns: The stack's outputs.
    /// - Throws: ``DiagnosticError`` with every fault, all of which were reported; or the engine's error for the first
    ///   registration that failed.
    func run(against monitor: any ResourceMonitor, context: ProgramContext) async throws -> PropertyMap {
        for diagnostic in program.warnings + diagnostics { context.report(diagnostic) }
        guard !diagnostics.contains(where: { $0.severity == .error }) else { throw DiagnosticError(diagnostics) }
        let versions = program.packageVersions.map { ($0.package, $0.version ?? "") }
        let evaluator = ProgramEvaluator(
            graph: graph,
            context: context,
            file: program.file,
            resources: resources,
            functions: functions,
            monitor: monitor,
            values: ProgramValues(count: graph.nodes.count),
            versions: Dictionary(uniqueKeysWithValues: versions)
        )
        evaluator.announceWaiting()
        await evaluator.runAll()
        let (faults, failure) = evaluator.values.outcome
        guard faults.isEmpty else { throw DiagnosticError(faults) }
        if let failure { throw failure }
        return evaluator.outputs
    }
}

extension YAMLProgram {
    /// Checks the program without running it or reporting anything.
    func checked(_ context: ProgramContext, schemas: any SchemaSource) async -> CheckedYAMLProgram {
        var parser = ProgramParser(file: file)
        let graph = ProgramGraph(
            template,
            configured: context.configuredNames,
            project: context.project,
            reporting: &parser
        )
        var (known, failures) = await Self.load(packageVersions, schemas)
        var checker = ProgramChecker(graph, context: context, schemas: known, failures: failures, reporting: parser)
        checker.check()
        if !checker.missingPackages.isEmpty {
            // A member of a component's child is in the schema of the child's package.
            let others = await Self.load(checker.missingPackages.sorted().map { ($0, nil) }, schemas).0
            known.merge(others) { $1 }
            checker = ProgramChecker(graph, context: context, schemas: known, failures: failures, reporting: parser)
            checker.check()
        }
        return CheckedYAMLProgram(self, graph, checker)
    }

    /// Loads the schemas of the packages at once, and returns them with the errors of those that failed.
    private static func load(
        _ packages: [(package: String, version: String?)],
        _ source: any SchemaSource
    ) async -> ([String: PackageSchema], [String: String]) {
        await withTaskGroup(of: LoadedSchema.self) { group in
            for (package, version) in packages {
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
            failure = String(explaining: error)
        }
    }
}
