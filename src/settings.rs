//! What will be done: every default decided once, from what was typed and where we run.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::Context;
use etcetera::BaseStrategy;
use nutgraf_index::actor::{ActorKind, Evidence};
use nutgraf_index::date::{Date, DateSpan, parse_span};
use nutgraf_index::filters::{Filters, MentionRule};
use nutgraf_index::plan::{Match, Reading, StopWords};
use nutgraf_index::text::Language;

use crate::args::{FilterArgs, Global, MatchArg, ReadingArgs, StopWordsArg, When};
use crate::outcome::hinted;

/// The fewest columns that lines are set for; on a narrower terminal they break where it breaks them.
const NARROWEST: usize = 20;

/// What was decided for every command.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The index folder, where one was named.
    pub index: Option<PathBuf>,
    /// Whether stdout gets colours.
    pub color: bool,
    /// Whether stdout gets links.
    pub links: bool,
    /// Whether long output goes through a pager.
    pub pager: bool,
    /// How many columns there are.
    pub columns: usize,
    /// How many of them prose fills.
    pub width: usize,
    /// The day that relative dates count from.
    pub today: Date,
    /// Whether to tell more.
    pub verbose: bool,
}

impl Settings {
    /// Decides.
    pub fn new(global: &Global) -> anyhow::Result<Settings> {
        let is_terminal = std::io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let color = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !plain,
        };
        let columns = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).max(NARROWEST);
        Ok(Settings {
            index: global.index.clone(),
            color,
            links: color && is_terminal && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            pager: is_terminal && !global.no_pager,
            columns,
            width: columns.min(110),
            today: today(global.today.as_deref())?,
            verbose: global.verbose,
        })
    }

    /// Returns the folder of the index that a command works on: the one named, else that of the nearest indexed folder
    /// around `path`, or around the working folder.
    pub fn index_folder(&self, path: Option<&Path>) -> anyhow::Result<PathBuf> {
        if let Some(folder) = &self.index {
            return Ok(folder.clone());
        }
        let start = path.unwrap_or(Path::new("."));
        let start = start.canonicalize().map_err(|error| missing(start, &error))?;
        for around in start.ancestors() {
            let folder = own_folder(around)?;
            if folder.join("meta.json").is_file() {
                return Ok(folder);
            }
        }
        Err(hinted(format!("no index for {}", start.display()), format!("build one with: nutgraf index {}", start.display())))
    }

    /// Returns the folder in which the index of a collection is kept, whether there is one or not.
    pub fn folder_for(&self, path: &Path) -> anyhow::Result<PathBuf> {
        match &self.index {
            Some(folder) => Ok(folder.clone()),
            None => own_folder(&path.canonicalize().map_err(|error| missing(path, &error))?),
        }
    }

    /// Returns the folder in which the index of a collection is kept that may be gone itself.
    pub fn folder_once_for(&self, path: &Path) -> anyhow::Result<PathBuf> {
        match &self.index {
            Some(folder) => Ok(folder.clone()),
            None => own_folder(&once_canonical(path).map_err(|error| missing(path, &error))?),
        }
    }
}

/// Says that a path does not exist, or can't be read.
pub fn missing(path: &Path, error: &std::io::Error) -> anyhow::Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => anyhow::anyhow!("{}: no such file or folder", path.display()),
        _ => anyhow::anyhow!("{}: {error}", path.display()),
    }
}

/// Returns what the canonical path of something was that may be gone: that of what is left above it, and the rest as typed.
pub fn once_canonical(path: &Path) -> std::io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    for left in absolute.ancestors() {
        match (left.canonicalize(), absolute.strip_prefix(left)) {
            (Ok(canonical), Ok(gone)) if gone.as_os_str().is_empty() => return Ok(canonical),
            (Ok(canonical), Ok(gone)) => return Ok(canonical.join(gone)),
            _ => {}
        }
    }
    Ok(absolute)
}

/// Returns the folder that holds all indexes of this user.
pub fn all_indexes() -> anyhow::Result<PathBuf> {
    let base = etcetera::choose_base_strategy().context("no home folder is known")?;
    Ok(base.data_dir().join("nutgraf"))
}

fn own_folder(canonical: &Path) -> anyhow::Result<PathBuf> {
    let name = canonical.file_name().map_or("root".into(), |name| name.to_string_lossy().into_owned());
    let plain: String =
        name.chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).take(40).collect();
    let hash = nutgraf_index::writer::document_key(canonical, "", "");
    Ok(all_indexes()?.join(format!("{plain}-{hash:016x}")))
}

fn today(stated: Option<&str>) -> anyhow::Result<Date> {
    if let Some(stated) = stated {
        return Ok(stated.parse()?);
    }
    let now = jiff::Zoned::now().date();
    Date::new(now.year(), now.month(), now.day()).context("the clock shows no day of this calendar")
}

/// The time in seconds since 1970.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Reads the filters that were typed.
pub fn filters(typed: &FilterArgs, today: Date) -> anyhow::Result<Filters> {
    let mut published = spans(&typed.published, today)?;
    published.extend(since_until(typed, today)?);
    Ok(Filters {
        actors: typed.actor.clone(),
        any_actor: typed.any_actor,
        evidence: typed.evidence.iter().map(|name| evidence(name)).collect::<anyhow::Result<_>>()?,
        kinds: kinds(&typed.kind)?,
        published,
        undated: typed.undated,
        mentions: spans(&typed.mentions, today)?,
        mention_rule: match (typed.loose, typed.within) {
            (true, _) => MentionRule::Loose,
            (_, true) => MentionRule::Within,
            _ => MentionRule::Close,
        },
        sources: typed.source.clone(),
        authors: typed.author.clone(),
        languages: typed.lang.iter().map(|code| language(code)).collect::<anyhow::Result<_>>()?,
        paths: typed.path.clone(),
        only: None,
    })
}

/// The days from `--since` to `--until`, where any is given.
fn since_until(typed: &FilterArgs, today: Date) -> anyhow::Result<Option<DateSpan>> {
    let ends = [&typed.since, &typed.until].map(|day| day.as_deref().map(|day| parse_span(day, today)).transpose());
    Ok(match ends {
        [Err(error), _] | [_, Err(error)] => return Err(error.into()),
        [Ok(None), Ok(None)] => None,
        [Ok(Some(since)), Ok(None)] => Some(DateSpan::since(since.first)),
        [Ok(None), Ok(Some(until))] => Some(DateSpan::until(until.last)),
        [Ok(Some(since)), Ok(Some(until))] => {
            let between = DateSpan::new(since.first, until.last);
            Some(between.with_context(|| format!("--since {} is later than --until {}", since.first, until.last))?)
        }
    })
}

fn spans(typed: &[String], today: Date) -> anyhow::Result<Vec<DateSpan>> {
    typed.iter().map(|text| Ok(parse_span(text, today)?)).collect()
}

fn evidence(name: &str) -> anyhow::Result<Evidence> {
    let known = Evidence::ALL.into_iter().find(|evidence| evidence.name() == name);
    known.ok_or_else(|| unknown("evidence", name, &Evidence::ALL.map(Evidence::name)))
}

/// Reads kinds of actors by their names.
pub fn kinds(names: &[String]) -> anyhow::Result<Vec<ActorKind>> {
    let kind = |name: &String| {
        let known = ActorKind::ALL.into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| unknown("kind", name, &ActorKind::ALL.map(ActorKind::name)))
    };
    names.iter().map(kind).collect()
}

fn language(code: &str) -> anyhow::Result<Language> {
    Language::from_code(code).ok_or_else(|| hinted(format!("'{code}' is no language"), "use a code such as en, tr, de"))
}

fn unknown(what: &str, name: &str, known: &[&str]) -> anyhow::Error {
    hinted(format!("unknown {what} '{name}'"), format!("one of: {}", known.join(", ")))
}

/// Decides how words are read.
pub fn reading(typed: ReadingArgs, today: Date) -> Reading {
    Reading {
        words: match typed.matching {
            MatchArg::Auto | MatchArg::All => Match::All,
            MatchArg::Any => Match::Any,
        },
        stop_words: match typed.words.stop_words {
            StopWordsArg::Optional => StopWords::Optional,
            StopWordsArg::Match => StopWords::Match,
        },
        exact: typed.words.exact,
        furniture: typed.words.furniture,
        today,
    }
}
