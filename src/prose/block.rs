//! Blocks and their roles.

use crate::text::Span;

/// What a block is in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article's title.
    Headline,
    /// The summary under the headline.
    Standfirst,
    /// A heading inside the article.
    Heading,
    /// Who wrote it, and where from.
    Byline,
    /// A picture's or video's text.
    Caption,
    /// Who took the picture.
    Credit,
    /// How to reach the writer.
    Contact,
    /// Menus, share counts, advertisements, "Read more": the site's, not the article's.
    Boilerplate,
    /// Copy in another language than English.
    Foreign,
    /// What the paper says was wrong before.
    Correction,
    /// A paragraph of the article; a dateline is its first words.
    Paragraph,
    /// A quoted block.
    BlockQuote,
    /// An item of a list.
    ListItem,
    /// A cell or row of a table.
    Table,
    /// A footnote's text.
    Footnote,
    /// Source code or preformatted text.
    Code,
}

impl Role {
    /// Whether the block is running text that rules about sentences and claims look at.
    pub fn is_body(self) -> bool {
        matches!(self, Role::Paragraph | Role::BlockQuote | Role::ListItem | Role::Footnote)
    }

    /// Whether the block stands over the article: its headline, and the summary under it.
    pub fn is_over(self) -> bool {
        matches!(self, Role::Headline | Role::Standfirst)
    }

    /// Whether the block is the article's own words at all: body, headline, standfirst, heading, caption, table.
    pub fn is_article(self) -> bool {
        !matches!(self, Role::Byline | Role::Credit | Role::Contact | Role::Boilerplate | Role::Correction | Role::Foreign | Role::Code)
    }
}

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its words, in prose bytes.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The dateline that opens a paragraph ("VELLMOUTH, May 3 (Agency) —"), in prose bytes.
    pub dateline: Option<Span>,
    /// Level of a heading (1 to 6) or nesting depth of a list item or block quote (from 1); 0 for other roles.
    pub level: u8,
}
