//! Makes the dictionary against which stored passages are packed, from what an index stores.
//!
//! ```text
//! cargo run --release -p nutgraf-index --example train_dictionary -- OUT INDEX
//! ```
//!
//! The same documents give the same bytes, in whatever order they were indexed.

use std::error::Error;
use std::path::Path;

use nutgraf_index::snapshot::Snapshot;

/// The size of the dictionary in bytes: twice the size saves 2 %.
const SIZE: usize = 64 << 10;
/// How many bytes of samples are looked at.
const SAMPLED: usize = 24 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(out), Some(index)) = (arguments.next(), arguments.next()) else {
        return Err("usage: train_dictionary OUT INDEX".into());
    };
    let mut samples = samples(&Snapshot::open(Path::new(&index))?)?;
    samples.sort_unstable();
    std::fs::write(out, zstd::dict::from_samples(&samples, SIZE)?)?;
    Ok(())
}

/// Takes as many stored passages and records as fit, chosen by their content alone.
fn samples(snapshot: &Snapshot) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut chosen: Vec<(u64, Vec<u8>)> = Vec::new();
    for segment in snapshot.segments() {
        for doc in 0..segment.len() {
            let bytes = snapshot.stored(segment.address(doc))?;
            let hash = blake3::hash(&bytes);
            let rank = u64::from_le_bytes(hash.as_bytes().first_chunk().copied().unwrap_or_default());
            // An eighth of any large index is more than is needed.
            if rank % 8 == 0 {
                chosen.push((rank, bytes));
            }
        }
    }
    chosen.sort_unstable();
    let mut room = SAMPLED;
    let fits = |(_, bytes): &(u64, Vec<u8>)| room.checked_sub(bytes.len()).map(|rest| room = rest).is_some();
    let mut fits = fits;
    Ok(chosen.into_iter().take_while(|sample| fits(sample)).map(|(_, bytes)| bytes).collect())
}
