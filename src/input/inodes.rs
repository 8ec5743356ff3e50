//! Which files were seen, in little memory however many there are.
//!
//! File systems number their files closely, so a word of bits serves up to 64 of them.

use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Inodes {
    /// By device and by the upper bits of the number.
    words: HashMap<(u64, u64), u64>,
}

impl Inodes {
    /// Adds a file by its device and number; false where it was there.
    pub(super) fn insert(&mut self, (device, number): (u64, u64)) -> bool {
        let word = self.words.entry((device, number >> 6)).or_default();
        let bit = 1 << (number & 63);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_new_once() {
        let mut inodes = Inodes::default();
        let all = [(1, 0), (1, 63), (1, 64), (2, 0), (1, u64::MAX), (u64::MAX, 5)];
        assert!(all.iter().all(|&id| inodes.insert(id)));
        assert!(!all.iter().any(|&id| inodes.insert(id)));
        assert!((65..128).all(|n| inodes.insert((1, n))));
        assert_eq!(inodes.words.len(), 5);
    }
}
