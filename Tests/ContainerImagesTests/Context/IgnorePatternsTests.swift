import ContainerImages
import Testing

@Suite("The patterns of a .dockerignore file")
struct IgnorePatternsTests {
    @Test(
        "leave out what Docker leaves out",
        arguments: [
            ("", "a", false),
            ("# a", "# a", false),
            ("a", "a", true),
            ("a", "b/a", false),
            ("a", "a/b/c", true),
            ("/a", "a", true),
            ("./a/", "a", true),
            ("a/../b", "b", true),
            ("  a  ", "a", true),
            ("*.md", "README.md", true),
            ("*.md", "docs/README.md", false),
            ("**/*.md", "docs/README.md", true),
            ("**/*.md", "README.md", true),
            ("docs/**", "docs/a/b", true),
            ("docs/**", "docs", false),
            ("**", "a/b", true),
            ("a/**/z", "a/z", true),
            ("a/**/z", "a/b/c/z", true),
            ("a/**/z", "az", false),
            ("*/temp*", "x/temporary", true),
            ("*/temp*", "temporary", false),
            ("temp?", "tempa", true),
            ("temp?", "temp", false),
            ("temp?", "temp/", false),
            ("[a-c].txt", "b.txt", true),
            ("[^a-c].txt", "b.txt", false),
            ("[^a-c].txt", "d.txt", true),
            ("[]a].txt", "].txt", true),
            ("[ab", "[ab", true),
            ("[a\\-]x", "-x", true),
            ("\\*.md", "*.md", true),
            ("\\*.md", "a.md", false),
            ("a.b", "axb", false),
            ("ü*", "über", true),
        ]
    )
    func single(_ pattern: String, _ path: String, _ isLeftOut: Bool) {
        #expect(IgnorePatterns(parsing: pattern).leavesOut(path: path) == isLeftOut)
    }

    @Test(
        "let the last one decide",
        arguments: [
            ("*.md\n!README.md", "README.md", false),
            ("*.md\n!README.md", "a.md", true),
            ("!README.md\n*.md", "README.md", true),
            ("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true),
            ("*.md\n!README*.md\nREADME-secret.md", "README-x.md", false),
            ("*\n!src", "src/a/b", false),
            ("*\n!src\nsrc/private", "src/private/key", true),
            ("*\n! src", "src/a", false),
            ("a\r\nb\r\n", "b", true),
            ("\u{FEFF}a", "a", true),
        ]
    )
    func several(_ patterns: String, _ path: String, _ isLeftOut: Bool) {
        #expect(IgnorePatterns(parsing: patterns).leavesOut(path: path) == isLeftOut)
    }
}
