//! What a page says outside its article. It is kept, so that nothing of a page is lost, and told from the article, so that it
//! is furniture whatever it says.

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::text::Span;

/// An article with the rest of its page around it.
#[derive(Default)]
pub struct Surrounded {
    /// The lines of the article as they were, and between them those of the page.
    pub text: String,
    /// Where the lines of the page stand, in order.
    pub outside: Vec<Span>,
}

/// Puts the words of a page that its article lacks between the lines of the article, where they stood in the page.
///
/// Which words it lacks is the difference of the two texts word by word: the article was cut out of the page, so nearly all
/// of it is found there in the same order.
pub fn surround(article: &str, page: &str) -> Surrounded {
    let (inside, all) = (words(article), words(page));
    let mut input = InternedInput::default();
    input.update_before(all.iter().map(|word| word.of(page)));
    input.update_after(inside.iter().map(|word| word.of(article)));
    let mut whole = Surrounded::default();
    let mut written = 0;
    for hunk in Diff::compute(Algorithm::Histogram, &input).hunks() {
        let lines = lines(page, &all[hunk.before.start as usize..hunk.before.end as usize]);
        if !lines.is_empty() {
            let end = line_bound(article, inside.get(hunk.after.start as usize));
            whole.text.push_str(&article[written..end]);
            written = end;
            whole.put(&lines);
        }
    }
    whole.text.push_str(&article[written..]);
    whole
}

impl Surrounded {
    fn put(&mut self, lines: &[&str]) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        for line in lines {
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.text.push('\n');
        self.outside.push(Span::new(start, self.text.len()));
    }
}

fn words(text: &str) -> Vec<Span> {
    text.split_whitespace().map(|word| Span::of_part(word, text)).collect()
}

/// The lines that words in a row stand on, as far as the words go; those without a letter or digit say nothing.
fn lines<'t>(text: &'t str, words: &[Span]) -> Vec<&'t str> {
    let one_line = |before: &Span, after: &Span| !text[before.end..after.start].contains('\n');
    let lines = words.chunk_by(one_line).map(|line| line[0].cover(line[line.len() - 1]).of(text));
    lines.filter(|line| line.contains(char::is_alphanumeric)).collect()
}

/// Where a line of the text begins: at the word where it opens one, else below the word; at the text's end without a word.
fn line_bound(text: &str, word: Option<&Span>) -> usize {
    let Some(word) = word else { return text.len() };
    let start = text[..word.start].rfind('\n').map_or(0, |end| end + 1);
    match text[start..word.start].trim().is_empty() {
        true => start,
        false => text[word.start..].find('\n').map_or(text.len(), |end| word.start + end + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outside(whole: &Surrounded) -> Vec<&str> {
        whole.outside.iter().map(|span| span.of(&whole.text)).collect()
    }

    #[test]
    fn what_the_article_lacks_stands_around_it() {
        let article = "They met on Tuesday.\n\nNothing was agreed there, they said.";
        let page =
            "Home\nNews\n\nThey met on Tuesday.\n\nRead also: the wall\n\nNothing was agreed there, Share they said.\nAbout";
        let whole = surround(article, page);
        assert_eq!(
            whole.text,
            "Home\nNews\n\nThey met on Tuesday.\n\nRead also: the wall\n\nNothing was agreed there, they said.\n\nShare\n\nAbout\n\n"
        );
        assert_eq!(outside(&whole), ["Home\nNews\n\n", "Read also: the wall\n\n", "Share\n\n", "About\n\n"]);
    }

    #[test]
    fn marks_alone_are_left_out() {
        let whole = surround("They met.", "| > They met. |");
        assert_eq!((whole.text.as_str(), whole.outside.len()), ("They met.", 0));
    }

    proptest::proptest! {
        #[test]
        fn the_article_stays_as_it_is(article in "([ab]{1,3}[ \n]{1,2}){0,12}", page in "([a-c|]{1,3}[ \n]{1,2}){0,20}") {
            let whole = surround(&article, &page);
            let mut inside = String::new();
            let mut end = 0;
            for span in &whole.outside {
                inside.push_str(&whole.text[end..span.start]);
                end = span.end;
            }
            inside.push_str(&whole.text[end..]);
            proptest::prop_assert_eq!(inside.trim_end(), article.trim_end());
        }
    }
}
