//! Which plain words matter to names?

use std::sync::OnceLock;

use super::token::hash_folded;

/// A set of folded words, asked by their hashes.
pub(crate) struct WordSet {
    words: &'static str,
    slots: OnceLock<Slots>,
}

/// The hashes of the words, each in the slot that its own bits name or in the next that was free; most slots are empty, so
/// that most words which are not in the set are known not to be by one look.
struct Slots {
    hashes: Box<[u64]>,
    shift: u32,
}

impl Slots {
    /// Slots for each word.
    const ROOM: usize = 4;

    fn of(words: &str) -> Slots {
        let count = words.split_ascii_whitespace().count() * Slots::ROOM;
        let bits = count.next_power_of_two().trailing_zeros().max(1);
        let mut slots = Slots { hashes: vec![0; 1 << bits].into(), shift: u64::BITS - bits };
        for hash in words.split_ascii_whitespace().map(hash_folded) {
            let slot = slots.probe(hash);
            slots.hashes[slot] = hash;
        }
        slots
    }

    /// The slot that holds a hash, or else the one where it would be put.
    fn probe(&self, hash: u64) -> usize {
        let mut slot = (hash >> self.shift) as usize;
        while self.hashes[slot] != hash && self.hashes[slot] != 0 {
            slot = (slot + 1) & (self.hashes.len() - 1);
        }
        slot
    }
}

impl WordSet {
    /// The words of a list, parted by blanks.
    pub const fn of(words: &'static str) -> WordSet {
        WordSet { words, slots: OnceLock::new() }
    }

    /// Whether the set has the word with this hash; 0 is no word's.
    pub fn holds(&self, folded: u64) -> bool {
        let slots = self.slots.get_or_init(|| Slots::of(self.words));
        folded != 0 && slots.hashes[slots.probe(folded)] == folded
    }
}

/// Whether a word opens sentences without being a name; it is given by its hash.
pub(crate) fn is_function_word(folded: u64) -> bool {
    FUNCTION_WORDS.holds(folded)
}

/// Titles and forms of address that stand before a person's name without being of it.
pub(crate) static TITLES: WordSet = WordSet::of(
    "the mr mrs ms miss dr sir lord lady dame president vice prime minister chancellor king queen prince princess crown pope emperor \
     empress sultan emir general gen lieutenant lt colonel col major maj captain capt sergeant sgt admiral adm commander justice \
     judge senator sen representative rep congressman congresswoman secretary governor gov mayor ambassador professor prof \
     speaker reverend rev bishop archbishop cardinal premier chairman chairwoman director foreign defense defence attorney \
     brigadier corporal private sheriff officer detective chief madam madame father sister coach spokesman spokeswoman \
     doctor rector dean marshal field tsar czar duke duchess count baron patriarch rabbi deputy acting former interim senators \
     representatives presidents ministers generals governors justices judges congressmen messrs potus generalissimo savior saviour \
     senior assistant associate undersecretary signor signora senor senora monsieur herr frau comrade",
);

/// Titles that are hardly ever somebody's name, so that a name begins behind them.
pub(crate) static OFFICES: WordSet = WordSet::of(
    "president minister senator secretary governor congressman congresswoman representative ambassador chancellor general colonel \
     lieutenant sergeant mr mrs ms dr professor judge premier spokesman spokeswoman mayor",
);

/// Titles that a document goes on to use for a person whom it has named with them.
pub(crate) static STANDING_TITLES: WordSet = WordSet::of(
    "president chancellor king queen prince princess pope emperor empress sultan emir general colonel major captain admiral \
     justice judge senator congressman congresswoman secretary governor mayor ambassador professor speaker bishop archbishop \
     cardinal premier chairman chairwoman sheriff tsar czar duke duchess rector dean marshal chief",
);

/// What follows a person's name without being of it: degrees, orders, `Jr.`
pub(crate) static BEHIND_NAMES: WordSet =
    WordSet::of("jr sr ii iii iv mp mep md phd qc kc sc esq frs ra om ch dl mbe obe cbe kbe dbe gbe kg kcb gcb");

/// What makes a company's name of any name.
pub(crate) static COMPANY_FORMS: WordSet = WordSet::of("inc corp ltd llc llp plc gmbh nv bv spa lp");

/// Words that alone name an organisation only in general.
pub(crate) static GENERIC: WordSet = WordSet::of(
    "organization organisation council conference commission committee administration government assembly court ministry department \
     agency alliance bureau university company member state states african union fund bank board center centre office group programme \
     program authority mission corporation task advisory force forces federation party institute foundation association college school \
     secretariat commonwealth house nation republic countries country region",
);

/// Small words that stand inside people's names.
pub(crate) static PARTICLES: WordSet = WordSet::of(
    "de la van von bin al el da dos di der den ter ibn ben abu y e ul ur of the du del della le ap ad ud as bint as ash an st zu",
);

/// Words with a capital that name no actor: peoples, faiths, feasts, days, diseases.
pub(crate) static NO_ACTORS: WordSet = WordSet::of(
    "muslim muslims hindu hindus islam islamic islamist islamists christian christians christianity catholic catholics protestant \
     protestants orthodox jewish jew jews judaism sunni sunnis shiite shiites shia shii buddhist buddhists buddhism sikh sikhs arab \
     arabs arabic kurd kurds kurdish african africans european europeans asian asians western latino latinos hispanic hispanics \
     black blacks white whites english anglo semitic covid lgbt lgbtq lgbtqi aids hiv sars ebola ramadan christmas easter thanksgiving \
     hanukkah eid hajj god allah bible quran koran monday tuesday wednesday thursday friday saturday sunday january february march april may \
     june july august september october november december internet web communist communists communism marxist socialist socialists \
     nazi nazis nazism medicare medicaid excellency excellencies majesty highness his her fascist democrat democrats republican republicans conservative conservatives liberal liberals tory tories \
     maoist maoists hutu hutus tutsi tutsis pashtun pashtuns uzbeks tamil tamils bedouin rohingya uighur uighurs uyghur uyghurs \
     omicron caucasian aryan native hawaiian hawaiians islander islanders hitlerite olympic olympics cup championship league dollar dollars euro euros yen yuan renminbi ruble rubles rouble roubles yiddish hebrew punjabi urdu swahili latin mandarin cantonese plenipotentiary extraordinary i ok tv pm am ceo cfo gdp gmt est edt utc faq pdf html http https www",
);

/// Small words before a place that are not of its name.
pub(crate) static DIRECTIONS: WordSet = WordSet::of(
    "northern southern eastern western central north south east west northeastern northwestern southeastern southwestern northeast \
     northwest southeast southwest upper lower mainland neighboring neighbouring the downtown rural inner outer greater",
);

/// Words that a hyphen joins to a name before it: `Bergamo-based`, `US-led`.
pub(crate) static JOINED: WordSet = WordSet::of(
    "based led backed born winning style sponsored owned controlled occupied held run linked aligned allied funded trained made \
     speaking era brokered friendly related wide affiliated inspired supported dominated administered majority educated bound \
     themed elect flagged registered listed imposed ruled wing old year day time",
);

static FUNCTION_WORDS: WordSet = WordSet::of(
    "the a an in on at he she it they we i you this that these those but and or as if so there here \
    his her its their our my your for with by from to of when while after before what who how why where which no not yes one \
    some many most all also however although though since until because during under over between among against without within \
    about both each every other another such more much few several any now then thus yet still even only just is was are were \
    be been has have had do does did will would can could may should must let please than too very well once upon per via \
    despite besides instead moreover meanwhile nevertheless therefore hence dont im ive ill",
);

/// Whether a word begins the names of many organisations, so that it names none alone.
pub(crate) fn is_common_head(word: &str) -> bool {
    COMMON_HEADS.binary_search(&word).is_ok()
}

/// Sorted.
const COMMON_HEADS: &[&str] = &[
    "African",
    "Air",
    "American",
    "Arab",
    "Asian",
    "Bank",
    "Black",
    "British",
    "Bureau",
    "Center",
    "Central",
    "Centre",
    "China",
    "Chinese",
    "Christian",
    "City",
    "Civil",
    "Committee",
    "Communist",
    "Community",
    "Conservative",
    "Council",
    "County",
    "Court",
    "Democratic",
    "Department",
    "East",
    "Eastern",
    "Environmental",
    "European",
    "Federal",
    "First",
    "Food",
    "Foreign",
    "Free",
    "French",
    "General",
    "German",
    "Global",
    "Government",
    "Grand",
    "Great",
    "Green",
    "Group",
    "High",
    "House",
    "Human",
    "Independent",
    "India",
    "Indian",
    "Institute",
    "Interior",
    "International",
    "Iran",
    "Iranian",
    "Iraq",
    "Iraqi",
    "Islamic",
    "Israel",
    "Israeli",
    "Japan",
    "Japanese",
    "Joint",
    "Justice",
    "Kurdish",
    "Labor",
    "Labour",
    "Liberal",
    "Life",
    "London",
    "Middle",
    "Military",
    "Ministry",
    "National",
    "New",
    "North",
    "Northern",
    "Office",
    "Party",
    "People",
    "Popular",
    "Public",
    "Red",
    "Republican",
    "Research",
    "Royal",
    "Russian",
    "School",
    "Social",
    "Socialist",
    "South",
    "Southern",
    "Special",
    "St",
    "State",
    "Supreme",
    "Syrian",
    "The",
    "Turkish",
    "UN",
    "US",
    "Union",
    "United",
    "Universal",
    "University",
    "West",
    "Western",
    "White",
    "World",
    "Young",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_sorted() {
        assert!(COMMON_HEADS.is_sorted());
    }
}
