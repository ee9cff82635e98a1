//! The few styles we print in, and links.

use anstyle::{AnsiColor, Effects, Style};

use crate::output::sanitize::sanitized;

/// Titles.
pub const TITLE: Style = Style::new().effects(Effects::BOLD);
/// What matched.
pub const LIT: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// What is said beside the text.
pub const QUIET: Style = Style::new().effects(Effects::DIMMED);
/// Paths.
pub const PATH: Style = AnsiColor::Cyan.on_default();
/// Bars and numbers.
pub const BAR: Style = AnsiColor::Blue.on_default();

/// Whether and how to style.
#[derive(Clone, Copy, Debug)]
pub struct Painter {
    /// Whether there are colours.
    pub color: bool,
    /// Whether there are links.
    pub links: bool,
}

impl Painter {
    /// Returns safe text in a style.
    pub fn paint(self, style: Style, text: &str) -> String {
        let text = sanitized(text).replace('\n', " ");
        if self.color { format!("{style}{text}{style:#}") } else { text }
    }

    /// Returns safe text that links to a file.
    pub fn link(self, path: &std::path::Path, text: &str) -> String {
        let painted = self.paint(PATH, text);
        let Some(address) = self.links.then(|| file_address(path)).flatten() else { return painted };
        format!("\u{1b}]8;;{address}\u{1b}\\{painted}\u{1b}]8;;\u{1b}\\")
    }
}

/// Returns the `file:` address of a path, every unusual byte percent-encoded.
fn file_address(path: &std::path::Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let mut address = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(byte as char);
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(address)
}
