internal import PulumiProtocol

/// The tokens of resources, functions and types, written `package:module:Name`.
public enum TypeToken {
    /// The full tokens that a token may stand for, itself first.
    ///
    /// A module of a bridged package holds the name once more, with a small first letter: `aws:ecs:Cluster` stands for
    /// `aws:ecs/cluster:Cluster`, and `aws:Provider` for `aws:index:Provider`.
    public static func candidates(for token: String) -> [String] {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 2:
            let (package, name) = (parts[0], parts[1])
            return [token, "\(package):index:\(name)", "\(package):index/\(decapitalized(name)):\(name)"]
        case 3:
            let (package, module, name) = (parts[0], parts[1], parts[2])
            return [token, "\(package):\(module)/\(decapitalized(name)):\(name)"]
        default:
            return [token]
        }
    }

    /// The package of a token: `aws` of `aws:ecs/cluster:Cluster`, and of `pulumi:providers:aws`.
    public static func package(of token: String) -> String {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        if URN.isProviderType(token), parts.count == 3 { return String(parts[2]) }
        return String(parts.first ?? "")
    }

    /// The short form of a token: `aws:ecs:Cluster` for `aws:ecs/cluster:Cluster`, `aws:getRegion` for a function of
    /// the module `index`.
    public static func shortened(_ token: String) -> String {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        return module(of: token) == "index" ? "\(parts[0]):\(parts[2])" : withShortModule(token)
    }

    /// The token with its module alone, as programs and displays have it: `aws:ecs:Cluster` for
    /// `aws:ecs/cluster:Cluster`, `aws:index:getRegion` for `aws:index/getRegion:getRegion`.
    public static func withShortModule(_ token: String) -> String {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return token }
        return "\(parts[0]):\(module(of: token)):\(parts[2])"
    }

    /// The module of a token: `ecs` for `aws:ecs/cluster:Cluster`; empty if it has none.
    static func module(of token: String) -> Substring {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 3 ? parts[1].prefix { $0 != "/" } : ""
    }

    /// The name as a module spells it: with a small first letter.
    static func decapitalized(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}
