//! Numbers of things, as a person reads them.

/// A number of things: the noun gets its *s* unless there is one.
///
/// ```
/// use nutgraf_index::text::plural;
/// assert_eq!(plural(1, "passage"), "1 passage");
/// assert_eq!(plural(0, "passage"), "0 passages");
/// ```
pub fn plural(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
