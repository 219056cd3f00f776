"""The nasty texts: what means something to one of the languages that a text of kura.toml is written into.

What would run does `touch` of a file, or calls `kura-canary`, so that a break-out is seen when the scripts are executed.
"""

RUNS = "kura-canary"

# Texts that end what they stand in, or begin something else.
BREAKS = [
    f"'; {RUNS}; '", f'"; {RUNS}; "', f"$({RUNS})", f"`{RUNS}`", f"; {RUNS}", f"&& {RUNS}", f"| {RUNS}", f"\n{RUNS}\n", f"\r\n{RUNS}\r\n", f"\\\n{RUNS}",
    "${path.module}", "${" + RUNS + "}", "%{ if true }x%{ endif }", "$${x}", "%%{x}", "${env.HOME}", "$HOME", "${HOME}", "$$", "$", "\\$", "\\${x}",
    "'", '"', "''", '""', "'''", '"""', "\\", "\\\\", "\\'", '\\"', "a\\", "\\u0027", "\\u000a", "\\n", "\\x41", "\\0",
    "*/", "/*", "//", "# x", "#", " # x", "--", "<!--", "-->", "]]>", "{{ x }}", "{% x %}", "{#", "[[x]]", "<<EOF", "<<-'EOF'\nx\nEOF\n",
    "---", "\n---\n", "...", "\n...\n", ": ", "a: b", "- ", "- a", "? ", "! x", "!!str x", "&a", "*a", "| ", "> ", "% ", "@x", "{", "}", "[", "]", "{}", "[]", ",", "a, b",
    "{a: b}", "[a, b]", "x\n  y: z", "x\ny: z", "\ty", "x\t", " x", "x ", "  ", "\n", "x\n", "\n\nx", "x\n\n", "\nx", "x\n ", " \nx",
    "x\r", "x\ry", "x\x00y", "x\x07y", "x\x1b[31m", "x\x7f", "x\x85y", "x\u2028y", "x\u2029y", "x\u202ey", "x\u200by", "\ufeffx", "x\u00a0y", "é", "漢字", "🦀", "e\u0301", "\ufffe", "\U0010ffff",
    "END_OF_CONFIGURATION", "\nEND_OF_CONFIGURATION\n" + RUNS + "\n", "\nEND_OF_USER_DATA\n" + RUNS + "\n", "\nEND_OF_PLUGINS\n" + RUNS + "\n", "\nEOF\n" + RUNS + "\n", "\nEND\n" + RUNS + "\n",
    f"x\n}}\n{RUNS}()\n", f"') ; {RUNS}() ; ('", f"x'\n{RUNS}\n'", f'x"\n{RUNS}\n"', f"x\nRUN {RUNS}\n", f"x\nUSER root", "x\\\nUSER root", f"x;}}\nlocation /x {{ return 200 {RUNS};", "x; y", "x}",
    "$(DB_PASSWORD)", "$(x", "$$(x)", "::error::x", "\n::error::x", "%0A", "%s%n", "100%", "%", "~", "~/x", "*", "?", "[a-z]", "!x", "!!", "^", "a=b", "=", "a b", "-x", "--help", "-", "+x", "@", "../../x", "/../x", "/", ".", "..", "x/../y", "a//b", "./x",
]

# Texts that are read as something else than text, and words of the languages.
WORDS = [
    "no", "No", "yes", "on", "off", "y", "n", "true", "True", "false", "null", "Null", "nil", "none", "NaN", ".nan", ".inf", "inf", "1", "-1", "+1", "01", "0o17", "0x1F", "1e3", "1.", ".5", "1_000", "12:30", "1:2:3", "2026-11-22", "2026-11-22T10:00:00Z", "<<", "=", "0b1", "0", "",
    "class", "new", "in", "def", "it", "this", "super", "return", "import", "package", "void", "int", "if", "else", "for", "while", "switch", "case", "try", "catch", "assert", "as", "instanceof", "static", "final", "public", "enum", "interface", "goto", "const", "default", "do", "trait", "threadsafe", "native", "strictfp",
    "env", "params", "pipeline", "stage", "steps", "script", "agent", "any", "sh", "echo", "currentBuild", "scm", "tool", "checkOut", "node",
    "each", "self", "count", "var", "local", "data", "module", "path", "terraform", "resource", "provider", "lifecycle", "depends_on", "for_each", "dynamic", "moved", "aws_vpc.main.id", "local.x", "main", "team", "cluster", "alarms", "this",
    "then", "fi", "done", "esac", "function", "time", "select", "until", "coproc", "PATH", "HOME", "IFS", "BASH_ENV", "ENV", "LD_PRELOAD", "UID", "PWD", "SHELLOPTS", "BRANCH_NAME", "IMAGE",
    "build", "runtime", "test", "scratch", "final", "FROM", "ARG", "con", "nul", "aux", "kura", "kura.toml", "kura.lock", "constructor", "__proto__", "toString", "hashCode", "metaClass", "properties",
]

# Texts of many lengths: what is too long for a label, a name, a file, a path, a line.
LONG = ["x" * length for length in (33, 64, 65, 129, 250, 254, 256, 300, 1025, 5000)] + ["x/" * 150 + "x", "/x" * 2100, "x." * 130 + "x", "x-" * 140 + "x", "é" * 130]

TEXTS = list(dict.fromkeys(BREAKS + WORDS + LONG))
