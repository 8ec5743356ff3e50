//! What the layout of digits says: dates, times, versions and addresses are written in digits too.

use super::number::{GROUPS, Gap, Group, Lead, Reading};

impl Reading {
    /// The part before the point of `4155550132.0`, as tools print a column of numbers with gaps.
    pub(super) fn whole_part(&self) -> Option<Reading> {
        let [first, second] = self.groups() else { return None };
        let zero = second.gap == Gap::Dot && self.digits()[first.digits()..] == *"0";
        (zero && first.digits() >= 7).then(|| self.cut(1))
    }

    /// Whether a group begins a date.
    pub(super) fn year_at(&self, group: usize) -> bool {
        let from = self.groups()[group - 1].digits();
        let digits = &self.digits()[from..self.groups()[group].digits()];
        digits.starts_with("19") || digits.starts_with("20")
    }

    /// Whether the groups are those of a date, a time, a version, a decimal or an address.
    pub(super) fn other_layout(&self) -> bool {
        let groups = self.groups();
        let widths: [usize; GROUPS] = std::array::from_fn(|i| {
            let before = if i == 0 { 0 } else { groups.get(i - 1).map_or(0, Group::digits) };
            groups.get(i).map_or(0, |group| group.digits() - before)
        });
        let gaps = |gap: Gap| groups[1..].iter().filter(|g| g.gap == gap).count();
        let year = |from: usize, to: usize| matches!(&self.digits()[from..to.max(from)], y if y.starts_with("19") || y.starts_with("20"));
        let first_date = widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2 && year(0, 4);
        let last_date =
            widths[0] <= 2 && widths[1] <= 2 && widths[2] == 4 && groups.len() == 3 && {
                let from = groups[1].digits();
                year(from, from + 4)
            };
        let dated =
            groups.len() >= 3 && (first_date || last_date) && groups[1].gap == groups[2].gap;
        let address =
            groups.len() == 4 && gaps(Gap::Dot) == 3 && widths[..4].iter().all(|&w| w <= 3);
        let version = (2..4).contains(&groups.len()) && gaps(Gap::Dot) == groups.len() - 1;
        let decimal = groups.len() == 2 && groups[1].gap == Gap::Dot;
        let ratio = gaps(Gap::Slash) > 1;
        let short_version = version && widths.contains(&1) && self.lead == Lead::None;
        dated || ratio || decimal || self.lead == Lead::None && (address || short_version)
    }

    /// Whether ungrouped digits are more likely seconds or milliseconds since 1970.
    pub(super) fn epoch(&self) -> bool {
        let digits = self.digits().as_bytes();
        let plain = !self.grouped() && self.lead == Lead::None;
        let recent = matches!(digits, [b'1', b'0'..=b'9', ..]);
        plain && (digits.len() == 10 || digits.len() == 13 || digits.len() == 16) && recent
    }

    /// Whether ungrouped digits are a date, with or without the time.
    pub(super) fn compact_date(&self) -> bool {
        let digits = self.digits().as_bytes();
        if self.groups()[0].digits() < 8 || self.lead != Lead::None {
            return false;
        }
        let two = |at: usize| (digits[at] - b'0') * 10 + digits[at + 1] - b'0';
        let whole = matches!(digits.len(), 8 | 12 | 14 | 17) || self.grouped();
        whole
            && (digits.starts_with(b"19") || digits.starts_with(b"20"))
            && (1..=12).contains(&two(4))
            && (1..=31).contains(&two(6))
            && (self.grouped() || matches!(digits.len(), 8 | 14 | 17) || two(8) < 24)
    }

    /// Whether the groups begin with one that is a whole number in itself: E.164 as machines print it.
    pub(super) fn solid(&self) -> bool {
        let first = self.groups()[0];
        first.digits() >= 7 && first.gap == Gap::Start && self.grouped()
    }
}
