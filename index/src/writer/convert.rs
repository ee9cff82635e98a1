//! Files of other formats, turned into text by a command that the user named.
//!
//! The command is run as typed, without a shell, with the file's path as its last word; what it prints is the text.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use globset::GlobMatcher;

use crate::document::ReadLimits;
use crate::error::{Error, Result};
use crate::sources::Converter;

/// How much of what a command complains of is kept.
const COMPLAINT: u64 = 4096;

/// How often a command that has closed its output is asked whether it has ended.
const PATIENCE: Duration = Duration::from_millis(5);

/// The commands of a root, their globs compiled.
#[derive(Clone, Debug, Default)]
pub struct Converters {
    compiled: Vec<(GlobMatcher, Converter)>,
}

impl Converters {
    /// Compiles the globs.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a glob that is none.
    pub fn of(converters: &[Converter]) -> Result<Converters> {
        let compile = |converter: &Converter| {
            let glob = globset::Glob::new(&converter.glob).map_err(|error| Error::Value(format!("glob: {error}")))?;
            Ok((glob.compile_matcher(), converter.clone()))
        };
        Ok(Converters { compiled: converters.iter().map(compile).collect::<Result<_>>()? })
    }

    /// Returns what turns a file into text, if anything does; `relative` may lead into an archive.
    pub fn find(&self, relative: &str) -> Option<&Converter> {
        self.compiled.iter().find(|(glob, _)| glob.is_match(relative)).map(|(_, converter)| converter)
    }
}

/// The commands of a root, and whether they may be run now.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    /// The commands.
    pub converters: Converters,
    /// Whether they may be run.
    pub may_run: bool,
}

/// Runs a command on a file of an archive, which is written to a folder of its own for as long.
pub fn convert_member(command: &str, name: &str, bytes: &[u8], limits: &ReadLimits) -> std::result::Result<Vec<u8>, String> {
    let unwritten = |error: io::Error| format!("it can't be unpacked for the command: {error}");
    let folder = tempfile::Builder::new().prefix("nutgraf-").tempdir().map_err(unwritten)?;
    // The command may go by the ending.
    let file = folder.path().join(name.rsplit('/').next().unwrap_or(name));
    std::fs::write(&file, bytes).map_err(unwritten)?;
    convert(command, &file, limits)
}

/// Runs a command on a file; returns what it prints, or why nothing can be done with it.
pub fn convert(command: &str, file: &Path, limits: &ReadLimits) -> std::result::Result<Vec<u8>, String> {
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or_default();
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(words)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the command {program} can't be run: {error}"))?;
    let printed = read_aside(child.stdout.take(), limits.file_bytes.saturating_add(1));
    let complaint = read_aside(child.stderr.take(), COMPLAINT);
    let ended = printed.recv_timeout(limits.time).ok().zip(wait(&mut child, began + limits.time));
    let Some((text, status)) = ended else {
        end(&mut child);
        return Err(format!("the command {program} took longer than {} s", limits.time.as_secs()));
    };
    if text.len() as u64 > limits.file_bytes {
        end(&mut child);
        return Err(format!("the command {program} printed more than {} MB", limits.file_bytes >> 20));
    }
    if !status.success() {
        let complaint = complaint.recv_timeout(PATIENCE * 20).unwrap_or_default();
        let complaint = String::from_utf8_lossy(&complaint);
        let last = complaint.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(format!("the command {program} failed ({status}): {}", last.trim()).trim_end_matches([':', ' ']).to_owned());
    }
    Ok(text)
}

/// Reads a pipe on a thread of its own up to a limit, and what is beyond it to nowhere, so that nobody waits to write.
fn read_aside(pipe: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (done, outcome) = channel();
    if let Some(mut pipe) = pipe {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // A pipe that breaks ends what can be read of it; nobody waits any more where the time is up.
            let _ = pipe.by_ref().take(most).read_to_end(&mut bytes);
            let _ = done.send(bytes);
            let _ = io::copy(&mut pipe, &mut io::sink());
        });
    }
    outcome
}

/// Waits for the end of a command until its time is up.
fn wait(child: &mut Child, until: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < until => std::thread::sleep(PATIENCE),
            _ => return None,
        }
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself in the meantime.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(command: &str) -> std::result::Result<String, String> {
        let limits = ReadLimits { time: Duration::from_millis(500), file_bytes: 1000, ..ReadLimits::default() };
        convert(command, Path::new("/dev/null"), &limits).map(|text| String::from_utf8(text).expect("the commands write UTF-8"))
    }

    #[test]
    fn what_a_command_prints_is_the_text() {
        assert_eq!(run("echo They met in"), Ok("They met in /dev/null\n".into()));
    }

    #[test]
    fn what_goes_wrong_is_told() {
        assert!(run("no-such-command-anywhere").unwrap_err().contains("can't be run"));
        assert!(run("ls /no/such/place").unwrap_err().contains("failed"));
        assert!(run("tail -f").unwrap_err().contains("longer"));
        assert!(run("head -c 2000 /dev/zero").unwrap_err().contains("printed more"));
    }
}
