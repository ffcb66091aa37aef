import Testing

@testable import ResourceKit

@Suite("A pattern")
struct TextPatternTests {
    private static let repository = "^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$"
    private static let balancer = "^(?!internal-)[0-9A-Za-z](?:[0-9A-Za-z-]{0,30}[0-9A-Za-z])?$"
    private static let group = "^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$"

    @Test(
        "is found in what it describes",
        arguments: [
            (repository, "shop/web_app-1"), (repository, "a"), (balancer, "web-1"), (balancer, "w"),
            (group, "a-b"), (#"^\d+(,\d{2,3})*$"#, "1,22,333"), ("^(a|b+)?c$", "bbc"), ("[^a-c]$", "abd"),
            (#"^[\w.\-]+$"#, "a.b-c_1"), ("b", "abc"), ("^$", ""), ("^.x", "ax"),
        ]
    )
    func found(_ pattern: String, _ text: String) throws {
        #expect(try #require(TextPattern(pattern)).isFound(in: text))
    }

    @Test(
        "is not found in anything else",
        arguments: [
            (repository, "Shop"), (repository, "shop/"), (repository, "a..b"), (balancer, "internal-web"),
            (balancer, "web-"), (group, "-a"), (group, "a-"), (#"^\d+(,\d{2,3})*$"#, "1,2"), ("^(a|b+)?c$", "abc"),
            ("[^a-c]$", "abc"), ("^a{2}$", "aaa"), ("^(?=a)b", "ab"),
        ]
    )
    func absent(_ pattern: String, _ text: String) throws {
        #expect(try !#require(TextPattern(pattern)).isFound(in: text))
    }

    @Test("ends with a repetition of nothing")
    func emptyRepetition() throws {
        #expect(try #require(TextPattern("^(a*)*$")).isFound(in: "aa"))
        #expect(try !#require(TextPattern("^(a*)*$")).isFound(in: "ab"))
    }

    @Test("that uses more than is known is none", arguments: ["(?<name>a)", #"\bx"#, "(a", "[a", "a{x}", "[z-a]"])
    func unknown(_ pattern: String) {
        #expect(TextPattern(pattern) == nil)
    }

    @Test(
        "has the forms of the facts",
        arguments: [
            (#"^[^\s]+$"#, "ab", "a b"), (#"^\S$"#, "a", " "), (#"^[\u0021-\u007e]$"#, "~", " "),
            ("^a{2,3}$", "aaa", "aaaa"),
            ("(?<=a)b", "ab", "cb"), ("^(?!xn--|a)b", "b", "xn--b"), (#"^[\t\n]$"#, "\t", "t"), ("^[a-z-_]$", "_", "A"),
        ]
    )
    func forms(_ pattern: String, _ found: String, _ other: String) throws {
        let pattern = try #require(TextPattern(pattern))
        #expect(pattern.isFound(in: found))
        #expect(!pattern.isFound(in: other))
    }

    @Test("takes no longer for a text that is made to be hard", arguments: ["^(a|a)*b$", "^(a+)+$", "^(a?){40}a{40}$"])
    func hostile(_ pattern: String) throws {
        let text = String(repeating: "a", count: 5000) + "!"
        #expect(try !#require(TextPattern(pattern)).isFound(in: text))
    }
}
