import JSON
import ResourceKit

/// The equality of texts of container definitions to ECS.
enum ContainerDefinitions {
    /// Returns whether ECS would run the same containers.
    ///
    /// - Parameters:
    ///   - a: Container definitions as JSON.
    ///   - b: The container definitions to compare with.
    ///   - isAwsvpc: Whether the task has a network interface of its own, so that host ports are container ports.
    /// - Returns: True if both mean the same to ECS.
    static func areEquivalent(_ a: String, _ b: String, isAwsvpc: Bool) -> Bool {
        if a == b { return true }
        guard let a = normal(a, isAwsvpc: isAwsvpc), let b = normal(b, isAwsvpc: isAwsvpc) else { return false }
        return a == b
    }

    /// One spelling for all texts that mean the same; `nil` if this is no list.
    private static func normal(_ text: String, isAwsvpc: Bool) -> String? {
        guard let containers = (try? JSON(parsing: text))?.array else { return nil }
        let normal = containers.map { container($0.withoutEmpties, isAwsvpc: isAwsvpc) }
        return JSON.array(sorted(normal, by: "name")).canonicalText
    }

    private static func container(_ json: JSON, isAwsvpc: Bool) -> JSON {
        guard var container = json.object else { return json }
        container["essential"] = container["essential"] ?? true
        container["cpu"] = container["cpu"] ?? 0
        if let ports = container["portMappings"]?.array {
            container["portMappings"] = .array(ports.map { port($0, isAwsvpc: isAwsvpc) })
        }
        for key in ["environment", "secrets"] {
            if let list = container[key]?.array { container[key] = .array(sorted(list, by: "name")) }
        }
        if var check = container["healthCheck"]?.object {
            for (key, value) in healthCheckDefaults { check[key] = check[key] ?? value }
            container["healthCheck"] = .object(check)
        }
        return .object(container)
    }

    private static let healthCheckDefaults: [(String, JSON)] = [
        ("interval", 30), ("timeout", 5), ("retries", 3), ("startPeriod", 0),
    ]

    private static func port(_ json: JSON, isAwsvpc: Bool) -> JSON {
        guard var port = json.object else { return json }
        port["protocol"] = port["protocol"] ?? "tcp"
        let hostPort = port["hostPort"] ?? 0
        port["hostPort"] = isAwsvpc && hostPort.int == 0 ? port["containerPort"] ?? 0 : hostPort
        return .object(port)
    }

    private static func sorted(_ list: [JSON], by key: String) -> [JSON] {
        list.sorted { ($0[key]?.string ?? "") < ($1[key]?.string ?? "") }
    }
}
