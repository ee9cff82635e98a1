//! Which of several people of one surname?
//!
//! What stands before the surname tells: `President Trump` is whoever was president, `Mrs Clinton` a woman. So the wife whom a
//! document names in full does not take the husband's mentions, though he is named by surname alone.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::claim::{Claim, Scene};
use super::gazetteer::{Gazetteer, Known};
use super::given::{Sex, sex_of};
use super::lexicon::{STANDING_TITLES, WordSet};
use super::token::hash_folded;
use super::{Actor, ActorKind};
use crate::text::fold_phrase;

/// Forms of address for women.
static FOR_WOMEN: WordSet =
    WordSet::of("mrs ms miss madam madame mme lady frau senora queen princess duchess congresswoman chairwoman");
/// Forms of address for men.
static FOR_MEN: WordSet = WordSet::of("mr sir lord herr senor king prince duke congressman");
/// What has the name of whoever governs.
static RULES: WordSet = WordSet::of("administration presidency");
/// Those who give such a name.
const RULERS: &[&str] = &["president", "prime minister", "chancellor"];
/// How many words before a surname may be its titles.
const TITLES_AT_MOST: usize = 3;

/// What the words around a surname say of its bearer.
#[derive(Clone, Copy, Default)]
pub(crate) struct Bearing {
    /// The title right before it that an office has.
    title: Option<u64>,
    /// Whether what follows is a government.
    rules: bool,
    pub sex: Option<Sex>,
}

impl Bearing {
    /// Looks at the words around a claim.
    pub fn of(scene: &Scene<'_>, claim: &Claim) -> Bearing {
        let opens = scene.tokens[claim.first].opens;
        let before = scene.tokens[..claim.first].iter().rev().take(if opens { 0 } else { TITLES_AT_MOST });
        let mut bearing = Bearing::default();
        for token in before.filter(|token| token.is_word()) {
            if !token.case.is_capital() {
                break;
            }
            bearing.sex = bearing.sex.or(address_of(token.folded));
            bearing.title = bearing.title.or(Some(token.folded).filter(|title| STANDING_TITLES.holds(*title)));
            if token.opens {
                break;
            }
        }
        let behind = scene.tokens.get(claim.after).filter(|token| !token.opens);
        bearing.rules = behind.is_some_and(|token| RULES.holds(token.folded));
        bearing
    }

    /// Whether the words say anything.
    pub fn speaks(&self) -> bool {
        self.title.is_some() || self.rules || self.sex.is_some()
    }

    /// Whether the words ask for the holder of an office.
    pub fn asks_for_office(&self) -> bool {
        self.title.is_some() || self.rules
    }

    /// Whether a person of the dictionary has held the office.
    pub fn held_by(&self, known: &Known) -> bool {
        let mut offices = known.offices.split('|').filter_map(|term| term.split(':').nth(1));
        offices.any(|office| {
            let titled = |title: u64| office.split(' ').any(|word| hash_folded(word) == title);
            self.title.is_some_and(titled) || self.rules && RULERS.contains(&office)
        })
    }

    /// Whether the person of that sex is excluded.
    pub fn excludes(&self, sex: Option<Sex>) -> bool {
        matches!((self.sex, sex), (Some(asked), Some(sex)) if asked != sex)
    }

    /// Whether another place gives the same title.
    pub fn shares_title(&self, other: &Bearing) -> bool {
        self.title.is_some() && self.title == other.title
    }
}

fn address_of(word: u64) -> Option<Sex> {
    match (FOR_WOMEN.holds(word), FOR_MEN.holds(word)) {
        (true, _) => Some(Sex::Woman),
        (_, true) => Some(Sex::Man),
        _ => None,
    }
}

/// The sex of a person of the dictionary, by the given name.
pub(crate) fn sex_of_known(known: &Known) -> Option<Sex> {
    let given = known.name.split(' ').next()?;
    sex_of(hash_folded(&fold_phrase(given)))
}

/// The only person of the dictionary with that surname and sex.
pub(crate) fn only_namesake(surname: &str, sex: Sex) -> Option<&'static Actor> {
    let bearers = people().get(&fold_phrase(surname))?;
    let mut fitting = bearers.iter().filter(|known| sex_of_known(known) == Some(sex));
    let only = fitting.next()?;
    fitting.next().is_none().then(|| only.actor())
}

/// The people of the dictionary, by their folded last names.
fn people() -> &'static FxHashMap<String, Vec<&'static Known>> {
    static PEOPLE: OnceLock<FxHashMap<String, Vec<&'static Known>>> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let mut people: FxHashMap<String, Vec<&'static Known>> = FxHashMap::default();
        for known in Gazetteer::shared().actors.iter().filter(|known| known.kind == ActorKind::Person) {
            let name = fold_phrase(known.name);
            people.entry(name.rsplit(' ').next().unwrap_or_default().to_owned()).or_default().push(known);
        }
        people
    })
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    fn last(text: &str) -> String {
        ids(text).pop().unwrap_or_default()
    }

    #[test]
    fn an_office_is_its_holders() {
        assert_eq!(last("Melania Trump visited a school. President Trump did not come."), "person/donald-trump");
        assert_eq!(last("First Lady Melania Trump spoke of her husband, President Trump."), "person/donald-trump");
        assert_eq!(last("Melania Trump came. The second Trump Administration began."), "person/donald-trump");
        assert_eq!(last("Melania Trump came, and Mrs. Trump spoke."), "person/melania-trump");
    }

    #[test]
    fn an_address_is_a_womans_or_a_mans() {
        assert_eq!(last("Bill Clinton, Hillary Clinton and others came. Mrs Clinton lost."), "person/hillary-clinton");
        assert_eq!(last("Jill Biden spoke. Mr. Biden left."), "person/joe-biden");
        assert_eq!(last("Martin Quill met Laura Quill. Then Mrs. Quill left."), "person/laura-quill");
        assert_eq!(last("Laura Quill met Martin Quill. Then Mr. Quill left."), "person/martin-quill");
    }

    #[test]
    fn an_address_is_rather_whose_name_tells_it() {
        let text = "Zorba Quillfeather spoke. Her husband, Dan Quillfeather, left. Then Mr. Quillfeather stayed.";
        assert_eq!(last(text), "person/dan-quillfeather");
    }

    #[test]
    fn an_address_that_nobody_fits_is_looked_up_once() {
        // A fold of the whole dictionary for each mention, once.
        let text = format!("John Quillfeather met.{}", " Then Mrs Quillfeather left.".repeat(500));
        assert_eq!(ids(&text).len(), 501);
    }

    #[test]
    fn a_full_name_is_no_surname() {
        assert_eq!(ids("Chelsea Clinton spoke."), ["person/chelsea-clinton"]);
    }
}
