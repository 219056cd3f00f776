//! Cron lines of Jenkins.

use super::Problem;

/// The least and the greatest number of each field: minute, hour, day of the month, month, day of the week.
const FIELDS: [(u32, u32); 5] = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

/// The words that stand for a whole line.
const ALIASES: [&str; 7] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// Checks the lines of a trigger: five fields, an alias such as `@daily`, `TZ=...` first, comments.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#cron-syntax>
///
/// # Errors
///
/// A [`Problem`] with the first line that Jenkins would refuse.
pub fn jenkins_cron(text: &str) -> Result<(), Problem> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut lines = lines.skip_while(|line| line.starts_with("TZ=")).peekable();
    if lines.peek().is_some() && lines.all(is_line) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not a cron line of Jenkins"),
        "write minute, hour, day of the month, month and day of the week, such as `H 2 * * *`, or `@daily`",
    ))
}

fn is_line(line: &str) -> bool {
    let fields: Vec<_> = line.split_whitespace().collect();
    match fields.as_slice() {
        [alias] => ALIASES.contains(alias),
        fields => fields.len() == 5 && fields.iter().zip(FIELDS).all(|(field, range)| is_field(field, range)),
    }
}

fn is_field(field: &str, range: (u32, u32)) -> bool {
    field.split(',').all(|part| {
        let (values, step) = part.split_once('/').map_or((part, None), |(values, step)| (values, Some(step)));
        let stepped =
            step.is_none_or(|step| step.parse::<u32>().is_ok_and(|step| step > 0 && step <= range.1 + 1));
        stepped && is_range(values, range, step.is_some())
    })
}

fn is_range(values: &str, range: (u32, u32), stepped: bool) -> bool {
    let between = |text: &str| {
        let Some((first, last)) = text.split_once('-') else { return false };
        matches!((number(first, range), number(last, range)), (Some(first), Some(last)) if first <= last)
    };
    match values.strip_prefix('H') {
        Some("") => true,
        Some(rest) => rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(between),
        None if values == "*" => true,
        None => between(values) || (number(values, range).is_some() && !stepped),
    }
}

fn number(text: &str, (least, greatest): (u32, u32)) -> Option<u32> {
    text.parse().ok().filter(|number| (least..=greatest).contains(number))
}

#[cfg(test)]
mod tests {
    use super::jenkins_cron;

    #[test]
    fn lines() {
        for text in [
            "H 2 * * *",
            "@daily",
            "TZ=Europe/Berlin\nH(0-29)/10 * * * 1-5",
            "H H(9-16)/2 1,15 * *",
            "# a\n0 0 * * 7",
        ] {
            assert!(jenkins_cron(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "H 2 * *",
            "60 * * * *",
            "H/0 * * * *",
            "5/2 * * * *",
            "x * * * *",
            "@reboot",
            "3-1 * * * *",
            "TZ=UTC",
        ] {
            assert!(jenkins_cron(text).is_err(), "{text}");
        }
    }
}
