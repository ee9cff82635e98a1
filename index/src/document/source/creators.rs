//! Who made a file is often nobody but the owner of a computer.

/// Who makes files without being a person.
const ACCOUNTS: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "default",
    "guest",
    "owner",
    "pc",
    "root",
    "scanner",
    "unknown",
    "user",
    "word",
    "python-docx",
    "apache poi",
    "openoffice",
    "libreoffice",
    "latex",
    "canon",
    "xerox",
];

/// Tells whether a file names a person as the one who made it, not an account or a program.
pub fn is_creator(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let is_program =
        ["microsoft", "windows", "adobe", "hewlett"].iter().any(|maker| lower.starts_with(maker)) || lower.ends_with(" user");
    !is_program && !ACCOUNTS.contains(&lower.as_str()) && lower.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_no_creators() {
        for account in ["Windows User", "Microsoft Office User", "admin", "HP User", "", "--"] {
            assert!(!is_creator(account), "{account}");
        }
        assert!(is_creator("Ann Lee") && is_creator("Users of the harbour"));
    }
}
