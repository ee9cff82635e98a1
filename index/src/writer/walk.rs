//! Which files there are below a root, and which of them can be read.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use super::Progress;
use crate::document::Skipped;
use crate::error::{Error, Result};
use crate::sources::{Root, Stamp};

/// A regular file below a root.
#[derive(Clone, Debug)]
pub struct FoundFile {
    /// Its path relative to the root: what names it in the index. The file's name, where the root is a file.
    pub relative: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it looks like now.
    pub stamp: Stamp,
}

/// What a walk met.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to be read, in the order of their relative paths.
    pub files: Vec<FoundFile>,
    /// What is there but can't be read, by relative path.
    pub skipped: Vec<Skipped>,
    /// Whether the root could be read and held anything.
    pub readable: bool,
}

/// Walks a root: hidden files and what files named `.ignore` name are left out, links are not followed unless the root says
/// so. What git ignores is read: it says nothing of what is worth finding.
pub fn walk(root: &Root, progress: &dyn Progress) -> Result<Found> {
    let mut found = Found::default();
    let Ok(metadata) = fs::metadata(&root.path) else { return Ok(found) };
    if metadata.is_file() {
        let relative = relative(root.path.parent().unwrap_or(&root.path), &root.path);
        found.files.push(FoundFile { relative, path: root.path.clone(), stamp: Stamp::of(&metadata) });
        found.readable = true;
    } else {
        for entry in builder(root)?.build() {
            found.take(root, entry);
        }
        found.files.sort_by(|one, other| (&one.relative, &one.path).cmp(&(&other.relative, &other.path)));
        found.skip_namesakes(&root.path);
    }
    progress.total(found.files.iter().map(|file| file.stamp.bytes).sum());
    Ok(found)
}

fn builder(root: &Root) -> Result<WalkBuilder> {
    let wrong = |error: ignore::Error| Error::Value(format!("glob: {error}"));
    let mut globs = OverrideBuilder::new(&root.path);
    for glob in &root.include {
        globs.add(glob).map_err(wrong)?;
    }
    for glob in &root.exclude {
        globs.add(&format!("!{glob}")).map_err(wrong)?;
    }
    let mut builder = WalkBuilder::new(&root.path);
    builder.follow_links(root.follow).overrides(globs.build().map_err(wrong)?);
    builder.parents(false).git_ignore(false).git_global(false).git_exclude(false);
    Ok(builder)
}

impl Found {
    fn take(&mut self, root: &Root, entry: std::result::Result<ignore::DirEntry, ignore::Error>) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.skip_unreadable(root, &error),
        };
        if entry.depth() == 0 {
            return;
        }
        let relative = relative(&root.path, entry.path());
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() {
            self.readable = true;
            return;
        }
        if let Some(reason) = unreadable_kind(kind) {
            return self.skipped.push(Skipped { path: relative, reason: reason.into() });
        }
        self.readable = true;
        match entry.metadata() {
            Ok(metadata) => self.files.push(FoundFile { relative, path: entry.into_path(), stamp: Stamp::of(&metadata) }),
            Err(error) => self.skipped.push(Skipped { path: relative, reason: format!("unreadable: {error}") }),
        }
    }

    /// A name that is not UTF-8 may come out as that of another file.
    fn skip_namesakes(&mut self, root: &Path) {
        let skipped = &mut self.skipped;
        self.files.dedup_by(|file, before| {
            let is_namesake = file.relative == before.relative;
            if is_namesake {
                let path = file.path.strip_prefix(root).unwrap_or(&file.path).to_string_lossy().into_owned();
                skipped.push(Skipped { path, reason: format!("another file stands in the index as {}", file.relative) });
            }
            is_namesake
        });
    }

    fn skip_unreadable(&mut self, root: &Root, error: &ignore::Error) {
        let (path, reason) = match error {
            ignore::Error::WithPath { path, err } => (relative(&root.path, path), err.to_string()),
            ignore::Error::WithDepth { err, .. } => return self.skip_unreadable(root, err),
            ignore::Error::Loop { child, .. } => {
                (relative(&root.path, child), "a link that leads back to a folder above it".into())
            }
            other => (String::new(), other.to_string()),
        };
        self.skipped.push(Skipped { path, reason: format!("unreadable: {reason}") });
    }
}

fn unreadable_kind(kind: fs::FileType) -> Option<&'static str> {
    if kind.is_file() {
        return None;
    }
    if kind.is_symlink() {
        return Some("a link (followed with --follow)");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a pipe, not a file");
        }
        if kind.is_socket() {
            return Some("a socket, not a file");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device, not a file");
        }
    }
    Some("not a regular file")
}

/// The name of a path in the index: relative to the root, bytes that are not UTF-8 as in an address (`%E9`).
fn relative(root: &Path, path: &Path) -> String {
    let mut name = String::new();
    for piece in path.strip_prefix(root).unwrap_or(path).as_os_str().as_encoded_bytes().utf8_chunks() {
        name += piece.valid();
        name.extend(piece.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    name
}
