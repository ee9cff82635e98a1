//! Given names, and whose they mostly are.

use super::lexicon::WordSet;
use super::tagger::names::NameSort;

/// Whether a person is a woman or a man, as far as words tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sex {
    Woman,
    Man,
}

/// The sex of those who mostly bear a given name.
pub(crate) fn sex_of(given: u64) -> Option<Sex> {
    match (WOMEN.holds(given), MEN.holds(given)) {
        (true, _) => Some(Sex::Woman),
        (_, true) => Some(Sex::Man),
        _ => None,
    }
}

/// Whether people are mostly called so, and no place: by the lists here, or by the table of names.
pub(crate) fn is_given(word: u64) -> bool {
    let sort = NameSort::of(word);
    sex_of(word).is_some() && sort.place < 3 || sort.given == 2 && sort.place == 0
}

/// Given names of women. From general knowledge.
static WOMEN: WordSet = WordSet::of(
    "abigail agnes aisha alice alexandra amanda amina amy ana andrea angela anita ann anna anne annette annie antonia asma astrid \
     audrey barbara beatrice beatriz benazir bertha beth betty brigitte bridget camilla carla carmen carol carole caroline catherine \
     cecilia charlotte chelsea cheryl chiara christina christine cindy claire clara claudia condoleezza constance cristina cynthia \
     daniela deborah debra diana diane dolores dominique donna dora doris dorothy edith elena eleanor elisabeth elise eliza elizabeth \
     ella ellen emily emine emma erica esther eva eve evelyn fatima fatma fiona florence frances francoise gabriela geraldine gina \
     giorgia gisele gloria golda grace greta hannah harriet heather helen helena helga hilary hillary ida ingrid irene irina isabel \
     isabella ivanka jacqueline jane janet jean jeanne jennifer jenny jessica jill joan joanna josephine joyce juanita judith julia \
     julie kamala karen karin kate katherine kathleen kathy katja kelly kimberly kirsten kristin laila lara laura leila leyla lena \
     lillian linda lisa liz lois lorraine louise lucia lucy lydia lynn madeleine magdalena margaret maria mariam marianne marie marina \
     marine martha martina mary maryam maureen melania melinda melissa mercedes michelle mildred miriam monica muriel nadia nancy naomi \
     natalia natalie natasha nicola nicole nina nora olga olivia oksana pamela patricia paula pauline penelope petra phyllis rachel \
     rebecca renate rita roberta rosa rose rosemary roza ruth sabine samantha sandra sara sarah sharon sheila shirley silvia simone \
     sofia sonia sonja sophia sophie stella stephanie sue susan susana suzanne svetlana sylvia tamara tansu tanya tatiana teresa \
     theresa tiffany tina tracy ursula valentina valerie vanessa vera veronica victoria violeta virginia vivian wendy yasmin yulia \
     yvonne zahra zainab zeynep",
);

/// Given names of men. From general knowledge.
static MEN: WordSet = WordSet::of(
    "aaron abdul abdullah abraham adam adolf adrian ahmad ahmed alan albert alberto alejandro aleksandr alex alexander alexei alfred \
     ali allan allen alvaro amir andre andreas andrei andrew angelo anthony antonio anwar ariel arnold arthur asif atal barack barron \
     bashar benjamin benito bernard bernie bert bill bob boris brad brian bruce bruno carl carlos charles charlie chris christian \
     christopher chuck claude colin craig dan daniel dave david dean denis dennis dick diego dieter dmitri dmitry don donald doug \
     douglas dwight ed eddie edgar eduardo edward edwin ehud elliott emmanuel enrique erdal eric erich ernest ernesto eugene felipe \
     felix fernando fidel francesco francis francisco francois frank franklin fred frederick friedrich gary gene geoffrey george \
     gerald gerhard gilbert giovanni giuseppe glenn gordon graham greg gregory guillermo gustavo guy hafez hakan hamid hans harold \
     harry hassan heinrich helmut henri henry herbert hermann hosni howard hubert hugh hugo hunter ian ibrahim igor ilham imran isaac \
     ismail ivan jack jacob jacques jaime james jan jared jason javier jay jeb jeff jeffrey jeremy jerome jerry jim jimmy joachim joe \
     john johnny jon jonathan jorge jose josef joseph joshua juan julian julio justin karl keith ken kenneth kevin khalid klaus konrad \
     kurt larry lars laurent lawrence lee leo leon leonard leonid lindsey lloyd louis lucas luigi luis lyndon mahmoud malcolm manuel \
     marc marcel marco marcos mario mark martin marvin mateusz matt matthew maurice max mehmet michael michel miguel mike mikhail \
     milan mitch mitt mohamed mohammad mohammed moshe muhammad mustafa narendra nathan neil nelson nicholas nick nicolas nigel nikita \
     nikolai norman olaf oleg oliver omar oscar oskar osman otto pablo pat patrick paul pavel pedro peter philip philippe pierre \
     rafael rahul ralph ramon ramzan raul ray raymond recep ricardo richard rick rob robert roberto rodney rodrigo roger roland \
     ronald ron ross roy rudolf rupert russell saddam salman salvador sam samuel saul scott sean sebastian sergei sergey sergio shimon \
     silvio simon stanley stefan stephen steve steven stuart suleyman tariq tayyip ted terry thaddeus theodore thomas tim timothy \
     todd tom tommy tony trevor usain vaclav victor viktor vincent vitaly vladimir volodymyr wallace walter warren wayne werner \
     wilhelm will william winston wolfgang xavier yasser yitzhak yuri yusuf zbigniew",
);
