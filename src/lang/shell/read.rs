//! Scripts of a POSIX shell as it reads them, as far as their commands go.

/// What begins a command and is none.
const BEFORE: &[&str] =
    &["if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "sudo", "exec"];

/// The commands of a script, each as its words; quotes stay, and here-documents are left out.
///
/// No substitution is looked into: what is not understood is no command.
pub fn shell_commands(script: &str) -> Vec<Vec<String>> {
    let script = without_here_documents(script).replace("\\\n", " ");
    let (mut commands, mut words, mut word) = (Vec::new(), Vec::new(), String::new());
    let (mut quote, mut comment, mut escaped) = (None, false, false);
    for c in script.chars() {
        let ends = quote.is_none() && !escaped && matches!(c, '\n' | ';' | '|' | '&' | '(' | ')');
        if c == '\n' {
            comment = false;
        }
        if comment {
            continue;
        }
        if ends || quote.is_none() && !escaped && c.is_whitespace() {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            if ends {
                commands.push(std::mem::take(&mut words));
            }
            continue;
        }
        comment = c == '#' && quote.is_none() && word.is_empty();
        match quote {
            Some(open) if c == open && !escaped => quote = None,
            None if matches!(c, '"' | '\'') && !escaped => quote = Some(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped && quote != Some('\'');
        if !comment {
            word.push(c);
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    commands.push(words);
    let named =
        commands.into_iter().map(|words| words.into_iter().skip_while(|word| is_before(word)).collect());
    named.filter(|words: &Vec<String>| !words.is_empty()).collect()
}

/// Words before the name of a command: keywords, and variables that it alone is given.
fn is_before(word: &str) -> bool {
    let name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    BEFORE.contains(&word) || word.split_once('=').is_some_and(|(before, _)| name(before))
}

fn without_here_documents(script: &str) -> String {
    let mut kept = String::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        kept += line;
        kept.push('\n');
        for end in here_documents(line) {
            lines.by_ref().find(|line| line.trim() == end);
        }
    }
    kept
}

/// The words that end the here-documents of a command, in their order.
pub fn here_documents(command: &str) -> Vec<String> {
    let behind = command.match_indices("<<").filter_map(|(at, sign)| {
        let is_alone = !command.get(..at)?.ends_with('<');
        command.get(at + sign.len()..).filter(|rest| is_alone && !rest.starts_with('<'))
    });
    let names = behind.filter_map(|rest| {
        let name = rest.trim_start_matches(['-', ' ']).trim_start_matches(['"', '\'', '\\']);
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        Some(name).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::shell_commands;

    #[test]
    fn commands_are_taken_apart() {
        let script =
            "set -e # no; command\nif ! A=1 docker login -u \"$A B\" | cat; then echo 'x; y'; fi && a \\\n b";
        let expected = [
            vec!["set", "-e"],
            vec!["docker", "login", "-u", "\"$A B\""],
            vec!["cat"],
            vec!["echo", "'x; y'"],
            vec!["fi"],
            vec!["a", "b"],
        ];
        assert_eq!(shell_commands(script), expected);
    }

    #[test]
    fn here_documents_are_no_commands() {
        assert_eq!(
            shell_commands("cat <<-'END' > x\nrm -rf /\nEND\nls"),
            [vec!["cat", "<<-'END'", ">", "x"], vec!["ls"]]
        );
        assert_eq!(shell_commands("cat <<< END\nx=$((1 << 2))\nls").last(), Some(&vec!["ls".to_owned()]));
    }
}
