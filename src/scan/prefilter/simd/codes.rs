//! Five-bit codes of bytes, for engines whose tables are too small for all of ASCII.
//! It refuses to be exact: bytes that share a code cost a false candidate, never a missed one.

/// The codes of 0x20 to 0x3f: all digits share one, the frequent marks have one or two to share,
/// `-` goes with `_`.
///
/// Indexed by the low five bits, so that controls share the code of the byte 0x20 above them.
pub(super) const MARKS: [u8; 32] = [
    30, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27, 28, 31, 28, 29, //  !"#$%&'()*+,-./
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 29, 27, 27, 29, 27, 27, // 0123456789:;<=>?
];

/// The code of a byte: a letter of either case and its neighbours by its low five bits, the rest by
/// `MARKS`; the top bit does not count.
pub(super) const fn code(byte: u8) -> u8 {
    let low = byte & 31;
    if byte & 64 == 0 { MARKS[low as usize] } else { low }
}

/// For the bench that packs the literals: the code of a byte.
#[doc(hidden)]
pub fn prefilter_code(byte: u8) -> u8 {
    code(byte)
}
