import Foundation
import JSON
import TestKit
import Testing

/// Answers of botocore, an implementation of AWS's protocols that is not ours; see `Tests/Oracles/botocore_oracle.py`.
enum BotocoreOracle {
    static func answers(_ questions: [JSON]) throws -> [JSON] {
        let bytes = try PythonOracle("botocore_oracle.py").answer(Data(JSON.array(questions).bytes()))
        return try #require(try JSON(parsing: Array(bytes)).array)
    }
}
