//! Estimated work.

use std::fmt;
use std::str::FromStr;

/// An estimate: the text as written and its range in whole minutes.
///
/// A day counts 24 hours and a week 7 days: an estimate says how long a piece of work occupies its worker in the
/// unit that the plan chose, and plans compare days with days. Mixed units are therefore calendar time, not office
/// hours.
///
/// ```
/// use phasetrack_core::id::Effort;
///
/// let effort: Effort = "2-3 hours".parse().unwrap();
/// assert_eq!((effort.min_minutes(), effort.max_minutes()), (120, 180));
/// assert_eq!(effort.to_string(), "2-3 hours");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    text: String,
    min: u32,
    max: u32,
}

/// No amount of time could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseEffortError {
    /// There is no number followed by a unit of time.
    #[error("no amount of time such as `2-3 hours` or `1.5 days`")]
    NoAmount,
    /// The amount is negative.
    #[error("an amount of time cannot be negative")]
    Negative,
    /// The amount is longer than a hundred years.
    #[error("the amount of time is too large")]
    TooLarge,
}

/// A hundred years: more is a slip of the pen.
const MAX_MINUTES: f64 = 100.0 * 366.0 * 24.0 * 60.0;

/// Spellings of units, longest first where one begins another, and their minutes.
const UNITS: &[(&str, f64)] = &[
    ("minutes", 1.0),
    ("minute", 1.0),
    ("minutos", 1.0),
    ("minuto", 1.0),
    ("mins", 1.0),
    ("min", 1.0),
    ("分钟", 1.0),
    ("分", 1.0),
    ("분", 1.0),
    ("hours", 60.0),
    ("hour", 60.0),
    ("horas", 60.0),
    ("hora", 60.0),
    ("hrs", 60.0),
    ("hr", 60.0),
    ("h", 60.0),
    ("小时", 60.0),
    ("時間", 60.0),
    ("시간", 60.0),
    ("days", 1440.0),
    ("day", 1440.0),
    ("días", 1440.0),
    ("día", 1440.0),
    ("dias", 1440.0),
    ("dia", 1440.0),
    ("d", 1440.0),
    ("日間", 1440.0),
    ("人日", 1440.0),
    ("天", 1440.0),
    ("日", 1440.0),
    ("일", 1440.0),
    ("weeks", 10080.0),
    ("week", 10080.0),
    ("semanas", 10080.0),
    ("semana", 10080.0),
    ("wks", 10080.0),
    ("wk", 10080.0),
    ("w", 10080.0),
    ("週間", 10080.0),
    ("周", 10080.0),
    ("週", 10080.0),
    ("주", 10080.0),
];

impl Effort {
    /// The lower end in whole minutes, rounded up.
    pub fn min_minutes(&self) -> u32 {
        self.min
    }

    /// The upper end in whole minutes, rounded up; equal to the lower end for a single amount.
    pub fn max_minutes(&self) -> u32 {
        self.max
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Effort {
    type Err = ParseEffortError;

    /// Reads the first amount: `1.5h`, `2-3 hours`, `30 minutes - 1 hour`, `~4 to 6 days`, `4-5d (two people)`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lower = text.to_lowercase();
        let (first, after) = first_amount(&lower)?;
        let unit = leading_unit(after);
        let rest = unit.map_or(after, |(len, _)| &after[len..]);
        let second = range_mark(rest).and_then(|tail| {
            let (amount, end) = leading_number(tail)?;
            Some((amount, leading_unit(&tail[end..])))
        });
        // "2-3 hours" gives its unit at the end, "30 minutes - 1 hour" one for each end.
        let end_unit = second.and_then(|(_, unit)| unit);
        let unit = unit.or(end_unit);
        let second = second.map(|(amount, own)| (amount, own.or(unit)));
        let (_, factor) = unit.ok_or(ParseEffortError::NoAmount)?;
        let min = minutes(first * factor)?;
        let max = match second {
            Some((amount, Some((_, factor)))) => minutes(amount * factor)?,
            _ => min,
        };
        let (min, max) = if min <= max { (min, max) } else { (max, min) };
        Ok(Self { text: text.trim().to_owned(), min, max })
    }
}

/// The first number that a unit or a range mark follows, and the text after it.
fn first_amount(text: &str) -> Result<(f64, &str), ParseEffortError> {
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let (amount, len) = leading_number(&text[start..]).ok_or(ParseEffortError::NoAmount)?;
        let after = &text[start + len..];
        if leading_unit(after).is_some() || range_mark(after).is_some_and(|tail| leading_number(tail).is_some()) {
            let before = text[..start].trim_end_matches(['~', '≈']);
            let negative = before.ends_with('-') && before[..before.len() - 1].trim().is_empty();
            return if negative { Err(ParseEffortError::Negative) } else { Ok((amount, after)) };
        }
        at = start + len;
    }
    Err(ParseEffortError::NoAmount)
}

/// A decimal number at the start of `text` and its length; `1e309` is too large, not infinite.
fn leading_number(text: &str) -> Option<(f64, usize)> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    let mut end = whole;
    if text[end..].starts_with('.') {
        let decimals = digits(end + 1);
        if decimals > 0 {
            end += 1 + decimals;
        }
    }
    if text[end..].starts_with('e') {
        let exponent = digits(end + 1);
        if exponent > 0 {
            end += 1 + exponent;
        }
    }
    text[..end].parse().ok().map(|amount| (amount, end))
}

/// Skips `-`, `–`, `~`, `to` and the like between the ends of a range.
fn range_mark(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = ["-", "–", "—", "~", "〜", "～", "to ", "bis ", "a ", "至", "到"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))?;
    Some(rest.trim_start().trim_start_matches(['~', '≈']))
}

/// A unit at the start of `text`: its length with the space before it, and its minutes.
fn leading_unit(text: &str) -> Option<(usize, f64)> {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '-']);
    let skipped = text.len() - trimmed.len();
    let first = trimmed.as_bytes().first()?;
    UNITS.iter().filter(|(unit, _)| unit.as_bytes()[0] == *first).find_map(|(unit, minutes)| {
        let rest = trimmed.strip_prefix(unit)?;
        let ends = !unit.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        ends.then_some((skipped + unit.len(), *minutes))
    })
}

fn minutes(amount: f64) -> Result<u32, ParseEffortError> {
    if amount.is_nan() || amount > MAX_MINUTES {
        return Err(ParseEffortError::TooLarge);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the amount is between zero and MAX_MINUTES"
    )]
    Ok(amount.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, expected) in [
            ("2-3 hours", Ok((120, 180))),
            ("30 minutes - 1 hour", Ok((30, 60))),
            ("1.5h", Ok((90, 90))),
            ("0.5 day", Ok((720, 720))),
            ("~4 to 6 days", Ok((5760, 8640))),
            ("4-5d", Ok((5760, 7200))),
            ("6-8 weeks", Ok((60480, 80640))),
            ("8日", Ok((11520, 11520))),
            ("3天", Ok((4320, 4320))),
            ("7 tasks, 52 hours across 2 sprints", Ok((3120, 3120))),
            ("2-3 hours per handler", Ok((120, 180))),
            ("Week 3", Err(ParseEffortError::NoAmount)),
            ("Medium", Err(ParseEffortError::NoAmount)),
            ("NaN hours", Err(ParseEffortError::NoAmount)),
            ("-3 d", Err(ParseEffortError::Negative)),
            ("1e309 h", Err(ParseEffortError::TooLarge)),
            ("99999999999999999999 weeks", Err(ParseEffortError::TooLarge)),
            ("3-2 hours", Ok((120, 180))),
        ] {
            let read = text.parse::<Effort>().map(|effort| (effort.min_minutes(), effort.max_minutes()));
            assert_eq!(read, expected, "{text}");
        }
    }
}
