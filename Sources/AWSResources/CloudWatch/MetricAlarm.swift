import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/metricAlarm:MetricAlarm`; its id is the name.
    static let metricAlarm = ResourceDescriptor(
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        mapping: MemberMapping(
            style: .upperCamel,
            names: MetricAlarm.memberNames,
            pairs: ["dimensions", "metricQueries.metric.dimensions"]
        ),
        tagging: .cloudWatch,
        create: .call("cloudwatch.PutMetricAlarm", adjusting: MetricAlarm.fit),
        read: .lookup { outputs, _, _ in
            outputs["treatMissingData"] = outputs["treatMissingData"] ?? "missing"
        },
        update: [
            .call(
                "cloudwatch.PutMetricAlarm",
                changed: MetricAlarm.content,
                always: MetricAlarm.content,
                of: ["AlarmName": "{id}"],
                adjusting: MetricAlarm.fit
            )
        ],
        delete: .call("cloudwatch.DeleteAlarms", ["AlarmNames": ["{id}"]])
    )
}

/// An alarm, which a call overwrites as a whole.
private enum MetricAlarm {
    static let content: Set<String> = [
        "actionsEnabled", "alarmActions", "alarmDescription", "comparisonOperator", "datapointsToAlarm", "dimensions",
        "evaluateLowSampleCountPercentiles", "evaluationCriteria", "evaluationInterval", "evaluationPeriods",
        "extendedStatistic", "insufficientDataActions", "metricName", "metricQueries", "namespace", "okActions",
        "period", "statistic", "threshold", "thresholdMetricId", "treatMissingData", "unit",
    ]

    static let memberNames = [
        "key": "Name",
        "arn": "AlarmArn",
        "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
        "evaluationCriteria.promqlCriteria": "PromQLCriteria",
        "metricQueries": "Metrics",
        "metricQueries.metric": "MetricStat",
        "metricQueries.metric.dimensions": "Metric.Dimensions",
        "metricQueries.metric.metricName": "Metric.MetricName",
        "metricQueries.metric.namespace": "Metric.Namespace",
        "name": "AlarmName",
        "okActions": "OKActions",
    ]

    /// Leaves out what an alarm on PromQL does not take, and compares any other with 0 where the program does not say.
    @Sendable static func fit(_ input: inout JSON.Object, _: ResourceOperation) {
        if input["EvaluationCriteria"] != nil {
            input["ActionsEnabled"] = nil
            input["TreatMissingData"] = nil
        } else if input["Threshold"] == nil, input["ThresholdMetricId"] == nil {
            input["Threshold"] = 0
        }
    }
}
