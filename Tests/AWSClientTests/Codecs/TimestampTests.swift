import Testing

@testable import AWSClient

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "are read in every form that AWS sends",
        arguments: [
            ("2024-05-06T07:08:09Z", 1_714_979_289), ("2024-05-06T09:08:09+02:00", 1_714_979_289),
            ("2024-05-06T07:08:09.250Z", 1_714_979_289.25), ("Mon, 06 May 2024 07:08:09 GMT", 1_714_979_289),
            ("1714979289", 1_714_979_289), ("1.714979289E9", 1_714_979_289), ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1), ("2000-02-29T00:00:00Z", 951_782_400),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ]
    )
    func parsing(_ text: String, _ seconds: Double) {
        #expect(Timestamp(parsing: text)?.seconds == seconds)
    }

    @Test(
        "that are none are refused",
        arguments: [
            "", "x", "2024-05-06", "2024-13-01T00:00:00Z", "T", "1e300", "nan", "2024-05-06T99:00:00Z", "--T::",
        ]
    )
    func garbage(_ text: String) {
        #expect(Timestamp(parsing: text) == nil)
    }

    @Test("are written in every form that AWS wants")
    func writing() {
        let time = Timestamp(seconds: 1_714_979_289)
        #expect(time.rfc3339 == "2024-05-06T07:08:09Z")
        #expect(Timestamp(seconds: 1_714_979_289.125).rfc3339 == "2024-05-06T07:08:09.125Z")
        #expect(time.basic == "20240506T070809Z")
        #expect(time.http == "Mon, 06 May 2024 07:08:09 GMT")
    }

    @Test("survive a round trip for every day of 400 years")
    func everyDay() {
        for day in stride(from: -146_097, to: 146_097, by: 1) {
            let date = Timestamp(seconds: Double(day) * 86_400).civil
            let back = Timestamp(year: date.year, month: date.month, day: date.day)
            if back.seconds != Double(day) * 86_400 { Issue.record("day \(day) became \(date)") }
        }
    }
}
