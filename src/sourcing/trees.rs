//! Boosted trees, fitted outside the program and read from text.

/// A node of a tree, or a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// The column it asks about; [`LEAF`] where a tree ends.
    column: u16,
    /// What the column is compared with; the leaf's score.
    value: f32,
    /// Where to go on if the column is above; if it is not, the next node follows.
    above: u32,
}

/// No column: a leaf.
const LEAF: u16 = u16::MAX;

/// Trees whose scores add up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Trees {
    /// The trees, one after another, a node before its branches.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
}

impl Trees {
    /// Adds the tree in `nodes`: in preorder, parted by spaces, `COLUMN<=VALUE`, or `=VALUE` for a leaf. `None` if it is no tree over
    /// so many columns.
    pub fn add(&mut self, nodes: &str, columns: usize) -> Option<()> {
        self.roots.push(self.nodes.len() as u32);
        // Nodes whose branch for what is above is still to come.
        let mut open: Vec<usize> = Vec::new();
        let mut complete = false;
        for node in nodes.split(' ') {
            if complete {
                return None;
            }
            let here = self.nodes.len();
            if let Some(value) = node.strip_prefix('=') {
                self.nodes.push(Node { column: LEAF, value: value.parse().ok()?, above: 0 });
                match open.pop() {
                    Some(parent) => self.nodes[parent].above = here as u32 + 1,
                    None => complete = true,
                }
            } else {
                let (column, value) = node.split_once("<=")?;
                let column = column.parse().ok().filter(|column| usize::from(*column) < columns)?;
                self.nodes.push(Node { column, value: value.parse().ok()?, above: 0 });
                open.push(here);
            }
        }
        complete.then_some(())
    }

    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// The sum of their scores where the columns have these values.
    pub fn score(&self, values: &[f32]) -> f32 {
        self.roots.iter().map(|root| self.leaf(*root as usize, values)).sum()
    }

    fn leaf(&self, root: usize, values: &[f32]) -> f32 {
        let mut at = root;
        while let Some(node) = self.nodes.get(at) {
            if node.column == LEAF {
                return node.value;
            }
            let asked = values.get(usize::from(node.column)).copied().unwrap_or_default();
            at = if asked <= node.value { at + 1 } else { node.above as usize };
        }
        0.0
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
        assert_eq!(Trees::default().add("2<=1 =1 =2", 2), None);
    }
}
