import JSON
import PulumiProtocol
import Testing

@Suite("Messages of an independent encoder")
struct PeerTests {
    @Test("are read, and written back byte for byte")
    func bytes() throws {
        let samples = try PythonPeer.samples(count: 20)
        #expect(Set(samples.map(\.type)).count == messageTypes.count - 3, "all but our own envelopes")
        for sample in samples {
            let type = try #require(messageTypes[sample.type])
            let message = try type.init(decoding: sample.data)
            #expect(try message.encoded() == sample.data, "\(sample.type)")
        }
    }

    @Test("have the same JSON mapping")
    func json() throws {
        var count = 0
        for line in try PythonPeer.lines(count: 20, seed: 2) {
            let sample = try JSON(parsing: line)
            guard let json = sample["json"], let name = sample["type"]?.string else { continue }
            let type = try #require(messageTypes[name])
            let bytes = try PythonPeer.Sample(type: name, bytes: #require(sample["bytes"]?.string)).data
            #expect(try type.init(decoding: bytes).recordingJSON() == json, "\(name)")
            count += 1
        }
        #expect(count > 500)
    }
}
