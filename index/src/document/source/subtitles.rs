//! Subtitles (SubRip, WebVTT): what is spoken, in paragraphs, without the times at which it is shown.

use super::{RawDocument, Shape};

/// A pause of so many thousandths of a second parts paragraphs.
const PAUSE: u64 = 3_000;

/// A paragraph of so many words ends with its sentence.
const ENOUGH: usize = 60;

/// Blocks of WebVTT that are not spoken.
const ASIDE: &[&str] = &["WEBVTT", "NOTE", "STYLE", "REGION"];

/// What is shown at a time.
struct Cue<'t> {
    /// When it begins and ends, in thousandths of a second.
    begin: u64,
    end: u64,
    lines: Vec<&'t str>,
}

/// Reads a file of subtitles.
pub fn read(text: &str) -> Result<RawDocument, String> {
    let mut spoken = Spoken::default();
    let blocks = blocks(text);
    blocks.iter().filter_map(|block| cue(block)).for_each(|cue| spoken.take(&cue));
    spoken.close();
    match spoken.text.is_empty() {
        true => Err("no subtitles in it: none stands below a line of times".into()),
        false => Ok(RawDocument { text: spoken.text, shape: Shape::Record, ..RawDocument::default() }),
    }
}

/// The lines of each block; blank ones part them.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()).map(<[&str]>::to_vec).collect()
}

fn cue<'t>(block: &[&'t str]) -> Option<Cue<'t>> {
    let first = block.first()?.trim_start_matches('\u{feff}');
    let opens = |aside: &&str| first.strip_prefix(*aside).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let times = block.iter().position(|line| line.contains("-->")).filter(|_| !ASIDE.iter().any(opens))?;
    let (begin, end) = block[times].split_once("-->")?;
    Some(Cue { begin: time(begin)?, end: time(end)?, lines: block[times + 1..].to_vec() })
}

/// `00:01:02,500`, `01:02.500 align:start`, in thousandths of a second.
fn time(text: &str) -> Option<u64> {
    let (clock, thousandths) = text.split_whitespace().next()?.split_once([',', '.'])?;
    let seconds = clock.split(':').try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(part.parse().ok()?))?;
    seconds.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)
}

/// What was spoken so far.
#[derive(Default)]
struct Spoken {
    text: String,
    paragraph: String,
    speaker: String,
    /// The line shown last: the next cue may show it again.
    last: String,
    end: u64,
}

impl Spoken {
    fn take(&mut self, cue: &Cue<'_>) {
        let is_full = self.paragraph.split_whitespace().nth(ENOUGH).is_some() && self.paragraph.ends_with(['.', '?', '!', '…']);
        if is_full || cue.begin.saturating_sub(self.end) >= PAUSE {
            self.close();
        }
        self.end = cue.end;
        for line in &cue.lines {
            let (speaker, said) = plain(line);
            if let Some(speaker) = speaker.filter(|speaker| *speaker != self.speaker) {
                self.close();
                self.paragraph = format!("{speaker}:");
                self.speaker = speaker;
            }
            // Another one speaks: "- Did they answer?", ">> No."
            let turn = ["- ", "– ", ">> "].iter().find_map(|mark| said.strip_prefix(mark));
            if turn.is_some() {
                self.close();
            }
            let said = turn.unwrap_or(&said).trim();
            if !said.is_empty() && *said != self.last {
                self.paragraph.push_str(if self.paragraph.is_empty() { "" } else { " " });
                self.paragraph.push_str(said);
                self.last = said.to_owned();
            }
        }
    }

    fn close(&mut self) {
        if !self.paragraph.is_empty() {
            self.text.push_str(if self.text.is_empty() { "" } else { "\n\n" });
            self.text.push_str(&std::mem::take(&mut self.paragraph));
        }
    }
}

/// A line without its marks (`<i>`, `<00:00:05.000>`, `{\an8}`), and who is marked as speaking it.
fn plain(line: &str) -> (Option<String>, String) {
    let (mut said, mut speaker, mut rest) = (String::new(), None, line);
    while let Some(at) = rest.find(['<', '{']) {
        let (before, mark) = rest.split_at(at);
        said.push_str(before);
        let close = if mark.starts_with('<') { '>' } else { '}' };
        let is_mark = mark.starts_with('<') || mark.starts_with("{\\");
        let Some(end) = mark.find(close).filter(|_| is_mark) else {
            said.push_str(&mark[..1]);
            rest = &mark[1..];
            continue;
        };
        let voice = mark[1..end].strip_prefix('v').filter(|voice| voice.starts_with([' ', '.']));
        speaker = voice.and_then(|voice| voice.split_once(' ')).map(|(_, name)| name.trim().to_owned()).or(speaker);
        rest = &mark[end + 1..];
    }
    said.push_str(rest);
    let said = said.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    (speaker, said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoken_in_paragraphs() {
        let srt = "1\r\n00:00:01,000 --> 00:00:04,200\r\nWelcome to the inquiry. Today we hear\r\nfrom Ann Lee.\r\n\r\n2\r\n\
                   00:00:04,300 --> 00:00:08,000\r\n{\\an8}<i>Thank you, chair.</i> On the 3rd of April 2020\r\nI wrote to the board.\r\n\r\n\
                   3\r\n00:00:08,100 --> 00:00:11,000\r\n- Did they answer?\r\n- They did not.\r\n\r\n\
                   4\r\n00:01:08,100 --> 00:01:11,000\r\nThe inquiry closed.\r\n";
        let document = read(srt).unwrap();
        let expected = "Welcome to the inquiry. Today we hear from Ann Lee. Thank you, chair. On the 3rd of April 2020 I wrote to the \
                        board.\n\nDid they answer?\n\nThey did not.\n\nThe inquiry closed.";
        assert_eq!((document.text.as_str(), document.title), (expected, None));
    }

    #[test]
    fn voices_comments_and_lines_shown_twice() {
        let vtt = "\u{feff}WEBVTT\nKind: captions\n\nNOTE a comment --> x\n\nintro\n00:01.000 --> 00:04.200 align:start\n<v Chair>Welcome &amp; sit.\n\n\
                   00:04.300 --> 00:08.000\n<v.loud Paula Lee>I was told in <00:00:05.000>2011\n\n00:08.000 --> 00:09.000\nI was told in 2011\nthat 1 < 2.\n";
        assert_eq!(read(vtt).unwrap().text, "Chair: Welcome & sit.\n\nPaula Lee: I was told in 2011 that 1 < 2.");
    }

    #[test]
    fn other_text_is_told() {
        assert!(read("They met --> and left.\n").unwrap_err().contains("no subtitles"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[0-9:,.<>{}v a&\n-]{0,200}") {
            let _: Result<RawDocument, String> = read(&format!("00:01.000 --> 00:02.000\n{text}"));
        }
    }
}
