/// The operations whose answers AWS documents to be slow.
enum SlowOperations {
    /// The longest silence before the answer, by operation.
    static let silence: [AWSOperation: Duration] = [
        // "Unpaginated requests are susceptible to throttling and timeouts": Amazon EC2 API Reference.
        "ec2.DescribeNetworkInterfaces": .seconds(60)
    ]
}
