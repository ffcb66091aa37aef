import AWSClient
import Testing

@Suite("Operation names")
struct OperationNameTests {
    @Test("are split at the first full stop")
    func split() {
        let operation: AWSOperation = "application-autoscaling.PutScalingPolicy"
        #expect(operation.service == "application-autoscaling")
        #expect(operation.name == "PutScalingPolicy")
        #expect("\(operation)" == "application-autoscaling.PutScalingPolicy")
    }
}
