//! NuGet's API keys: an id and a password in base32, each with bits to spare that are zero. `v4` and 10
//! bytes take 20 characters, 16 bytes take 26 (github.com/NuGet/NuGetGallery, ApiKeyV4.cs).

use super::Verdict;

const ID: usize = 20;
const PASSWORD: usize = 26;

pub(super) fn key(secret: &[u8]) -> Verdict {
    let digit = |byte: u8| match byte {
        b'a'..=b'z' => Some(byte - b'a'),
        b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    };
    let Some(digits) = secret.iter().map(|byte| digit(*byte)).collect::<Option<Vec<u8>>>() else {
        return Verdict::Doubtful;
    };
    let whole = digits.len() == ID + PASSWORD;
    // `oy2` and the bit behind it are `v4`; 96 of the id's 100 bits count, and 128 of the password's 130.
    let holds =
        whole && digits[3] < 16 && digits[ID - 1] % 16 == 0 && digits[ID + PASSWORD - 1] % 4 == 0;
    if holds { Verdict::Valid } else { Verdict::Doubtful }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_to_spare_are_zero() {
        let key = |first: char, id: char, last: char| {
            let text =
                format!("oy2{first}{}{id}{}{last}", "kt".repeat(7) + "k", "tk".repeat(12) + "t");
            super::key(text.as_bytes())
        };
        assert_eq!(key('c', 'q', 'e'), Verdict::Valid);
        for (first, id, last) in
            [('q', 'q', 'e'), ('c', 'b', 'e'), ('c', 'q', 'b'), ('c', '1', 'e')]
        {
            assert_eq!(key(first, id, last), Verdict::Doubtful);
        }
        assert_eq!(super::key(b"oy2"), Verdict::Doubtful);
    }
}
