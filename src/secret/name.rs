//! Names that say that their value is a secret.
//!
//! Sources: OWASP, <https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password>, the names in the rule
//! `generic-api-key` of <https://github.com/gitleaks/gitleaks>, and the documentation of the programs named here.

use super::value::{can_be_secret, is_setting, looks_random};

/// How such names end, in words; the last word may be numbered.
const ENDINGS: &[&str] = &[
    "PASSWORD",
    "PASSWORDS",
    "PASSWD",
    "PASSPHRASE",
    "PASSPHRASES",
    "PASSCODE",
    "PASS",
    "PWD",
    "PSW",
    "PW",
    "TOKEN",
    "ACCESS_TOKENS",
    "API_TOKENS",
    "AUTH_TOKENS",
    "BEARER_TOKENS",
    "SECRET",
    "SECRETS",
    "SECRET_BINARY",
    "SECRET_STRING",
    "SECRET_KEY_BASE",
    "AUTHORIZATION",
    "BASIC_AUTH",
    "PROXY_AUTH",
    "REDIS_AUTH",
    "REQUIREPASS",
    "MASTERAUTH",
    "SONAR_LOGIN",
];

/// Words that a whole name may end with, without a word before.
const JOINED: &[&str] = &[
    "PASSWORD",
    "PASSWORDS",
    "PASSWD",
    "APIKEY",
    "APIKEYS",
    "SECRETKEY",
    "PRIVATEKEY",
    "ACCESSKEY",
    "SIGNINGKEY",
    "ENCRYPTIONKEY",
    "MASTERKEY",
    "AUTHTOKEN",
    "ACCESSTOKEN",
    "APITOKEN",
    "BEARERTOKEN",
    "CLIENTSECRET",
    "DBPASS",
    "DBPWD",
    "USERPASS",
    "ROOTPASS",
];

/// What a key is for, or whose it is, that has to be kept secret.
const SECRET_KEYS: &[&str] = &[
    "ACCESS",
    "ACCOUNT",
    "ADMIN",
    "AES",
    "ALGOLIA",
    "ANTHROPIC",
    "API",
    "APP",
    "APPLICATION",
    "AUTH",
    "AZURE",
    "CIPHER",
    "CLOUDFLARE",
    "CONSUMER",
    "COOKIE",
    "CRYPTO",
    "DATADOG",
    "DECRYPTION",
    "DEPLOY",
    "DISCORD",
    "ENCRYPTION",
    "FERNET",
    "FIREBASE",
    "GITHUB",
    "GITLAB",
    "GOOGLE",
    "HEROKU",
    "HMAC",
    "INTEGRATION",
    "JWT",
    "LICENSE",
    "MAILCHIMP",
    "MAILGUN",
    "MASTER",
    "OPENAI",
    "OPSGENIE",
    "PAGERDUTY",
    "PAYPAL",
    "PRIVATE",
    "RELIC",
    "ROOT",
    "SECRET",
    "SENDGRID",
    "SERVICE",
    "SESSION",
    "SHARED",
    "SIGNATURE",
    "SIGNING",
    "SLACK",
    "SSH",
    "STORAGE",
    "STRIPE",
    "TELEGRAM",
    "TWILIO",
    "UNSEAL",
    "VAULT",
    "WEBHOOK",
];

/// What a key is for that everybody may know.
const PLAIN_KEYS: &[&str] = &[
    "CACHE",
    "FOREIGN",
    "GPG",
    "GROUP",
    "HASH",
    "HOST",
    "IDEMPOTENCY",
    "INDEX",
    "OBJECT",
    "PARTITION",
    "PGP",
    "PRIMARY",
    "PUBLIC",
    "PUBLISHABLE",
    "RANGE",
    "ROUTING",
    "ROW",
    "S3",
    "SITE",
    "SORT",
    "UNIQUE",
];

/// Words of names that set something about secrets; then a number or a plain word is no secret.
const SETTINGS: &[&str] = &[
    "ALLOW",
    "CANCELLATION",
    "CHANGE",
    "CONTINUATION",
    "COUNT",
    "CSRF",
    "DISABLE",
    "ENABLE",
    "EXPIRE",
    "EXPIRES",
    "EXPIRY",
    "FORGOT",
    "GENERATE",
    "HAS",
    "HIDE",
    "IS",
    "LENGTH",
    "LIMIT",
    "MAX",
    "MIN",
    "NEXT",
    "NUM",
    "PAGE",
    "REQUIRE",
    "RESET",
    "SHOW",
    "SKIP",
    "STOP",
    "TTL",
    "USE",
    "VALIDATE",
    "VERIFY",
    "XSRF",
];

/// Words before `SECRET` in names whose value is the name of a secret.
const NAMED_SECRETS: &[&str] = &["AUTH", "CERT", "CERTIFICATE", "EXISTING", "PULL", "SSL", "TARGET", "TLS"];

/// Whether a variable is named as a secret, and has a value that can be one.
pub fn is_password(name: &str, value: &str) -> bool {
    let words = words(name);
    let is_named = is_secret(&words, name);
    let is_set = words.iter().any(|word| SETTINGS.contains(&word.as_str())) && is_setting(value);
    can_be_secret(value) && (is_named && !is_set || is_key(&words, PLAIN_KEYS, false) && looks_random(value))
}

/// Whether a variable is named as a secret.
pub fn is_secret_name(name: &str) -> bool {
    is_secret(&words(name), name)
}

fn is_secret(words: &[String], name: &str) -> bool {
    // The shell's working directories.
    if matches!(name, "PWD" | "OLDPWD") {
        return false;
    }
    let joined = words.join("_");
    let ends = |ending: &&str| {
        joined.strip_suffix(*ending).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    };
    let is_named = ENDINGS.iter().any(ends) || JOINED.iter().any(|ending| joined.ends_with(ending));
    let names_another =
        matches!(words, [.., before, last] if last == "SECRET" && NAMED_SECRETS.contains(&before.as_str()));
    // npm's `_auth`.
    let is_npm = name.ends_with("_auth") && words.len() == 1;
    (is_named || is_key(words, SECRET_KEYS, true) || is_npm) && !names_another
}

/// Whether words end with a `KEY`, and the one before is in a list or, by `listed`, is not.
fn is_key(words: &[String], list: &[&str], listed: bool) -> bool {
    let [.., purpose, key] = words else { return false };
    matches!(key.as_str(), "KEY" | "KEYS") && list.contains(&purpose.as_str()) == listed
}

/// How the words begin that a name of a secret ends with; most names hold none of them.
const STEMS: &[&[u8; 2]] = &[b"au", b"ke", b"lo", b"pa", b"ps", b"pw", b"re", b"se", b"to"];

/// The words of a name in capitals, without the numbers at their ends: `dbPassword_1` has `DB` and `PASSWORD`.
fn words(name: &str) -> Vec<String> {
    let is_stem = |pair: &[u8]| STEMS.iter().any(|stem| pair.eq_ignore_ascii_case(*stem));
    if !name.as_bytes().windows(2).any(is_stem) {
        return Vec::new();
    }
    let mut words = vec![String::new()];
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let is_lower = |c: &char| c.is_ascii_lowercase();
        let begins = c.is_ascii_uppercase()
            && (is_lower(&before)
                || before.is_ascii_digit()
                || before.is_ascii_uppercase() && rest.peek().is_some_and(is_lower));
        if begins || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c.to_ascii_uppercase());
        }
        before = c;
    }
    let trimmed = words.iter().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    trimmed
        .zip(&words)
        .map(|(trimmed, word)| if trimmed == "S" { word.clone() } else { trimmed.to_owned() })
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_password, is_secret_name};

    #[test]
    fn knows_names_of_secrets() {
        for name in [
            "DB_PASSWORD",
            "password",
            "PGPASSWORD",
            "api-key",
            "NPM_TOKEN",
            "AWS_SECRET_ACCESS_KEY",
            "DB_PWD",
            "SECRET_KEY_BASE",
            "JWT_SIGNING_KEY",
            "ENCRYPTION_KEY",
            "apiToken",
            "STRIPE_KEY",
            "BASIC_AUTH",
            "PASSWORD1",
            "DB_PASSWORD_2",
            "clientSecret",
            "APIKey",
            "X-Api-Key",
            "Authorization",
            "spring.datasource.password",
            "REDIS_PASSWORDS",
            "API_KEYS",
            "authToken",
            "NEW_RELIC_LICENSE_KEY",
            "sonar.login",
            "APP_KEY",
            "REGISTRY_PSW",
            "requirepass",
            "_auth",
            "DbPass",
            "userPwd",
            "MYSQL_ROOT_PW",
        ] {
            assert!(is_password(name, "hunter2") && is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn knows_names_of_other_things() {
        for name in [
            "PASSWORD_FILE",
            "TOKEN_URL",
            "BYPASS",
            "KEY",
            "TOKENS",
            "SECRETARY",
            "PASSWORD_MIN_LENGTH",
            "secretName",
            "PUBLIC_KEY",
            "CACHE_KEY",
            "SECRET_ID",
            "PWD",
            "OLDPWD",
            "TLS_SECRET",
            "existingSecret",
            "AUTHOR",
            "ACCESS_KEY_ID",
            "passwordVariable",
            "COMPASS",
            "tokenizer",
            "KEYBOARD",
            "MONKEY",
            "AUTH_URL",
        ] {
            assert!(!is_password(name, "hunter2"), "{name}");
        }
    }

    #[test]
    fn a_setting_about_secrets_is_none() {
        for (name, value) in [
            ("ALLOW_EMPTY_PASSWORD", "Yes"),
            ("DB_PASS", "$(DB_PASSWORD)"),
            ("CSRF_TOKEN", "header"),
            ("MAX_TOKEN", "4096"),
            ("TOKEN", "/var/run/token"),
            ("FORGOT_PASSWORD", "enabled"),
            ("SHOW_PASSWORD", "1"),
            ("TOKEN_TTL", "3600"),
            ("RESET_PASSWORD", "by-mail"),
        ] {
            assert!(!is_password(name, value), "{name}");
        }
        assert!(is_password("RESET_PASSWORD", "hunter2") && is_password("X_TOKEN", "12"));
    }

    #[test]
    fn an_unknown_key_is_secret_if_it_is_random() {
        assert!(is_password("ACME_KEY", "9f86d081884c7d659a2feaa0c55ad015"));
        assert!(
            !is_password("ACME_KEY", "orders")
                && !is_password("CACHE_KEY", "9f86d081884c7d659a2feaa0c55ad015")
        );
    }
}
