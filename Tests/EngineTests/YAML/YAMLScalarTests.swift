import Engine
import Testing

@Suite("YAML scalars")
struct YAMLScalarTests {
    @Test(
        "Plain text means what Pulumi's YAML library takes it for",
        arguments: [
            ("", .null), ("~", .null), ("Null", .null), ("nULL", .string("nULL")),
            ("true", .bool(true)), ("True", .bool(true)), ("FALSE", .bool(false)), ("tRUE", .string("tRUE")),
            ("yes", .string("yes")), ("on", .string("on")), ("Off", .string("Off")), ("y", .string("y")),
            ("12", .integer(12)), ("+12", .integer(12)), ("-7", .integer(-7)), ("0", .integer(0)),
            ("0755", .integer(493)), ("0o17", .integer(15)), ("0b1011", .integer(11)), ("0xfe", .integer(254)),
            ("12_500", .integer(12500)), ("0899", .float(899)), ("-0x10", .integer(-16)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)),
            ("36893488147419103232", .float(36_893_488_147_419_103_232)),
            ("2.5e4", .float(25000)), (".5", .float(0.5)), ("4.", .float(4)), ("6E3", .float(6000)),
            ("1e-999", .float(0)), ("1e999", .string("1e999")), ("1.2.3", .string("1.2.3")), ("-", .string("-")),
            (".", .string(".")), ("1e", .string("1e")), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)),
            ("12:30:45", .string("12:30:45")), ("--1", .string("--1")), ("0x", .string("0x")), ("<<", .string("<<")),
        ] as [(String, YAMLScalar.Value)]
    )
    func plain(_ text: String, _ expected: YAMLScalar.Value) {
        #expect(YAMLScalar(text).value == expected)
    }

    @Test("Quoted text is text", arguments: ["42", "true", "", "~", "2024-01-01"])
    func quoted(_ text: String) {
        #expect(YAMLScalar(text, style: .doubleQuoted).value == .string(text))
    }

    @Test(
        "A tag decides the type, and an unknown one keeps the text",
        arguments: [
            ("!!str", "77", .string("77")), ("!!int", "78", .integer(78)), ("!!float", "79", .float(79)),
            ("!!binary", "aGFy", .string("aGFy")), ("!thing", "12", .string("12")),
            ("!!int", "x", .contradiction("cannot decode !!str `x` as a !!int")),
        ] as [(String, String, YAMLScalar.Value)]
    )
    func tagged(_ tag: String, _ text: String, _ expected: YAMLScalar.Value) {
        #expect(YAMLScalar(text, style: .doubleQuoted, tag: tag).value == expected)
    }

    @Test(
        "A date stays text in programs and has Go's spelling in configuration",
        arguments: [
            ("2024-01-01", "2024-01-01 00:00:00 +0000 UTC"),
            ("2024-2-29", "2024-02-29 00:00:00 +0000 UTC"),
            ("2024-02-29T10:20:30Z", "2024-02-29 10:20:30 +0000 UTC"),
            ("2024-02-29 10:20:30.50", "2024-02-29 10:20:30.5 +0000 UTC"),
            ("2024-02-29t10:20:30+02:00", "2024-02-29 10:20:30 +0200 +0200"),
        ]
    )
    func dates(_ text: String, _ description: String) {
        let scalar = YAMLScalar(text)
        #expect(scalar.string == text)
        #expect(YAMLTimestamp(text)?.description == description)
    }

    @Test("A day that does not exist is not a date", arguments: ["2023-02-29", "2024-13-01", "2024-1", "24-01-01"])
    func noDates(_ text: String) {
        #expect(YAMLTimestamp(text) == nil)
    }

    @Test(
        "Settings hold text, whatever a scalar looks like",
        arguments: [
            ("01234", "668"), ("8080000", "8080000"), ("1e3", "1000"), ("1500000.0", "1500000"), ("~", ""),
            (".5_0", "0.5"), ("True", "true"),
            ("yes", "yes"), ("2024-01-01", "2024-01-01 00:00:00 +0000 UTC"), ("0x1f", "31"), ("v1", "v1"),
        ]
    )
    func configurationText(_ text: String, _ expected: String) {
        #expect(YAMLScalar(text).configurationText == expected)
        #expect(YAMLScalar(text, style: .singleQuoted).configurationText == text)
    }
}
