//! Links the program at a fixed address where that is known to work.
//!
//! Tables of the libraries (names of glyphs, HTML entities, places of panics) hold 60,000 addresses. In a program that may lie
//! anywhere all of them are written at each start: 1.2 of the 2.8 ms in which nothing else happens, and most of a start is
//! what a search from a shell waits for. Libraries, heap and stack still lie where chance puts them.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && is("CARGO_CFG_TARGET_ARCH", "x86_64") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
