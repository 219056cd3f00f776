//! A health check for images that have bash, and no program that speaks HTTP.

use super::instruction::words;

/// Asks for a path, and wants a status below 400; the port and the path are its arguments.
const SCRIPT: &str = r#"exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3 && read -r _ status _ <&3 && [[ $status == [23]?? ]]"#;

pub(super) fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["bash", "-c", SCRIPT, "health", port, path])
}
