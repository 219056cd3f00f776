//! Where a Python application begins: the module and the name that a server is told.

use super::context::Context;

/// The modules that are looked into first, in the root and in each package.
const USUAL: &[&str] = &["main", "app", "wsgi", "asgi", "application", "server", "__init__"];

/// The WSGI module of a Django project, by its `manage.py`.
pub(super) fn wsgi(context: &Context<'_>) -> Option<String> {
    let manage = context.read("manage.py");
    let (_, rest) = manage.split_once("DJANGO_SETTINGS_MODULE")?;
    let settings = rest.split(['"', '\'']).find(|part| part.contains(".settings"))?;
    let (project, _) = settings.split_once(".settings")?;
    let file = format!("{}/wsgi.py", project.replace('.', "/"));
    (is_module(project) && context.has(&file)).then(|| format!("{project}.wsgi"))
}

/// `<module>:<name>` of the object of a class, or `<module>:create_app()`; below `src` only what is installed is found.
pub(super) fn of(context: &Context<'_>, class: &str, installed: bool) -> Option<String> {
    let root = if installed && context.has_folder("src") { "src/" } else { "" };
    let mut modules: Vec<_> = USUAL.iter().map(|name| (*name).to_owned()).collect();
    let folders = context.names(if root.is_empty() { "." } else { root });
    for folder in folders.iter().filter(|name| is_module(name)) {
        modules.extend(USUAL.iter().map(|name| format!("{folder}/{name}")));
    }
    modules.iter().find_map(|path| {
        let source = context.read(&format!("{root}{path}.py"));
        let module = path.strip_suffix("/__init__").unwrap_or(path).replace('/', ".");
        Some(format!("{module}:{}", assigned(&source, class)?))
    })
}

/// The name at the top level that an object of a class is given, or the factory that makes one.
fn assigned(source: &str, class: &str) -> Option<String> {
    let made = |value: &str| {
        let value = value.trim_start();
        let call = value.split('(').next().filter(|_| value.contains('('));
        call.is_some_and(|call| call.rsplit('.').next() == Some(class))
    };
    let name = source.lines().find_map(|line| {
        let (target, value) = line.split_once('=')?;
        let name = target.split(':').next()?.trim_end();
        (is_module(name) && made(value)).then(|| name.to_owned())
    });
    let factory = || source.contains("def create_app(") && source.contains(&format!("{class}("));
    name.or_else(|| factory().then(|| "create_app()".to_owned()))
}

/// Whether text is a name or a dotted name, which needs no quoting anywhere.
fn is_module(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::assigned;

    #[test]
    fn finds_the_application_of_a_module() {
        let fastapi = "from fastapi import FastAPI\n\napp: FastAPI = FastAPI(title='x')\n";
        assert_eq!(assigned(fastapi, "FastAPI").as_deref(), Some("app"));
        assert_eq!(assigned("api = fastapi.FastAPI()\n", "FastAPI").as_deref(), Some("api"));
        let factory = "def create_app():\n    app = Flask(__name__)\n    return app\n";
        assert_eq!(assigned(factory, "Flask").as_deref(), Some("create_app()"));
        assert_eq!(assigned("x = Flasky()\n", "Flask"), None);
    }
}
