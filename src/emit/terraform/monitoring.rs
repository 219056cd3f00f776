//! `monitoring.tf`: alarms, and the topic that tells of them.

use super::logs::log_group;
use super::{header, kms};
use crate::lang::hcl::{Block, Body, call, list, reference};
use crate::model::{Alarm, Metric, Model, Monitoring, Watched};

/// The logs of containers, the topic, its subscribers and the alarms; `None` without any.
pub(super) fn body(model: &Model, partition: &str) -> Option<Body> {
    let monitoring = &model.monitoring;
    let logs = container_logs(model);
    if logs.is_empty() && !monitoring.is_asked_for() {
        return None;
    }
    let body = header().blocks(logs);
    if !monitoring.is_asked_for() {
        return Some(body);
    }
    let project = model.project.name.as_str();
    let key = kms::Key {
        address: "alarms",
        alias: &format!("{project}-alarms"),
        description: &format!("Alarms of {project}, on their way"),
        statements: vec![kms::service("cloudwatch.amazonaws.com")],
    };
    let alarms = monitoring.alarms.values().flat_map(|alarm| self::alarm(model, alarm));
    let body = body
        .blocks(key.blocks(partition, "CloudWatch may not use the key that AWS keeps for SNS"))
        .block(topic(project))
        .blocks(subscription(monitoring));
    Some(body.blocks(alarms))
}

/// The kinds of log groups that the add-on `amazon-cloudwatch-observability` writes to.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-EKS-logs.html>
pub(super) const CONTAINER_LOGS: [&str; 4] = ["application", "dataplane", "host", "performance"];

/// What the add-on would make itself, and keep for ever.
fn container_logs(model: &Model) -> Vec<Block> {
    let made_here = model.cluster.as_ref().filter(|cluster| !cluster.existing && model.network.is_some());
    let Some(cluster) = made_here.filter(|_| model.has_addon("amazon-cloudwatch-observability")) else {
        return Vec::new();
    };
    let group = |kind: &str| {
        let name = format!("/aws/containerinsights/{}/{kind}", cluster.name);
        log_group(&model.monitoring, &format!("containers_{kind}"), &name)
    };
    CONTAINER_LOGS.map(group).into()
}

fn topic(project: &str) -> Block {
    Block::new("resource", &["aws_sns_topic", "alarms"])
        .attribute("name", format!("{project}-alarms"))
        .attribute("kms_master_key_id", reference("aws_kms_key.alarms.arn"))
}

fn subscription(monitoring: &Monitoring) -> Option<Block> {
    let mut addresses: Vec<_> = monitoring.email.iter().map(|address| address.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let block = Block::new("resource", &["aws_sns_topic_subscription", "email"])
        .comment("AWS writes to each address and waits for its owner to confirm.")
        .attribute("for_each", call("toset", [list(addresses.iter().copied())]))
        .attribute("topic_arn", reference("aws_sns_topic.alarms.arn"))
        .attribute("protocol", "email")
        .attribute("endpoint", reference("each.key"));
    (!addresses.is_empty()).then_some(block)
}

fn alarm(model: &Model, alarm: &Alarm) -> Vec<Block> {
    if let Watched::Metric(metric) = &alarm.watched {
        let filter = metric.log_pattern.as_ref().map(|pattern| log_filter(model, alarm, metric, pattern));
        return filter.into_iter().chain([custom(model, alarm, metric)]).collect();
    }
    let (description, query) = known(model, &alarm.watched);
    let watched = Block::new("metric_query", &[])
        .attribute("id", "worst")
        .attribute("expression", query)
        .attribute("period", 300)
        .attribute("return_data", true);
    let block = head(model, alarm)
        .attribute("alarm_description", description)
        .attribute("comparison_operator", "GreaterThanThreshold")
        .attribute("threshold", alarm.threshold)
        .attribute("evaluation_periods", 2);
    vec![told(block, "notBreaching").block(watched)]
}

/// What each alarm means, and its [Metrics Insights](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html)
/// query: it needs no name that only an apply makes known.
///
/// Source of the metrics: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html>,
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
fn known(model: &Model, watched: &Watched) -> (&'static str, String) {
    let cluster = model.cluster.as_ref().map_or("", |cluster| cluster.name.as_str());
    let namespace = model.kubernetes.namespace.as_str();
    let node = |metric: &str| {
        format!(
            "SELECT MAX({metric}) FROM SCHEMA(ContainerInsights, ClusterName, InstanceId, NodeName) WHERE ClusterName = '{cluster}'"
        )
    };
    match watched {
        Watched::NodeCpu => ("Percent of the CPU of the busiest node.", node("node_cpu_utilization")),
        Watched::NodeMemory => {
            ("Percent of the memory of the fullest node.", node("node_memory_utilization"))
        }
        Watched::PodRestarts => (
            "Restarts of the container that restarted most; the count ends with its pod.",
            format!(
                "SELECT MAX(pod_number_of_container_restarts) FROM SCHEMA(ContainerInsights, ClusterName, Namespace, PodName) WHERE ClusterName = '{cluster}' AND Namespace = '{namespace}'"
            ),
        ),
        Watched::UnhealthyTargets => (
            "Targets that a load balancer of this region finds unhealthy.",
            "SELECT MAX(UnHealthyHostCount) FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer, TargetGroup)"
                .to_owned(),
        ),
        Watched::LoadBalancer5xx | Watched::Metric(_) => (
            "Requests that load balancers of this region answered with an error of their own.",
            "SELECT SUM(HTTPCode_ELB_5XX_Count) FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer)".to_owned(),
        ),
    }
}

fn custom(model: &Model, alarm: &Alarm, metric: &Metric) -> Block {
    let block = head(model, alarm)
        .attribute("comparison_operator", metric.comparison_operator.word())
        .attribute("threshold", alarm.threshold)
        .attribute("evaluation_periods", metric.evaluation_periods)
        .attribute("metric_name", metric.metric_name.as_str())
        .attribute("namespace", metric.namespace.as_str())
        .attribute("statistic", metric.statistic.word())
        .attribute("period", metric.period);
    told(block, if metric.log_pattern.is_some() { "notBreaching" } else { "missing" })
}

fn head(model: &Model, alarm: &Alarm) -> Block {
    Block::new("resource", &["aws_cloudwatch_metric_alarm", &alarm.name])
        .attribute("alarm_name", format!("{}-{}", model.project.name, alarm.name.replace('_', "-")))
}

fn told(block: Block, missing: &str) -> Block {
    let topic = || list([reference("aws_sns_topic.alarms.arn")]);
    block
        .attribute("treat_missing_data", missing)
        .attribute("alarm_actions", topic())
        .attribute("ok_actions", topic())
}

/// Counts the lines of the containers' logs that hold a pattern.
fn log_filter(model: &Model, alarm: &Alarm, metric: &Metric, pattern: &str) -> Block {
    let group = match &model.cluster {
        Some(cluster) if cluster.existing => {
            format!("/aws/containerinsights/{}/application", cluster.name).into()
        }
        _ => reference("aws_cloudwatch_log_group.containers_application.name"),
    };
    let transformation = Block::new("metric_transformation", &[])
        .attribute("name", metric.metric_name.as_str())
        .attribute("namespace", metric.namespace.as_str())
        .attribute("value", "1")
        .attribute("default_value", "0");
    Block::new("resource", &["aws_cloudwatch_log_metric_filter", &alarm.name])
        .attribute("name", format!("{}-{}", model.project.name, alarm.name.replace('_', "-")))
        .attribute("log_group_name", group)
        .attribute("pattern", pattern)
        .block(transformation)
}
