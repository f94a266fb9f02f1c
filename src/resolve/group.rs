//! Groups: the headings under which codes stand, their ids, and what the project file says of their sections.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::heading;
use crate::catalog::Group;
use crate::project::SectionRule;

/// A group's place in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct GroupIndex(u32);

/// The groups of all sources, in page order.
#[derive(Debug, Default)]
pub(crate) struct GroupTable {
    groups: Vec<Draft>,
    by_path: HashMap<(usize, Vec<String>), GroupIndex>,
    last: Option<GroupIndex>,
}

/// A group before ids are given.
#[derive(Debug)]
struct Draft {
    source: usize,
    /// All headings, the page's title included.
    path: Vec<String>,
    /// How many headings at the start of `path` are the page's title.
    title: usize,
    /// The fragment that all its codes share so far; `None` once two differ.
    anchor: Option<String>,
    codes: u32,
}

impl GroupTable {
    /// The group of a code that stands under these headings; `None` where there are none.
    pub(crate) fn enter(
        &mut self,
        source: usize,
        title: Option<&str>,
        path: Vec<String>,
        anchor: Option<String>,
    ) -> Option<GroupIndex> {
        if path.is_empty() {
            return None;
        }
        // Neighbours share their group, so most codes need no look-up.
        let last = self.last.filter(|&GroupIndex(last)| {
            self.groups.get(last as usize).is_some_and(|draft| draft.source == source && draft.path == path)
        });
        let index = match last {
            Some(index) => index,
            None => match self.by_path.get(&(source, path.clone())) {
                Some(&index) => index,
                None => {
                    let index = GroupIndex(u32::try_from(self.groups.len()).unwrap_or(u32::MAX));
                    let has_title = path.len() > 1
                        && path.first().zip(title).is_some_and(|(first, title)| heading::is_title(first, title));
                    let draft = Draft { source, path: path.clone(), title: has_title.into(), anchor: None, codes: 0 };
                    self.groups.push(draft);
                    self.by_path.insert((source, path), index);
                    index
                }
            },
        };
        self.last = Some(index);
        let draft = self.groups.get_mut(index.0 as usize)?;
        if draft.codes == 0 {
            draft.anchor = anchor;
        } else if draft.anchor != anchor {
            draft.anchor = None;
        }
        draft.codes += 1;
        Some(index)
    }

    /// The groups with ids, and which section rules matched any of them.
    pub(crate) fn finish(mut self, rules: &[SectionRule], source_ids: &[&str]) -> (Groups, Vec<bool>) {
        self.tell_titles();
        let ids = ids(&self.groups, source_ids);
        let mut used = vec![false; rules.len()];
        let mut groups = Vec::with_capacity(self.groups.len());
        for (draft, id) in self.groups.into_iter().zip(ids) {
            let (mut origin, mut deprecated) = (None::<Arc<str>>, false);
            for name in &draft.path {
                for (rule, used) in rules.iter().zip(&mut used) {
                    if heading::same(&rule.heading, name) {
                        *used = true;
                        // The innermost heading that says something of the origin decides.
                        origin = rule.origin.as_deref().map(Arc::from).or(origin);
                        deprecated |= rule.deprecated;
                    }
                }
            }
            // With one code, the fragment may be the code's own.
            let anchor = draft.anchor.filter(|_| draft.codes > 1);
            let path = draft.path.into_iter().skip(draft.title).collect();
            groups.push(Group { id: id.into(), path, origin, deprecated, anchor });
        }
        (Groups(groups), used)
    }
}

impl GroupTable {
    /// On a page that states no title, the one heading above all groups is its title.
    fn tell_titles(&mut self) {
        let mut firsts: HashMap<usize, Option<(String, u32)>> = HashMap::default();
        for draft in &self.groups {
            let first = draft.path.first().filter(|_| draft.path.len() > 1 && draft.title == 0);
            let shared = firsts.entry(draft.source).or_insert_with(|| first.map(|first| (first.clone(), 0)));
            match (shared.as_mut(), first) {
                (Some((shared, groups)), Some(first)) if shared == first => *groups += 1,
                _ => *shared = None,
            }
        }
        for draft in &mut self.groups {
            if firsts.get(&draft.source).and_then(Option::as_ref).is_some_and(|(_, groups)| *groups > 1) {
                draft.title = 1;
            }
        }
    }
}

/// The finished groups, by their places in the table.
#[derive(Debug, Default)]
pub(crate) struct Groups(pub(crate) Vec<Group>);

impl Groups {
    /// The group at a place.
    pub(crate) fn get(&self, index: Option<GroupIndex>) -> Option<&Group> {
        self.0.get(index?.0 as usize)
    }

    /// A group's place among the groups.
    pub(crate) fn place(&self, index: Option<GroupIndex>) -> Option<usize> {
        index.map(|index| index.0 as usize)
    }
}

/// Ids: `section/heading`. Where two groups would share one, all of them get their source's id before it, then all their
/// headings, so that no id depends on which of them came first; a number is the last resort.
fn ids(groups: &[Draft], source_ids: &[&str]) -> Vec<String> {
    let join = |path: &[String]| {
        let parts: Vec<String> = path.iter().map(|part| heading::kebab(part)).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { "group".to_owned() } else { parts.join("/") }
    };
    let short = |draft: &Draft| {
        let path = draft.path.get(draft.title..).unwrap_or_default();
        join(path.get(path.len().saturating_sub(2)..).unwrap_or_default())
    };
    let source = |draft: &Draft| source_ids.get(draft.source).map_or(String::new(), |id| heading::kebab(id));
    let mut ids: Vec<String> = groups.iter().map(short).collect();
    for longer in
        [&(|draft: &Draft| format!("{}/{}", source(draft), short(draft))) as &dyn Fn(&Draft) -> String, &|draft| {
            format!("{}/{}", source(draft), join(&draft.path))
        }]
    {
        for shared in shared(&ids) {
            if let (Some(id), Some(draft)) = (ids.get_mut(shared), groups.get(shared)) {
                *id = longer(draft);
            }
        }
    }
    let mut taken: HashSet<String> = HashSet::default();
    for id in &mut ids {
        let mut count = 1;
        let plain = id.clone();
        while !taken.insert(id.clone()) {
            count += 1;
            *id = format!("{plain}-{count}");
        }
    }
    ids
}

/// The places of ids that occur more than once.
fn shared(ids: &[String]) -> Vec<usize> {
    let mut counts: HashMap<&str, u32> = HashMap::default();
    for id in ids {
        *counts.entry(id).or_default() += 1;
    }
    ids.iter().enumerate().filter(|(_, id)| counts.get(id.as_str()).is_some_and(|&n| n > 1)).map(|(at, _)| at).collect()
}
