//! `check`: verifies the index.

use nutgraf_index::integrity::{verify, verify_with_files};
use nutgraf_index::text::plural;
use serde_json::json;

use crate::args::CheckArgs;
use crate::outcome::Outcome;
use crate::output::json::{FORMAT, json_line};
use crate::output::print;
use crate::output::sanitize::sanitized;
use crate::settings::Settings;

/// Verifies and reports; damage makes the exit status 1.
pub fn run(args: &CheckArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let folder = settings.index_folder(None)?;
    let findings = if args.files { verify_with_files(&folder)? } else { verify(&folder)? };
    let shown = folder.to_string_lossy();
    if args.json {
        let answer = json!({"format": FORMAT, "index": shown, "verified": findings.verified, "damaged": findings.damaged, "changed": findings.changed});
        print(&json_line(&answer)?)?;
    } else {
        let mut text = format!("{} of {} verified\n", plural(findings.verified as u64, "file"), sanitized(&shown));
        for damage in &findings.damaged {
            text += &format!("damaged: {}\n", sanitized(damage));
        }
        for change in &findings.changed {
            text += &format!("{}\n", sanitized(change));
        }
        if findings.damaged.is_empty() {
            text += "no damage\n";
        }
        print(&text)?;
    }
    Ok(if findings.damaged.is_empty() && findings.changed.is_empty() { Outcome::Done } else { Outcome::Nothing })
}
