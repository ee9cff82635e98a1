//! A folder whose calls fail, and which forgets what was not synced.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

use crate::chance::Chance;

/// What happens at the chosen call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nothing: calls are only counted.
    None,
    /// The call fails, and none after it.
    Once,
    /// The call fails, and all after it.
    Forever,
    /// No room is left from the call on; what can be written of it is.
    Full,
    /// The process ends: files stay as they are.
    Killed,
    /// The power fails: of what was not synced, nothing is left.
    Dropped,
    /// The same, but unsynced bytes are zeros.
    Zeroed,
    /// The same, but half of the unsynced bytes are there.
    Halved,
}

/// All faults.
pub const FAULTS: [Fault; 7] =
    [Fault::Once, Fault::Forever, Fault::Full, Fault::Killed, Fault::Dropped, Fault::Zeroed, Fault::Halved];

/// A folder of real files, and what of them a power cut would leave.
#[derive(Clone, Debug)]
pub struct Disk {
    inner: MmapDirectory,
    folder: PathBuf,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    fault: Fault,
    at: u64,
    calls: u64,
    inodes: Vec<Inode>,
    /// The folder as programs see it: names of inodes.
    names: BTreeMap<String, usize>,
    /// The folder as it was synced last.
    synced: BTreeMap<String, usize>,
}

#[derive(Clone, Default, Debug)]
struct Inode {
    written: Vec<u8>,
    synced: Vec<u8>,
}

impl Disk {
    /// A folder in which `fault` strikes at call `at`, 1 for the first.
    pub fn new(folder: &Path, fault: Fault, at: u64) -> Disk {
        let mut state = State { fault, at, calls: 0, inodes: Vec::new(), names: BTreeMap::new(), synced: BTreeMap::new() };
        for name in nutgraf_index::folder::names(folder).unwrap() {
            let bytes = std::fs::read(folder.join(&name)).unwrap();
            state.name(&name, Inode { synced: bytes.clone(), written: bytes });
        }
        state.synced = state.names.clone();
        let inner = MmapDirectory::open(folder).unwrap();
        Disk { inner, folder: folder.to_owned(), state: Arc::new(Mutex::new(state)) }
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        self.state.lock().unwrap().calls
    }

    fn call(&self) -> io::Result<()> {
        self.state.lock().unwrap().call()
    }

    /// Leaves in the folder what the power cut left: of each name that was not synced, either what it was or what it is.
    pub fn cut_power(&self, chance: &mut Chance) {
        let state = self.state.lock().unwrap();
        if !matches!(state.fault, Fault::Dropped | Fault::Zeroed | Fault::Halved) {
            return;
        }
        let every: BTreeSet<&String> = state.names.keys().chain(state.synced.keys()).collect();
        for name in every {
            let place = self.folder.join(name);
            let inode = if chance.below(2) == 0 { state.names.get(name) } else { state.synced.get(name) };
            match inode {
                Some(inode) => std::fs::write(place, state.inodes[*inode].left(state.fault)).unwrap(),
                None if place.exists() => std::fs::remove_file(place).unwrap(),
                None => {}
            }
        }
    }
}

impl State {
    fn name(&mut self, name: &str, inode: Inode) -> usize {
        self.inodes.push(inode);
        self.names.insert(name.to_owned(), self.inodes.len() - 1);
        self.inodes.len() - 1
    }

    /// Counts a call, and fails where it is to fail.
    fn call(&mut self) -> io::Result<()> {
        self.calls += 1;
        let fails = match self.fault {
            Fault::None => false,
            Fault::Once => self.calls == self.at,
            _ => self.calls >= self.at,
        };
        match self.fault {
            _ if !fails => Ok(()),
            Fault::Full => Err(io::ErrorKind::StorageFull.into()),
            _ => Err(io::Error::other("a call failed on purpose")),
        }
    }
}

impl Inode {
    /// What is left of a file when the power fails.
    fn left(&self, fault: Fault) -> Vec<u8> {
        let unsynced = &self.written[self.synced.len().min(self.written.len())..];
        let tail = match fault {
            Fault::Zeroed => vec![0; unsynced.len()],
            Fault::Halved => unsynced[..unsynced.len() / 2].to_vec(),
            _ => Vec::new(),
        };
        [&self.synced[..], &tail].concat()
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A file that is being written.
struct Writing {
    disk: Disk,
    inode: usize,
    inner: Box<dyn TerminatingWrite + Send + Sync>,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state.lock().unwrap();
        let called = state.call();
        let fits = if called.is_ok() { bytes.len() } else { bytes.len() / 2 };
        let written = self.inner.write(&bytes[..fits])?;
        state.inodes[self.inode].written.extend(&bytes[..written]);
        called.map(|()| written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Writing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.disk.call()?;
        self.inner.terminate_ref(token)?;
        let mut state = self.disk.state.lock().unwrap();
        let inode = &mut state.inodes[self.inode];
        inode.synced = inode.written.clone();
        Ok(())
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.call().map_err(failed)?;
        self.inner.delete(path)?;
        self.state.lock().unwrap().names.remove(&shown(path));
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.call().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let Ok(inner) = self.inner.open_write(path)?.into_inner() else { panic!("nothing was written yet") };
        let inode = self.state.lock().unwrap().name(&shown(path), Inode::default());
        Ok(BufWriter::new(Box::new(Writing { disk: self.clone(), inode, inner })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // It may fail before anything happened, or after the renaming.
        self.call()?;
        self.inner.atomic_write(path, data)?;
        let mut state = self.state.lock().unwrap();
        state.name(&shown(path), Inode { written: data.to_owned(), synced: data.to_owned() });
        state.call()
    }

    fn sync_directory(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.call()?;
        state.synced = state.names.clone();
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
