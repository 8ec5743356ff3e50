//! Docker Swarm's join tokens: two numbers in base 36 with leading zeros, of which the alphabet could hold
//! larger ones than there are. `SWMTKN-1-DIGEST-SECRET`, and `SWMTKN-2-FIPS-DIGEST-SECRET` where the
//! cluster demands FIPS: the SHA-256 of the root certificate in 50 digits, a secret of 16 bytes in 25
//! (github.com/moby/swarmkit, ca/certificates.go).

use super::Verdict;

/// The largest numbers of 256 and of 128 bits.
const DIGEST: &[u8] = b"6dp5qcb22im238nr3wvp0ic7q99w035jmy2iw7i6n43d37jtof";
const SECRET: &[u8] = b"f5lxx1zz5pnorynqglhzmsp33";

pub(super) fn join(token: &[u8]) -> Verdict {
    let mut parts = token.rsplit(|byte| *byte == b'-');
    let holds = [SECRET, DIGEST].iter().all(|most| {
        // Of one length, numbers are in the order of their digits.
        parts.next().is_some_and(|part| part.len() == most.len() && part <= *most)
    });
    if holds { Verdict::Valid } else { Verdict::Doubtful }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_powers_of_two() {
        for (most, bits) in [(DIGEST, 256), (SECRET, 128)] {
            // In bytes, from the least: every one of them is full.
            let mut number = vec![0_u32; bits / 8];
            for &digit in most {
                let mut carry = char::from(digit).to_digit(36).unwrap();
                for byte in &mut number {
                    let sum = *byte * 36 + carry;
                    (*byte, carry) = (sum & 0xff, sum >> 8);
                }
                assert_eq!(carry, 0);
            }
            assert_eq!(number, vec![0xff; bits / 8]);
        }
    }

    #[test]
    fn numbers_that_are_too_large_are_doubted() {
        let token = |digest: &str, secret: &str| {
            let [digest, secret] = [format!("{digest:0<50}"), format!("{secret:0<25}")];
            join(format!("SWMTKN-1-{digest}-{secret}").as_bytes())
        };
        assert_eq!(token("5z", "f5lw"), Verdict::Valid);
        assert_eq!(token("6e", "f5lw"), Verdict::Doubtful);
        assert_eq!(token("5z", "f6"), Verdict::Doubtful);
        assert_eq!(join(b"SWMTKN-1-"), Verdict::Doubtful);
    }
}
