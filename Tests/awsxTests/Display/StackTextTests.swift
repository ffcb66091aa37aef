import Engine
import JSON
import PulumiProtocol
import Testing

@testable import awsx

@Suite("Output about stacks")
struct StackTextTests {
    @Test("table columns are as wide as their widest cell, and the last one is not padded")
    func table() {
        let table = TextTable(
            ["KEY", "VALUE"],
            rows: [.init(cells: ["long key", "1"], remarks: "  note\n"), .init(cells: ["k", "two\nlines"])],
            margin: "  "
        )
        #expect(
            table.text
                == "  KEY       VALUE\n  long key  1\n  note\n  k         two\n            lines\n"
        )
    }

    @Test(
        "moments are read in RFC 3339 and told with milliseconds",
        arguments: [
            ("2026-11-22T16:57:08.309939391Z", "2026-11-22T16:57:08.309Z"),
            ("2026-11-22T16:57:08Z", "2026-11-22T16:57:08.000Z"),
            ("2026-11-22T16:57:08.5+02:00", "2026-11-22T14:57:08.500Z"), ("yesterday", nil), ("2026-11-22", nil),
        ]
    )
    func moments(_ text: String, _ precise: String?) {
        #expect(DateText(text)?.precise == precise)
    }

    @Test(
        "how long ago something was is told in the largest unit",
        arguments: [
            (0, "now"), (1, "1 second ago"), (59, "59 seconds ago"), (60, "1 minute ago"), (7200, "2 hours ago"),
            (86400, "1 day ago"), (604_800, "1 week ago"), (5_184_000, "2 months ago"), (31_104_000, "1 year ago"),
        ]
    )
    func ago(_ seconds: Int, _ text: String) {
        #expect(DateText(seconds: 1000).ago(now: 1000 + seconds) == text)
    }

    @Test(
        "words are quoted for a shell as Pulumi quotes them",
        arguments: [
            ("plain", "plain"), ("", "''"), ("a b", "'a b'"), ("it's", "it\\'s"), ("a 'b", "'a '\\''b'"),
            ("$x", "\\$x"), ("~/x", "\\~/x"), ("a~", "a~"), ("line\nline", "'line\nline'"),
            ("{\"a\":1}", "\\{\\\"a\\\":1}"),
        ]
    )
    func shell(_ text: String, _ quoted: String) {
        #expect(ShellWord(text).quoted == quoted)
    }

    @Test("text outputs are printed as they are, everything else as JSON")
    func outputs() throws {
        let outputs: PropertyMap = ["b": ["x": 1, "y": [nil, true]], "a": "t<x>", "c": .secret("s")]
        let list = OutputList(outputs.mapValues(\.redacted))
        #expect(
            list.text == """
                Current stack outputs (3):
                    OUTPUT  VALUE
                    a       t<x>
                    b       {"x":1,"y":[null,true]}
                    c       [secret]

                """
        )
        #expect(
            list.shell == "a='t\\<x\\>'\n".replacing("'", with: "")
                + "b=\\{\\\"x\\\":1,\\\"y\\\":\\[null,true]}\nc=\\[secret]\n"
        )
        #expect(list.single("a")?.json == "\"t<x>\"\n")
        #expect(list.single("none") == nil)
        #expect(OutputList([:]).text.hasSuffix("    No output values currently in this stack\n"))
        #expect(OutputList([:]).json == "{}\n")
    }

    @Test("configuration is listed with its structure, and without secrets")
    func configuration() throws {
        let value = ConfigurationValue.object(["a": .secret("x"), "b": 1])
        #expect(
            value.listing.text(.indentedByTwo) == """
                {
                  "value": "{\\"a\\":\\"x\\",\\"b\\":1}",
                  "objectValue": {
                    "a": "x",
                    "b": 1
                  },
                  "secret": true
                }
                """
        )
        #expect(value.redactedListing == ["secret": true])
        #expect(ConfigurationValue.text("4").redactedListing == ["value": "4", "secret": false])
    }

    @Test("a history entry has Pulumi's members, and a value that cannot be decrypted does not hide the others")
    func history() throws {
        let json = try JSON(
            parsing: """
                {"kind":"update","startTime":60,"message":"m","environment":{"k":"v"},\
                "config":{"p:a":"4","p:b":{"secure":"v1:x"},"p:c":[1,{"secure":"v1:x"}]},"version":0,\
                "result":"succeeded","endTime":185,"resourceChanges":{"create":2}}
                """
        )
        let record = try #require(UpdateRecord(json))
        let plain = HistoryList(records: [record], page: 1, secrets: nil, showsDates: true)
        let entry = try JSON(parsing: plain.json)[0]
        #expect(entry?["config"]?["p:a"] == ["value": "4", "secret": false])
        #expect(entry?["config"]?["p:b"] == ["secret": true])
        #expect(entry?["config"]?["p:c"] == ["secret": true])
        #expect(entry?["endTime"] == "1970-01-01T00:03:05.000Z")
        #expect(entry?.object?.map(\.key).first == "version")
        let unreadable = PassphraseSecrets(salt: "v1:x", source: PassphraseSource("x"))
        let shown = HistoryList(records: [record], page: 1, secrets: unreadable, showsDates: true)
        #expect(try JSON(parsing: shown.json)[0]?["config"]?["p:b"]?["value"] == "ERROR_UNABLE_TO_DECRYPT")
        #expect(
            plain.text == """
                Version: 0
                UpdateKind: update
                Status: succeeded
                Message: m
                +2-0~0 0 Updated 1970-01-01 00:01:00 +0000 UTC took 2m5s
                    k: v


                """
        )
        #expect(HistoryList(records: [], page: 2, secrets: nil, showsDates: false).text.contains("on page '2'"))
    }

    @Test("resources are a tree, with URNs and ids on request")
    func tree() {
        func state(_ type: String, _ name: String, _ parent: String, id: String = "") -> ResourceState {
            var state = ResourceState(urn: "urn:pulumi:dev::p::\(type)::\(name)", type: type, isCustom: !id.isEmpty)
            (state.parent, state.id) = (parent, id)
            return state
        }
        let root = state("pulumi:pulumi:Stack", "p-dev", "")
        let group = state("c:i:C", "group", root.urn)
        let view = StackView(
            stack: StackReference(project: "p", name: "dev"),
            name: "dev",
            lastUpdate: nil,
            resources: [root, group, state("t:i:T", "one", group.urn, id: "1"), state("t:i:T", "two", root.urn)],
            showsURNs: false,
            showsIDs: true,
            showsSecrets: false
        )
        #expect(
            view.text.contains(
                """
                    TYPE                 NAME
                    pulumi:pulumi:Stack  p-dev
                    ├─ c:i:C             group
                    │  └─ t:i:T          one
                    │        ID: 1
                    └─ t:i:T             two
                """
            )
        )
        #expect(view.text.contains("No updates yet"))
    }
}

@Suite("Run metadata in the history")
struct RunFactsTests {
    @Test("names the variables and flags that were set, without values other than on and off")
    func metadata() throws {
        let words = ["up", "--yes", "--message", "hidden", "--diff=false"]
        guard case .run(_, let arguments) = try ArgumentParser(root: .root).parse(words) else {
            return #expect(Bool(false))
        }
        let environment = ["PULUMI_CONFIG_PASSPHRASE": "hidden", "PULUMI_SKIP_UPDATE_CHECK": "1", "HOME": "/root"]
        let metadata = RunMetadata(arguments: arguments, environment: environment, runtime: "yaml").metadata
        #expect(metadata["pulumi.flag.yes"] == "true")
        #expect(metadata["pulumi.flag.diff"] == "false")
        #expect(metadata["pulumi.flag.message"] == "set")
        #expect(metadata["pulumi.env.PULUMI_CONFIG_PASSPHRASE"] == "set")
        #expect(metadata["pulumi.env.PULUMI_SKIP_UPDATE_CHECK"] == "true")
        #expect(metadata["runtime.name"] == "yaml")
        #expect(!metadata.values.contains { $0.contains("hidden") })
        #expect(!metadata.keys.contains { $0.contains("HOME") })
    }
}
