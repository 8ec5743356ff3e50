//! The directory walker: every file below the given paths, once, in path order.
//!
//! It obeys no ignore file unless told to: logs are nearly always ignored by version control. What
//! it cannot reach it names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::inodes::Inodes;
use super::{Entry, Source};
use crate::error::Error;
use crate::finding::{NotScanned, SourceName};

/// Directories that hold a version control system's own data.
const VERSION_CONTROL: [&str; 3] = [".git", ".hg", ".svn"];

/// What a walk takes and leaves.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Globs of files and directories to leave out. A glob without `/` is matched to each name.
    pub exclude: Vec<String>,
    /// Globs of files to take; all where there is none.
    pub include: Vec<String>,
    /// Obey `.gitignore` files.
    pub gitignore: bool,
    /// A file of globs to leave out, in the syntax of `.gitignore`.
    pub ignore_file: Option<PathBuf>,
}

/// An iterator over what lies below some paths.
pub struct Walk {
    roots: std::vec::IntoIter<PathBuf>,
    options: WalkOptions,
    exclude: Arc<Globs>,
    include: Globs,
    current: Option<Current>,
    seen: Inodes,
    passed: Arc<Mutex<Passed>>,
    waiting: Vec<Entry>,
}

struct Current {
    root: PathBuf,
    walk: ignore::Walk,
}

/// What walks have come by.
#[derive(Default)]
struct Passed {
    /// Directories of version control, until they are handed out.
    left_out: Vec<PathBuf>,
    directories: Inodes,
    /// Paths of links to directories.
    links: HashSet<PathBuf>,
}

impl Passed {
    /// Whether a directory adds nothing: it is reached by a link, and was reached before. Without
    /// this, directories that link to each other would be walked on every path between them.
    fn knows(&mut self, entry: &DirEntry) -> bool {
        let Ok(metadata) = entry.metadata() else { return false };
        let path = entry.path();
        let by_link = entry.path_is_symlink() || path.ancestors().any(|a| self.links.contains(a));
        let known = !self.directories.insert(identity(path, &metadata)) && by_link;
        if entry.path_is_symlink() && !known {
            self.links.insert(path.to_owned());
        }
        known
    }
}

impl Walk {
    /// A walk over files, directories and `-` for standard input.
    ///
    /// # Errors
    /// A glob is malformed, or the ignore file cannot be read.
    pub fn new(roots: Vec<PathBuf>, options: WalkOptions) -> Result<Self, Error> {
        let exclude = Arc::new(Globs::new(&options.exclude)?);
        let include = Globs::new(&options.include)?;
        if let Some(file) = &options.ignore_file {
            let error = WalkBuilder::new(".").add_ignore(file);
            if let Some(error) = error {
                return Err(Error::option(format!("ignore file: {error}")));
            }
        }
        Ok(Walk {
            roots: roots.into_iter(),
            options,
            exclude,
            include,
            current: None,
            seen: Inodes::default(),
            passed: Arc::default(),
            waiting: Vec::new(),
        })
    }

    fn walk(&self, root: &Path) -> ignore::Walk {
        let mut builder = WalkBuilder::new(root);
        builder.standard_filters(false).follow_links(true).sort_by_file_path(|a, b| a.cmp(b));
        if self.options.gitignore {
            builder.git_ignore(true).git_exclude(true).parents(true).require_git(false);
        }
        if let Some(file) = &self.options.ignore_file {
            // Its errors were reported when the walk was made.
            let _ = builder.add_ignore(file);
        }
        let (exclude, passed) = (self.exclude.clone(), self.passed.clone());
        builder.filter_entry(move |entry| {
            let below_root = entry.depth() > 0;
            let is_dir = entry.file_type().is_some_and(|t| t.is_dir());
            let name = entry.file_name();
            if below_root && is_dir && VERSION_CONTROL.iter().any(|vcs| name == *vcs) {
                lock(&passed).left_out.push(entry.path().to_owned());
                return false;
            }
            !(exclude.matches(entry.path()) || is_dir && lock(&passed).knows(entry))
        });
        builder.build()
    }

    fn entry(&mut self, entry: &DirEntry) -> Option<Entry> {
        let path = entry.path();
        let explicit = entry.depth() == 0;
        // A file that was named must still obey the globs: hooks hand over every changed file.
        if self.exclude.matches(path) || !(self.include.is_empty() || self.include.matches(path)) {
            return None;
        }
        let name = shown(path);
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            Err(error) => return Some(not_scanned(name, reason(&error))),
        };
        if metadata.is_dir() {
            if explicit {
                lock(&self.passed).directories.insert(identity(path, &metadata));
            }
            return None;
        }
        if !metadata.is_file() && !explicit {
            return Some(not_scanned(name, kind_of(metadata.file_type())));
        }
        if !self.seen.insert(identity(path, &metadata)) {
            return None;
        }
        Some(Entry::Source(Source::file(path.to_owned(), name, &metadata)))
    }

    fn error(&self, error: &ignore::Error) -> Option<Entry> {
        // A loop leads to what is scanned anyway.
        if is_loop(error) {
            return None;
        }
        let path = path_of(error).map_or_else(
            || self.current.as_ref().map(|c| c.root.clone()).unwrap_or_default(),
            Path::to_owned,
        );
        Some(not_scanned(shown(&path), reason(error)))
    }
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let fresh = std::mem::take(&mut lock(&self.passed).left_out);
            self.waiting.extend(fresh.iter().map(|path| Entry::LeftOut(shown(path))));
            if let Some(entry) = self.waiting.pop() {
                return Some(entry);
            }
            let Some(current) = &mut self.current else {
                let root = self.roots.next()?;
                if root.as_os_str() == "-" {
                    return Some(Entry::Source(Source::stdin()));
                }
                let walk = self.walk(&root);
                self.current = Some(Current { root, walk });
                continue;
            };
            let made = match current.walk.next() {
                None => {
                    self.current = None;
                    continue;
                }
                Some(Ok(entry)) => self.entry(&entry),
                Some(Err(error)) => self.error(&error),
            };
            if made.is_some() {
                return made;
            }
        }
    }
}

impl std::fmt::Debug for Walk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Walk").field("options", &self.options).finish_non_exhaustive()
    }
}

fn lock(passed: &Mutex<Passed>) -> MutexGuard<'_, Passed> {
    passed.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Globs of which those without `/` are matched to the name and the others to the path.
struct Globs {
    names: GlobSet,
    paths: GlobSet,
}

impl Globs {
    fn new(globs: &[String]) -> Result<Self, Error> {
        let build = |with_slash: bool| {
            let mut set = GlobSetBuilder::new();
            for text in globs.iter().filter(|g| g.contains('/') == with_slash) {
                let anywhere = format!("**/{}", text.trim_start_matches("./"));
                let text = if with_slash && !text.starts_with('/') { &anywhere } else { text };
                set.add(Glob::new(text).map_err(|e| Error::option(format!("glob: {e}")))?);
            }
            set.build().map_err(|e| Error::option(format!("glob: {e}")))
        };
        Ok(Globs { names: build(false)?, paths: build(true)? })
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.paths.is_empty()
    }

    fn matches(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| self.names.is_match(name)) || self.paths.is_match(path)
    }
}

/// The path as reports show it: without the `./` that the default path puts before it.
fn shown(path: &Path) -> SourceName {
    SourceName::new(path.strip_prefix("./").unwrap_or(path))
}

fn not_scanned(path: SourceName, reason: String) -> Entry {
    Entry::NotScanned(NotScanned { path, reason, bytes: None })
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

/// The cause without the path, which stands beside it.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => reason(err),
        ignore::Error::Io(error) => super::reason(error),
        other => other.to_string(),
    }
}

#[cfg(unix)]
fn identity(_path: &Path, metadata: &std::fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path, _metadata: &std::fs::Metadata) -> (u64, u64) {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let hash = |salt: u8| BuildHasherDefault::<DefaultHasher>::default().hash_one((salt, &real));
    (hash(0), hash(1))
}

#[cfg(unix)]
fn kind_of(kind: std::fs::FileType) -> String {
    use std::os::unix::fs::FileTypeExt;
    let name = match () {
        () if kind.is_fifo() => "a fifo",
        () if kind.is_socket() => "a socket",
        () if kind.is_block_device() || kind.is_char_device() => "a device",
        () => "not a regular file",
    };
    format!("{name}: only scanned when named on the command line")
}

#[cfg(not(unix))]
fn kind_of(_kind: std::fs::FileType) -> String {
    "not a regular file".to_owned()
}
