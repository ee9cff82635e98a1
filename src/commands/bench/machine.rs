//! What measured: without it, a figure says nothing.

use serde::Serialize;

/// The machine and the program; what can't be told is null.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Machine {
    /// The processor.
    pub cpu: Option<String>,
    /// How many threads it runs at once for us.
    pub threads: Option<usize>,
    /// Its memory in bytes.
    pub memory: Option<u64>,
    /// The operating system and the instruction set.
    pub system: String,
    /// The version of the program.
    pub program: &'static str,
    /// How many processes ran or waited in the minute before, on average.
    pub load: Option<f64>,
}

impl Machine {
    /// Describes this one, by what Linux tells under `/proc`.
    pub fn describe() -> Machine {
        let read = |path: &str| std::fs::read_to_string(path).ok();
        let after = |text: Option<String>, name: &str| {
            let text = text?;
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
        };
        let kilobytes = after(read("/proc/meminfo"), "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        Machine {
            cpu: after(read("/proc/cpuinfo"), "model name"),
            threads: std::thread::available_parallelism().ok().map(usize::from),
            memory: kilobytes.map(|kilobytes| kilobytes * 1024),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            program: env!("CARGO_PKG_VERSION"),
            load: read("/proc/loadavg").and_then(|text| text.split(' ').next()?.parse().ok()),
        }
    }

    /// The machine in a line.
    pub fn line(&self) -> String {
        let memory = self.memory.map(|bytes| format!("{:.0} GB", bytes as f64 / 1e9));
        let threads = self.threads.map(|threads| format!("{threads} threads"));
        [self.cpu.clone(), threads, memory, Some(self.system.clone())].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
