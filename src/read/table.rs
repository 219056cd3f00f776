//! Tables of the language: each key is declared once, by the macro `table!`.

use serde_json::{Map, Value as Json, json};
use toml::de::DeTable;

use super::decode::{Field, Reader, TABLE, Value};
use crate::diagnostic::nearest;
use crate::span::Span;

/// One key of a table: what the decoder, the suggestions and the schema know of it.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written in `kura.toml`.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What holds when it is absent, in words; empty where it is required.
    pub default: &'static str,
    /// A right-hand side, in TOML.
    pub example: &'static str,
    /// Whether the table needs it.
    pub required: bool,
    /// Whether what it asks for is still to be built.
    pub later: bool,
    /// The JSON Schema of its value.
    pub schema: fn() -> Json,
}

/// A table of the language.
pub trait Table {
    /// Its keys, in the order of the reference.
    const KEYS: &'static [Key];
    /// Groups of keys of which at most one may be written.
    const EXCLUSIVE: &'static [&'static [&'static str]];
    /// What it describes.
    const DOC: &'static str;
}

/// Reads the keys of one table.
#[derive(Debug)]
pub struct TableReader<'a, 'i, 'r, 'p> {
    table: &'a DeTable<'i>,
    keys: &'static [Key],
    span: Span,
    reader: &'r mut Reader<'p>,
    sound: bool,
    /// The keys that unknown ones probably mean.
    meant: Vec<&'static str>,
}

impl<'a, 'i, 'r, 'p> TableReader<'a, 'i, 'r, 'p> {
    /// Opens a table: unknown keys, keys that exclude each other and keys that
    /// are not supported yet are reported here.
    pub fn open<T: Table>(value: &'a Value<'i>, reader: &'r mut Reader<'p>) -> Option<Self> {
        if reader.misplaced.contains(&value.span().into()) {
            return None;
        }
        let Some(table) = value.get_ref().as_table() else {
            reader.wrong_type(value, TABLE);
            return None;
        };
        let mut open =
            Self { table, keys: T::KEYS, span: value.span().into(), reader, sound: true, meant: Vec::new() };
        open.unknown_keys();
        open.exclusive_keys(T::EXCLUSIVE);
        open.own_keys_in_open_maps();
        Some(open)
    }

    /// Where the table stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reads one key; `None` if it is wrong or missing.
    pub fn field<F: Field>(&mut self, name: &'static str) -> Option<F> {
        let value = self.table.get(name);
        // What is misspelled is not missing.
        if F::REQUIRED && value.is_none() && !self.reader.partial && !self.meant.contains(&name) {
            self.missing_key(name);
        }
        F::read(value, self.reader)
    }

    fn missing_key(&mut self, name: &str) {
        let example = self.keys.iter().find(|key| key.name == name).map_or("...", |key| key.example);
        self.reader
            .report
            .error("missing-key", self.span, format!("`{name}` is missing"))
            .label(format!("this table needs the key `{name}`"))
            .help(format!("add `{name} = {example}`"));
    }

    /// Whether every key was known; call it last.
    pub fn close(self) -> Option<()> {
        self.sound.then_some(())
    }

    fn unknown_keys(&mut self) {
        for written in self.table.keys() {
            let name = written.get_ref().as_ref();
            let span = Span::from(written.span());
            match self.keys.iter().find(|key| key.name == name) {
                None => self.unknown_key(name, span),
                Some(key) if key.later => self.later(name, span),
                Some(_) => {}
            }
        }
    }

    fn unknown_key(&mut self, name: &str, span: Span) {
        // Looking into the other tables takes its time, and one who is that lost needs another help.
        let elsewhere = if self.sound { below(self.keys, name) } else { None };
        self.sound = false;
        let keys = self.keys;
        let near = nearest(name, keys.iter().map(|key| key.name));
        let certain = near.is_some_and(|near| !self.meant.contains(&near) && self.can_be_renamed(name, near));
        let finding = self.reader.report.error("unknown-key", span, format!("unknown key `{name}`"));
        if let Some(near) = near {
            finding.did_you_mean(near);
            if certain {
                finding.replace_with(near);
            }
            if !self.meant.contains(&near) {
                self.meant.push(near);
            }
        } else if let Some(table) = elsewhere {
            finding
                .label("not a key of this table")
                .help(format!("it is a key of `{table}`: write `{table}.{name}`"));
        } else {
            let known: Vec<_> =
                keys.iter().filter(|key| !key.later).map(|key| format!("`{}`", key.name)).collect();
            finding.label("not a key of this table").help(format!("this table has {}", known.join(", ")));
        }
    }

    /// Whether the key can have the other name: that is free, or both stand only in headers of different
    /// tables, as in `[servics.web]` and `[services.api]`.
    fn can_be_renamed(&self, name: &str, near: &str) -> bool {
        let Some((other_key, other)) = self.table.get_key_value(near) else { return true };
        let Some((key, value)) = self.table.get_key_value(name) else { return false };
        let (Some(own), Some(taken)) = (value.get_ref().as_table(), other.get_ref().as_table()) else {
            return false;
        };
        // A table that only the headers of other tables name has the place of that name; one in braces lies after it.
        let in_headers = key.span() == value.span() && other.span().start <= other_key.span().start;
        in_headers && own.keys().all(|key| !taken.contains_key(key))
    }

    /// Lists and tables that a table of free names got by its header, and that are keys of this table.
    fn own_keys_in_open_maps(&mut self) {
        for (map, value) in self.table {
            let map = map.get_ref().as_ref();
            let Some(entries) = value.get_ref().as_table().filter(|_| OPEN.contains(&map)) else { continue };
            for (key, value) in entries {
                let name = key.get_ref().as_ref();
                let is_value = !value.get_ref().is_table() && !value.get_ref().is_array();
                if is_value || is_reference(value) || !self.keys.iter().any(|own| own.name == name) {
                    continue;
                }
                self.sound = false;
                self.reader.misplaced.push(value.span().into());
                self.reader
                    .report
                    .error(
                        "language-key-in-open-map",
                        key.span().into(),
                        format!("`{name}` stands in `{map}`"),
                    )
                    .label("the table around it has a key of this name")
                    .help(format!("move it before the header of `{map}`"));
            }
        }
    }

    fn later(&mut self, name: &str, span: Span) {
        self.sound = false;
        self.reader
            .report
            .error("not-supported-yet", span, format!("`{name}` is not supported yet"))
            .label("a later version of kura will compile this")
            .help("remove the key for now");
    }

    fn exclusive_keys(&mut self, groups: &[&[&str]]) {
        for group in groups {
            let written: Vec<_> =
                self.table.keys().filter(|key| group.contains(&key.get_ref().as_ref())).collect();
            if let [first, second, ..] = written.as_slice() {
                self.sound = false;
                let message = format!("`{}` and `{}` exclude each other", first.get_ref(), second.get_ref());
                self.reader
                    .report
                    .error("exclusive-keys", second.span().into(), message)
                    .label("not beside the other")
                    .related(first.span().into(), "the other is here")
                    .help("keep one of them");
            }
        }
    }
}

/// Tables that take any name, and values of which none is a list.
const OPEN: &[&str] = &["annotations", "build_env", "data", "env", "environment", "labels", "node_selector"];

/// Whether a value is meant as the value of a variable.
fn is_reference(value: &Value<'_>) -> bool {
    let keys = ["secret", "config_map", "database", "output"];
    value.get_ref().as_table().is_some_and(|table| keys.iter().any(|key| table.contains_key(*key)))
}

/// The key of a table whose own table has a key of that name.
fn below(keys: &[Key], name: &str) -> Option<&'static str> {
    let has =
        |key: &&Key| (key.schema)().pointer("/properties").is_some_and(|inside| inside.get(name).is_some());
    keys.iter().find(has).map(|key| key.name)
}

/// The JSON Schema of a table, from its declaration.
pub fn table_schema<T: Table>() -> Json {
    schema_of(T::DOC, T::KEYS, T::EXCLUSIVE)
}

fn schema_of(doc: &str, keys: &[Key], exclusive: &[&[&str]]) -> Json {
    let mut properties = Map::new();
    for key in keys {
        properties.insert(key.name.to_owned(), key_schema(key));
    }
    let required: Vec<_> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": doc,
        "additionalProperties": false,
        "properties": properties,
    });
    if let Some(object) = schema.as_object_mut() {
        if !required.is_empty() {
            object.insert("required".to_owned(), json!(required));
        }
        let exclusive: Vec<_> = exclusive.iter().flat_map(|group| exclusive_schema(group)).collect();
        if !exclusive.is_empty() {
            object.insert("allOf".to_owned(), json!(exclusive));
        }
    }
    schema
}

fn key_schema(key: &Key) -> Json {
    let mut schema = (key.schema)();
    if let Some(object) = schema.as_object_mut() {
        let mut description = key.doc.to_owned();
        if !key.default.is_empty() && !key.later {
            description = format!("{description} Default: {}.", key.default);
        }
        if key.later {
            description = format!("Not supported yet. {description}");
        }
        object.insert("description".to_owned(), json!(description));
    }
    schema
}

fn exclusive_schema(group: &[&str]) -> Vec<Json> {
    let pairs = group.iter().enumerate().flat_map(|(index, first)| {
        group.iter().skip(index + 1).map(move |second| json!({ "not": { "required": [first, second] } }))
    });
    pairs.collect()
}

/// A key that is none, for lists that are still to be filled.
const NONE: Key =
    Key { name: "", doc: "", default: "", example: "", required: false, later: false, schema: || Json::Null };

/// How many keys there are in these lists.
pub const fn count(mut lists: &[&[Key]]) -> usize {
    let mut count = 0;
    while let Some((first, rest)) = lists.split_first() {
        count += first.len();
        lists = rest;
    }
    count
}

/// The keys of these lists, one after the other.
#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
pub const fn joined<const COUNT: usize>(mut lists: &[&[Key]]) -> [Key; COUNT] {
    let mut all = [NONE; COUNT];
    let mut place = 0;
    while let Some((first, rest)) = lists.split_first() {
        let mut list = *first;
        while let Some((key, others)) = list.split_first() {
            all[place] = *key;
            place += 1;
            list = others;
        }
        lists = rest;
    }
    all
}

/// Declares a table of the language: its struct, its decoder and its schema.
///
/// Each key is `/// doc`, `name: Type = "default in words", "example";`, where the type
/// says the rest: `T` is required, `Option<T>` optional, `Named<T>` a table
/// of named things, `Later<T>` not supported yet. `with name: Table` adds the keys of
/// another table, which come first.
macro_rules! table {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident $(with $part:ident: $shared:ident)? $(exclusive $([$($exclusive:literal),+])+)? {
            $($(#[doc = $key_doc:literal])+ $key:ident: $type:ty = $default:literal, $example:literal;)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Where the table stands: its header, or its braces.
            pub span: $crate::span::Span,
            $(/// The keys that other tables have too.
            pub $part: $shared,)?
            $($(#[doc = $key_doc])+ pub $key: $type,)*
        }

        impl $name {
            /// The keys that are written, and where; of a table of named things the place of its first name.
            pub fn written(&self) -> impl Iterator<Item = (&'static str, $crate::span::Span)> {
                let places = [$((
                    $crate::read::table::bare(stringify!($key)),
                    $crate::read::decode::Field::place(&self.$key),
                )),*];
                places.into_iter().filter_map(|(key, place)| Some((key, place?)))$(.chain(self.$part.written()))?
            }

            /// Reads the keys of a table that is open.
            pub(in crate::read) fn fields(
                table: &mut $crate::read::table::TableReader<'_, '_, '_, '_>,
            ) -> Option<Self> {
                $(let $part = $shared::fields(table);)?
                $(let $key = table.field($crate::read::table::bare(stringify!($key)));)*
                Some(Self { span: table.span(), $($part: $part?,)? $($key: $key?,)* })
            }
        }

        impl $crate::read::table::Table for $name {
            const KEYS: &'static [$crate::read::table::Key] = {
                const OWN: &[$crate::read::table::Key] = &[$($crate::read::table::Key {
                    name: $crate::read::table::bare(stringify!($key)),
                    doc: concat!($($key_doc),+).trim_ascii(),
                    default: $default,
                    example: $example,
                    required: <$type as $crate::read::decode::Field>::REQUIRED,
                    later: <$type as $crate::read::decode::Field>::LATER,
                    schema: <$type as $crate::read::decode::Field>::schema,
                }),*];
                const LISTS: &[&[$crate::read::table::Key]] =
                    &[$(<$shared as $crate::read::table::Table>::KEYS,)? OWN];
                &$crate::read::table::joined::<{ $crate::read::table::count(LISTS) }>(LISTS)
            };
            const EXCLUSIVE: &'static [&'static [&'static str]] = &[$($(&[$($exclusive),+]),+)?];
            const DOC: &'static str = concat!($($doc),*).trim_ascii();
        }

        impl $crate::read::decode::Decode for $name {
            fn decode(
                value: &$crate::read::decode::Value<'_>,
                reader: &mut $crate::read::decode::Reader<'_>,
            ) -> Option<Self> {
                let mut table = $crate::read::table::TableReader::open::<Self>(value, reader)?;
                let fields = Self::fields(&mut table);
                table.close()?;
                fields
            }

            fn schema() -> serde_json::Value {
                $crate::read::table::table_schema::<Self>()
            }

            fn place(&self) -> Option<$crate::span::Span> {
                Some(self.span)
            }
        }
    };
}
pub(super) use table;

/// A key's name without the `r#` that Rust puts before a reserved word.
pub const fn bare(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}
