//! PDF: the letters that its pages draw, put together to lines and paragraphs, and what its properties say.
//!
//! ```text
//! bytes ──bombs──▶ pages ──glyphs──▶ lines ──layout──▶ paragraphs, a form feed behind each page
//! ```
//!
//! Pages are interpreted, not rendered: nothing is painted, no picture is decoded. Text that is a picture is not read.

mod bombs;
mod glyphs;
mod layout;
mod properties;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};

use super::contained::{Deadline, too_long};
use super::{RawDocument, ReadLimits, Shape};
use glyphs::{Page, PageReader};

/// More pages than any document has that people read as one.
const MOST_PAGES: usize = 20_000;

/// Reads a PDF file.
pub fn read(bytes: Vec<u8>, limits: &ReadLimits, deadline: Deadline) -> Result<RawDocument, String> {
    bombs::check(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|error| reason(error).to_owned())?;
    let pages = pages(&pdf, deadline, limits)?;
    let (known, unknown) = pages.iter().fold((0, 0), |sum, page| (sum.0 + page.letters, sum.1 + page.unknown));
    if known == 0 && unknown == 0 {
        return Err("no text in it: its pages are pictures".into());
    }
    if unknown > known {
        return Err("its fonts do not say which letters they draw".into());
    }
    let document = RawDocument { text: layout::text(&pages), paged: true, shape: Shape::Article, ..RawDocument::default() };
    Ok(properties::complete(document, pdf.metadata()))
}

fn reason(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Invalid => "damaged: no PDF that can be read",
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => "encrypted: it asks for a password",
        LoadPdfError::Decryption(_) => "encrypted in a way that is not known",
    }
}

/// The lines of every page.
fn pages(pdf: &Pdf, deadline: Deadline, limits: &ReadLimits) -> Result<Vec<Page>, String> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut read = Vec::new();
    for page in pdf.pages().iter().take(MOST_PAGES) {
        let bounds = page.intersected_crop_box();
        let bounds = hayro_interpret::RectExt::to_kurbo(&bounds);
        let mut context = Context::new(page.initial_transform(true).to_kurbo(), bounds, &cache, pdf.xref(), settings.clone());
        let mut reader = PageReader::new(deadline);
        let drawn = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut reader)));
        match drawn {
            Err(_) if reader.given_up && !deadline.is_over() => return Err("a page of it draws without end".into()),
            Err(panic) if !reader.given_up => resume_unwind(panic),
            _ => read.push(reader.end().ok_or_else(|| too_long(limits.time))?),
        }
    }
    Ok(read)
}
