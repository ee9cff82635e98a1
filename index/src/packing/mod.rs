//! How what is stored of a passage is packed: each on its own, with zstd, against a dictionary of common turns of phrase.
//!
//! A query shows ten scattered passages. Where many passages are packed together, as tantivy's store does, ten blocks of
//! them must be unpacked for that; small blocks pack badly. A text of 500 bytes packed against the dictionary takes no
//! more room than its share of a block of 8 KB, and is unpacked in a few microseconds. What hardly gets smaller (most records,
//! and passages of a few words) stays as it is, and is only copied.
//!
//! The dictionary belongs to the format of the index: another one is another [`crate::schema::FORMAT`]. It is made by
//! `examples/train_dictionary.rs`; `MANIFEST.md` beside it says from what.

use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::CParameter;

/// Frequent stretches of stored passages, in zstd's form.
static DICTIONARY: &[u8] = include_bytes!("passages.dictionary");

/// zstd's level: higher ones save 5 % at six times the work.
const LEVEL: i32 = 3;

/// What stands before bytes that are not packed: no frame of zstd begins so.
const AS_IT_IS: u8 = 0;

/// What no stored passage or record reaches: a larger one is damage.
const MOST_BYTES: usize = 1 << 30;

static PACKING: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::new(DICTIONARY, LEVEL));
static UNPACKING: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::new(DICTIONARY));

thread_local! {
    // Making one costs more than packing a passage.
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Packs bytes, unless that makes them smaller by less than a fifth.
///
/// # Errors
///
/// What zstd says, which is that memory is exhausted.
pub fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let packed = PACKER.with_borrow_mut(|kept| match kept {
        Some(packer) => packer.compress(bytes),
        None => kept.insert(packer()?).compress(bytes),
    })?;
    let is_worth_it = packed.len() < bytes.len() / 5 * 4;
    Ok(if is_worth_it { packed } else { [&[AS_IT_IS], bytes].concat() })
}

fn packer() -> io::Result<Compressor<'static>> {
    let mut packer = Compressor::with_prepared_dictionary(&PACKING)?;
    packer.set_parameter(CParameter::DictIdFlag(false))?;
    Ok(packer)
}

/// Unpacks what [`pack`] made.
///
/// # Errors
///
/// [`io::ErrorKind::InvalidData`] or what zstd says where the bytes are anything else.
///
/// ```
/// use nutgraf_index::packing::{pack, unpack};
/// assert_eq!(unpack(&pack(b"They met on Tuesday.")?)?, b"They met on Tuesday.");
/// assert!(unpack(b"They met on Tuesday.").is_err());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    if let Some((&AS_IT_IS, bytes)) = packed.split_first() {
        return Ok(bytes.to_vec());
    }
    let length = Decompressor::upper_bound(packed).filter(|length| *length <= MOST_BYTES);
    let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a stored passage of no known length"))?;
    UNPACKER.with_borrow_mut(|kept| match kept {
        Some(unpacker) => unpacker.decompress(packed, length),
        None => kept.insert(Decompressor::with_prepared_dictionary(&UNPACKING)?).decompress(packed, length),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert_eq!(unpack(&pack(&bytes).unwrap()).unwrap(), bytes);
        }

        #[test]
        fn damage_is_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), packed in any::<bool>(), at in 0usize..300, bit in 0u8..8) {
            let mut bytes = if packed { pack(&bytes).unwrap() } else { bytes };
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << bit;
            }
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn what_hardly_gets_smaller_is_not_packed() {
        assert_eq!(pack(b"They met.").unwrap(), b"\0They met.");
        assert_eq!(unpack(&[AS_IT_IS]).unwrap(), b"");
    }

    #[test]
    fn prose_packs_well_on_its_own() {
        let prose = "The President spoke with the Prime Minister on Tuesday about the situation in the region. \
                     The two leaders agreed to remain in close contact and to meet in September on the margins of the General Assembly.";
        assert!(pack(prose.as_bytes()).unwrap().len() * 2 < prose.len());
    }
}
