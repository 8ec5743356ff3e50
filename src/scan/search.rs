//! From a text to matches: where literals stand, and what the detectors say that each of them wakes.

use std::ops::Range;

use super::Scratch;
use super::detect::embedded::Space;
use super::detect::{Found, Memory, Settled, Window, token};
use super::plan::{Literal, Plan};
use super::prefilter::Candidate;

/// How much is searched before what was found is looked at: it is still in the core's own cache then.
const NEAR: usize = 128 << 10;

/// The detectors that a candidate wakes, and those of them that read shapes of several lines.
#[derive(Clone, Copy)]
struct Asked<'p> {
    all: &'p [u16],
    spanning: &'p [u16],
}

impl Plan {
    /// Puts the matches of the candidates in a part of a text into `scratch`.
    pub(super) fn search(
        &self,
        scratch: &mut Scratch,
        bytes: &[u8],
        range: Range<usize>,
        head: &[u8],
    ) {
        let Scratch { candidates, settled, found, spaces, memories, .. } = scratch;
        found.matches.clear();
        spaces.iter_mut().for_each(Space::forget);
        let literal = |candidate: &Candidate| &self.literals[usize::from(candidate.literal)];
        let mut from = range.start;
        while from < range.end {
            let to = range.end.min(from + NEAR);
            candidates.clear();
            self.prefilter.find(bytes, from..to, candidates);
            let first = found.mark();
            for candidate in &*candidates {
                let Literal { len, formats, begins, .. } = literal(candidate);
                let at = candidate.at as usize;
                if !formats.is_empty() && (!begins || token::starts_cleanly(bytes, at)) {
                    let (window, base) = Window::new(bytes, at, *len, head);
                    self.ask(formats, &window, base, memories, found);
                }
            }
            found.settle(first, settled);
            for candidate in &*candidates {
                let Literal { len, others, unwrapping, spanning, .. } = literal(candidate);
                let (window, base) = Window::new(bytes, candidate.at as usize, *len, head);
                let window = window.knowing(Settled::new(settled), base);
                self.ask(unwrapping, &window, base, memories, found);
                if !others.is_empty() {
                    let asked = Asked { all: others, spanning };
                    self.ask_around(asked, &window, base, spaces, memories, found);
                }
            }
            from = to;
        }
    }

    /// Asks detectors about the innermost text around the candidate of a window that starts at `base`, and
    /// where that leads to nothing about the lines around it, without what was written before each.
    fn ask_around(
        &self,
        asked: Asked<'_>,
        window: &Window<'_>,
        base: usize,
        spaces: &mut [Space],
        memories: &mut [Memory],
        found: &mut Found,
    ) {
        let first = found.mark();
        self.ask_within(asked, window, base, spaces, memories, found);
        let Some((space, deeper)) = spaces.split_first_mut() else { return };
        if found.mark().0 > first.0 || asked.spanning.is_empty() {
            return;
        }
        let Some(embedded) = space.without_prefixes(window, base) else { return };
        deeper.iter_mut().for_each(Space::forget);
        let first = found.mark();
        let asked = Asked { all: asked.spanning, spanning: &[] };
        self.ask_within(asked, &embedded.window(window), 0, deeper, memories, found);
        embedded.bring_back(window, first, found);
        found.shift(first, base);
    }

    /// Asks detectors about the innermost text around the candidate of a window that starts at `base`.
    fn ask_within(
        &self,
        asked: Asked<'_>,
        window: &Window<'_>,
        base: usize,
        spaces: &mut [Space],
        memories: &mut [Memory],
        found: &mut Found,
    ) {
        let inner = spaces.split_first_mut().and_then(|(space, deeper)| {
            let embedded = space.undo(window, base)?;
            if embedded.fresh {
                deeper.iter_mut().for_each(Space::forget);
            }
            Some((embedded, deeper))
        });
        let Some((embedded, deeper)) = inner else {
            return self.ask(asked.all, window, base, memories, found);
        };
        let first = found.mark();
        let text = embedded.window(window);
        if embedded.has_lines() {
            self.ask_around(asked, &text, 0, deeper, memories, found);
        } else {
            self.ask_within(asked, &text, 0, deeper, memories, found);
        }
        embedded.bring_back(window, first, found);
        found.shift(first, base);
        if embedded.is_part() && found.mark().0 == first.0 {
            self.ask(asked.all, window, base, memories, found);
        }
    }

    /// Asks detectors about the candidate of a window that starts at `base`.
    fn ask(
        &self,
        detectors: &[u16],
        window: &Window<'_>,
        base: usize,
        memories: &mut [Memory],
        found: &mut Found,
    ) {
        let first = found.mark();
        for &detector in detectors {
            let detector = usize::from(detector);
            self.detectors[detector].detect(window, &mut memories[detector], found);
        }
        found.shift(first, base);
    }
}
