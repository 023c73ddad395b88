//! Lengths of time in one unit for the whole plan, so that its numbers can be compared.

/// The unit in which a plan's lengths are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// There is no time, only steps.
    Steps,
    Minutes,
    Hours,
    Days,
    Weeks,
}

impl Scale {
    /// The largest unit in which all pieces are whole.
    pub(super) fn new(durations: &[u64], in_minutes: bool) -> Self {
        if !in_minutes {
            return Self::Steps;
        }
        let whole = |scale: &Self| durations.iter().all(|duration| duration.is_multiple_of(scale.unit()));
        [Self::Weeks, Self::Days, Self::Hours].into_iter().find(whole).unwrap_or(Self::Minutes)
    }

    /// Whether lengths are time at all.
    pub(super) fn is_time(self) -> bool {
        self != Self::Steps
    }

    /// How many minutes, or steps, one is.
    pub(super) fn unit(self) -> u64 {
        match self {
            Self::Steps | Self::Minutes => 1,
            Self::Hours => 60,
            Self::Days => 1440,
            Self::Weeks => 10_080,
        }
    }

    /// `43 hours`, `9 days`, `1 h 30 min`, `5 steps`.
    pub(super) fn long(self, length: u64) -> String {
        let noun = match self {
            Self::Steps => "step",
            Self::Minutes => return minutes(length),
            Self::Hours => "hour",
            Self::Days => "day",
            Self::Weeks => "week",
        };
        let count = length / self.unit();
        format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
    }

    /// `43 h`, `9 d`, `1 h 30 min`, `5`.
    pub(super) fn short(self, length: u64) -> String {
        let count = length / self.unit();
        match self {
            Self::Steps => count.to_string(),
            Self::Minutes => minutes(length),
            Self::Hours => format!("{count} h"),
            Self::Days => format!("{count} d"),
            Self::Weeks => format!("{count} w"),
        }
    }

    /// A round distance between the marks of an axis, so that there are at most `most` of them beside the first.
    pub(super) fn tick(self, length: u64, most: u64) -> u64 {
        let least = length.div_ceil(most.max(1)).max(1);
        let round = |base: u64| {
            let powers = (0..).map_while(move |power| base.checked_mul(10_u64.checked_pow(power)?));
            powers.flat_map(|unit| [unit, unit.saturating_mul(2), unit.saturating_mul(5)]).find(|unit| *unit >= least)
        };
        let clock = [1, 5, 15, 30].into_iter().find(|unit| *unit >= least);
        let found = if self == Self::Minutes { clock.or_else(|| round(60)) } else { round(self.unit()) };
        found.unwrap_or(least)
    }
}

fn minutes(length: u64) -> String {
    match (length / 60, length % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_for_all() {
        for (durations, in_minutes, length, long, short) in [
            (&[1, 1][..], false, 2, "2 steps", "2"),
            (&[1], false, 1, "1 step", "1"),
            (&[120, 180], true, 2580, "43 hours", "43 h"),
            (&[4320, 1440], true, 12_960, "9 days", "9 d"),
            (&[4320, 60], true, 1440, "24 hours", "24 h"),
            (&[10_080], true, 10_080, "1 week", "1 w"),
            (&[90, 60], true, 150, "2 h 30 min", "2 h 30 min"),
            (&[45], true, 45, "45 min", "45 min"),
            (&[45], true, 120, "2 h", "2 h"),
        ] {
            let scale = Scale::new(durations, in_minutes);
            assert_eq!((&*scale.long(length), &*scale.short(length)), (long, short), "{durations:?}");
        }
    }

    #[test]
    fn ticks_are_round() {
        for (scale, length, expected) in [
            (Scale::Hours, 2580, 300),
            (Scale::Days, 12_960, 1440),
            (Scale::Steps, 3, 1),
            (Scale::Steps, 1000, 100),
            (Scale::Minutes, 100, 15),
            (Scale::Minutes, 3000, 300),
            (Scale::Weeks, 0, 10_080),
        ] {
            assert_eq!(scale.tick(length, 10), expected, "{scale:?} {length}");
        }
    }
}
