import PulumiProtocol
import Testing

@Suite("Laws of marks")
struct MarkLawTests {
    /// A statement that holds for all values; made ones are drawn from a seed, which a failure prints.
    struct Law: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let holds: @Sendable (inout ValueMaker) -> Bool

        init(_ name: String, _ holds: @escaping @Sendable (inout ValueMaker) -> Bool) {
            testDescription = name
            self.holds = holds
        }
    }

    @Test("hold for made values", arguments: gatheringLaws + outputLaws + marshallingLaws)
    func laws(_ law: Law) {
        for seed in 0..<2000 {
            var maker = ValueMaker(seed: seed)
            guard !law.holds(&maker) else { continue }
            Issue.record("\"\(law.testDescription)\" does not hold for seed \(seed)")
            return
        }
    }

    private static let gatheringLaws: [Law] = [
        Law("gathering twice is gathering once") { maker in
            let once = Output(gathering: maker.value())
            return Output(gathering: .output(once)) == once
        },
        Law("what is gathered holds no marks") { maker in
            Output(gathering: maker.value()).value?.holdsMarks != true
        },
        Law("an unknown part makes the whole unknown, and nothing else does") { maker in
            let value = maker.value()
            return (Output(gathering: value).value == nil) == value.containsUnknowns
        },
        Law("a secret part makes the whole secret, and nothing else does") { maker in
            let value = maker.value()
            return Output(gathering: value).isSecret == value.containsSecrets
        },
        Law("the marks of a list are those of its elements") { maker in
            let (left, right) = (maker.value(), maker.value())
            let whole = Output(gathering: [left, right])
            let parts = Output(gathering: left).and(Output(gathering: right)).map { PropertyValue.list([$0, $1]) }
            return whole == parts
        },
        Law("a value without marks and references is gathered as it is") { maker in
            let value = maker.value()
            let hasReference = value.contains { if case .resource = $0 { true } else { false } }
            return value.holdsMarks || hasReference || Output(gathering: value) == Output(value)
        },
    ]

    private static let outputLaws: [Law] = [
        Law("marks are united in any order") { maker in
            let (left, right) = (maker.output(), maker.output())
            return left.and(right).map { [$0, $1] } == right.and(left).map { [$1, $0] }
        },
        Law("marks are united in any grouping") { maker in
            let (first, second, third) = (maker.output(), maker.output(), maker.output())
            let left = first.and(second).and(third).map { [$0.0, $0.1, $1] }
            let right = first.and(second.and(third)).map { [$0, $1.0, $1.1] }
            return left == right
        },
        Law("uniting an output with itself adds nothing") { maker in
            let output = maker.output()
            return output.and(output).map(\.0) == output
        },
        Law("mapping keeps the marks") { maker in
            let output = maker.output()
            let mapped = output.map { _ in 1 }
            return mapped.isSecret == output.isSecret && mapped.dependencies == output.dependencies
                && (mapped.value == nil) == (output.value == nil)
        },
        Law("mapping twice is mapping the composition") { maker in
            let output = maker.output()
            let wrap: (PropertyValue) -> PropertyValue = { [$0] }
            return output.map(wrap).map(wrap) == output.map { wrap(wrap($0)) }
        },
        Law("distributing keeps what is gathered of a filled list") { maker in
            var output = maker.output()
            output.value = [maker.value(), maker.value()]
            let whole = PropertyValue.output(output)
            return Output(gathering: whole.distributed) == Output(gathering: whole)
        },
    ]

    private static let marshallingLaws: [Law] = [
        Law("what is marshalled without outputs holds none") { maker in
            !maker.value().marshalled(.engine).contains { if case .output = $0 { true } else { false } }
        },
        Law("marshalling twice is marshalling once") { maker in
            let value = maker.value()
            let forms: [MarshalOptions] = [.engine, .plain, .program(), .program(keepsOutputs: true), MarshalOptions()]
            return forms.allSatisfy { value.marshalled($0).marshalled($0) == value.marshalled($0) }
        },
        Law("an engine's form keeps what is unknown and what is secret") { maker in
            let value = maker.value()
            let sent = value.marshalled(.engine)
            return sent.containsUnknowns == value.containsUnknowns && sent.containsSecrets == value.containsSecrets
        },
        Law("gathering an engine's form gives the same value and secrecy") { maker in
            let value = maker.value()
            let (sent, own) = (Output(gathering: value.marshalled(.engine)), Output(gathering: value))
            return sent.value == own.value && sent.isSecret == own.isSecret
        },
        Law("a plain form has no secrets, and the unknowns of the value") { maker in
            let value = maker.value()
            return !value.plain.containsSecrets && value.plain.containsUnknowns == value.containsUnknowns
        },
        Law("a program's form with outputs keeps all marks but a null's") { maker in
            let value = Output(gathering: maker.value()).property
            let sent = value.marshalled(.program(keepsOutputs: true))
            return value.plain.isNull || Output(gathering: sent).isSecret == Output(gathering: value).isSecret
        },
        Law("a request says which resources a property depends on") { maker in
            let value = maker.value()
            let sent = MarshalledProperties(["x": value], MarshalOptions())
            return sent.dependencies["x"] == Output(gathering: value).dependencies
        },
    ]
}
