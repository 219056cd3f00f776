//! Times at which a CronJob runs.

use super::Problem;

/// The fields of a schedule: least and greatest number.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>
const FIELDS: [(u32, u32, &[&str]); 5] = [
    (0, 59, &[]),
    (0, 23, &[]),
    (1, 31, &[]),
    (1, 12, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    (0, 6, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
];

/// Words for a whole schedule.
const WORDS: &[&str] = &["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// Checks the schedule of a CronJob: five fields, or a word such as `@daily`.
///
/// # Errors
///
/// A [`Problem`] when Kubernetes would refuse it.
pub fn cron_schedule(schedule: &str) -> Result<(), Problem> {
    let fields: Vec<_> = schedule.split(' ').filter(|field| !field.is_empty()).collect();
    let sound = fields.len() == FIELDS.len()
        && fields
            .iter()
            .zip(FIELDS)
            .all(|(field, limits)| field.split(',').all(|part| is_part(part, limits)));
    if sound || WORDS.contains(&schedule) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{schedule}` is not a schedule"),
        "write minute, hour, day of the month, month and day of the week, such as `0 3 * * *`; `H` is Jenkins' alone",
    ))
}

/// `*`, a number, or a range; each with an optional step.
fn is_part(part: &str, (least, most, names): (u32, u32, &[&str])) -> bool {
    let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
    let number = |text: &str| {
        let name = names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let month = name.and_then(|place| u32::try_from(place).ok()).map(|place| place + least);
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        month.or_else(|| text.parse().ok().filter(|number| digits && (least..=most).contains(number)))
    };
    let known = match range.split_once('-') {
        _ if range == "*" => true,
        Some((from, to)) => matches!((number(from), number(to)), (Some(a), Some(b)) if a <= b),
        None => number(range).is_some(),
    };
    let digits = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit());
    known
        && step
            .is_none_or(|step| digits(step) && step.parse().is_ok_and(|step: u32| (1..=most).contains(&step)))
}

#[cfg(test)]
mod tests {
    use super::cron_schedule;

    #[test]
    fn takes_what_kubernetes_takes() {
        for schedule in ["0 3 * * *", "*/15 0-6,20 1 JAN,mar sun", "@daily", "0 0 31 12 6", "5/10 * * * 1-5"]
        {
            assert!(cron_schedule(schedule).is_ok(), "{schedule}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for schedule in [
            "",
            "* * * *",
            "H 3 * * *",
            "60 * * * *",
            "0 3 * * * *",
            "0 24 * * *",
            "*/0 * * * *",
            "@often",
            "5-1 * * * *",
            "+1 * * * *",
        ] {
            assert!(cron_schedule(schedule).is_err(), "{schedule}");
        }
    }
}
