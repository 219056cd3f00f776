//! Alarms, whom they are told to, and how long logs are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolved, Resolver};
use crate::diagnostic::nearest;
use crate::read::Entry;
use crate::read::config::{self, ComparisonOperator, CustomAlarm, Int, Statistic, Text};
use crate::span::{Span, Spanned};
use crate::value::{Problem, email_address, printable_line, terraform_name};

/// Alarms and logs.
#[derive(Debug, Clone)]
pub struct Monitoring {
    /// Where its table stands; without one, where the project's does.
    pub span: Span,
    /// Addresses that alarms are told to.
    pub email: Vec<Text>,
    /// Days that every log group of kura's keeps.
    pub log_retention_in_days: i64,
    /// The alarms that are on, by name.
    pub alarms: BTreeMap<String, Alarm>,
}

/// An alarm.
#[derive(Debug, Clone)]
pub struct Alarm {
    /// Its name.
    pub name: Text,
    /// What it watches.
    pub watched: Watched,
    /// The value that must not be passed.
    pub threshold: i64,
}

/// What an alarm watches.
#[derive(Debug, Clone)]
pub enum Watched {
    /// Percent of the CPU of the busiest node.
    NodeCpu,
    /// Percent of the memory of the fullest node.
    NodeMemory,
    /// Restarts of the container that restarted most.
    PodRestarts,
    /// Errors of load balancers within five minutes.
    LoadBalancer5xx,
    /// Targets that a load balancer finds unhealthy.
    UnhealthyTargets,
    /// A metric of the user's own.
    Metric(Metric),
}

/// A metric of the user's own, and how it is watched.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Its name.
    pub metric_name: String,
    /// Its namespace.
    pub namespace: String,
    /// Pattern of the lines of the containers' logs that are counted, and so make the metric.
    pub log_pattern: Option<String>,
    /// How values of a period are joined.
    pub statistic: Statistic,
    /// Seconds.
    pub period: i64,
    /// Periods in a row.
    pub evaluation_periods: i64,
    /// How the value is compared with the threshold.
    pub comparison_operator: ComparisonOperator,
}

/// The days that CloudWatch can keep logs.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
const RETENTIONS: &[i64] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

impl Monitoring {
    /// Whether there is anything to tell, or anyone to tell it to.
    pub fn is_asked_for(&self) -> bool {
        !self.alarms.is_empty() || !self.email.is_empty()
    }

    /// Whether an alarm needs the metrics of containers and nodes.
    pub fn needs_container_insights(&self) -> bool {
        self.alarms.values().any(Alarm::needs_container_insights)
    }
}

impl Alarm {
    /// Whether it needs the metrics or logs of containers and nodes.
    pub fn needs_container_insights(&self) -> bool {
        match &self.watched {
            Watched::NodeCpu | Watched::NodeMemory | Watched::PodRestarts => true,
            Watched::LoadBalancer5xx | Watched::UnhealthyTargets => false,
            Watched::Metric(metric) => metric.log_pattern.is_some(),
        }
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Monitoring> {
    let config = cx.config;
    let Some(monitoring) = &config.monitoring else {
        return Some(Monitoring {
            span: config.project.span,
            email: Vec::new(),
            log_retention_in_days: 30,
            alarms: BTreeMap::new(),
        });
    };
    let mut sound = true;
    let email = monitoring.email.as_ref().map(|list| list.value.clone()).unwrap_or_default();
    for address in &email {
        sound &= cx.check(email_address(address), address.span);
    }
    let days = monitoring.log_retention_in_days.as_ref();
    if let Some(days) = days {
        sound &= cx.check(retention(days.value), days.span);
    }
    let mut taken = monitoring.alarms.taken();
    let alarms = cx.each(&monitoring.alarms, |cx, entry| alarm(cx, entry, &mut taken))?;
    sound.then(|| Monitoring {
        span: monitoring.span,
        email,
        log_retention_in_days: days.map_or(30, |days| days.value),
        alarms: alarms.into_iter().filter_map(|(name, alarm)| Some((name, alarm?))).collect(),
    })
}

fn retention(days: i64) -> Result<(), Problem> {
    if RETENTIONS.contains(&days) {
        return Ok(());
    }
    let listed: Vec<_> = RETENTIONS.iter().map(i64::to_string).collect();
    Err(Problem::new(
        format!("CloudWatch cannot keep logs for {days} days"),
        format!("write one of {}", listed.join(", ")),
    ))
}

/// The alarms that kura knows, and their thresholds.
fn known(name: &str) -> Option<(Watched, i64)> {
    Some(match name {
        "node_cpu" => (Watched::NodeCpu, 80),
        "node_memory" => (Watched::NodeMemory, 80),
        "pod_restarts" => (Watched::PodRestarts, 5),
        "load_balancer_5xx" => (Watched::LoadBalancer5xx, 10),
        "unhealthy_targets" => (Watched::UnhealthyTargets, 0),
        _ => return None,
    })
}

/// `Some(None)` when it is off.
fn alarm(
    cx: &mut Resolver<'_>,
    entry: &Entry<config::Alarm>,
    taken: &mut BTreeSet<String>,
) -> Resolved<Option<Alarm>> {
    let name = entry.key.clone();
    let made = |watched, threshold| Some(Some(Alarm { name: entry.key.clone(), watched, threshold }));
    match (&entry.value, known(&name)) {
        (config::Alarm::Plain(false), _) => Some(None),
        (config::Alarm::Plain(true), Some((watched, threshold))) => made(watched, threshold),
        (config::Alarm::Threshold(threshold), Some((watched, _))) => made(watched, *threshold),
        (config::Alarm::Table(table), None) => {
            let metric = metric(cx, &name, table);
            let threshold = table.threshold.as_ref().map(|threshold| threshold.value);
            if threshold.is_none() {
                missing(cx, table, "threshold", "5");
            }
            made(Watched::Metric(metric?), threshold?)
        }
        (config::Alarm::Table(table), Some(_)) => {
            cx.report
                .error("wrong-type", table.span, format!("`{name}` is an alarm that kura knows"))
                .help(format!("write `{name} = true` or a threshold, or give your own alarm another name"));
            None
        }
        (_, None) => {
            let names = ["node_cpu", "node_memory", "pod_restarts", "load_balancer_5xx", "unhealthy_targets"];
            let finding =
                cx.report.error("unknown-reference", name.span, format!("kura knows no alarm `{name}`"));
            if let Some(near) = nearest(&name, names) {
                finding.did_you_mean(near).replace_with_text(near).replaces_a_key(taken);
            }
            finding
                .help("an alarm of your own is a table with `metric_name` or `log_pattern`, and `threshold`");
            None
        }
    }
}

fn missing(cx: &mut Resolver<'_>, table: &CustomAlarm, key: &str, example: &str) {
    cx.report
        .error("missing-key", table.span, format!("`{key}` is missing"))
        .label(format!("an alarm of your own needs the key `{key}`"))
        .help(format!("add `{key} = {example}`"));
}

fn metric(cx: &mut Resolver<'_>, name: &Text, table: &CustomAlarm) -> Resolved<Metric> {
    let mut sound = cx.check(terraform_name(name), name.span);
    if table.metric_name.is_none() && table.log_pattern.is_none() {
        missing(cx, table, "metric_name", "\"Errors\"");
        sound = false;
    }
    if let (Some(_), None, None) = (&table.metric_name, &table.namespace, &table.log_pattern) {
        missing(cx, table, "namespace", "\"shop\"");
        sound = false;
    }
    for text in [&table.metric_name, &table.namespace].into_iter().flatten() {
        sound &= cx.check(printable_line(text), text.span);
    }
    let default = if table.log_pattern.is_some() { Statistic::Sum } else { Statistic::Average };
    let period = number(table.period.as_ref(), 300, table.span);
    let periods = number(table.evaluation_periods.as_ref(), 1, table.span);
    sound &= cx.check(seconds(period.value), period.span) & cx.within(periods, 1, 100, "periods");
    let text = |written: &Option<Text>, default: &str| {
        written.as_ref().map_or_else(|| default.to_owned(), |text| text.value.clone())
    };
    sound.then_some(())?;
    Some(Metric {
        metric_name: text(&table.metric_name, name),
        namespace: text(&table.namespace, &cx.config.project.name),
        log_pattern: table.log_pattern.as_ref().map(|pattern| pattern.value.clone()),
        statistic: table.statistic.as_ref().map_or(default, |statistic| statistic.value),
        period: period.value,
        evaluation_periods: periods.value,
        comparison_operator: table
            .comparison_operator
            .as_ref()
            .map_or(ComparisonOperator::GreaterThanThreshold, |operator| operator.value),
    })
}

fn number(written: Option<&Int>, default: i64, place: Span) -> Int {
    written.copied().unwrap_or(Spanned::new(default, place))
}

fn seconds(period: i64) -> Result<(), Problem> {
    if matches!(period, 10 | 20 | 30) || (period > 0 && period % 60 == 0 && period <= 86_400) {
        return Ok(());
    }
    Err(Problem::new(
        format!("CloudWatch knows no period of {period} seconds"),
        "write 10, 20, 30, or a multiple of 60",
    ))
}
