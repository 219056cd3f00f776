//! Dockerfiles as Docker reads them, as far as their instructions go.
//!
//! Sources: <https://docs.docker.com/reference/dockerfile/#format>,
//! [parser directives](https://docs.docker.com/reference/dockerfile/#parser-directives) and
//! [here-documents](https://docs.docker.com/reference/dockerfile/#here-documents).

use crate::lang::shell::here_documents;

/// What stands in a Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The frontend that its first lines ask for, such as `docker/dockerfile:1`.
    pub syntax: Option<String>,
    /// Its instructions, in their order.
    pub instructions: Vec<WrittenInstruction>,
}

/// An instruction, its lines joined to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenInstruction {
    /// Its first line, from 1.
    pub line: usize,
    /// Its keyword, in capitals.
    pub keyword: String,
    /// What follows on its line and on those that continue it.
    pub arguments: String,
    /// Its here-documents, each without the line that ends it.
    pub here_documents: Vec<String>,
}

/// Instructions that take here-documents.
const WITH_HERE_DOCUMENTS: &[&str] = &["RUN", "COPY", "ADD"];

/// Reads a Dockerfile; what no frontend would take is an instruction of that name.
pub fn read(text: &str) -> Written {
    let text = text.trim_start_matches('\u{feff}');
    let directives = directives(text);
    let directive = |name: &str| directives.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
    let escape = directive("escape").filter(|escape| matches!(*escape, "`" | "\\")).unwrap_or("\\");
    Written { syntax: directive("syntax").map(str::to_owned), instructions: instructions(text, escape) }
}

/// The parser directives: comments of the form `name=value` above everything else.
fn directives(text: &str) -> Vec<(String, &str)> {
    text.lines().map_while(directive).collect()
}

fn directive(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.trim().strip_prefix('#')?.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then_some((name, value.trim()))
}

fn instructions(text: &str, escape: &str) -> Vec<WrittenInstruction> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if is_nothing(line) {
            continue;
        }
        let mut joined = line.trim().to_owned();
        while let Some(body) = joined.strip_suffix(escape) {
            joined = body.trim_end().to_owned();
            // Comments and empty lines within an instruction are none of it.
            let Some((_, next)) = lines.find(|(_, line)| !is_nothing(line)) else { break };
            joined.extend([" ", next.trim()]);
        }
        let (keyword, arguments) = joined.split_once(char::is_whitespace).unwrap_or((&joined, ""));
        let (keyword, arguments) = (keyword.to_ascii_uppercase(), arguments.trim().to_owned());
        let takes = WITH_HERE_DOCUMENTS.contains(&keyword.as_str());
        let ends = if takes { here_documents(&arguments) } else { Vec::new() };
        let mut here_document = |end: String| {
            let inner = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != end);
            inner.map(str::trim_end).collect::<Vec<_>>().join("\n")
        };
        let here_documents = ends.into_iter().map(&mut here_document).collect();
        found.push(WrittenInstruction { line: index + 1, keyword, arguments, here_documents });
    }
    found
}

fn is_nothing(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::read;

    fn keywords(text: &str) -> Vec<(usize, String)> {
        read(text).instructions.into_iter().map(|it| (it.line, it.keyword)).collect()
    }

    #[test]
    fn lines_are_joined() {
        let found = read("# c\nRUN a \\\n  # between\n\n  && b\nCMD x\n").instructions;
        let [run, cmd] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((run.line, run.arguments.as_str(), cmd.line), (2, "a && b", 6));
    }

    #[test]
    fn a_here_document_holds_no_instructions() {
        let text = "FROM a\nCOPY <<ONE <<-'TWO' /\nFROM node:8\nONE\n# FROM b\n\tTWO\nRUN <<EOF\nUSER root\nEOF\nUSER 1\n";
        assert_eq!(
            keywords(text).into_iter().map(|(_, keyword)| keyword).collect::<String>(),
            "FROMCOPYRUNUSER"
        );
        let copy = read(text).instructions.remove(1);
        assert_eq!(copy.here_documents, ["FROM node:8", "# FROM b"]);
    }

    #[test]
    fn a_sign_that_no_instruction_takes_begins_no_here_document() {
        assert_eq!(keywords("ENV A=<<EOF\nUSER 1\nRUN echo $((1 << 2)) <<<b\nUSER 2\n").len(), 4);
    }

    #[test]
    fn the_escape_character_is_what_the_directive_says() {
        let text = "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nCOPY x C:\\\nRUN a `\n b\n";
        assert_eq!(read(text).syntax.as_deref(), Some("docker/dockerfile:1"));
        let lines: Vec<_> = read(text).instructions.into_iter().map(|it| it.arguments).collect();
        assert_eq!(lines, ["a", "x C:\\", "a b"]);
    }

    #[test]
    fn a_directive_below_a_comment_is_a_comment() {
        assert_eq!(read("# why\n# syntax=x\nFROM a\n").syntax, None);
        assert_eq!(keywords("#\n# escape=`\nRUN a \\\n b\n").len(), 1);
    }
}
