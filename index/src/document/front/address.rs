//! The date that the address of a page or the name of a file carries.

use super::stated::stated_date;
use crate::date::{Date, DateSpan};

/// Finds `/2022/12/28/`, `2022-12-28` or `20221228` between marks in an address or path; else `/2022/12/` as a month.
///
/// Digits in longer numbers are ids, not dates.
pub fn date_in_address(address: &str) -> Option<DateSpan> {
    let runs: Vec<(usize, &str)> = digit_runs(address);
    let day = runs.iter().enumerate().find_map(|(place, _)| day_at(address, &runs[place..]));
    day.or_else(|| runs.windows(2).find_map(|pair| month_of(address, pair)))
        .filter(|when| (1990..=2100).contains(&when.first.year()))
}

fn digit_runs(address: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (place, character) in address.char_indices().chain([(address.len(), ' ')]) {
        match (character.is_ascii_digit(), start) {
            (true, None) => start = Some(place),
            (false, Some(begin)) => {
                runs.push((begin, &address[begin..place]));
                start = None;
            }
            _ => {}
        }
    }
    runs.retain(|(begin, run)| stands_apart(address, *begin, begin + run.len()));
    runs
}

/// No letter touches the digits: `a20221228` is an id.
fn stands_apart(address: &str, start: usize, end: usize) -> bool {
    let letter = |character: Option<char>| character.is_some_and(char::is_alphabetic);
    !letter(address[..start].chars().next_back()) && !letter(address[end..].chars().next())
}

fn day_at(address: &str, runs: &[(usize, &str)]) -> Option<DateSpan> {
    let (_, first) = runs.first()?;
    if first.len() == 8 {
        return stated_date(first);
    }
    let [(start, year), (_, month), (last, day), ..] = runs else { return None };
    let joined = last - start == year.len() + month.len() + 2;
    let same_mark =
        address.as_bytes()[start + year.len()] == address.as_bytes()[last - 1] && b"/-_.".contains(&address.as_bytes()[last - 1]);
    let lengths = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    (joined && same_mark && lengths)
        .then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
        .flatten()
        .map(DateSpan::day)
}

fn month_of(address: &str, pair: &[(usize, &str)]) -> Option<DateSpan> {
    let [(start, year), (next, month)] = pair else { return None };
    let slashed = year.len() == 4 && month.len() == 2 && next - start == 5 && address.as_bytes()[start + 4] == b'/';
    let closed = address.as_bytes().get(next + 2) == Some(&b'/');
    (slashed && closed).then(|| DateSpan::month(year.parse().ok()?, month.parse().ok()?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str) -> Option<String> {
        date_in_address(address).map(|when| when.to_string())
    }

    #[test]
    fn dates_in_addresses_and_names() {
        for address in
            ["https://a.example/2022/12/28/talks.html", "notes/2022-12-28 talks.md", "20221228.txt", "a/2022_12_28-b.txt"]
        {
            assert_eq!(found(address).as_deref(), Some("2022-12-28/2022-12-28"), "{address}");
        }
        assert_eq!(found("https://a.example/2022/12/talks").as_deref(), Some("2022-12-01/2022-12-31"));
    }

    #[test]
    fn ids_are_no_dates() {
        for address in [
            "000_821ed2b3bd35cb2d.txt",
            "a/b20221228c.txt",
            "a/1234567890.txt",
            "v1.2.3",
            "2022-13-45.txt",
            "12/28",
            "1000/10/10/x",
        ] {
            assert_eq!(found(address), None, "{address}");
        }
    }
}
