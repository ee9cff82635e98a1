//! Where the article is over: behind the heading of other articles stands perfect prose that is none of it.

use super::draft::Draft;
use super::links::links_below;

/// Headings behind which no article goes on.
const HEADINGS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related news",
    "related links",
    "related content",
    "related publications",
    "related topics",
    "related posts",
    "related coverage",
    "related reading",
    "related items",
    "you might also like",
    "you may also like",
    "you may also be interested in",
    "read next",
    "read also",
    "also read",
    "what to read next",
    "up next",
    "more from this section",
    "more from this author",
    "more on this story",
    "more on this topic",
    "more like this",
    "more news",
    "more stories",
    "more headlines",
    "other stories",
    "other news",
    "most read",
    "most popular",
    "most viewed",
    "most emailed",
    "most commented",
    "recommended",
    "recommended for you",
    "recommended reading",
    "trending",
    "trending now",
    "popular now",
    "popular posts",
    "top stories",
    "latest news",
    "latest stories",
    "latest headlines",
    "latest posts",
    "recent posts",
    "recent articles",
    "around the web",
    "from around the web",
    "elsewhere on the web",
    "from our partners",
    "sponsored links",
    "sponsored content",
    "editor's picks",
    "editors' picks",
    "don't miss",
    "don’t miss",
    "editor’s picks",
    "editors’ picks",
    "in other news",
    "all publications",
    "mehr zum thema",
    "lesen sie auch",
    "à lire aussi",
    "lire aussi",
    "lea también",
    "ilgili haberler",
    "leggi anche",
    "lees ook",
];

/// A cue before so little of the prose (in a hundred words) stood in the middle of the article.
const MIDDLE: u32 = 70;

/// Drops what stands below the first heading of other articles.
pub fn drop_below_related(draft: &mut Draft<'_>) {
    let prose = |draft: &Draft<'_>, place: usize| draft.is_body(place) && draft.measure(place).is_prose();
    let total = draft.words_where(|place| prose(draft, place));
    let mut above = 0;
    let mut over = false;
    for place in 0..draft.units.len() {
        if !over && draft.units[place].cues.bytes > 0 && opens_related(draft, place) {
            draft.drop(place, "heading of other articles");
            over = above * 100 >= total * MIDDLE && above > 0;
        } else if over {
            draft.drop(place, "below the heading of other articles");
        } else if prose(draft, place) {
            above += draft.measure(place).words;
        }
    }
}

/// Tells whether a line is the heading of other articles, and not of a link or two behind which the article goes on.
fn opens_related(draft: &Draft<'_>, place: usize) -> bool {
    let line = draft.words_of(place);
    let bare = line.trim_end_matches(|mark: char| matches!(mark, ':' | '.' | '…' | '»' | '>' | '!') || mark.is_whitespace());
    bare.len() < 40 && HEADINGS.contains(&bare.to_lowercase().as_str()) && links_below(draft, place) == 0
}
