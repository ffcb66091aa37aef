import JSON
import PulumiProtocol
import RPC
import Synchronization

/// The engine as a component sees it during one `Construct`, which answers from a recording.
final class RecordedMonitor: Sendable {
    private struct State {
        var matched: [RegistrationKey: JSON.Object] = [:]
        var unexpected: [(key: RegistrationKey, reason: String)] = []
        var calls: [(text: String, isKnown: Bool)] = []
        var tree = RegistrationTree()
    }

    let construct: JSON.Object
    /// The recorded children, parents first.
    let children: [Recording.Entry]
    let recordedTree: RegistrationTree
    private let recording: Recording
    private let phase: Recording.Phase
    private let expected: [RegistrationKey: Recording.Entry]
    private let state = Mutex(State())

    init(_ recording: Recording, _ phase: Recording.Phase, _ construct: Recording.Entry) {
        self.recording = recording
        self.phase = phase
        self.construct = construct.request
        children = phase.children(of: construct)
        expected = Dictionary(children.map { ($0.key, $0) }) { $1 }
        var tree = RegistrationTree()
        for child in children { tree.add(child.answeredURN ?? "", child.request) }
        recordedTree = tree
    }

    /// The requests for recorded children, by their keys.
    var matched: [RegistrationKey: JSON.Object] { state.withLock { $0.matched } }
    /// The children that are not recorded, with what is wrong with them.
    var unexpected: [(key: RegistrationKey, reason: String)] { state.withLock { $0.unexpected } }
    /// The questions asked, and whether the recording answers them.
    var calls: [(text: String, isKnown: Bool)] { state.withLock { $0.calls } }
    /// The options that the registered children inherit.
    var tree: RegistrationTree { state.withLock { $0.tree } }

    /// Answers a call.
    ///
    /// - Throws: ``StatusError`` if the recording has no such call.
    func answer(_ method: String, _ request: JSON.Object) throws(StatusError) -> JSON.Object {
        switch method {
        case "SupportsFeature": return ["hasSupport": .bool(features.contains(request["id"]?.string ?? ""))]
        case "RegisterResource": return register(request)
        case "RegisterResourceOutputs": return [:]
        default: break
        }
        let answer = (method == "Invoke" ? invoke(request) : same(method, request)) ?? fact(request)
        let names = ["tok", "args", "type", "name", "id"]
        let what = JSON.Object(names.compactMap { name in request[name].map { (name, $0) } })
        state.withLock { $0.calls.append(("\(method) \(Comparison.canonical(.object(what)))", answer != nil)) }
        guard let answer else { throw StatusError(.notFound, "the recording holds no such \(method)") }
        return answer
    }

    /// The features of the recorded engine, and those that every engine of that age has.
    private var features: Set<String> {
        let asked = recording.entries.filter { $0.method == "ResourceMonitor/SupportsFeature" && !$0.response.isEmpty }
        return Set(asked.compactMap { $0.request["id"]?.string })
            .union(["secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith"])
    }

    private func register(_ request: JSON.Object) -> JSON.Object {
        let key = RegistrationKey(request)
        return state.withLock { state in
            // The right resource below the wrong parent gets the recorded answer, so that its children are found.
            let entry =
                expected[key]
                ?? children.first { $0.key.type == key.type && $0.key.name == key.name && state.matched[$0.key] == nil }
            // A provider that the component makes, but not below it.
            let isProvider = URN.isProviderType(key.type)
            let provider = isProvider ? phase.registrations.first { $0.key == key } : nil
            if expected[key] != nil, state.matched[key] == nil {
                state.matched[key] = request
            } else if provider == nil {
                let isTwice = state.matched[key] != nil
                state.unexpected.append((key, isTwice ? "registered twice" : "parent \(key.parent)"))
            }
            let answer = (entry ?? provider)?.response ?? madeUp(key, request)
            state.tree.add(answer["urn"]?.string ?? "", request)
            return answer
        }
    }

    /// The answer to a registration that is not recorded.
    private func madeUp(_ key: RegistrationKey, _ request: JSON.Object) -> JSON.Object {
        let isKnown = request["custom"]?.bool == true && construct["dryRun"]?.bool != true
        let urn = key.urn(stack: construct["stack"]?.string ?? "", project: construct["project"]?.string ?? "")
        return ["urn": .string(urn), "id": isKnown ? "made-up-id" : "", "object": request["object"] ?? [:]]
    }

    /// The recorded answer to the same question about the same resource.
    private func same(_ method: String, _ request: JSON.Object) -> JSON.Object? {
        phase.calls("ResourceMonitor/\(method)").first {
            $0.key == RegistrationKey(request) && $0.request["tok"] == request["tok"]
        }?.response
    }

    /// The recorded answer to the same function, that of the same deployment first.
    private func invoke(_ request: JSON.Object) -> JSON.Object? {
        let key = Self.invokeKey(request)
        for phase in [phase] + recording.phases {
            let found = phase.calls("ResourceMonitor/Invoke").first { Self.invokeKey($0.request) == key }
            if let found { return found.response }
        }
        guard request["tok"] == "pulumi:pulumi:getResource", let urn = request["args"]?["urn"]?.string,
            let found = phase.registrations.first(where: { $0.answeredURN == urn })?.response
        else { return nil }
        return ["return": ["urn": .string(urn), "id": found["id"] ?? "", "state": found["object"] ?? [:]]]
    }

    private static func invokeKey(_ request: JSON.Object) -> String {
        var arguments = request["args"]?.object ?? [:]
        arguments["region"] = nil
        return Comparison.canonical([request["tok"] ?? .null, .object(arguments)])
    }

    /// An answer that needs no recording: the region and the account of the deployment.
    private func fact(_ request: JSON.Object) -> JSON.Object? {
        let (region, account) = (request["args"]?["region"]?.string ?? recording.region, recording.account)
        switch request["tok"]?.string {
        case "aws:index/getRegion:getRegion":
            let endpoint = JSON.string("ec2.\(region).amazonaws.com")
            let name = JSON.string(region)
            return ["return": ["id": name, "name": name, "region": name, "endpoint": endpoint]]
        case "aws:index/getCallerIdentity:getCallerIdentity":
            let arn = JSON.string("arn:aws:iam::\(account):user/recorded")
            return ["return": ["id": .string(account), "accountId": .string(account), "arn": arn]]
        default: return nil
        }
    }
}

/// The services of an engine that answers from a recording, for one provider.
final class RecordedEngine: Sendable {
    private let current = Mutex<RecordedMonitor?>(nil)

    /// Sets the monitor of the `Construct` that is under way.
    func serve(_ monitor: RecordedMonitor?) { current.withLock { $0 = monitor } }

    /// The services, for any transport.
    var service: Service {
        var service = Service()
        for (name, method) in RecordedMethod.monitor {
            service[method.path] = { [self] bytes, _ in
                guard let monitor = current.withLock({ $0 }) else {
                    throw StatusError(.unimplemented, "no Construct is under way")
                }
                let request = try method.requestJSON(bytes).object ?? [:]
                return try method.responseBytes(.object(try monitor.answer(name, request)))
            }
        }
        // An empty answer says that all is well.
        for method in ["Log", "GetRootResource", "SetRootResource"] {
            service["/pulumirpc.Engine/\(method)"] = { _, _ in [] }
        }
        return service
    }
}
