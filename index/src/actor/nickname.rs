//! Which given names are one, said short and in full?

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::token::hash_folded;

/// Given names in English, each line those that one person may go by. From general knowledge.
const SAME: &[&str] = &[
    "abraham abe",
    "albert al bert",
    "alexander alex sandy",
    "andrew andy drew",
    "anthony antony tony",
    "arthur art",
    "barbara barb",
    "benjamin ben",
    "bernard bernie",
    "catherine katherine kathryn cathy kathy kate katie",
    "charles charlie chuck",
    "christine christina chris tina",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "deborah debra deb debbie",
    "donald don",
    "douglas doug",
    "edward ed eddie ted",
    "elizabeth liz beth betty eliza lizzie",
    "eugene gene",
    "francis frank",
    "franklin frank",
    "frederick fred freddie",
    "gabriel gabe",
    "gerald gerry jerry",
    "gregory greg",
    "henry harry hank",
    "herbert herb",
    "jacob jake",
    "james jim jimmy jamie",
    "janet jan",
    "jeffrey geoffrey jeff geoff",
    "jennifer jen jenny",
    "jeremy jerry",
    "john jack johnny jon",
    "jonathan jon",
    "joseph joe joey",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "kimberly kim",
    "lawrence laurence larry",
    "leonard len leo",
    "louis lou",
    "margaret maggie meg peggy",
    "martin marty",
    "matthew matt",
    "maxwell max",
    "michael mike mick mickey",
    "mitchell mitch",
    "nancy nan",
    "nathaniel nathan nate",
    "nicholas nick nicky",
    "patricia pat patty trish",
    "patrick pat paddy",
    "pamela pam",
    "peter pete",
    "philip phillip phil",
    "raymond ray",
    "rebecca becky",
    "richard rick dick richie rich",
    "robert bob bobby rob bert robbie",
    "ronald ron ronnie",
    "samantha sam",
    "samuel sam sammy",
    "sandra sandy",
    "stephen steven steve",
    "stuart stu",
    "susan sue suzanne susie",
    "theodore ted teddy theo",
    "theresa teresa terry tess",
    "terence terrence terry",
    "thomas tom tommy",
    "timothy tim timmy",
    "victoria vicky",
    "vincent vince",
    "virginia ginny",
    "walter walt",
    "william bill billy will willie",
    "zachary zach",
];

/// The lines on which each name stands, by its hash.
fn lines() -> &'static FxHashMap<u64, Vec<usize>> {
    static LINES: OnceLock<FxHashMap<u64, Vec<usize>>> = OnceLock::new();
    LINES.get_or_init(|| {
        let mut lines: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (line, names) in SAME.iter().enumerate() {
            for name in names.split(' ') {
                lines.entry(hash_folded(name)).or_default().push(line);
            }
        }
        lines
    })
}

/// Whether two given names, by their hashes, may be one person's: `Bill` and `William`.
pub(crate) fn is_same_given(one: u64, other: u64) -> bool {
    let (Some(one), Some(other)) = (lines().get(&one), lines().get(&other)) else { return false };
    one.iter().any(|line| other.contains(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::find::ids_in as ids;

    #[test]
    fn who_goes_by_a_short_name_is_one_person() {
        assert_eq!(ids("William Quillfeather came. Bill Quillfeather spoke."), ["person/william-quillfeather"; 2]);
        assert_eq!(ids("Liz Quillfeather came. Elizabeth Quillfeather spoke."), ["person/liz-quillfeather"; 2]);
        let couple = ids("William Quillfeather came. Robert Quillfeather spoke.");
        assert_eq!(couple, ["person/william-quillfeather", "person/robert-quillfeather"]);
    }

    #[test]
    fn one_line_has_both() {
        let same = |one, other| is_same_given(hash_folded(one), hash_folded(other));
        assert!(same("ted", "edward") && same("ted", "theodore") && !same("edward", "theodore") && !same("osman", "john"));
    }
}
