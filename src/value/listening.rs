//! Where a command makes its server listen.

/// Programs whose options say it.
const SERVERS: &[&str] =
    &["gunicorn", "uvicorn", "hypercorn", "daphne", "flask", "fastapi", "runserver", "puma", "rails"];

/// The host and the port that the options of a known server name; the last of each wins.
///
/// Source: <https://docs.gunicorn.org/en/stable/settings.html#bind>
/// Source: <https://www.uvicorn.org/settings/#socket-binding>
pub fn listens_on(command: &[String]) -> Option<(&str, Option<u16>)> {
    let program = |word: &String| SERVERS.contains(&word.rsplit('/').next().unwrap_or(word));
    let start = command.iter().position(program)?;
    let (mut host, mut port) = ("", None);
    let words: Vec<&str> = command
        .iter()
        .skip(start + 1)
        .flat_map(|word| {
            let (option, value) =
                word.split_once('=').filter(|_| word.starts_with("--")).unwrap_or((word, ""));
            [option, value]
        })
        .filter(|word| !word.is_empty())
        .collect();
    for pair in words.windows(2) {
        let [option, value] = pair else { continue };
        match *option {
            "--bind" | "-b" => {
                let (before, after) = value.rsplit_once(':').unwrap_or((value, ""));
                host = before;
                port = after.parse().ok();
            }
            "--host" | "-h" => host = value,
            "--port" | "-p" => port = value.parse().ok(),
            _ => {}
        }
    }
    (!host.is_empty() || port.is_some()).then_some((host, port))
}

#[cfg(test)]
mod tests {
    use super::listens_on;

    fn of(line: &str) -> Option<(String, Option<u16>)> {
        let words: Vec<_> = line.split(' ').map(str::to_owned).collect();
        listens_on(&words).map(|(host, port)| (host.to_owned(), port))
    }

    #[test]
    fn options_of_servers_are_read() {
        for (line, host, port) in [
            ("gunicorn a.wsgi --bind 0.0.0.0:8000", "0.0.0.0", Some(8000)),
            ("/venv/bin/gunicorn -b :80 a", "", Some(80)),
            ("python -m uvicorn a:app --host=127.0.0.1 --port=90", "127.0.0.1", Some(90)),
            ("uvicorn a:app --host localhost", "localhost", None),
        ] {
            assert_eq!(of(line), Some((host.to_owned(), port)), "{line}");
        }
    }

    #[test]
    fn other_commands_say_nothing() {
        for line in
            ["gunicorn a.wsgi", "redis-cli -h cache -p 6379", "gunicorn --bind unix:/run/a", "node server.js"]
        {
            assert!(of(line).is_none_or(|(_, port)| port.is_none()), "{line}");
        }
    }
}
