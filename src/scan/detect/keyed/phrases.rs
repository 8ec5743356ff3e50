//! The phrases of all keyed rules, found by how a text ends.
//!
//! It knows no words and no boundaries: it tells which phrases the text ends with, and its caller
//! judges where they start.

/// Phrases in a trie that is walked from the last byte of a text to the first: the first byte or two
/// tell nearly every text that ends with no phrase at all.
#[derive(Debug)]
pub(crate) struct Phrases<M> {
    /// The nodes of the last bytes, by byte; zero is none, as the root is nobody's child.
    roots: Box<[u32; 256]>,
    nodes: Vec<Node>,
    meanings: Vec<M>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    byte: u8,
    /// One more than the place of the phrase's meaning, where a phrase is complete here.
    phrase: u32,
    first_child: u32,
    children: u32,
}

impl<M: Copy> Phrases<M> {
    /// Of two equal phrases the later counts.
    pub(crate) fn new(phrases: impl IntoIterator<Item = (Vec<u8>, M)>) -> Self {
        let mut meanings = Vec::new();
        let mut reversed: Vec<(Vec<u8>, u32)> = Vec::new();
        for (mut phrase, meaning) in phrases {
            phrase.reverse();
            meanings.push(meaning);
            reversed.push((phrase, meanings.len() as u32));
        }
        reversed.retain(|(phrase, _)| !phrase.is_empty());
        reversed.sort();
        reversed.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 = later.1;
            }
            same
        });
        let mut nodes = vec![Node::default()];
        grow(&mut nodes, 0, &reversed, 0);
        let mut roots = Box::new([0; 256]);
        let Node { first_child, children, .. } = nodes[0];
        for at in first_child..first_child + children {
            roots[usize::from(nodes[at as usize].byte)] = at;
        }
        Phrases { roots, nodes, meanings }
    }

    /// The phrases that `text` ends with, shortest first, as their length and meaning.
    #[inline]
    pub(crate) fn ending<'p>(&'p self, text: &'p [u8]) -> impl Iterator<Item = (usize, M)> + 'p {
        let mut at = text.last().map_or(0, |&last| self.roots[usize::from(last)]);
        let mut length = 1;
        std::iter::from_fn(move || {
            while at != 0 {
                let node = self.nodes[at as usize];
                let here = (length, node.phrase);
                at = text.len().checked_sub(length + 1).map_or(0, |i| self.child(node, text[i]));
                length += 1;
                if here.1 != 0 {
                    return Some((here.0, self.meanings[here.1 as usize - 1]));
                }
            }
            None
        })
    }

    #[inline]
    fn child(&self, node: Node, byte: u8) -> u32 {
        let mut children = node.first_child..node.first_child + node.children;
        let found = children.find(|&at| self.nodes[at as usize].byte == byte);
        found.unwrap_or(0)
    }
}

/// Adds the phrases that go on from a node: sorted, reversed and all alike up to `depth`.
fn grow(nodes: &mut Vec<Node>, from: usize, phrases: &[(Vec<u8>, u32)], depth: usize) {
    let mut longer = phrases;
    if let [(phrase, number), rest @ ..] = phrases
        && phrase.len() == depth
    {
        nodes[from].phrase = *number;
        longer = rest;
    }
    let groups = || longer.chunk_by(|a, b| a.0[depth] == b.0[depth]);
    let first = nodes.len();
    nodes.extend(groups().map(|g| Node { byte: g[0].0[depth], ..Node::default() }));
    nodes[from].first_child = first as u32;
    nodes[from].children = (nodes.len() - first) as u32;
    for (nth, group) in groups().enumerate() {
        grow(nodes, first + nth, group, depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_those_that_ends_with_finds() {
        let words = ["pass", "word", "password", "ass", "s", "key", "apikey", "ключ", "word"];
        let phrases = Phrases::new(words.iter().map(|w| w.as_bytes().to_vec()).zip(0..));
        for text in ["password", "mypass", "s", "", "xkey", "apikey", "мойключ", "nothing", "sword"]
        {
            let mut simple: Vec<(usize, usize)> = Vec::new();
            for (nth, word) in words.iter().enumerate() {
                if text.ends_with(word) && !words[nth + 1..].contains(word) {
                    simple.push((word.len(), nth));
                }
            }
            simple.sort();
            assert_eq!(phrases.ending(text.as_bytes()).collect::<Vec<_>>(), simple, "{text}");
        }
    }
}
