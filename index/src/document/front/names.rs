//! The names of authors in a byline or field.

use super::person::follows_name;

/// Splits a list of authors: at commas, semicolons, "and" and "&"; "By" and the like before them goes.
pub fn split_names(text: &str) -> Vec<String> {
    let bare = strip_by(text.trim());
    let mut names = Vec::new();
    for part in bare.split([';', ',', '|', '•', '·']) {
        for name in part.replace(" & ", " and ").replace(" AND ", " and ").split(" and ") {
            let name = name.trim().trim_start_matches("and ").trim_matches(|mark: char| mark.is_whitespace() || mark == '.');
            if !name.is_empty() && !follows_name(name) {
                names.push(name.to_owned());
            }
        }
    }
    names.dedup();
    names
}

fn strip_by(text: &str) -> &str {
    match text.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("by ") || start.eq_ignore_ascii_case("by\u{a0}") => text[3..].trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        assert_eq!(split_names("By Ann Lee, Bo Berg and Çağla Şen"), ["Ann Lee", "Bo Berg", "Çağla Şen"]);
        assert_eq!(split_names("Ann Lee & Bo Berg, PhD"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(split_names("  "), Vec::<String>::new());
    }
}
