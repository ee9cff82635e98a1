//! What a word can be to the grammar of dates.

/// A known word or number. Everything else parts expressions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Term {
    /// Digits: their value, and how many there are.
    Number(u32, u8),
    /// `3.5`, `1,500`: a count perhaps, but no part of a date.
    Fraction(u32),
    /// `22nd`, `third`.
    Ordinal(u16),
    /// `seven`, `ninety`.
    Cardinal(u16),
    /// `hundred`, `thousand`.
    Scale(u16),
    /// `1990s` as 1990, `'90s` and `nineties` as 90.
    Decade(u16),
    /// A month, 1 to 12.
    Month(u8, Naming),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(u8, Naming),
    /// `Mondays`.
    Weekdays(u8),
    /// `summer`.
    Season(Season),
    /// `week`.
    Unit(Unit),
    /// `weeks`.
    Units(Unit),
    /// `morning`.
    Part(DayPart),
    /// `Christmas`.
    Holiday(Holiday),
    /// `Labor`, which is a holiday before `Day`.
    Feast(Holiday),
    /// `Ash`, which is a holiday before this weekday.
    Named(u8, Holiday),
    /// `daily`: once in such a time.
    Every(Unit),
    /// A time zone.
    Zone,
    /// `now`, `recently`, `soon`.
    Reference(Reference),
    /// A word of the grammar.
    Word(Word),
}

/// How surely the name of a month or weekday is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Naming {
    /// `September`, `Monday`.
    Sure,
    /// `Sept`, `Thurs`: short, a point may follow.
    Short,
    /// `May`, `March`, `Sun`: also a word or a name of people.
    Doubtful,
    /// Of another language that writes months in lower case: `décembre`.
    Lower,
    /// Of another language that writes them with a capital: `Aralık`, `Dezember`.
    Capital,
    /// Of a script without cases.
    Caseless,
}

impl Naming {
    /// Tells whether the name is an English one.
    pub(super) fn is_english(self) -> bool {
        matches!(self, Naming::Sure | Naming::Short | Naming::Doubtful)
    }
}

/// A season, named after its place in a year that begins in March.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A measure of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A part of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Midnight,
}

/// A feast whose days follow from the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holiday {
    /// A fixed month and day.
    Fixed(u8, u8),
    /// The n-th weekday of a month: month, weekday, n; n = 0 is the last one. The last number is added in days.
    Nth(u8, u8, u8, i8),
    /// Days after Western Easter Sunday.
    Easter(i8),
}

/// A vague place in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reference {
    Present,
    Past,
    Future,
}

/// Words that hold expressions together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    The,
    A,
    Of,
    In,
    On,
    At,
    From,
    To,
    And,
    Or,
    Until,
    Between,
    Since,
    Before,
    After,
    For,
    By,
    During,
    This,
    That,
    These,
    Last,
    Next,
    Past,
    Previous,
    Coming,
    Following,
    Current,
    Same,
    Latest,
    Recent,
    Comparable,
    Early,
    Mid,
    Late,
    Earlier,
    Later,
    Start,
    End,
    Ago,
    Hence,
    Now,
    Today,
    Tomorrow,
    Yesterday,
    Tonight,
    About,
    More,
    Less,
    Than,
    Least,
    Most,
    Up,
    No,
    As,
    So,
    Soon,
    Each,
    Every,
    Once,
    Times,
    Few,
    Several,
    Couple,
    Many,
    Half,
    Fiscal,
    Calendar,
    Old,
    Long,
    Additional,
    Trading,
    Eve,
    New,
    Period,
    Future,
    Near,
    Short,
    Term,
    Date,
    Full,
    Am,
    Pm,
    M,
    P,
    O,
    S,
    Clock,
    Q,
    H,
    Fy,
    Ad,
    Bc,
    De,
    Goda,
}
