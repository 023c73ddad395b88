//! Divisions into waves whose best results are known: `waves/*.json` of a folder of instances.
//!
//! A file has `tracks` with `hours` and `agent`, `deps` and `conflicts` as pairs of their numbers, `max_per_wave`,
//! `agents` with their counts, `developers`, and under `optimal` what exhaustive programs found.

use std::path::Path;
use std::{fs, io};

use phasetrack_core::schedule::{Problem, Resource, Role};
use serde_json::Value;

/// A division into waves with what is known of the best one.
#[derive(Debug)]
pub struct WaveInstance {
    /// The file.
    pub name: String,
    /// The problem.
    pub problem: Problem,
    /// The most tracks in one wave.
    pub size: u32,
    /// The fewest waves, if known.
    pub fewest: Option<u64>,
    /// The least sum of the waves' hours at that number, if known.
    pub hours: Option<u64>,
    /// The shortest schedule without waves, if known.
    pub makespan: Option<u64>,
}

/// All files of `waves/`, by name.
pub fn all(folder: &Path) -> io::Result<Vec<WaveInstance>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder.join("waves"))?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let value: Value = serde_json::from_slice(&fs::read(path)?)?;
        instance(name, &value).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, path.display().to_string()))
    };
    paths.iter().map(read).collect()
}

fn instance(name: String, value: &Value) -> Option<WaveInstance> {
    let tracks = value["tracks"].as_array()?;
    let hours: Option<Vec<u64>> = tracks.iter().map(|track| track["hours"].as_u64()).collect();
    let index = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let pairs = |key: &str| {
        let pairs = value[key].as_array()?.iter();
        pairs.map(|pair| Some((index(&pair[0])?, index(&pair[1])?))).collect::<Option<Vec<_>>>()
    };
    let count = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let mut resources = vec![Resource::workers(count(&value["developers"])?, 0..tracks.len())];
    for (kind, workers) in value["agents"].as_object()? {
        let tasks = (0..tracks.len()).filter(|&track| tracks[track]["agent"] == kind.as_str());
        resources.push(Resource { role: Role::Kind, ..Resource::workers(count(workers)?, tasks) });
    }
    resources.extend(pairs("conflicts")?.into_iter().map(|(a, b)| Resource::exclusive(Role::File, [a, b])));
    let known = &value["optimal"];
    Some(WaveInstance {
        name,
        problem: Problem::new(hours?, pairs("deps")?, resources).ok()?,
        size: count(&value["max_per_wave"])?,
        fewest: known["min_waves"].as_u64(),
        hours: known["min_barrier_hours_at_min_waves"].as_u64(),
        makespan: known["min_makespan_hours"].as_u64(),
    })
}
