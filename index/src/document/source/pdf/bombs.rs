//! Which files would overrun the memory: the library unpacks a stream whole, however large it becomes.

use std::io::Read;

/// How many bytes one stream may unpack to.
const LARGEST: u64 = 128 << 20;

/// How many bytes all of them may unpack to: most are pictures, which are counted but never unpacked by the reader.
const MOST: u64 = 1 << 30;

/// Packings that no one uses for much any more, and how many packed bytes of them can't do harm: the first may grow two
/// thousand times, the second sixty-four times.
const RARE: &[(&[u8], usize)] = &[(b"LZW", 256 << 10), (b"RunLengthDecode", 8 << 20)];

/// How far before a stream its dictionary is looked for.
const DICTIONARY: usize = 2048;

/// Tells why a file must not be read: what its streams unpack to is counted, none of it kept.
pub fn check(file: &[u8]) -> Result<(), String> {
    let mut total = 0;
    for keyword in memchr::memmem::find_iter(file, b"stream") {
        let before = &file[keyword.saturating_sub(DICTIONARY)..keyword];
        if before.ends_with(b"end") {
            continue;
        }
        let data = behind_line_end(&file[keyword + b"stream".len()..]);
        let start = memchr::memmem::rfind(before, b"obj").unwrap_or(0);
        let packings = &before[start..];
        check_rare(packings, data)?;
        if memchr::memmem::find_iter(packings, b"/Fl").count() > 1 {
            return Err("a stream of it is packed twice over".into());
        }
        let unpacked = unpacked_size(data);
        total += unpacked;
        if unpacked > LARGEST || total > MOST {
            return Err(format!("unpacks to more than {} MB", if unpacked > LARGEST { LARGEST } else { MOST } >> 20));
        }
    }
    Ok(())
}

fn behind_line_end(data: &[u8]) -> &[u8] {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    data.strip_prefix(b"\n").unwrap_or(data)
}

fn check_rare(packings: &[u8], data: &[u8]) -> Result<(), String> {
    for (name, harmless) in RARE {
        let long = || memchr::memmem::find(&data[..data.len().min(harmless + 1)], b"endstream").is_none();
        if memchr::memmem::find(packings, name).is_some() && data.len() > *harmless && long() {
            return Err(format!("a large stream of it is packed by {}", String::from_utf8_lossy(name)));
        }
    }
    Ok(())
}

/// How many bytes a stream gives, or one more than are allowed; 0 where it is not packed.
fn unpacked_size(data: &[u8]) -> u64 {
    let is_zlib = matches!(data, [method, check, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*check)).is_multiple_of(31));
    if !is_zlib {
        return 0;
    }
    let mut unpacked = flate2::read::ZlibDecoder::new(data).take(LARGEST + 1);
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    // An error ends the stream for the library too.
    while let Ok(count @ 1..) = unpacked.read(&mut buffer) {
        size += count as u64;
    }
    size
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n1 0 obj ", dictionary.as_bytes(), b"stream\r\n", data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn bombs_are_told_and_pictures_pass() {
        let flate = "<</Filter /FlateDecode>>";
        assert_eq!(check(&file(flate, &packed(&vec![0; 10 << 20]))), Ok(()));
        assert!(check(&file(flate, &packed(&vec![0; 129 << 20]))).unwrap_err().contains("128 MB"));
        let twice = packed(&packed(&vec![0; 1 << 20]));
        assert!(check(&file("<</Filter [/FlateDecode /FlateDecode]>>", &twice)).unwrap_err().contains("twice"));
        assert!(check(&file("<</Filter /LZWDecode>>", &vec![7; 1 << 20])).unwrap_err().contains("LZW"));
        assert_eq!(check(&file("<</Filter /LZWDecode>>", &[7; 1000])), Ok(()));
    }
}
