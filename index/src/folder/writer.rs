//! A folder that is written by whoever holds its lock.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::{COMMIT, MANAGED, is_segment_file, names, seal};

/// A folder in which every commit is sealed, and lasting before tantivy goes on.
///
/// tantivy renames `meta.json` without syncing the folder, and then deletes the files that only the commit before it
/// named: a power cut could keep the deletions and lose the renaming, and with it the index. Here the folder is synced
/// first. The list of files that tantivy would keep in a file of its own is read from the folder: it can't be wrong then.
#[derive(Clone, Debug)]
pub struct Sealing {
    folder: PathBuf,
    inner: Box<dyn Directory>,
    failure: FirstFailure,
}

/// The first thing that went wrong in writing: tantivy's threads end with it, and tell only that they ended.
#[derive(Clone, Debug, Default)]
pub struct FirstFailure(Arc<Mutex<Option<(PathBuf, io::Error)>>>);

impl FirstFailure {
    /// Takes what went wrong, and on which file.
    pub fn take(&self) -> Option<(PathBuf, io::Error)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Keeps a failure, if it is the first, and passes it on.
    fn noted<T>(&self, path: &Path, outcome: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &outcome {
            let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert_with(|| (path.to_owned(), same(error)));
        }
        outcome
    }
}

fn same(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

/// A file that is being written, watched for failures.
struct Watched {
    inner: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    failure: FirstFailure,
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.failure.noted(&self.path, self.inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.failure.noted(&self.path, self.inner.flush())
    }
}

impl TerminatingWrite for Watched {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.failure.noted(&self.path, self.inner.terminate_ref(token))
    }
}

impl Sealing {
    /// Wraps a folder; the caller holds its lock.
    pub fn new(folder: &Path, inner: Box<dyn Directory>, failure: FirstFailure) -> Sealing {
        Sealing { folder: folder.to_owned(), inner, failure }
    }

    fn segment_files(&self) -> io::Result<BTreeSet<String>> {
        Ok(names(&self.folder)?.into_iter().filter(|name| is_segment_file(name)).collect())
    }

    fn managed(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&self.segment_files()?)?)
    }

    fn write_commit(&self, meta: &[u8]) -> io::Result<()> {
        let files = seal::describe(meta, &self.segment_files()?, &*self.inner)?;
        self.inner.atomic_write(Path::new(COMMIT), &seal::seal(meta, &files)?)?;
        self.inner.sync_directory()
    }
}

impl Directory for Sealing {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failure = self.failure.clone();
        match self.inner.open_write(path) {
            Ok(opened) => {
                let inner = opened.into_inner().map_err(|error| OpenWriteError::wrap_io_error(error.into(), path.to_owned()))?;
                Ok(BufWriter::new(Box::new(Watched { inner, path: self.folder.join(path), failure })))
            }
            Err(OpenWriteError::IoError { io_error, filepath }) => {
                // The error itself goes on to tantivy.
                let _ = failure.noted::<()>(&self.folder.join(path), Err(same(&io_error)));
                Err(OpenWriteError::IoError { io_error, filepath })
            }
            Err(other) => Err(other),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        match path.to_str() {
            Some(COMMIT) => {
                let sealed = self.inner.atomic_read(path)?;
                let broken = || io::Error::new(io::ErrorKind::InvalidData, "its seal is broken");
                let unsealed = seal::unseal(&sealed).ok_or_else(|| OpenReadError::wrap_io_error(broken(), path.to_owned()))?;
                Ok(unsealed.meta)
            }
            Some(MANAGED) => self.managed().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned())),
            _ => self.inner.atomic_read(path),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        match path.to_str() {
            Some(COMMIT) => self.failure.noted(&self.folder.join(path), self.write_commit(data)),
            Some(MANAGED) => Ok(()),
            _ => self.inner.atomic_write(path, data),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.failure.noted(&self.folder, self.inner.sync_directory())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
