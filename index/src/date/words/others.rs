//! Months and weekdays of other languages, for dates that say all: `28 décembre 2022`, `28 Aralık 2022 Çarşamba`.
//!
//! Spellings are folded when the vocabulary is built (no diacritics, lower case), so `Aralik` is found as well. Case forms
//! stand in the tables as words of their own. A name that is also an English one (`August`, `September`) is left out.

use crate::date::term::{Naming, Term, Word};

/// The names of one language: how months are written, the months in order, the weekdays from Monday on. A name may have
/// several spellings, parted by blanks.
pub(super) struct Names {
    pub(super) naming: Naming,
    pub(super) months: [&'static str; 12],
    pub(super) weekdays: [&'static str; 7],
}

pub(super) const LANGUAGES: &[Names] = &[TURKISH, FRENCH, GERMAN, SPANISH, RUSSIAN, ARABIC];

const TURKISH: Names = Names {
    naming: Naming::Capital,
    months: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
    weekdays: ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
};

const FRENCH: Names = Names {
    naming: Naming::Lower,
    months: [
        "janvier janv",
        "février fevr",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
};

const GERMAN: Names = Names {
    naming: Naming::Capital,
    months: ["Januar Jänner", "Februar", "März", "", "", "Juni", "Juli", "", "", "Oktober Okt", "", "Dezember Dez"],
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag Sonnabend", "Sonntag"],
};

const SPANISH: Names = Names {
    naming: Naming::Lower,
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
};

const RUSSIAN: Names = Names {
    naming: Naming::Lower,
    months: [
        "января январь январе",
        "февраля февраль феврале",
        "марта март марте",
        "апреля апрель апреле",
        "мая май мае",
        "июня июнь июне",
        "июля июль июле",
        "августа август августе",
        "сентября сентябрь сентябре",
        "октября октябрь октябре",
        "ноября ноябрь ноябре",
        "декабря декабрь декабре",
    ],
    weekdays: ["понедельник", "вторник", "среда среду", "четверг", "пятница пятницу", "суббота субботу", "воскресенье"],
};

/// The Western names, then those of the Maghreb, the Levant and Iraq. Of these كانون and تشرين name two months each: with
/// الثاني behind it the later one.
const ARABIC: Names = Names {
    naming: Naming::Caseless,
    months: [
        "يناير جانفي",
        "فبراير شباط فيفري",
        "مارس آذار",
        "أبريل إبريل نيسان أفريل",
        "مايو أيار ماي",
        "يونيو حزيران جوان",
        "يوليو تموز جويلية",
        "أغسطس آب أوت",
        "سبتمبر أيلول",
        "أكتوبر تشرين",
        "نوفمبر",
        "ديسمبر كانون",
    ],
    weekdays: ["الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
};

/// Words between the parts of a date: Spanish `de`, Russian `года`.
pub(super) const PARTICLES: &[(&str, Term)] = &[
    ("de", Term::Word(Word::De)),
    ("del", Term::Word(Word::De)),
    ("года", Term::Word(Word::Goda)),
    ("году", Term::Word(Word::Goda)),
    ("г", Term::Word(Word::Goda)),
    ("الأول", Term::Ordinal(1)),
    ("الثاني", Term::Ordinal(2)),
];
