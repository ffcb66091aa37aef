public import JSON
import PulumiProtocol

/// The calls between an engine and its providers while a program was deployed, as Pulumi's log has them.
public struct Recording: Sendable {
    /// One call, noted when it was answered.
    public struct Entry: Sendable {
        /// The service and method, such as `ResourceProvider/Check`.
        public let method: String
        /// The request.
        public let request: JSON.Object
        /// The answer; empty where the call failed.
        public let response: JSON.Object
        /// Indicates whether the call failed.
        public let hasFailed: Bool

        /// The URN in the request; empty if it has none.
        var urn: String { request["urn"]?.string ?? "" }
        /// The type of the URN's resource.
        var type: String { URN(urn)?.type ?? "" }
        /// The URN in the answer; `nil` if it has none.
        var answeredURN: String? { response["urn"]?.string }
        /// The type, name and parent of a registration.
        var key: RegistrationKey { RegistrationKey(request) }
        /// Indicates whether it registers a component for whoever uses it: its `Construct` registers it again.
        var isRemote: Bool { request["remote"]?.bool ?? false }
    }

    /// One deployment of the program.
    public struct Phase: Sendable {
        /// The calls, in the order in which they were answered.
        public internal(set) var entries: [Entry] = []

        /// Returns the calls of a method.
        func calls(_ method: String) -> [Entry] { entries.filter { $0.method == method } }

        /// The registrations that were answered.
        var registrations: [Entry] { calls("ResourceMonitor/RegisterResource").filter { $0.answeredURN != nil } }
    }

    /// The name, by which reports tell it from others.
    public let name: String
    /// The deployments, each of which registers one stack.
    public let phases: [Phase]

    /// Reads a recording: one JSON object a line.
    ///
    /// - Throws: `JSONError` if a line is none.
    public init(name: String, parsing text: String) throws(JSONError) {
        self.name = name
        var phases = [Phase()]
        for line in text.split(separator: "\n") where line.contains("{") {
            let entry = Entry(try JSON(parsing: String(line)))
            let isStack = entry.method == "ResourceMonitor/RegisterResource" && entry.key.type == URN.stackType
            let hasStack = phases[phases.count - 1].entries.contains { $0.key.type == URN.stackType }
            if isStack, hasStack { phases.append(Phase()) }
            phases[phases.count - 1].entries.append(entry)
            if entry.method == "LanguageRuntime/Run" { phases.append(Phase()) }
        }
        self.phases = phases
    }

    /// The calls of all phases.
    var entries: [Entry] { phases.flatMap(\.entries) }

    /// Returns the calls of a method about resources of package `aws`, of types that match a pattern.
    func calls(_ method: String, types: String) -> [Entry] {
        entries.filter { $0.method == method && $0.type.hasPrefix("aws:") && Pattern(types).matches($0.type) }
    }

    /// Returns the URN and configuration of the first provider of a package.
    func provider(_ package: String) -> (urn: String, configuration: JSON.Object) {
        let type = URN.providerType(of: package)
        guard let entry = entries.first(where: { $0.method == "ResourceProvider/CheckConfig" && $0.type == type })
        else { return ("urn:pulumi:test::test::\(type)::default", [:]) }
        var configuration = (entry.response["inputs"] ?? entry.request["news"])?.object ?? [:]
        configuration["version"] = nil
        return (entry.urn, configuration)
    }

    /// The region of the deployment.
    public var region: String {
        provider("aws").configuration["region"]?.string ?? arnParts(3).first { $0.contains("-") } ?? "us-west-2"
    }

    /// The account of the deployment.
    var account: String { arnParts(4).first { $0.count == 12 } ?? "123456789012" }

    /// Returns one part of all ARNs in the answers to creates.
    private func arnParts(_ index: Int) -> [String] {
        entries.lazy.filter { $0.method == "ResourceProvider/Create" }
            .flatMap { Leaves.texts(of: .object($0.response)).values }
            .filter { $0.hasPrefix("arn:") }
            .compactMap { text in
                let parts = text.split(separator: ":", omittingEmptySubsequences: false)
                return parts.count > index && !parts[index].isEmpty ? String(parts[index]) : nil
            }
    }
}

extension Recording.Entry {
    fileprivate init(_ json: JSON) {
        let method = json["method"]?.string ?? ""
        self.method = method.hasPrefix("/pulumirpc.") ? String(method.dropFirst("/pulumirpc.".count)) : method
        request = json["request"]?.object ?? [:]
        response = json["response"]?.object ?? [:]
        hasFailed = !(json["errors"]?.array ?? []).isEmpty
    }
}

/// The type, name and parent of a resource, which tell it from others in a deployment.
struct RegistrationKey: Hashable, Sendable {
    let type: String
    let name: String
    let parent: String

    /// The key of a request that registers or reads a resource.
    init(_ request: JSON.Object) {
        type = request["type"]?.string ?? ""
        name = request["name"]?.string ?? ""
        parent = request["parent"]?.string ?? ""
    }

    /// The URN of the resource in a stack.
    func urn(stack: String, project: String) -> String {
        let above = URN(parent).flatMap { $0.type == URN.stackType ? nil : $0 }
        return "\(URN.make(stack: stack, project: project, parent: above, type: type, name: name))"
    }
}

extension Recording.Phase {
    /// Returns the registrations that a `Construct` made: the component and all below it, parents first.
    func children(of construct: Recording.Entry) -> [Recording.Entry] {
        let request = construct.request
        let (stack, project) = (request["stack"]?.string ?? "", request["project"]?.string ?? "")
        var urns: Set<String> = [RegistrationKey(request).urn(stack: stack, project: project)]
        let all = registrations
        let remote = Set(all.filter(\.isRemote).compactMap(\.answeredURN))
        var isFound = all.map { urns.contains($0.answeredURN ?? "") && !$0.isRemote }
        var found = zip(all, isFound).filter(\.1).map(\.0)
        while true {
            let more = all.indices.filter { index in
                let entry = all[index]
                return !isFound[index] && urns.contains(entry.key.parent)
                    && entry.isRemote == remote.contains(entry.answeredURN ?? "")
            }
            guard !more.isEmpty else { return found }
            for index in more {
                isFound[index] = true
                found.append(all[index])
                if !all[index].isRemote, let urn = all[index].answeredURN { urns.insert(urn) }
            }
        }
    }
}
