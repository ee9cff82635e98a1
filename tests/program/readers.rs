//! One file of each format is found by a search; hostile ones are skipped with a reason and stop nothing.

use std::io::{Cursor, Write};

use serde_json::{Value, json};

use crate::stage::Stage;

/// A PDF of these pages, each a list of lines.
pub fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let lines: String = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td ")).collect();
        let content = format!("BT /F 11 Tf 72 700 Td {lines}ET");
        let number = 5 + 2 * page;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects.push("<</Title(Harbour dues)/Author(Ann Lee)/CreationDate(D:20190307120000Z)>>".to_owned());
    file_of(&objects)
}

/// A PDF of these objects, the first of them its catalogue, the last what it says of itself.
fn file_of(objects: &[String]) -> Vec<u8> {
    let (mut file, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
    for (place, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", place + 1);
    }
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let (count, start) = (objects.len() + 1, file.len());
    file += &format!("xref\n0 {count}\n0000000000 65535 f \n{table}");
    file += &format!("trailer\n<</Size {count}/Root 1 0 R/Info {} 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len());
    file.into_bytes()
}

/// A zip of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A tar, packed by gzip, of these files.
pub fn tar_gz(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn epub() -> Vec<u8> {
    zip(&[
        ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"),
        (
            "b.opf",
            b"<package><metadata><dc:title>Lighthouses</dc:title><dc:date>2019-03-07</dc:date></metadata><manifest>\
              <item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("a.xhtml", b"<html><body><h1>One</h1><p>The keeper of the lighthouse was called Epubius.</p></body></html>"),
    ])
}

const MESSAGE: &str = "From: Bo Berg <bo@harbour.example>\nSubject: Moorings\nDate: Thu, 7 Mar 2019 09:00:00 +0300\n\
                       Message-ID: <1@harbour.example>\n\nThe moorings of Emlia are too short.\n";

/// A file of each format, each with a word of its own: where it is found, under which title, of which day.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mailbox = format!("From bo Thu\n{}\nFrom bo Thu\n{MESSAGE}\n", MESSAGE.replace("Emlia", "Mboxia").replace("<1@", "<2@"));
    let json = "[\n {\"title\": \"A\", \"text\": \"The quay of Jsonia.\", \"date\": \"2019-03-07\"},\n {\"no\": \"text\"}\n]\n";
    let odt = "<o><text:p>The mole of Odtia was built in a year.</text:p></o>";
    vec![
        ("report.pdf", pdf(&[&["Harbour dues were raised."], &["The dues of Pdfia", "fell in the year after."]])),
        ("mail.eml", MESSAGE.into()),
        ("mail.mbox", mailbox.into()),
        ("book.epub", epub()),
        ("note.rtf", b"{\\rtf1{\\info{\\title Buoys}{\\creatim\\yr2019\\mo3\\dy7}}The buoys of Rtfia are red.\\par}".into()),
        ("guide.rst", b"Guide\n=====\n\nThe pilots of Rstia know the way into the harbour by heart.\n".into()),
        ("rows.csv", b"id,headline,body,date\n7,Ferries,The ferries of Csvia were late.,2019-03-07\n".into()),
        ("rows.tsv", b"port\tremark\nMersin\tThe cranes of Tsvia were idle for weeks.\n".into()),
        ("list.json", json.into()),
        ("essay.odt", zip(&[("content.xml", odt.as_bytes())])),
        ("box.zip", zip(&[("deep/talk.txt", b"The tugs of Zipia are old.\n"), ("a.jsonl", b"{\"text\":\"Zipped Jsonlia.\"}\n")])),
        ("box.tar.gz", tar_gz(&[("day/page.md", b"---\ntitle: Sluices\ndate: 2019-03-07\n---\n\nThe sluices of Taria leak.\n")])),
    ]
}

#[test]
fn every_format_is_found() {
    let stage = Stage::empty();
    for (name, content) in files() {
        stage.write(name, content);
    }
    let report = stage.index();
    let reasons: Vec<_> = report["skipped"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["list.json:3"], "{report}");
    let day = json!({"first": "2019-03-07", "last": "2019-03-07"});
    for (word, path, title, published) in [
        ("pdfia", "report.pdf", json!("Harbour dues"), &day),
        ("emlia path:mail.eml", "mail.eml", json!("Moorings"), &day),
        ("mboxia", "mail.mbox:1", json!("Moorings"), &day),
        ("epubius", "book.epub", json!("Lighthouses"), &day),
        ("rtfia", "note.rtf", json!("Buoys"), &day),
        ("rstia", "guide.rst", json!("Guide"), &Value::Null),
        ("csvia", "rows.csv:2", json!("Ferries"), &day),
        ("tsvia", "rows.tsv:2", Value::Null, &Value::Null),
        ("jsonia", "list.json:2", json!("A"), &day),
        ("odtia", "essay.odt", Value::Null, &Value::Null),
        ("zipia", "box.zip!/deep/talk.txt", Value::Null, &Value::Null),
        ("jsonlia", "box.zip!/a.jsonl:1", Value::Null, &Value::Null),
        ("taria", "box.tar.gz!/day/page.md", json!("Sluices"), &day),
    ] {
        let answer = stage.search(&[word]);
        let [hit] = answer["hits"].as_array().unwrap().as_slice() else { panic!("{word}: {answer}") };
        let document = &hit["document"];
        assert_eq!((document["path"].as_str(), &document["published"]), (Some(path), published), "{word}");
        assert!(title.is_null() || document["title"] == title, "{word}: {}", document["title"]);
    }
}

#[test]
fn a_hit_in_a_pdf_names_its_page() {
    let stage = Stage::empty();
    stage.write("report.pdf", pdf(&[&["Harbour dues were raised."], &["The dues of Pdfia", "fell in the year after."]]));
    stage.index();
    let hit = &stage.search(&["pdfia"])["hits"][0];
    assert_eq!((&hit["passage"]["page"], &hit["document"]["published_evidence"]), (&json!(2), &json!("made")));
    assert_eq!(hit["passage"]["text"], "The dues of Pdfia fell in the year after.");
    assert!(stage.run(&["search", "pdfia"]).out.contains("report.pdf:2"));
}

#[test]
fn a_changed_archive_is_read_again_where_it_changed() {
    let stage = Stage::empty();
    let write = |second: &str| stage.write("box.zip", zip(&[("a.txt", b"The tugs are old.\n"), ("b.txt", second.as_bytes())]));
    write("The cranes are idle.\n");
    assert_eq!(stage.index()["documents"], json!({"added": 2, "replaced": 0, "unchanged": 0, "removed": 0}));
    assert_eq!(stage.index()["documents"]["unchanged"], 2);
    write("The cranes are busy again.\n");
    assert_eq!(stage.index()["documents"], json!({"added": 0, "replaced": 1, "unchanged": 1, "removed": 0}));
    stage.write("box.zip", zip(&[("a.txt", b"The tugs are old.\n")]));
    assert_eq!(stage.index()["documents"], json!({"added": 0, "replaced": 0, "unchanged": 1, "removed": 1}));
    assert!(stage.hits(&["cranes"]).is_empty());
}

/// A zip whose only file is marked as encrypted.
fn encrypted_zip() -> Vec<u8> {
    let mut bytes = zip(&[("secret.txt", b"The code is on the quay.\n")]);
    for (mark, flags) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
        let place = bytes.windows(4).position(|window| window == mark).unwrap();
        bytes[place + flags] |= 1;
    }
    bytes
}

/// A PDF whose page tree, forms and resources lead back to themselves.
fn looping_pdf() -> Vec<u8> {
    let form = "/F0 Do /F0 Do /F0 Do /F0 Do";
    file_of(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources 5 0 R>>".into(),
        format!("<</Length {0}/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R>>stream\n{form}\nendstream", form.len()),
        "<</XObject<</F0 4 0 R>>>>".into(),
        "<</Title(Loops)>>".into(),
    ])
}

#[test]
fn hostile_files_are_told_and_stop_nothing() {
    let stage = Stage::empty();
    stage.write("good.txt", "The ferry left the quay at dawn.\n");
    let whole = pdf(&[&["The dues were raised."]]);
    stage.write("cut.pdf", &whole[..40]);
    stage.write("locked.pdf", String::from_utf8(whole).unwrap().replace("/Root", "/Encrypt<</Filter/Own/V 9>>/Root"));
    let deep = format!("<html>{}{}", "<div>".repeat(1_000_000), "x".repeat(45 << 20));
    stage.write("deep.html", deep);
    stage.write("deep.json", format!("[{}]", "[".repeat(100_000)));
    stage.write("bomb.zip", zip(&[("bomb.txt", &vec![b'a'; 3 << 20]), ("fine.txt", b"The tugs are old.\n")]));
    stage.write("nested.zip", zip(&[("inner.zip", &zip(&[("x.txt", b"x")]))]));
    stage.write("secret.zip", encrypted_zip());
    stage.write("climbing.zip", zip(&[("../../../climbed.txt", b"A pelican climbed out.\n")]));
    stage.write("head.eml", "X-Tide: high\n".repeat(200_000));
    stage.write("broken.epub", zip(&[("a.txt", b"no book")]));
    stage.write("broken.tar", [b'x'; 2000]);
    let report = stage.index();
    let reason = |path: &str| {
        let skipped = report["skipped"].as_array().unwrap().iter().find(|one| one["path"] == path);
        skipped.unwrap_or_else(|| panic!("{path} is not among the skipped: {report}"))["reason"].as_str().unwrap().to_owned()
    };
    for (path, expected) in [
        ("cut.pdf", "damaged"),
        ("locked.pdf", "encrypted"),
        ("deep.html", "nested"),
        ("deep.json:1", "not a record"),
        ("bomb.zip!/bomb.txt", "200 times"),
        ("nested.zip!/inner.zip", "archive inside"),
        ("secret.zip!/secret.txt", "encrypted"),
        ("head.eml", "headers"),
        ("broken.epub", "EPUB"),
        ("broken.tar", "tar"),
    ] {
        assert!(reason(path).contains(expected), "{path}: {}", reason(path));
    }
    assert_eq!(stage.hits(&["ferry"]).len(), 1);
    assert_eq!(stage.search(&["pelican"])["hits"][0]["document"]["path"], "climbing.zip!/climbed.txt");
    assert!(!stage.documents().parent().unwrap().join("climbed.txt").exists());
}

#[test]
fn a_pdf_of_loops_ends() {
    let stage = Stage::empty();
    stage.write("loops.pdf", looping_pdf());
    let began = std::time::Instant::now();
    let report = stage.index();
    assert_eq!(report["skipped"][0]["reason"], "a page of it draws without end");
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}

#[cfg(unix)]
#[test]
fn commands_of_the_user_read_other_formats() {
    let stage = Stage::empty();
    let documents = stage.documents();
    let documents = documents.to_str().unwrap();
    stage.write("tide.bin", b"\0\0\0\0\0\0\0\0\0The tide of Binia was high.");
    let first = stage.run(&["index", "--pre", "*.bin=strings-that-nobody-has", documents]);
    assert!(first.status == 0 && first.err.contains("files *.bin are read by the command"), "{}", first.err);
    assert!(first.err.contains("1 skipped") && first.err.contains("can't be run"), "{}", first.err);
    let second = stage.run(&["index", "--pre", "*.bin=tr -d '\\000' <", documents]);
    assert!(second.err.contains("failed"), "no shell reads the command: {}", second.err);
    let third = stage.run(&["index", "--pre", "*.bin=cut -c 10-40", documents]);
    assert!(third.err.contains("1 added"), "{}", third.err);
    assert_eq!(stage.hits(&["binia"]).len(), 1);
    stage.write("more.bin", b"\0\0\0\0\0\0\0\0\0The tide of Moria was low.");
    let kept = stage.run(&["index"]);
    assert!(kept.err.contains("cut -c 10-40 FILE") && kept.err.contains("1 added"), "{}", kept.err);
    let cleared = stage.run(&["index", "--pre", ""]);
    assert!(cleared.err.contains("2 removed") && cleared.err.contains("2 skipped"), "{}", cleared.err);
}

#[cfg(unix)]
#[test]
fn commands_of_the_user_read_files_in_archives() {
    let stage = Stage::empty();
    let documents = stage.documents();
    let write = |tide: &str| {
        let tide = format!("\0\0\0\0\0\0\0\0\0{tide}");
        stage.write("box.zip", zip(&[("deep/tide.bin", tide.as_bytes()), ("note.txt", b"The tugs of Zipia are old.\n")]));
    };
    write("The tide of Binia was high.");
    stage.write("box.tar.gz", tar_gz(&[("tide.bin", b"\0\0\0\0\0\0\0\0\0The tide of Taria was low.")]));
    let plain = stage.run(&["index", documents.to_str().unwrap()]);
    assert!(plain.err.contains("1 added") && plain.err.contains("2 skipped"), "{}", plain.err);
    let read = stage.run(&["index", "--pre", "*.bin=cut -c 10-40", documents.to_str().unwrap()]);
    assert!(read.err.contains("cut -c 10-40 FILE") && read.err.contains("2 added"), "{}", read.err);
    let answer = stage.search(&["binia"]);
    assert_eq!(answer["hits"][0]["document"]["path"], "box.zip!/deep/tide.bin");
    assert!(stage.run(&["index"]).err.contains("3 unchanged"));
    write("The tide of Moria was low.");
    let waits = stage.run(&["search", "--fresh", "binia"]);
    assert!(waits.out.contains("Binia"), "{}{}", waits.out, waits.err);
    let again = stage.run(&["index"]);
    assert!(again.err.contains("1 replaced") && stage.hits(&["moria"]).len() == 1, "{}", again.err);
    let check = stage.run(&["check", "--files"]);
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
    let cleared = stage.run(&["index", "--pre", ""]);
    assert!(cleared.err.contains("2 removed"), "{}", cleared.err);
}

#[test]
fn the_title_is_the_text_of_a_document_without_any() {
    let stage = Stage::empty();
    stage.write("wire.ndjson", "{\"id\":\"1\",\"title\":\"Erdoğan visits Athens on 3 May 2022\"}\n");
    stage.index();
    for arguments in [&["visit"][..], &["--actor", "recep tayyip erdogan"], &["--mentions", "2022-05-03"]] {
        let hit = stage.search(arguments)["hits"][0].clone();
        assert_eq!(hit["passage"]["text"], "Erdoğan visits Athens on 3 May 2022", "{arguments:?}");
        assert_eq!((&hit["passage"]["span"], &hit["passage"]["lines"]), (&serde_json::json!([0, 0]), &Value::Null));
    }
    let hit = stage.search(&["visit"])["hits"][0].clone();
    assert_eq!((&hit["highlights"], &hit["title_highlights"]), (&serde_json::json!([[9, 15]]), &serde_json::json!([[9, 15]])));
}
