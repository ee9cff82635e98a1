//! What mail programs and mailing lists write around a message.

use crate::document::furniture::opener::Openers;

/// What such lines begin with.
const OPENERS: Openers = Openers::of(&[
    "sent from my",
    "sent from mail",
    "sent via",
    "get outlook for",
    "von meinem",
    "gesendet von",
    "envoyé de mon",
    "envoyé depuis",
    "enviado desde",
    "enviado do meu",
    "inviato da",
    "verzonden vanaf mijn",
    "отправлено с",
    "view this email",
    "view this message",
    "view this newsletter",
    "view email in",
    "view in browser",
    "view in your browser",
    "view online",
    "read this email in",
    "having trouble viewing",
    "trouble viewing this",
    "if you can't see this email",
    "if you are having trouble",
    "you are receiving this",
    "you're receiving this",
    "you’re receiving this",
    "you received this",
    "you have received this",
    "this email was sent to",
    "this message was sent to",
    "our mailing address is",
    "unsubscribe",
    "to unsubscribe",
    "to stop receiving",
    "update your preferences",
    "update preferences",
    "manage preferences",
    "manage your subscription",
    "manage your preferences",
    "forward this email",
    "forward to a friend",
    "add us to your address book",
    "newsletter im browser",
    "im browser ansehen",
    "im browser öffnen",
    "newsletter abbestellen",
    "vom newsletter abmelden",
    "sie erhalten diese e-mail",
    "sie erhalten diesen newsletter",
    "voir dans le navigateur",
    "voir cet e-mail",
    "se désabonner",
    "se désinscrire",
    "vous recevez cet e-mail",
    "darse de baja",
    "ver en el navegador",
    "recibe este correo",
    "annulla l'iscrizione",
    "abonelikten",
    "bu e-postayı tarayıcı",
]);

/// Such a line has at most so many words; one of more is a sentence on the matter.
const LONGEST: usize = 30;

/// A line that begins with a word that sentences begin with too has at most so many.
const SHORT: usize = 12;

/// Tells whether a line is written by a program or a list, not by who sends the message.
pub fn is_frame(line: &str) -> bool {
    let bare = line.trim().trim_start_matches(['*', '_', '[', '<', '|', '•', '-', ' ']);
    let words = bare.split_whitespace().count();
    OPENERS.of_line(bare).any(|(opener, rest)| {
        let is_whole = !rest.starts_with(char::is_alphanumeric);
        is_whole && words <= if opener.contains(' ') && !opener.starts_with("sent via") { LONGEST } else { SHORT }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_programs_and_lists() {
        for line in [
            "Sent from my iPhone",
            "Get Outlook for iOS<https://a.example>",
            "View this email in your browser (https://a.example/view)",
            "You are receiving this email because you opted in at our website.",
            "Unsubscribe (https://a.example/u) | Update preferences (https://a.example/p)",
            "[Se désabonner](https://a.example)",
            "Von meinem iPhone gesendet",
        ] {
            assert!(is_frame(line), "{line}");
        }
        for line in [
            "Unsubscribed readers were asked why they had left, and most of them said that they had not read it for years.",
            "Viewers of this email programme complained.",
            "They were sent from my office.",
        ] {
            assert!(!is_frame(line), "{line}");
        }
    }
}
