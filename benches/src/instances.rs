//! Scheduling problems whose best schedules are known: PSPLIB (`.sm`), Patterson and RG300 (`.rcp`), STG (`.stg`), with
//! their best known lengths in two tables.
//!
//! The folder holds `rcpsp_best.csv` (`set,file,lower_bound,best_makespan,…`), `stg_best.csv`
//! (`file,processors,lower_bound,best_makespan,…`), a folder for each set, and `stg/`.

use std::path::Path;
use std::{fs, io};

use phasetrack_core::schedule::{Problem, Resource, Role};

/// A problem with what is known of its shortest schedules.
#[derive(Debug)]
pub struct Instance {
    /// `j30`, `stg50/p4`.
    pub set: String,
    /// The file, and the number of processors where the file does not say it.
    pub name: String,
    /// The problem.
    pub problem: Problem,
    /// No schedule is shorter than this.
    pub least: u64,
    /// The shortest schedule that was ever found.
    pub best: u64,
}

/// All instances of the two tables, in their order.
pub fn all(folder: &Path) -> io::Result<Vec<Instance>> {
    let mut instances = Vec::new();
    for row in rows(&folder.join("rcpsp_best.csv"))? {
        let [set, file, least, best, ..] = row.as_slice() else { return Err(damaged("rcpsp_best.csv", "columns")) };
        let text = fs::read_to_string(folder.join(set).join(file))?;
        let problem = if set.starts_with('j') { psplib(&text) } else { patterson(&text) };
        let problem = problem.ok_or_else(|| damaged(file, "numbers"))?;
        let (least, best) = (number(least, file)?, number(best, file)?);
        instances.push(Instance { set: set.clone(), name: file.clone(), problem, least, best });
    }
    for row in rows(&folder.join("stg_best.csv"))? {
        let [file, processors, least, best, ..] = row.as_slice() else {
            return Err(damaged("stg_best.csv", "columns"));
        };
        let text = fs::read_to_string(folder.join("stg").join(file))?;
        let count = u32::try_from(number(processors, file)?).map_err(|_| damaged(file, "processors"))?;
        let problem = task_graph(&text, count).ok_or_else(|| damaged(file, "numbers"))?;
        let set = format!("stg{}/p{processors}", file.split('/').next().unwrap_or_default());
        let (least, best) = (number(least, file)?, number(best, file)?);
        instances.push(Instance { set, name: format!("{file} p={processors}"), problem, least, best });
    }
    Ok(instances)
}

fn rows(path: &Path) -> io::Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn number(text: &str, file: &str) -> io::Result<u64> {
    text.parse().map_err(|_| damaged(file, text))
}

fn damaged(file: &str, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{file}: {what} not as expected"))
}

/// Numbers of a line.
fn numbers(line: &str) -> Vec<u64> {
    line.split_whitespace().map_while(|word| word.parse().ok()).collect()
}

fn index(number: u64) -> Option<usize> {
    usize::try_from(number).ok()
}

/// One task with what it takes of every resource.
#[derive(Default)]
struct Task {
    duration: u64,
    demands: Vec<u64>,
    after: Vec<usize>,
}

fn problem(tasks: &[Task], capacities: &[u64]) -> Option<Problem> {
    let mut resources = Vec::new();
    for (at, capacity) in capacities.iter().enumerate() {
        let demand = |task: &Task| task.demands.get(at).and_then(|units| u32::try_from(*units).ok());
        let demands: Option<Vec<_>> = tasks.iter().enumerate().map(|(task, row)| Some((task, demand(row)?))).collect();
        resources.push(Resource { role: Role::Other, capacity: u32::try_from(*capacity).ok()?, demands: demands? });
    }
    let order = tasks.iter().enumerate().flat_map(|(task, row)| row.after.iter().map(move |after| (task, *after)));
    Problem::new(tasks.iter().map(|task| task.duration).collect(), order, resources).ok()
}

/// PSPLIB: sections headed by their names.
fn psplib(text: &str) -> Option<Problem> {
    let section = |name: &str, skip: usize| {
        let rows = text.lines().skip_while(|line| !line.starts_with(name)).skip(skip);
        rows.map_while(|line| Some(numbers(line)).filter(|numbers| !numbers.is_empty())).collect::<Vec<_>>()
    };
    let mut tasks: Vec<Task> = Vec::new();
    for row in section("PRECEDENCE", 2) {
        let after: Option<Vec<usize>> = row.get(3..)?.iter().map(|next| index(next.checked_sub(1)?)).collect();
        tasks.push(Task { after: after?, ..Task::default() });
    }
    for (task, row) in tasks.iter_mut().zip(section("REQUESTS", 3)) {
        (task.duration, task.demands) = (*row.get(2)?, row.get(3..)?.to_vec());
    }
    problem(&tasks, section("RESOURCEAVAIL", 2).first()?)
}

/// Patterson: a stream of numbers.
fn patterson(text: &str) -> Option<Problem> {
    let mut numbers = text.split_whitespace().map_while(|word| word.parse::<u64>().ok());
    let mut take = |count: u64| (0..count).map(|_| numbers.next()).collect::<Option<Vec<u64>>>();
    let head = take(2)?;
    let capacities = take(head[1])?;
    let mut tasks = Vec::new();
    for _ in 0..head[0] {
        let duration = take(1)?[0];
        let demands = take(head[1])?;
        let count = take(1)?[0];
        let after: Option<Vec<usize>> = take(count)?.iter().map(|next| index(next.checked_sub(1)?)).collect();
        tasks.push(Task { duration, demands, after: after? });
    }
    problem(&tasks, &capacities)
}

/// Standard task graphs: one line a task with what comes before it.
fn task_graph(text: &str, processors: u32) -> Option<Problem> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).map(numbers).filter(|row| !row.is_empty());
    let (mut durations, mut order) = (Vec::new(), Vec::new());
    for (task, row) in lines.skip(1).enumerate() {
        durations.push(*row.get(1)?);
        for before in row.get(3..)? {
            order.push((index(*before)?, task));
        }
    }
    let workers = Resource::workers(processors, 0..durations.len());
    Problem::new(durations, order, vec![workers]).ok()
}
