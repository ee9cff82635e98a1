//! The phrases by which pages give their furniture away.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::text::Span;

/// What a phrase is a sign of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cue {
    /// Buttons that pass the article on.
    Share,
    /// Ways through the site.
    Menu,
    /// What follows is other articles.
    Related,
    /// Rights, terms, cookies.
    Legal,
    /// Appeals for money, membership, subscription.
    Appeal,
    /// Who posted it and when, how many comments.
    Posted,
    /// Whose picture it is.
    Credit,
    /// Who the author is.
    Bio,
    /// Addresses of the web and of mail.
    Address,
}

/// How many kinds of cue there are.
pub const KINDS: usize = 9;

#[rustfmt::skip]
const PHRASES: [(Cue, &[&str]); KINDS] = [
    (Cue::Share, &[
        "share this", "share on", "share via", "share article", "share", "tweet", "tweet this", "facebook", "twitter",
        "whatsapp", "linkedin", "reddit", "pinterest", "telegram", "digg", "del.icio.us", "delicious", "stumbleupon",
        "bookmark", "print this", "print article", "print page", "print", "printer friendly", "printer-friendly",
        "printable version", "email this", "e-mail this", "email", "e-mail", "email a friend", "send to a friend",
        "e-mail to a friend", "copy link", "save this", "text size", "font size", "listen to this", "close button",
        "follow us", "reprints", "permalink", "trackback", "copy url", "teilen", "drucken", "imprimer", "paylaş",
    ]),
    (Cue::Menu, &[
        "home", "homepage", "skip to", "skip navigation", "go to content", "go to header", "menu", "search",
        "advanced search", "site map", "sitemap", "site index", "next page", "previous page", "next", "previous",
        "back to top", "top of page", "scroll to top", "contact us", "contact", "about us", "about", "login", "log in",
        "sign in", "log out", "my account", "register", "rss", "rss feed", "feeds", "archive", "archives", "advertisement",
        "advertise", "advertise with us", "advertising", "sponsored", "click here", "view all", "see all", "show more",
        "load more", "help", "faq", "feedback", "careers", "jobs", "classifieds", "weather", "horoscopes", "mobile", "video",
        "photos", "multimedia", "go to", "back to", "return to", "navigation", "categories", "sections", "page", "startseite",
        "suche", "kontakt", "impressum", "accueil", "recherche", "inicio", "buscar", "anasayfa", "editions", "site by",
        "powered by", "hosted by", "best viewed", "find us", "jump to", "close", "open menu", "toggle", "website", "web site",
        "our site", "shopping", "local news", "sports", "business",
    ]),
    (Cue::Related, &[
        "related", "related articles", "related article", "related stories", "related story", "related news", "related links",
        "related content", "related publications", "related topics", "related posts", "related coverage", "related items",
        "related information", "related reading", "related documents", "all publications", "read next", "read also",
        "also read", "read more", "you might also like", "you may also like", "more from", "more on this",
        "more on this story", "more like this", "more in", "more about", "more news", "more stories", "more articles",
        "more headlines", "see also", "most read", "most popular", "most viewed", "most emailed", "most e-mailed",
        "most recent", "most commented", "recommended", "recommended for you", "latest news", "latest stories",
        "latest headlines", "latest", "trending", "trending now", "popular now", "popular stories", "top stories", "top news",
        "headlines", "other stories", "other news", "in other news", "also in the news", "elsewhere on the web",
        "around the web", "from our partners", "from the web", "don't miss", "what to read next", "what others are saying",
        "editor's picks", "editors' picks", "editors' choice", "featured", "featured stories", "in this section",
        "also in this section", "recent posts", "recent entries", "recent articles", "recent stories", "recent comments",
        "previous article", "next article", "previous post", "next post", "upcoming events", "external links", "links",
        "useful links", "more information", "full story", "full article", "read the full", "continue reading",
        "what links here", "see more", "sponsored links", "ads by google", "ads by", "complete coverage", "special reports",
        "special report", "in depth", "in-depth", "stay up to date", "stay informed", "mehr zum thema", "lesen sie auch",
        "à lire aussi", "lire aussi", "lea también", "ilgili haberler", "comments", "leave a comment", "leave a reply",
        "post a comment", "add a comment", "add comment", "add your comment", "view comments", "join the discussion",
        "have your say", "discuss", "your comments", "readers' comments", "reader comments", "user comments",
        "write a comment", "kommentare", "yorumlar",
    ]),
    (Cue::Legal, &[
        "copyright", "(c)", "©", "all rights reserved", "rights reserved", "terms of use", "terms of service",
        "terms and conditions", "terms & conditions", "privacy policy", "privacy statement", "privacy notice", "privacy",
        "terms", "cookie", "cookies", "cookie policy", "disclaimer", "legal notice", "trademark", "trademarks",
        "may not be published", "may not be reproduced", "without permission", "user agreement", "reproduction in whole",
        "recaptcha", "not responsible for", "material may not", "reprinted with permission", "alle rechte vorbehalten",
        "tous droits réservés", "todos los derechos", "tüm hakları", "datenschutz", "the views expressed",
        "the opinions expressed", "creative commons", "licensed under", "syndication", "accessibility",
    ]),
    (Cue::Appeal, &[
        "donate", "donation", "donations", "tax-deductible", "tax deductible", "subscribe", "subscribe now", "subscription",
        "subscriptions", "subscriber", "subscribers", "newsletter", "newsletters", "sign up", "sign-up", "support us",
        "support our", "support independent", "become a member", "become a subscriber", "become a patron", "membership",
        "your inbox", "email address", "e-mail address", "your email", "your e-mail", "free trial", "for free",
        "we can't do it without", "we can’t do it without", "without your support", "with your help", "ask for your help",
        "help us", "reader-supported", "readers like you", "supporters like you", "your support", "make a gift", "chip in",
        "independent journalism", "if you enjoyed", "if you liked", "like what you", "download our app", "get our app",
        "get the app", "app store", "google play", "join us", "join our", "join now", "email alerts", "e-mail alerts",
        "free newsletter", "daily email", "register now", "register free", "order now", "buy now", "special offer",
        "get the latest", "breaking news", "stay connected", "username", "password", "patreon", "paypal", "advertiser",
        "registration",
    ]),
    (Cue::Posted, &[
        "posted by", "posted on", "posted at", "posted", "published on", "published", "updated", "updated on", "last updated",
        "last modified", "updated at", "date posted", "filed under", "filed", "category", "tags", "tagged", "tagged with",
        "topics", "keywords", "written by", "submitted by", "first published", "created on", "modified", "min read",
        "minute read", "minutes read", "reading time", "views", "hits", "votes", "rating", "rate this", "replies", "reply",
        "reply to", "report abuse", "says", "wrote", "said:", "wrote:", "am", "pm", "gmt", "edt", "est", "ago",
        "publication series", "issue", "vol", "source", "story by", "veröffentlicht", "publié", "mis à jour", "yayınlanma",
    ]),
    (Cue::Credit, &[
        "photo", "photos by", "photo by", "photograph", "photograph by", "photographer", "picture", "pictures", "image",
        "image credit", "photo credit", "getty", "getty images", "ap photo", "afp", "epa", "reuters", "sputnik",
        "shutterstock", "istock", "courtesy", "courtesy of", "credit", "illustration", "illustration by", "file photo",
        "banner image", "associated press", "enlarge", "enlarge image", "click to enlarge", "view larger", "larger image",
        "caption", "foto", "handout", "flickr", "wikimedia", "play video", "watch video", "slideshow", "slide show",
        "gallery", "logo",
    ]),
    (Cue::Bio, &[
        "is a fellow", "is a senior", "is a research", "is a staff", "is a freelance", "is a journalist", "is a professor",
        "is a reporter", "is a correspondent", "is a writer", "is a contributing", "is a columnist", "is a visiting",
        "is an associate", "is an assistant", "is an editor", "is an independent", "is an analyst", "is an author",
        "is the author of", "is the editor", "is the news editor", "is the founder", "is the director", "is based in",
        "writes about", "writes for", "about the author", "about the authors", "author's bio", "follow him", "follow her",
        "follow them", "can be reached", "may be reached", "reach him", "reach her", "contributed to this", "reporting by",
        "editing by", "additional reporting", "has a master's", "holds a", "more from this author", "all posts by",
        "view all posts", "staff writer",
    ]),
    (Cue::Address, &[
        "http", "https", "www", "com", "org", "net", "co.uk", "html", "tel", "fax", "phone", "mailto", "isbn", "issn", "url",
    ]),
];

static MATCHER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let phrases = PHRASES.iter().flat_map(|(_, phrases)| phrases.iter());
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
    builder.build(phrases).ok()
});

/// The kind of each phrase, by its number in the matcher.
static KIND_OF: LazyLock<Vec<u8>> =
    LazyLock::new(|| PHRASES.iter().flat_map(|(cue, phrases)| std::iter::repeat_n(*cue as u8, phrases.len())).collect());

/// The cues of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cues {
    /// How often each kind occurs.
    pub counts: [u8; KINDS],
    /// How many bytes of the line its cues take.
    pub bytes: u32,
    /// The kind that opens the line, if one does, as the number of its kind plus one.
    pub opening: u8,
}

impl Cues {
    /// How often cues of a kind occur.
    pub fn count(&self, cue: Cue) -> u8 {
        self.counts[cue as usize]
    }

    /// Tells whether the line begins with a cue of this kind.
    pub fn opens_with(&self, cue: Cue) -> bool {
        self.opening == cue as u8 + 1
    }
}

/// Finds the cues of every line in one pass; `lines` are in order and do not overlap.
pub fn find_cues(text: &str, lines: &[Span]) -> Vec<Cues> {
    let mut found = vec![Cues::default(); lines.len()];
    let Some(matcher) = MATCHER.as_ref() else { return found };
    let bytes = text.as_bytes();
    let mut at = 0;
    for hit in matcher.find_iter(text) {
        while at < lines.len() && lines[at].end < hit.end() {
            at += 1;
        }
        let Some(line) = lines.get(at) else { break };
        if hit.start() < line.start || !stands_alone(bytes, hit.start(), hit.end()) {
            continue;
        }
        let kind = KIND_OF[hit.pattern().as_usize()];
        let cues = &mut found[at];
        cues.counts[kind as usize] = cues.counts[kind as usize].saturating_add(1);
        cues.bytes += (hit.end() - hit.start()) as u32;
        if hit.start() - line.start <= 4 && cues.opening == 0 {
            cues.opening = kind + 1;
        }
    }
    found
}

/// A cue is made of whole words; glued buttons (`Tweet thisPrint`) begin with a capital.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let begins = start == 0 || !bytes[start - 1].is_ascii_alphanumeric() || glued(bytes[start - 1], bytes[start]);
    let ends = end == bytes.len() || !bytes[end].is_ascii_alphanumeric() || glued(bytes[end - 1], bytes[end]);
    begins && ends
}

fn glued(before: u8, after: u8) -> bool {
    before.is_ascii_lowercase() && after.is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(line: &str) -> Cues {
        find_cues(line, &[Span::new(0, line.len())])[0]
    }

    #[test]
    fn cues_are_whole_words() {
        assert_eq!(cues("Share this articleComments").counts.iter().sum::<u8>(), 2);
        assert_eq!(cues("Shareholders commented").counts.iter().sum::<u8>(), 0);
    }

    #[test]
    fn the_longest_phrase_counts() {
        assert_eq!(cues("You might also like").count(Cue::Related), 1);
        assert!(cues("Related Publications").opens_with(Cue::Related));
    }

    #[test]
    fn each_line_has_its_own() {
        let text = "Home\nThey met.\nAll rights reserved";
        let found = find_cues(text, &[Span::new(0, 4), Span::new(5, 14), Span::new(15, text.len())]);
        assert_eq!(found[0].count(Cue::Menu), 1);
        assert_eq!(found[1], Cues::default());
        assert_eq!(found[2].count(Cue::Legal), 1);
    }
}
