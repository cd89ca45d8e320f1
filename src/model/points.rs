//! Evidence weighed by points: log-odds in hundredths by name, fitted outside the program, added up where the evidence holds.

/// The points of a table whose names have a fixed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points(Vec<i32>);

impl Points {
    /// Reads lines of a name, a tab and points; a name that is not among `names` counts for nothing, a name that is missing for 0.
    pub fn read(text: &str, names: &[&str]) -> Points {
        let mut points = vec![0; names.len()];
        for (name, value) in text.lines().filter_map(|line| line.split_once('\t')) {
            if let Some((place, value)) = names.iter().position(|known| *known == name).zip(value.trim().parse().ok()) {
                points[place] = value;
            }
        }
        Points(points)
    }

    /// The sum over a set of evidence: bit `i` stands for the name `i`.
    pub fn of(&self, evidence: impl Into<u128>) -> i32 {
        let mut evidence = evidence.into();
        let mut sum = 0;
        while evidence != 0 {
            sum += self.0.get(evidence.trailing_zeros() as usize).copied().unwrap_or_default();
            evidence &= evidence - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_add_up_by_name() {
        let points = Points::read("# Origin: a test.\nnear\t40\nquoted\t-15\nunheard of\t7\n", &["quoted", "named", "near"]);
        assert_eq!([0b000_u64, 0b001, 0b100, 0b111].map(|evidence| points.of(evidence)), [0, -15, 40, 25]);
    }
}
