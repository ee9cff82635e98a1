//! Which folders and files a run is about.

use std::path::{Path, PathBuf};

use super::IndexOptions;
use super::convert::Converters;
use crate::document::Format;
use crate::error::{Error, Result};
use crate::sources::{Converter, FileState, Root};

/// Keeps the commands for a root: files that another one is for now, or none, are read again.
pub fn set_converters(root: &mut Root, converters: &[Converter]) -> Result<()> {
    let (before, after) = (Converters::of(&root.converters)?, Converters::of(converters)?);
    let changes = root.converters != converters;
    for (path, file) in &mut root.files {
        // An archive may hold files that another command is for.
        let may_change = changes && Format::of_path(Path::new(path)).is_archive();
        file.complete &= before.find(path) == after.find(path) && !may_change;
    }
    root.converters = converters.to_vec();
    Ok(())
}

/// Adds the roots that the index does not know yet, and renews the globs of those it does; an empty glob is none.
pub fn add_roots(state: &mut FileState, options: &IndexOptions) -> Result<()> {
    for path in &options.roots {
        let path = canonical(path)?;
        let fresh = Root { path: path.clone(), follow: options.follow, ..Root::default() };
        let known = state.roots.iter().position(|root| root.path == path);
        let number = known.unwrap_or_else(|| {
            state.roots.push(fresh);
            state.roots.len() - 1
        });
        let root = &mut state.roots[number];
        root.follow |= options.follow;
        if !options.include.is_empty() || !options.exclude.is_empty() {
            let given = |globs: &[String]| globs.iter().filter(|glob| !glob.is_empty()).cloned().collect();
            (root.include, root.exclude) = (given(&options.include), given(&options.exclude));
        }
    }
    Ok(())
}

fn canonical(path: &Path) -> Result<PathBuf> {
    let found = path.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::NotFound(path.to_owned()),
        _ => Error::io(path, error),
    })?;
    match found.to_str() {
        Some(_) => Ok(found),
        None => Err(Error::Value(format!("{}: this path is not UTF-8; rename it to index what is there", found.display()))),
    }
}

/// The numbers of the roots that are asked for; all where none is.
pub fn chosen_roots(state: &FileState, options: &IndexOptions) -> Result<Vec<usize>> {
    if options.roots.is_empty() {
        return Ok((0..state.roots.len()).collect());
    }
    let asked: Vec<PathBuf> = options.roots.iter().map(|path| canonical(path)).collect::<Result<_>>()?;
    Ok((0..state.roots.len()).filter(|number| asked.contains(&state.roots[*number].path)).collect())
}
