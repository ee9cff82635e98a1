//! Is it a name, or a plain word that is written with a capital out of respect?
//!
//! Speeches and decrees honour words: the Powers, the Charter, Member States, the Federal Government, a Secretary of Commerce.
//! They name nobody by themselves. What the dictionary knows, and what else stands for an organisation in its document, is not
//! asked here.

use super::ActorKind;
use super::claim::Scene;
use super::lexicon::{GENERIC, NO_ACTORS, WordSet};
use super::tagger::Tagged;
use super::token::{Case, Token, hash_folded};
use super::wording::head_of;

/// Words that alone are no name, whatever their capital.
static SOLEMN: WordSet = WordSet::of(
    "charter constitution bill law laws act acts treaty treaties covenant covenants agreement agreements convention conventions protocol \
     protocols order orders declaration resolution resolutions initiative initiatives article articles annex appendix decree \
     proclamation memorandum report reports address section sections title chapter part paragraph subsection stat \
     powers power parties participants press kingdom community communities territory territories tribe tribes tribal \
     indigenous federal allied territorial local interim military civilian democratic popular royal imperial \
     committees commissions councils governments ministries departments agencies parliaments peoples people nations members \
     gentlemen gentleman ladies sirs messrs madam sir colleagues friends citizens americans patriots veterans heroes \
     peace freedom liberty justice equality democracy heaven hell mankind humanity god lord almighty providence \
     christ holocaust revolution republic crown throne fatherland motherland homeland sea ocean river lake canal island \
     islands spring summer autumn fall winter day night week month year today tomorrow \
     ai dei stem phd lgbt covid sars mr mrs ms dr \
     interior commerce labor energy defense defence agriculture transportation transport education housing \
     health finance trade industry justice planning culture tourism environment economy foreign affairs security \
     secretariat secretary president minister chairman ambassador excellency majesty delegate delegates \
     moslem moslems arabian balkan bantu baltic slav slavs hitlerite hitlerites zionist zionists native hawaiian hawaiians \
     facilities purchasers divestment information fiscal general commandant national guidelines llc inc \
     allies potus flotus strategy port basin sultan parliament strait juneteenth",
);
/// Words that in the plural are many bodies and not one: `Western Powers`, `Member States`, `Trust Territories`.
static MANY: WordSet = WordSet::of(
    "powers states nations tribes territories peoples parties members governments places participants provisions committees \
     commissions councils countries lands heads leaders delegations delegates ministers presidents ambassadors secretaries \
     communities organizations organisations institutions agencies departments islanders hawaiians natives \
     areas rights uses effects substances facilities offices purchasers people measures requirements responsibilities definitions",
);
/// Words before those who govern that do not say whom: `Federal Government`.
static GOVERNING: WordSet = WordSet::of(
    "the federal central provisional royal national local state revolutionary interim transitional military colonial imperial \
     democratic popular people peoples new present former current s",
);
/// Those who govern.
static GOVERNMENTS: WordSet = WordSet::of("government administration regime authorities republic");
/// Words before a body that do not say whose: `Special Committee`.
static AD_HOC: WordSet = WordSet::of(
    "the special general standing executive preparatory working sub ad hoc joint steering drafting select main interagency interim \
     specialized specialised administering occupying nuclear trust mandatory northern southern eastern western middle central",
);
/// Those who govern under somebody's name, which alone is an actor's: `Adenauer Government`.
static RULES: WordSet = WordSet::of("government governments regime regimes");
/// Bodies that are set up for a purpose.
static BODIES: WordSet =
    WordSet::of("committee subcommittee group groups board office agency branch conference power district authority territory");
/// Parts of a writing, which a number or letter follows: `Chapter VII`.
static DIVISIONS: WordSet = WordSet::of(
    "title chapter section sec article part annex appendix subsection paragraph subpart figure table vol volume no order resolution",
);
/// Offices whose field of work stands behind `of` or `for`.
static FIELD_OFFICES: WordSet = WordSet::of(
    "secretary secretaries minister ministers undersecretary assistant assistants advisor adviser advisors advisers master doctor \
     bachelor school schools department departments",
);

/// Words that make an adjective of a region: `Middle Eastern`.
static FACING: WordSet = WordSet::of("northern southern eastern western arabian balkan baltic");

/// Whether a name of the tagger's is none: its words are honoured, general, or part of something else.
pub(crate) fn is_solemn(scene: &Scene<'_>, tag: Tagged) -> bool {
    let words = &scene.tokens[tag.first..tag.after];
    let [.., last] = words else { return false };
    let plain = match words {
        [sign, ..] if sign.folded == hash_folded("@") => true,
        [word] => {
            SOLEMN.holds(word.folded) || is_doctrine(scene.text, word) || is_field(scene, tag) || is_handle(scene, tag.first)
        }
        [_, rest @ ..] if rest.iter().all(|token| token.joined) && is_doctrine(scene.text, last) => true,
        _ => is_division(scene.text, words) || is_general(words) || tag.kind != Some(ActorKind::Person) && is_field(scene, tag),
    };
    let adjective = tag.kind == Some(ActorKind::Place) && (NO_ACTORS.holds(last.folded) || FACING.holds(last.folded));
    plain
        || adjective
        || is_plural_acronym(scene.text, last)
        || is_slug(words)
        || tag.kind == Some(ActorKind::Person) && is_case_party(scene, tag)
}

/// `Zionism`, `Pan-Americanism`.
fn is_doctrine(text: &str, word: &Token) -> bool {
    let word = word.span.of(text);
    word.len() >= 6 && (word.ends_with("ism") || word.ends_with("isms"))
}

/// `Chapter VII`, `Section 506A`.
fn is_division(text: &str, words: &[Token]) -> bool {
    let [division, number] = words else { return false };
    let number = number.span.of(text);
    let counts = number.starts_with(|first: char| first.is_ascii_digit()) || number.bytes().all(|byte| b"IVXLC".contains(&byte));
    DIVISIONS.holds(division.folded) && (counts || number.len() == 1)
}

/// `Western Powers`, `Federal Government`, `Working Group`.
fn is_general(words: &[Token]) -> bool {
    let [before @ .., last] = words else { return false };
    let all = |set: &WordSet| before.iter().all(|token| !token.is_word() || set.holds(token.folded));
    head_of(words).is_some_and(|head| MANY.holds(words[head].folded))
        || RULES.holds(last.folded)
        || GOVERNMENTS.holds(last.folded) && all(&GOVERNING)
        || BODIES.holds(last.folded) && (all(&AD_HOC) || all(&GENERIC))
}

/// What somebody is secretary of: `Secretary of Commerce`, `Minister for Foreign Affairs`.
pub(crate) fn is_field(scene: &Scene<'_>, tag: Tagged) -> bool {
    let the = usize::from(tag.first > 0 && scene.tokens[tag.first - 1].folded == hash_folded("the"));
    let Some([office, link]) = (tag.first - the).checked_sub(2).and_then(|at| scene.tokens.get(at..at + 2)) else { return false };
    let (of, is_for) = (link.folded == hash_folded("of"), link.folded == hash_folded("for"));
    let holds = (of || is_for) && FIELD_OFFICES.holds(office.folded) || is_for && office.folded == hash_folded("president");
    holds && office.case.is_capital() && !link.opens
}

/// `@POTUS`: the sign of an account.
fn is_handle(scene: &Scene<'_>, first: usize) -> bool {
    let here = &scene.tokens[first];
    let before = first.checked_sub(1).map(|place| &scene.tokens[place]);
    before.is_some_and(|sign| sign.folded == hash_folded("@") && sign.span.end == here.span.start)
}

/// `Roe v. Wade`: a case, and nobody in it acts.
fn is_case_party(scene: &Scene<'_>, tag: Tagged) -> bool {
    let is_versus = |token: &Token| token.folded == hash_folded("v") && token.case == Case::Lower;
    let point = |place: usize| scene.tokens.get(place).is_some_and(|token| token.folded == hash_folded("."));
    let behind = scene.tokens.get(tag.after).is_some_and(is_versus);
    let back = if tag.first > 0 && point(tag.first - 1) { 2 } else { 1 };
    behind || tag.first.checked_sub(back).is_some_and(|place| is_versus(&scene.tokens[place]))
}

/// `SRMAs`: several of what an acronym stands for.
fn is_plural_acronym(text: &str, word: &Token) -> bool {
    let word = word.span.of(text);
    word.len() >= 3 && word.strip_suffix('s').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// `Daily-Item-Sunbury-PA`: the name of a file.
fn is_slug(words: &[Token]) -> bool {
    words.len() >= 4 && words[1..].iter().all(|token| token.joined && token.case != Case::Lower)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn honoured_and_general_words_are_no_actors() {
        for text in [
            "Under the Charter, the Powers and the Participants have duties.",
            "We said so to the Western Powers and to the Trust Territories.",
            "The Federal Government and the Provisional Government met a Working Group.",
            "The Secretary of Commerce and the Secretary of the Interior shall consult.",
            "Under Chapter VII and section 506A they were told that Pan-Americanism lives.",
            "The justices overturned Roe v. Wade.",
            "Thanks to @SenHarbour and @SecHarbour for this.",
            "Of per- and Polyfluoroalkyl Substances (PFAS) and of PFAS alone we know little.",
        ] {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn what_is_named_stays() {
        assert_eq!(
            ids("The Harbour Committee met Minister Anna Quill."),
            ["organisation/harbour-committee", "person/anna-quill"]
        );
        assert_eq!(ids("Talks with the United Nations Security Council"), ["organisation/united-nations-security-council"]);
    }
}
