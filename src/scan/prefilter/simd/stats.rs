//! What logs are made of: how often each pair of bytes stands side by side, case aside.
//! It refuses to be exact: the engines are right for any bytes, and merely fast for these.

/// Number of symbol classes.
pub(crate) const SYMBOLS: usize = 44;

/// The class of a byte: each letter, the digits, each mark that is frequent in logs, and the rest
/// by kinship.
pub(crate) const fn symbol(byte: u8) -> usize {
    CLASS[byte as usize] as usize
}

const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = classify(byte as u8);
        byte += 1;
    }
    class
};

const fn classify(byte: u8) -> u8 {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => letter - b'a',
        b'0'..=b'9' => 26,
        b' ' => 27,
        b'.' => 28,
        b':' => 29,
        b'-' => 30,
        b'_' => 31,
        b'/' => 32,
        b'=' => 33,
        b',' => 34,
        b'\n' | b'\r' => 35,
        b'[' | b']' => 36,
        b'(' | b')' => 37,
        b'"' | b'\'' => 38,
        b'@' | b'#' | b'%' | b'*' | b'&' | b';' | b'|' => 39,
        b'<' | b'>' | b'{' | b'}' => 40,
        b'+' | b'$' | b'!' | b'?' => 41,
        0x80..=0xff => 42,
        _ => 43,
    }
}

/// How many bytes, after case folding, share a class.
const SIZE: [f32; SYMBOLS] = {
    let mut size = [0.0; SYMBOLS];
    let mut byte = 0;
    while byte < 256 {
        if !(byte as u8).is_ascii_uppercase() {
            size[symbol(byte as u8)] += 1.0;
        }
        byte += 1;
    }
    size
};

/// Minus the logarithm of the joint frequency of two neighbouring classes, in thirds of a bit
/// above `#`. Row: the first byte; column: the second.
///
/// Measured on the 2k-line samples of all 16 systems of LogHub (4.4 MB: Android, Apache, BGL, Hadoop,
/// HDFS, HealthApp, HPC, Linux, Mac, OpenSSH, OpenStack, Proxifier, Spark, Thunderbird, Windows,
/// Zookeeper) with half a count added to every cell.
const PAIRS: [&[u8; SYMBOLS]; SYMBOLS] = [
    br"F@<<DJ>S?]I<@<R=Z>=:AIMHGW>HCS?HHd\TZV]YhZhd",
    br"AIKEGHQX?TQ>NF@ZhFAUHKW]Ah>ILZGKKhMRdGhOhdhh",
    br"<BDD=K\=Jd=AMB:ITED>@GZNJ_=AHAHQI\VKQY_Ghahh",
    br">AGB;BRPCN^FBFAP]CBPANF`K_=;EBBDICGF@EV]Z`hd",
    br"?D;:CHJZBXT@?:MAC7;<FCC?L[>;=@CDFDDEEKSGWGhX",
    br"?EMMDGdVBhYJTW;VYAAFHdahR`AFPOJ\JN]SPX`dhhhh",
    br"GPXR<[OFChYFHDDT_FLSMah`ShR@AJXYQNRH\TXadhh[",
    br"@OJB?N`YChAaNTAS_@YBFhPdQ^JCPQTHdXaYII_YVhhh",
    br"DD??ACCP_`]>@7>EW@?=_@XEhDRGDJWHRZaXV^dI`hha",
    br"RY]dShhRdhFZhhLhhdQZ@UhhdhAdah`YhNhhhhhhhhhh",
    br"CDTS=VVVJhdOJLh\hTHWVKdhWhH@DCICNM[NYT^IWhhh",
    br"@NGB<VMV=YCAhM<OUNBEEE^]GdP>KINNPINLHOWGh\h\",
    br"=CCH=TOZAhaPEMB?hVCQFXQRJhA@BD[CHN]YKV^J^hh^",
    br">NB=;<=T>dHOIA<IZIA<IDSEG]=;FDOOHMTKQNOOYahh",
    br"DJ>?PE@QH^DC<:?@h8A=??BBO_O;NT^UZM\Ydah]Y[hh",
    br">NEB@\QIBSTAPUAAh>CAATTaHhTHBOQDFRTU]Ohadhhd",
    br"_X_^d]d``hh[SdhXMhWVChahh\\TQVEhW\X^S[h]hhhh",
    br"=FB@9IDGAh@KA@:JU@BA@@dWChA<E?EGIEOIERVD_Fhh",
    br"BEAH:LG?@hCDHHCBWB=:AXCWADH=BCOJCCODOJRHh[hY",
    br":CDO9QV=:hVGLL<AY@C?ATIQBhK;BDHEHEGFNDXZWRh\",
    br"IIEGDZGDCdT>B=ECh@?=XZhXhdAQDUWhhaXUdOaahhhh",
    br"?hLa>`^a@hhTNXQWhaJVhhGhhhECJZ\`XYh_Zhdhhhhh",
    br"A[TOB`hJBhNNLJ@d`TDYWMLXZhhGPIaUVaha]Yhhdhhh",
    br"UVGTAS^_KhhZELhHhP^E^`hPBdBMLP^_``hYNF[hhahd",
    br"PTNRHVUdKhhWKGPIhQBBOhXhh`T?DJTUMEVL\S[TZ_hh",
    br"\hahD_hYXhhhhhNhhhd][hhYX]aDWh]hddhhhhhhh]hh",
    br"??<?=?R[ZUPhQJh\_\WQNhZCdd+2656?>W<<;DG?MShE",
    br"<<:<?;AB:DA>@<>=J;:;@F?RQV36LI<Q@BXE=AFGJThZ",
    br"@J>EAFKADMWCDIHFPFEGKGELPS6DEhh[`hhD\dYhYhhh",
    br"HSMRQLRYRBYQIOTPE\NT\XT]hO58hJMhNhhQPha^ahh]",
    br"AF@JKK_PIdhTAAQIhTCTATXd]_6;h]QdVhh_DZhYShhh",
    br"KIFKGJOQEJJHEKSN`MFFEUT^hh>h[hFUdhhhhhh[hhhh",
    br"FJFFIUEHKWXIJKNL[LCPNFIH\^>TRhhJNh\VSWdXhhhh",
    br"Q\NYZIXURh[_XJ]W\GJKZhYddZ>@hdLhW]hhUVS[Nhhh",
    br"KKYa]ZhhUhh[KhXNh\_TNdJhhhA<hhhhhhhXhhahh]hh",
    br"WhhDhhhhhAQhhDhhhhhhhhhhhh;hhhBhhhh9Ahhhhhhh",
    br"O\OLIXhJGhXIGEhIPBEHZdX^hh=<^?MWKUVFUU_hYhh[",
    br"R\OROYdPShWPOM[HhUHHOZ]h_hE@LGThNhMEHC]OXhhh",
    br"RdTXXdH\Xhdhd^dP\YXNaa_`hhSGRPhhXhQSh]dWVhh\",
    br"TYJZXXYQVhhWIVJOhPDFWhdhhh?ChhY_YhUQhUW@hhhh",
    br"[YW\[`YhVhWhPSWddh^dhhhhhhMLX[hhh^TM^UYhMhhh",
    br"ah[K``h`dahMhhhJaJJ\hhhhhhSTh]hhd\hQdhhhhhh\",
    br"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh",
    br"Jh\[hh\\hdhdadhhhhXdahYhhhG[hhh[hhhhhhh_h\hJ",
];

/// Frequencies in logs of bytes, or of the codes an engine makes of them, case aside.
pub(super) struct Stats {
    /// What an engine tells apart: a byte's representative among those it cannot tell from it.
    key: [u8; 256],
    /// The row of a byte in the tables below.
    class: [u8; 256],
    single: [f32; SYMBOLS],
    pair: [[f32; SYMBOLS]; SYMBOLS],
}

impl Stats {
    /// For an engine that tells all bytes apart but the two cases of a letter.
    pub(super) fn of_bytes() -> Stats {
        let mut stats = Stats {
            key: std::array::from_fn(|byte| (byte as u8).to_ascii_lowercase()),
            class: CLASS,
            single: [0.0; SYMBOLS],
            pair: joint(),
        };
        for (a, row) in stats.pair.iter_mut().enumerate() {
            for (b, joint) in row.iter_mut().enumerate() {
                stats.single[a] += *joint / SIZE[a];
                *joint /= SIZE[a] * SIZE[b];
            }
        }
        stats
    }

    /// For an engine that tells bytes apart by their codes; these are fewer than `SYMBOLS`.
    pub(super) fn of_codes(code: fn(u8) -> u8) -> Stats {
        let codes = std::array::from_fn(|byte| code(byte as u8));
        let mut stats = Stats {
            key: codes,
            class: codes,
            single: [0.0; SYMBOLS],
            pair: [[0.0; SYMBOLS]; SYMBOLS],
        };
        // How much of each symbol has each code.
        let mut share = [[0.0f32; SYMBOLS]; SYMBOLS];
        for byte in (0..=255u8).filter(|byte| !byte.is_ascii_uppercase()) {
            let symbol = symbol(byte);
            share[symbol][usize::from(code(byte))] += 1.0 / SIZE[symbol];
        }
        for (a, row) in joint().iter().enumerate() {
            for (b, joint) in row.iter().enumerate() {
                for (to_a, of_a) in share[a].iter().enumerate().filter(|(_, of)| **of > 0.0) {
                    for (to_b, of_b) in share[b].iter().enumerate().filter(|(_, of)| **of > 0.0) {
                        stats.pair[to_a][to_b] += joint * of_a * of_b;
                        stats.single[to_a] += joint * of_a * of_b;
                    }
                }
            }
        }
        stats
    }

    /// The representative of the bytes an engine cannot tell from this one.
    pub(super) fn key(&self, byte: u8) -> usize {
        usize::from(self.key[usize::from(byte)])
    }

    /// The row and column of a byte in `classes`.
    pub(super) fn class(&self, byte: u8) -> usize {
        usize::from(self.class[usize::from(byte)])
    }

    /// How often a byte occurs, or any that the engine takes for it.
    pub(super) fn byte(&self, byte: u8) -> f32 {
        self.single[self.class(byte)]
    }

    /// How often two bytes stand side by side.
    pub(super) fn pair(&self, first: u8, second: u8) -> f32 {
        self.classes(self.class(first), self.class(second))
    }

    /// How often a byte of one class is followed by a byte of another: any one of each.
    pub(super) fn classes(&self, first: usize, second: usize) -> f32 {
        self.pair[first][second]
    }

    /// How often a string occurs, each byte depending on the one before.
    pub(super) fn string(&self, bytes: &[u8]) -> f32 {
        let Some(&first) = bytes.first() else { return 1.0 };
        bytes.windows(2).fold(self.byte(first), |odds, pair| {
            odds * self.pair(pair[0], pair[1]) / self.byte(pair[0])
        })
    }
}

/// `PAIRS` as frequencies.
fn joint() -> [[f32; SYMBOLS]; SYMBOLS] {
    // 2^(-1/3) by repeated multiplication: a table instead of two thousand powers.
    let mut power = [1.0f32; 128];
    for i in 1..power.len() {
        power[i] = power[i - 1] * 0.793_700_5;
    }
    PAIRS.map(|row| std::array::from_fn(|b| power[usize::from(row[b] - b'#')]))
}
