//! A message: what its headers say, and its text. What it quotes and its signature stand outside the text.

use mail_parser::{Addr, MessageParser, MimeHeaders, PartType};

use super::quoted::not_its_own;
use super::{RawDocument, Shape, html};
use crate::date::{Date, DateSpan};
use crate::document::PublishedEvidence;

/// More header lines than any message has.
const MOST_HEADERS: usize = 10_000;

/// Reads a message; its id is that of the message, empty where it has none.
pub fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    check_head(bytes)?;
    let message = MessageParser::default().parse(bytes).ok_or("no message: it has no headers")?;
    let published = message.date().and_then(|date| {
        Some(DateSpan::day(Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?)?))
    });
    if message.subject().is_none() && message.from().is_none() && published.is_none() {
        return Err("no message: it has none of the headers Subject, From and Date".into());
    }
    let mut text = String::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(body) => text.push_str(body),
            PartType::Html(body) => text.push_str(&html::plain_text(body)?),
            _ => {}
        }
        text.push('\n');
    }
    let outside = not_its_own(&text);
    for attachment in message.attachments() {
        // Told where it is found: what is attached is not read.
        text.push_str(&format!("\n[attached: {}]\n", attachment.attachment_name().unwrap_or("without a name")));
    }
    let senders = message.from().map(|from| from.iter().filter_map(name).collect()).unwrap_or_default();
    Ok(RawDocument {
        id: message.message_id().unwrap_or_default().to_owned(),
        title: message.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        authors: senders,
        published,
        published_evidence: published.map(|_| PublishedEvidence::Metadata),
        text,
        outside,
        shape: Shape::Record,
        ..RawDocument::default()
    })
}

/// The name of a sender, else the address.
fn name(sender: &Addr<'_>) -> Option<String> {
    let name = sender.name().map(|name| name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty());
    name.or_else(|| sender.address().map(str::to_owned))
}

fn check_head(bytes: &[u8]) -> Result<(), String> {
    let head = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    if head.take(MOST_HEADERS + 1).count() > MOST_HEADERS {
        return Err(format!("the message has more than {MOST_HEADERS} lines of headers"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "From: =?utf-8?q?Ay=C5=9Fe_Demir?= <ayse@harbour.example>\r\nTo: all@harbour.example\r\n\
        Subject: =?utf-8?b?TGltYW4gZ8O2csO8xZ9tZXNp?=\r\nDate: Wed, 28 Dec 2022 23:10:00 +0300\r\nMessage-ID: <7@harbour.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>In HTML.</p>\r\n--b\r\nContent-Type: text/plain\r\n\r\nThey met again.\r\n--b--\r\n";

    #[test]
    fn headers_and_the_plain_part() {
        let document = read(MESSAGE.as_bytes()).unwrap();
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some("Liman görüşmesi"), &["Ayşe Demir".to_owned()][..]));
        assert_eq!(document.published.unwrap().to_string(), "2022-12-28/2022-12-28");
        assert_eq!((document.id.as_str(), document.text.trim()), ("7@harbour.example", "They met again."));
    }

    #[test]
    fn html_where_there_is_nothing_else_and_attachments_are_named() {
        let message = "From: bo@harbour.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\
                       <style>p {}</style><p>They met.</p><p>They parted.</p>\n--b\nContent-Type: application/pdf\n\
                       Content-Disposition: attachment; filename=report.pdf\n\nxx\n--b--\n";
        let document = read(message.as_bytes()).unwrap();
        assert!(document.text.contains("They met.\n") && document.text.contains("[attached: report.pdf]"), "{}", document.text);
        assert!(!document.text.contains("p {}"));
        assert_eq!(document.authors, ["bo@harbour.example"]);
    }

    #[test]
    fn what_is_no_message_is_told() {
        assert!(read(b"Just some words.").unwrap_err().contains("no message"));
        assert!(read("X-A: b\n".repeat(1_000_000).as_bytes()).unwrap_err().contains("headers"));
    }
}
