//! One process writes at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// The file that is locked, and in which the holder is named.
const LOCK: &str = "writer.lock";

/// How often a lock that is held is tried again.
const AGAIN: Duration = Duration::from_millis(50);

/// The right to write to an index; it ends with this value, or with the process, however that ends.
#[derive(Debug)]
pub struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // A command that another thread is just starting holds the open file for a moment too, and the lock with it. Where this
        // fails, closing the file does it.
        let _ = self.file.unlock();
    }
}

impl WriterLock {
    /// Takes the lock of an index folder; where another process holds it, waits for so long at most, or until `stop`.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] where the lock is held at the end, [`Error::Io`] where the folder can't be written.
    pub fn take(folder: &Path, wait: Duration, stop: &AtomicBool) -> Result<WriterLock> {
        let begun = Instant::now();
        let place = folder.join(LOCK);
        loop {
            match try_lock(&place).map_err(|error| Error::io(&place, error))? {
                Attempt::Held(file) => return Ok(WriterLock { file }),
                Attempt::Busy(holder) if begun.elapsed() >= wait || stop.load(Ordering::Relaxed) => {
                    return Err(Error::Locked { path: folder.to_owned(), holder });
                }
                Attempt::Busy(_) => std::thread::sleep(AGAIN),
            }
        }
    }
}

enum Attempt {
    Held(File),
    Busy(String),
}

fn try_lock(place: &Path) -> io::Result<Attempt> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(place)?;
    match file.try_lock() {
        Ok(()) => {
            // Only a courtesy to whoever meets the lock: it works without, on a full disk too.
            let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
            Ok(Attempt::Held(file))
        }
        Err(TryLockError::WouldBlock) => Ok(Attempt::Busy(holder(&mut file))),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Names the holder of a lock as far as it is known: it may just be writing its number.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| Read::take(file, 20).read_to_string(&mut text));
    match text.trim().parse::<u32>() {
        Ok(process) if read.is_ok() => format!("process {process}"),
        _ => "another process".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_first() {
        let folder = tempfile::tempdir().unwrap();
        let take = |wait| WriterLock::take(folder.path(), wait, &AtomicBool::new(false));
        let first = take(Duration::ZERO).unwrap();
        let Err(Error::Locked { holder, .. }) = take(Duration::ZERO) else { panic!("locked twice") };
        assert_eq!(holder, format!("process {}", std::process::id()));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| take(Duration::from_secs(20)));
            std::thread::sleep(Duration::from_millis(120));
            drop(first);
            assert!(second.join().unwrap().is_ok());
        });
    }

    #[test]
    fn whoever_waits_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let _held = WriterLock::take(folder.path(), Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let stopped = WriterLock::take(folder.path(), Duration::from_secs(20), &AtomicBool::new(true));
        assert!(matches!(stopped, Err(Error::Locked { .. })));
    }
}
