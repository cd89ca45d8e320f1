//! Boosted trees, fitted outside the program and read from text.

/// A node of a tree, or a leaf. A leaf leads to itself, so that every tree is walked in so many steps and no branch has to be guessed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// What the column is compared with; the leaf's score.
    value: f32,
    /// The column it asks about.
    column: u16,
    /// How many nodes on it goes if the column is not above.
    below: u16,
    /// How many nodes on it goes if the column is above.
    above: u16,
}

/// Trees whose scores add up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Trees {
    /// The trees, one after another, a node before its branches.
    nodes: Vec<Node>,
    /// Where each tree begins, and how many steps lead to its deepest leaf.
    roots: Vec<(u32, u32)>,
}

impl Trees {
    /// Adds the tree in `nodes`: in preorder, parted by spaces, `COLUMN<=VALUE`, or `=VALUE` for a leaf. `None` if it is no tree over
    /// so many columns.
    pub fn add(&mut self, nodes: &str, columns: usize) -> Option<()> {
        let root = self.nodes.len() as u32;
        // Nodes whose branch for what is above is still to come, and how deep they lie.
        let mut open: Vec<(usize, u32)> = Vec::new();
        let (mut depth, mut deepest) = (0, 0);
        let mut complete = false;
        for node in nodes.split(' ') {
            if complete {
                return None;
            }
            let here = self.nodes.len();
            if let Some(value) = node.strip_prefix('=') {
                self.nodes.push(Node { value: value.parse().ok()?, column: 0, below: 0, above: 0 });
                deepest = depth.max(deepest);
                match open.pop() {
                    Some((parent, lies)) => {
                        self.nodes[parent].above = u16::try_from(here + 1 - parent).ok()?;
                        depth = lies + 1;
                    }
                    None => complete = true,
                }
            } else {
                let (column, value) = node.split_once("<=")?;
                let column = column.parse().ok().filter(|column| usize::from(*column) < columns)?;
                self.nodes.push(Node { value: value.parse().ok()?, column, below: 1, above: 0 });
                open.push((here, depth));
                depth += 1;
            }
        }
        self.roots.push((root, deepest));
        complete.then_some(())
    }

    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// What the trees compare `column` with, in order, each once: values that no one of them parts are the same to the trees.
    pub fn thresholds(&self, column: u16) -> Vec<f32> {
        let asked = self.nodes.iter().filter(|node| node.above > 0 && node.column == column);
        let mut thresholds: Vec<f32> = asked.map(|node| node.value).collect();
        thresholds.sort_by(f32::total_cmp);
        thresholds.dedup();
        thresholds
    }

    /// The sum of their scores where the columns have these values.
    pub fn score(&self, values: &[f32]) -> f32 {
        self.roots.iter().map(|(root, steps)| self.leaf(*root as usize, *steps, values)).sum()
    }

    #[inline]
    fn leaf(&self, root: usize, steps: u32, values: &[f32]) -> f32 {
        let mut at = root;
        let mut score = 0.0;
        for _ in 0..=steps {
            let Some(node) = self.nodes.get(at) else { break };
            let asked = values.get(usize::from(node.column)).copied().unwrap_or_default();
            at += usize::from(if asked <= node.value { node.below } else { node.above });
            score = node.value;
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tree_is_asked_from_its_root() {
        let mut trees = Trees::default();
        assert_eq!(trees.add("0<=1.5 =-1 1<=0 =2 =3", 2), Some(()));
        assert_eq!(trees.add("=0.5", 2), Some(()));
        assert_eq!([[1.0, 9.0], [2.0, 0.0], [2.0, 1.0]].map(|values| trees.score(&values)), [-0.5, 2.5, 3.5]);
        assert_eq!([0, 1].map(|column| trees.thresholds(column)), [[1.5], [0.0]]);
        assert_eq!(Trees::default().add("2<=1 =1 =2", 2), None);
    }
}
