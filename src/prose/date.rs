//! Days, as articles and records write them.

use std::fmt;

/// Months by their English names.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Date {
    /// The year.
    pub year: u32,
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
}

impl Date {
    /// The day; `None` where the calendar has none such.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        days_in(year, month).filter(|last| (1..=*last).contains(&day)).map(|_| Date { year, month, day })
    }

    /// The day that many days after 1 January 1970.
    pub fn of_days(days: u32) -> Date {
        // Years from March on, so that the day of a leap year is the last.
        let days = days + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Date { year: year + era * 400 + u32::from(month <= 2), month, day }
    }

    /// The full date in words that hold one: "2016-05-03T09:00", "May 3, 2016", "Tue, 3 May 2016 10:00".
    pub fn in_words(words: &str) -> Option<Date> {
        let parts: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(12).collect();
        let year = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 4);
        let number = |part: &str| day_of(part.strip_suffix('T').unwrap_or(part));
        parts.windows(3).find_map(|three| {
            let (a, b, c) = (three[0], three[1], three[2]);
            let iso = || Some((year(a)?, number(b).filter(|month| *month <= 12)?, number(c.split(['T', 't']).next()?)?));
            let american = || Some((year(c)?, month_of(a)?, number(b)?));
            let british = || Some((year(c)?, month_of(b)?, number(a)?));
            let (year, month, day) = iso().or_else(american).or_else(british)?;
            Date::new(year, month, day)
        })
    }

    /// The day of the week, from Sunday, 0.
    pub fn weekday(self) -> u32 {
        const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 { self.year - 1 } else { self.year };
        (year + year / 4 - year / 100 + year / 400 + SHIFT[self.month as usize - 1] + self.day) % 7
    }

    /// Days from a fixed one, for differences.
    pub fn ordinal(self) -> i64 {
        let before: u32 = (1..self.month).filter_map(|month| days_in(self.year, month)).sum();
        let years = i64::from(self.year) - 1;
        years * 365 + years / 4 - years / 100 + years / 400 + i64::from(before + self.day)
    }
}

impl fmt::Display for Date {
    /// "4 Feb 2026".
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {} {}", self.day, &MONTHS[self.month as usize - 1][..3], self.year)
    }
}

/// How many days a month has; `None` where the year has no such month.
pub fn days_in(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// The month that a word of three letters and more begins, from 1.
pub fn month_of(word: &str) -> Option<u32> {
    let starts = |month: &&str| word.len() >= 3 && month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    MONTHS.iter().position(starts).map(|month| month as u32 + 1)
}

/// The day that "3" or "3rd" says.
pub fn day_of(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let plain = !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|day| plain && (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let weekday = |year, month, day| Date::new(year, month, day).map(Date::weekday);
        assert_eq!(weekday(2016, 5, 4), Some(3));
        assert_eq!(weekday(2000, 2, 29), Some(2));
        assert_eq!((weekday(2015, 2, 29), weekday(2100, 2, 29), weekday(2016, 13, 1), weekday(2016, 4, 0)), (None, None, None, None));
        let ordinal = |year, month, day| Date::new(year, month, day).unwrap().ordinal();
        assert_eq!(ordinal(2016, 3, 1) - ordinal(2016, 2, 28), 2);
        for (days, day) in [(0, "1 Jan 1970"), (58, "28 Feb 1970"), (59, "1 Mar 1970"), (11_016, "29 Feb 2000"), (20_788, "1 Dec 2026")] {
            assert_eq!(Date::of_days(days).to_string(), day);
        }
        let date = |words| Date::in_words(words).map(|date| date.to_string());
        for words in ["2016-05-03", "2016-05-03T09:00:00Z", "May 3, 2016", "Tue, 3 May 2016 10:00", "3rd May 2016", "2016/05/03"] {
            assert_eq!(date(words).as_deref(), Some("3 May 2016"), "{words}");
        }
        assert_eq!((date("03/05/2016"), date("yesterday"), date("")), (None, None, None));
    }
}
