//! Which module may import which: one ladder, a module imports from lower rungs only.
//!
//! The test reads the paths that begin with `crate::` or `super::` in every source file, tests and comments left out.

use std::path::{Path, PathBuf};

/// The modules of the engine and their rungs, lowest first.
const ENGINE: &[(&str, u8)] = &[
    ("error", 0),
    ("text", 1),
    ("date", 2),
    ("latency", 2),
    ("deadline", 2),
    ("proximity", 2),
    ("fingerprint", 2),
    ("quotation", 2),
    ("packing", 2),
    ("actor", 3),
    ("pattern", 3),
    ("document", 4),
    ("query", 4),
    ("filters", 4),
    ("highlight", 4),
    ("naming", 4),
    ("passage", 5),
    ("annotate", 6),
    // tantivy is known from here up and nowhere below.
    ("analyzer", 10),
    ("docs", 10),
    ("folder", 10),
    ("schema", 11),
    ("store", 12),
    ("joins", 13),
    ("sources", 13),
    ("recurrence", 13),
    ("contents", 14),
    ("snapshot", 14),
    ("vocabulary", 15),
    ("facet", 15),
    ("integrity", 15),
    ("plan", 16),
    ("writer", 16),
    ("rank", 17),
    ("search", 18),
    ("lib", 19),
];

/// The lowest rung that may name tantivy.
const TANTIVY: u8 = 10;

/// The modules of the program and their rungs.
const PROGRAM: &[(&str, u8)] = &[
    ("args", 20),
    ("outcome", 20),
    ("output::sanitize", 20),
    ("output::style", 21),
    ("settings", 22),
    ("output", 23),
    ("commands", 24),
    ("failure", 25),
    ("main", 26),
];

/// A source file: its module path, and its code without comments and tests.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    code: String,
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    visit(&root, &mut |path| {
        let relative = path.strip_prefix(&root).unwrap().with_extension("");
        let mut module: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|name| name == "mod") {
            module.pop();
        }
        let code = code(&std::fs::read_to_string(path).unwrap());
        found.push(Source { path: path.to_owned(), module, code });
    });
    assert!(found.len() > 5, "{folder}");
    let tests: Vec<_> = found.iter().flat_map(test_files).collect();
    found.retain(|source| !tests.contains(&source.module));
    found
}

fn visit(folder: &Path, each: &mut dyn FnMut(&Path)) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            visit(&path, each);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            each(&path);
        }
    }
}

/// Takes comments away, and test modules, which stand at the end of a file.
fn code(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let ends = code.ends_with("#[cfg(test)]\n") && line.starts_with("mod ") && line.ends_with('{');
        if ends {
            break;
        }
        code.push_str(line.split("//").next().unwrap_or(""));
        code.push('\n');
    }
    code
}

/// The module paths of the files that hold nothing but tests.
fn test_files(source: &Source) -> Vec<Vec<String>> {
    let declared = source.code.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';'));
    declared.map(|(name, _)| [source.module.clone(), vec![name.to_owned()]].concat()).collect()
}

/// The module paths that a file names, from the root of its crate.
fn imports(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in ["crate::", "super::"].iter().flat_map(|word| source.code.match_indices(word)) {
        let before = source.code[..at].chars().next_back();
        if before.is_some_and(|before| before == ':' || before == '_' || before.is_alphanumeric() || before == '$') {
            continue;
        }
        let mut base = if word == "crate::" { Vec::new() } else { parent(&source.module) };
        let mut rest = &source.code[at + word.len()..];
        while let Some(higher) = rest.strip_prefix("super::") {
            base = parent(&base);
            rest = higher;
        }
        found.extend(heads(rest).into_iter().map(|head| [base.clone(), head].concat().join("::")));
    }
    found
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// The first two names of each path that begins here: one, or those in braces.
fn heads(rest: &str) -> Vec<Vec<String>> {
    let path = |text: &str| -> Vec<String> {
        let end = text.find(|character: char| !(character.is_alphanumeric() || character == '_' || character == ':'));
        text[..end.unwrap_or(text.len())].split("::").filter(|name| !name.is_empty()).take(2).map(str::to_owned).collect()
    };
    match rest.strip_prefix('{').and_then(|rest| rest.split_once("};")) {
        Some((list, _)) => list.split(',').map(|item| path(item.trim())).collect(),
        None => vec![path(rest)],
    }
}

/// Finds the entry of a module in a table: the longest one that it begins with.
fn entry<'t>(table: &'t [(&str, u8)], module: &str) -> Option<(&'t str, u8)> {
    let begins = |name: &str| module == name || module.strip_prefix(name).is_some_and(|rest| rest.starts_with("::"));
    table.iter().copied().filter(|(name, _)| begins(name)).max_by_key(|(name, _)| name.len())
}

fn assert_ladder(folder: &str, table: &[(&str, u8)]) {
    for source in sources(folder) {
        let module = source.module.join("::");
        let (name, rung) = entry(table, &module).unwrap_or_else(|| panic!("{module} stands on no rung"));
        for import in imports(&source) {
            let Some((below, lower)) = entry(table, &import) else { continue };
            let allowed = lower < rung || below == name;
            assert!(allowed, "{}: {name} (rung {rung}) imports {import} (rung {lower})", source.path.display());
        }
    }
}

#[test]
fn the_engine_imports_downwards_only() {
    assert_ladder("index/src", ENGINE);
}

#[test]
fn the_program_imports_downwards_only() {
    assert_ladder("src", PROGRAM);
}

#[test]
fn tantivy_is_known_from_its_rung_up() {
    for source in sources("index/src") {
        let (_, rung) = entry(ENGINE, &source.module.join("::")).unwrap();
        let names = source.code.contains("tantivy::") || source.code.contains("tantivy_fst");
        assert!(!names || rung >= TANTIVY, "{} names tantivy", source.path.display());
    }
    for source in sources("src") {
        assert!(!source.code.contains("tantivy"), "{} names tantivy", source.path.display());
    }
}

#[test]
fn clap_is_known_in_one_file() {
    for source in sources("src") {
        let code = source.code.replace("clap_complete::", "").replace("clap_mangen::", "");
        assert!(!code.contains("clap") || source.module[0] == "args", "{} names clap", source.path.display());
        let completes = source.code.contains("clap_complete") || source.code.contains("clap_mangen");
        assert!(!completes || source.module[0] == "args" || source.module == ["commands"], "{}", source.path.display());
    }
}

#[test]
fn nothing_prints_past_the_output_module() {
    for source in ["index/src", "src"].into_iter().flat_map(sources) {
        for printing in ["println!", "print!(", "dbg!"] {
            assert!(!source.code.contains(printing), "{}: {printing}", source.path.display());
        }
        let writes = ["stdout().lock", "stderr().lock"].iter().any(|writing| source.code.contains(writing));
        assert!(!writes || source.module[0] == "output", "{} writes", source.path.display());
    }
}

#[test]
fn the_engine_reads_neither_environment_nor_clock() {
    for source in sources("index/src") {
        for asked in ["std::env", "env::var", "SystemTime::now", "Zoned::now", "Timestamp::now"] {
            assert!(!source.code.contains(asked), "{}: {asked}", source.path.display());
        }
    }
}

#[test]
fn nothing_speaks_to_a_network() {
    for source in ["index/src", "src"].into_iter().flat_map(sources) {
        for speaking in ["std::net", "TcpStream", "UdpSocket", "reqwest", "hyper::", "ureq"] {
            assert!(!source.code.contains(speaking), "{}: {speaking}", source.path.display());
        }
    }
}

#[test]
fn no_file_of_tests_is_forgotten() {
    let declared = include_str!("main.rs");
    for source in sources("tests/program").iter().filter(|source| source.module != ["main"]) {
        assert!(declared.contains(&format!("mod {};", source.module[0])), "{}", source.path.display());
    }
}

#[test]
fn the_reader_of_imports_reads_imports() {
    let source = Source {
        path: PathBuf::new(),
        module: vec!["output".into(), "rows".into()],
        code: code(
            "use crate::{text::Span, plan};\nuse super::style::BAR;\nuse super::super::args;\n#[cfg(test)]\nmod tests {\nuse crate::main;\n}\n// crate::failure\n",
        ),
    };
    let mut found = imports(&source);
    found.sort();
    assert_eq!(found, ["args", "output::style::BAR", "plan", "text::Span"]);
}
