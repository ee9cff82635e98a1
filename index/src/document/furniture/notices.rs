//! What sites print between the paragraphs of an article, in the same words each time: players, boxes for newsletters and
//! accounts, imprints of houses.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::draft::Draft;
use super::opener::Openers;
use super::turns::is_turn;

/// What opens a label of a player, a list or a button.
const LABELS: Openers = Openers::of(&[
    "listen to this article",
    "listen to article",
    "share full article",
    "share this with",
    "copy this link",
    "about sharing",
    "skip advertisement",
    "skip past newsletter",
    "after newsletter promotion",
    "story continues below",
    "article continues after",
    "continue reading below",
    "keep reading",
    "recommended stories",
    "list of 2 items",
    "list of 3 items",
    "list of 4 items",
    "list of 5 items",
    "list 1 of",
    "list 2 of",
    "list 3 of",
    "list 4 of",
    "list 5 of",
    "end of list",
    "play video",
    "video duration",
    "play audio",
    "audio playback",
    "now playing",
    "unmute",
    "table of contents",
    "view image in fullscreen",
    "save for later",
    "add as preferred source",
    "add us on google",
    "prefer us on google",
    "make us preferred",
    "click to share",
    "artikel anhören",
    "artikel merken",
    "merkliste",
    "lesezeit",
    "anzeige",
    "temps de lecture",
    "ajouter à vos sélections",
    "offrir l'article",
    "offrir l’article",
    "publicité",
    "publicidad",
    "escuchar",
    "ascolta l'articolo",
]);

/// The longest label, in words.
const LONGEST_LABEL: u32 = 12;

/// What only a notice says, wherever in it.
const SAYINGS: &[&str] = &[
    "sign up for our newsletter",
    "sign up for our free",
    "sign up for our daily",
    "sign up for our weekly",
    "sign up to our",
    "sign up here",
    "subscribe to our newsletter",
    "subscribe to our channel",
    "subscribe to our free",
    "get our flagship newsletter",
    "to your inbox",
    "in your inbox",
    "receive new posts and support",
    "reader-supported publication",
    "becoming a paid subscriber",
    "a free or paid subscriber",
    "enter your email",
    "thanks for signing up",
    "thank you for subscribing",
    "by signing up, you agree",
    "by subscribing, you agree",
    "protected by recaptcha",
    "follow us on",
    "follow our channel on",
    "join our whatsapp",
    "join our telegram",
    "our whatsapp channel",
    "our telegram channel",
    "reach the newsroom on whatsapp",
    "download our app",
    "have a news tip",
    "have a story tip",
    "order reprints",
    "this article appears in print",
    "we value your privacy",
    "accept all cookies",
    "manage your cookie",
    "uses cookies to",
    "use of cookies",
    "email address will not be published",
    "required fields are marked",
    "you must be logged in to",
    "be the first to comment",
    "join the conversation",
    "view comments",
    "opens in new window",
    "opens in a new window",
    "opens in new tab",
    "thomson reuters trust principles",
    "purchase licensing rights",
    "for reproduction of this article",
    "not responsible for the content of external",
    "does not take specific policy positions",
    "no direct sponsorship contributed to",
    "general support to",
    "newsletter kostenlos abonnieren",
    "newsletter abonnieren",
    "abonnez-vous",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "suscríbete",
    "síguenos en",
    "iscriviti alla newsletter",
    "abone ol",
];

/// Sayings that people say as well: of a notice only where little else is said.
const ALSO_SAID: &[&str] = &[
    "to your inbox",
    "in your inbox",
    "enter your email",
    "follow us on",
    "join the conversation",
    "view comments",
    "uses cookies to",
    "use of cookies",
    "general support to",
];

/// A notice has at most so many words.
const LONGEST: u32 = 60;

/// The same where people say it as well.
const LONGEST_ALSO_SAID: u32 = 20;

/// An imprint, in which a house tells what it is, may be longer.
const LONGEST_IMPRINT: u32 = 110;
const IMPRINT: &str = "does not take specific policy positions";

static MATCHER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(SAYINGS).ok());

/// Drops the notices that are left amid the article.
pub fn drop_notices(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        let words = draft.measure(place).words;
        let text = draft.words_of(place);
        let asks = words <= LONGEST_IMPRINT && (draft.units[place].cues.bytes > 0 || words <= LONGEST_LABEL)
            || says_where_posted(text, words);
        let may_be = asks && draft.is_body(place) && !draft.units[place].recurs && !is_turn(text);
        if may_be && (is_label(text, words) || says_notice(text, words) || says_where_posted(text, words)) {
            draft.drop(place, "a notice of the site");
        }
    }
}

fn is_label(text: &str, words: u32) -> bool {
    words <= LONGEST_LABEL
        && (words <= 4 || !text.ends_with('.'))
        && LABELS.of_line(text).any(|(_, rest)| !rest.starts_with(char::is_alphanumeric))
}

/// What feeds end their items with: "The post X appeared first on SITE."
fn says_where_posted(text: &str, words: u32) -> bool {
    words <= LONGEST && ["The post ", "The article ", "Der Beitrag "].iter().any(|opener| text.starts_with(opener)) && {
        text.contains(" appeared first on ") || text.contains(" first appeared on ") || text.contains(" erschien zuerst auf ")
    }
}

fn says_notice(text: &str, words: u32) -> bool {
    let Some(matcher) = MATCHER.as_ref() else { return false };
    let longest = |saying: &str| match saying {
        IMPRINT => LONGEST_IMPRINT,
        saying if ALSO_SAID.contains(&saying) => LONGEST_ALSO_SAID,
        _ => LONGEST,
    };
    matcher.find_iter(text).any(|hit| words <= longest(SAYINGS[hit.pattern().as_usize()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_from_prose() {
        let is_notice = |line: &str| {
            let words = line.split_whitespace().count() as u32;
            is_label(line, words) || says_notice(line, words) || says_where_posted(line, words)
        };
        for line in [
            "Listen to this article · 5:12 min",
            "Get the stories that matter along the coast in your inbox every weekday.",
            "Slack Water is a reader-supported publication. To receive new posts, consider becoming a paid subscriber.",
            "list 2 of 3Who owns the breakwater?",
            "Follow us on X, WhatsApp and Telegram",
            "Lesezeit: 3 Min.",
            "The post Who owns the breakwater? appeared first on The Quay.",
        ] {
            assert!(is_notice(line), "{line}");
        }
        for line in [
            "The photo of the wall appeared first on the page of the mayor.",
            "Play video games, he said, and see what becomes of you.",
            "Unmuted, the boat's engine can be heard as far as the quay.",
            "You all should have a full list of events through next Thursday in your inbox. And I know you all will look \
             forward to those events across the country.",
            "The board will use its own staff to answer letters that arrive in the inbox of the harbour.",
        ] {
            assert!(!is_notice(line), "{line}");
        }
    }
}
