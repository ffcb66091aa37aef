import Testing

@testable import awsx

@Suite("Sanitized text")
struct PlainTextTests {
    @Test(
        "what would move the cursor, colour or reorder is taken out",
        arguments: [
            ("plain", "plain"),
            ("\u{1B}[31mred\u{1B}[0m", "red"),
            ("a\u{1B}]0;title\u{07}b", "ab"),
            ("a\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\b", "alinkb"),
            ("a\u{1B}]never ends", "anever ends"),
            ("up\u{1B}[2A\u{1B}[Jover", "upover"),
            ("\u{9B}2Jx", "x"),
            ("\u{1B}(Bx\u{1B}cy", "xy"),
            ("10%\r20%\r\nend", "10%\n20%\nend"),
            ("a\tb", "a       b"),
            ("1234567\tb", "1234567 b"),
            ("bell\u{07}null\u{00}", "bellnull"),
            ("evil\u{202E}txt", "eviltxt"),
            ("日本 🎉 é", "日本 🎉 é"),
            ("\u{1B}", ""),
            ("\u{1B}[", ""),
        ]
    )
    func cleans(_ text: String, _ clean: String) {
        #expect(PlainText.lines(text) == clean)
    }

    @Test("a name stays on its line")
    func joinsLines() {
        #expect(PlainText.line("a\nb\r\nc") == "a b c")
    }

    @Test("a status has no blank lines")
    func dropsBlankLines() {
        #expect(PlainText.status("\n  \nreason\nmore") == ["reason", "more"])
    }

    @Test(
        "wide characters take two columns, marks none",
        arguments: [("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("🎉", 2), ("❤️", 2), ("├─ ", 3), ("", 0)]
    )
    func counts(_ text: String, _ columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(
        "text is cut to columns, not characters",
        arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("日本", 4, "日本"), ("abc", 0, ""), ("abc", 1, "…")]
    )
    func cuts(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.cut(to: width) == cut)
    }

    @Test("names are shortened in the middle")
    func cutsInside() {
        #expect("service-in-the-north-1".cutInside(to: 11) == "servi…rth-1")
    }

    @Test("a terminal without Unicode gets ASCII in as many columns")
    func encodes() {
        let terminal = Terminal(isTerminal: true, environment: ["TERM": "xterm", "LC_ALL": "C"])
        #expect(terminal.encoded("└─ 日本 é …") == "`- ???? ? ~")
    }

    @Test(
        "colour and Unicode follow the environment",
        arguments: [
            (["TERM": "xterm"], nil, true, true), (["TERM": "xterm", "NO_COLOR": "1"], nil, false, true),
            (["TERM": "xterm", "NO_COLOR": "1"], "always", true, true), (["TERM": "dumb"], nil, false, true),
            (["TERM": "xterm", "LANG": "en_GB.UTF-8"], "never", false, true),
            (["TERM": "xterm", "LANG": "de_DE.ISO-8859-1"], nil, true, false),
            (["TERM": "xterm", "LC_ALL": "", "LANG": "C.utf8"], nil, true, true),
        ] as [([String: String], String?, Bool, Bool)]
    )
    func looksAtTheEnvironment(_ environment: [String: String], _ flag: String?, _ colour: Bool, _ unicode: Bool) {
        let terminal = Terminal(isTerminal: true, environment: environment, colour: flag)
        #expect(terminal.hasColour == colour)
        #expect(terminal.isUnicode == unicode)
    }
}
