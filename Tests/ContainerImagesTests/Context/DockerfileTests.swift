import Testing

@testable import ContainerImages

@Suite("A Dockerfile")
struct DockerfileTests {
    private static let text = """
        # syntax=docker/dockerfile:1.7
        # A comment
        ARG BASE=alpine
        FROM --platform=linux/amd64 golang:1.24 AS build
        RUN apk add \\
            # in between

            git curl
        COPY <<EOF /etc/motd
        FROM the file
        EOF
        RUN <<-"END" sh
        \techo FROM
        \tEND
        from scratch
        COPY --from=build /out /out
        FROM $BASE
        FROM build
        """

    @Test("is cut into instructions with their lines")
    func instructions() {
        let file = Dockerfile(parsing: Self.text)
        #expect(file.instructions.map(\.line) == [3, 4, 5, 9, 12, 15, 16, 17, 18])
        #expect(file.instructions[2].arguments == "apk add git curl")
        #expect(file.instructions.map(\.keyword).filter { $0 == "FROM" }.count == 4)
        #expect(file.stages.map(\.count) == [4, 2, 1, 1])
        #expect(file.fault == nil)
    }

    @Test("names the images that it begins with")
    func baseImages() {
        #expect(Dockerfile(parsing: Self.text).baseImages == ["golang:1.24"])
        #expect(Dockerfile(parsing: Self.text).beginsEmpty)
        #expect(!Dockerfile(parsing: "FROM alpine").beginsEmpty)
    }

    @Test("may continue lines with another character")
    func escape() {
        let file = Dockerfile(parsing: "# escape=`\nFROM a\nRUN x `\n  y\\\n")
        #expect(file.instructions.map(\.arguments) == ["a", "x y\\"])
    }

    @Test(
        "has faults that need no builder to be found",
        arguments: [
            ("", 0, "there is no FROM"),
            ("ARG A", 0, "there is no FROM"),
            ("FROM a\n\nRUM x", 3, "there is no instruction RUM"),
            ("ARG A\nRUN x\nFROM a", 2, "RUN stands before the first FROM"),
            ("FROM a\nCOPY", 2, "COPY needs an argument"),
        ]
    )
    func faults(_ text: String, _ line: Int, _ reason: String) {
        let fault = Dockerfile(parsing: text).fault
        #expect(fault == Dockerfile.Fault(line: line, reason: reason))
        #expect(fault?.description == (line == 0 ? reason : "line \(line): \(reason)"))
    }

    @Test("with a frontend of its own is that frontend's matter")
    func ownSyntax() {
        #expect(Dockerfile(parsing: "# syntax=example.com/other:1\nWHATEVER x").fault == nil)
        #expect(Dockerfile(parsing: "# syntax=docker/dockerfile:1\nWHATEVER x").fault != nil)
    }

    @Test(
        "tells the failing line from what a builder writes",
        arguments: [
            ("STEP 3/3: RUN false", [], 3),
            ("[2/2] STEP 2/2: COPY a b", [], 6),
            ("[1/1] STEP 2/2: COPY a b", [], 6),
            ("Step 5/5 : COPY a b", [], 6),
            (nil, ["ERROR: failed", "Dockerfile:3", "--------", "   3 | >>> RUN false"], 3),
            ("STEP 9/9: RUN unheard", [], nil),
            (nil, ["something: else"], nil),
        ] as [(String?, [String], Int?)]
    )
    func failing(_ label: String?, _ lines: [String], _ line: Int?) {
        let file = Dockerfile(parsing: "FROM a\nARG B\nRUN false\n\nFROM b\nCOPY a b\n")
        #expect(file.instruction(failingAt: label, lines)?.line == line)
    }
}
