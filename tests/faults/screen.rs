//! Hostile text on a terminal: whatever stands in a text, a title, a name, a query, only our own colours and links get
//! through.

use std::process::Command;

use crate::chance::Chance;
use crate::ground::Ground;

/// What would drive a terminal, or deceive who reads it.
const PAYLOADS: [&str; 40] = [
    "\u{1b}",
    "\u{1b}[31m",
    "\u{1b}[2J",
    "\u{1b}[1;1H",
    "\u{1b}[6n",
    "\u{1b}[?1049h",
    "\u{1b}c",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\",
    "\u{1b}P1$r\u{1b}\\",
    "\u{1b}_x\u{1b}\\",
    "\u{1b}^x\u{1b}\\",
    "\u{1b}(0",
    "\u{1b}%G",
    "\u{1b}[200~",
    "\u{9b}31m",
    "\u{9b}2J",
    "\u{9d}0;x\u{9c}",
    "\u{90}x\u{9c}",
    "\u{85}",
    "\u{84}",
    "\u{7}",
    "\u{8}\u{8}",
    "\r",
    "\u{b}",
    "\u{c}",
    "\u{e}",
    "\u{7f}",
    "\u{202e}",
    "\u{202a}\u{202c}",
    "\u{2066}\u{2069}",
    "\u{200b}",
    "\u{200e}",
    "\u{2028}",
    "\u{2060}",
    "\u{feff}",
    "\u{e0041}",
    "\u{1d173}",
    "\u{3164}",
];

/// The commands that show documents.
const SHOWING: [&[&str]; 9] = [
    &["search", "ferry", "-n", "100"],
    &["search", "ferry", "-n", "100", "--full", "-C", "1", "--explain"],
    &["search", "ferry", "--md", "-n", "100"],
    &["search", "ferry", "-n", "100", "--dups", "show"],
    &["actors", "-n", "1000"],
    &["dates"],
    &["status", "--skipped"],
    &["status"],
    &["search", "--sort", "date", "--kind", "person", "-n", "100"],
];

pub fn run(rounds: u64, _chance: Chance) -> String {
    let ground = Ground::new();
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let text = format!("The ferry {payload}of Eve Black{payload} left{payload} the quay of Mersin on 30 December 2022.");
        let title = format!("Ferry {payload} number {number}{payload}");
        let record = serde_json::json!({
            "id": format!("{number}{payload}"), "title": title, "text": text, "source": format!("Wire {payload}"),
            "authors": [format!("Eve {payload} Black")], "people": [format!("Adam {payload} White")],
        });
        ground.write(&format!("wire-{number}.ndjson"), format!("{record}\n{{\"id\": {payload}\n"));
        let name = payload.replace(['/', '\0'], "");
        ground.write(&format!("page {name}{number}.txt"), format!("{title}\n\nBy Eve {payload} Black\n\n{text}\n"));
    }
    assert!(ground.indexing().status().unwrap().success());
    let mut cases = 0;
    for _ in 0..rounds {
        for arguments in SHOWING {
            assert_clean(&on_terminal(&ground, arguments), &format!("{arguments:?}"));
            cases += PAYLOADS.len() * 6;
        }
        for payload in PAYLOADS.iter().filter(|payload| !payload.contains('\0')) {
            for query in [
                format!("(ferry {payload}"),
                format!("\"ferry{payload}\""),
                format!("@x{payload}"),
                format!("nosuch:{payload}\""),
            ] {
                let ran = ground.run(&["--color", "always", "search", "--explain", &query]);
                let told = [ran.stdout, ran.stderr].concat();
                assert_clean(&String::from_utf8(told).unwrap(), &format!("{query:?}"));
                cases += 1;
            }
            let missing = ground.run(&["show", &format!("nothing{payload}")]);
            assert_clean(&String::from_utf8(missing.stderr).unwrap(), "an unknown document");
            cases += 1;
        }
    }
    format!("{cases} cases, nothing got through")
}

/// What a terminal would get: through a terminal of its own where `script` gives one, else with colours always.
fn on_terminal(ground: &Ground, arguments: &[&str]) -> String {
    let line = arguments.iter().map(|argument| format!("'{argument}'")).collect::<Vec<_>>().join(" ");
    let line = format!("'{}' --color always --no-pager {line}", env!("CARGO_BIN_EXE_nutgraf"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).env("NUTGRAF_INDEX", ground.index()).env("TERM", "xterm-256color");
    command.env("FORCE_HYPERLINK", "1").env_remove("NO_COLOR");
    let ran = match command.output() {
        Ok(ran) if ran.status.success() => ran,
        _ => ground.run(&[&["--color", "always"], arguments].concat()),
    };
    let told = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).replace("\r\n", "\n");
    assert!(told.len() > 20, "{arguments:?} shows nothing: {told}");
    told
}

/// Holds that nothing but our own colours and links would drive the terminal.
fn assert_clean(told: &str, case: &str) {
    let mut rest = told;
    while let Some(at) = rest.find(is_hostile) {
        let from = &rest[at..];
        let ours = our_colour(from).or_else(|| our_link(from));
        let length = ours.unwrap_or_else(|| panic!("{case}: {:?}", from.chars().take(60).collect::<String>()));
        rest = &from[length..];
    }
}

/// The length of one of our colours: a few numbers of known meaning, then `m`.
fn our_colour(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find('m')?;
    let known = |number: &str| ["", "0", "1", "2", "33", "34", "36"].contains(&number);
    numbers[..end].split(';').all(known).then_some(2 + end + 1)
}

/// The length of one of our links: to a file, percent-encoded, or its end.
fn our_link(text: &str) -> Option<usize> {
    let address = text.strip_prefix("\u{1b}]8;;")?;
    let end = address.find("\u{1b}\\")?;
    let encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte);
    let path = address[..end].strip_prefix("file://");
    (end == 0 || path.is_some_and(|path| path.bytes().all(encoded))).then_some(5 + end + 2)
}

fn is_hostile(character: char) -> bool {
    character.is_control() && character != '\n' && character != '\t'
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
