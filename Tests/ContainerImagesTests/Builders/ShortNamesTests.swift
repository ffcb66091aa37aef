import Testing

@testable import ContainerImages

@Suite("Images without a registry")
struct ShortNamesTests {
    @Test("come from Docker Hub where the user's settings say nothing")
    func completed() {
        let settings = "# unqualified-search-registries = [\"x\"]\n[[registry]]\nlocation = \"a\"\n"
        let expected = "unqualified-search-registries = [\"docker.io\"]\n\(settings)"
        #expect(ShortNames.completed(settings, ["short-name-mode = \"permissive\""]) == expected)
    }

    @Test("come from where the user's settings say")
    func own() {
        #expect(ShortNames.completed("unqualified-search-registries = [\"quay.io\"]", []) == nil)
        #expect(ShortNames.completed("", ["  unqualified-search-registries=[]"]) == nil)
        #expect(ShortNames(environment: ["CONTAINERS_REGISTRIES_CONF": "/x"]).completed == nil)
    }
}
