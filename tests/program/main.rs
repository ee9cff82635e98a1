//! Tests of the whole program, run as a user runs it, on copies of `tests/corpus`. What a pure function can show is tested
//! beside that function; here stands what only the wiring can break.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acceptance; // queries that break other tools
mod actors; // one actor under all its names
mod brute; // every match of a query against a scan of every passage
mod copies; // folding, like, quote
mod filters; // restrictions
mod formats; // indexes of this format, an older and a newer one
mod forms; // the JSON that programs rely on
mod freshness; // what a second run of `index` reads and removes
mod gold; // actors against passages annotated by hand
mod ladder; // which module may import which
mod losses; // what is in the index, or among what was skipped
mod manners; // pipes, escape sequences, exit statuses, runs
mod measuring; // latency against an earlier run, the speed of indexing
mod nothing; // what is told where nothing matches
mod order; // the order of hits, and pages of them
mod pages; // what a person sees
mod readers; // one file of each format, and hostile ones
mod refusals; // one error, one hint
mod relevance; // how good the ranking is, by judgements
mod signals; // interruptions, and files that change while they are watched
mod stage; // a collection and its index in a folder of their own
mod timeline;
mod titles; // the best passage of each period
mod trouble; // damaged, locked and read-only indexes, files that can't be read
