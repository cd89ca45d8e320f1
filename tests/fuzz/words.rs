//! The words that nasty articles are made of.

/// First names, some in other scripts.
pub const FIRST: &[&str] =
    &["Marit", "Nils", "Ada", "Jo", "José", "Nicola\u{301}s", "Łucja", "Ngũgĩ", "O\u{2019}Dell", "J.", "A. B.", "Þóra", "𝒜da", "王"];
/// Last names.
pub const LAST: &[&str] = &[
    "Oru",
    "van Veddel",
    "Quist",
    "de la Marr",
    "O'Hale",
    "Hale-Quist",
    "McTorv",
    "ORU",
    "al-Quist",
    "Å",
    "Veddel Jr.",
    "Oru\u{2019}s",
    "Lund\u{AD}qvist",
];
/// What stands before a name.
pub const TITLES: &[&str] =
    &["", "", "", "Mr. ", "Mrs ", "Dr. ", "Councillor ", "Mayor ", "Sir ", "Gen. ", "the Rev. ", "Prime Minister ", "ex-"];
/// What stands behind a name.
pub const ROLES: &[&str] = &[
    "the harbour master",
    "who runs the ferry",
    "a spokesperson for the Vellmouth Harbour Board (VHB)",
    "the mayor of Vellmouth",
    "chief executive officer of Quist & Sons Ltd.",
    "42",
    "its chair",
    "who asked not to be named because of the suit",
];
/// Words that report.
pub const CUES: &[&str] = &[
    "said",
    "says",
    "told the Gazette",
    "said on Monday",
    "claimed",
    "added",
    "asked",
    "denied that",
    "wrote in a letter",
    "is said to have said",
    "according to",
    "tweeted",
    "said:",
];
/// Who reports without a name.
pub const SOURCES: &[&str] =
    &["he", "She", "They", "officials", "a source close to the board", "critics", "the report", "“some”", "police", "it", "VHB", "nobody"];
/// What is reported.
pub const CLAIMS: &[&str] = &[
    "the ferry sank",
    "the fund lost 40 million crowns",
    "TK",
    "it was the worst flood in 100 years",
    "15 per cent of boats leak",
    "the board lied",
    "he left at 5 p.m. on May 3",
    "we wait",
    "No",
    "that the pier would close because the council failed to pay",
    "nothing of the kind had been agreed, or would be",
    "reportedly, the mayor may resign",
    "see https://gazette.example/a_(b)?c=d&e=f and mail marit@gazette.example",
];
/// Opening quotation marks.
pub const OPENING: &[&str] = &["“", "\"", "'", "‘", "«", "„", "``", "“‘", "\"'", ""];
/// Closing quotation marks, at the same index as those that open.
pub const CLOSING: &[&str] = &["”", "\"", "'", "’", "»", "“", "''", "’”", "'\"", ""];
/// What ends a sentence.
pub const STOPS: &[&str] = &[".", ".", ".", ",", "!", "?", "…", "...", ";", " —", ":", ".”", "", "?!", "。"];
/// What stands between sentences.
pub const JOINTS: &[&str] = &[" ", " ", " ", "  ", "\n", " \n", "\u{A0}", "\t", ", ", " — ", "-", "\u{2028}", "", "/"];
/// What nobody sees and readers stumble on.
pub const INVISIBLE: &[&str] = &[
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2066}",
    "\u{2069}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{301}",
    "\u{301}\u{301}\u{327}",
    "\u{FE0F}",
    "\u{E0041}",
    "\u{1}",
    "\u{7}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\u{2029}",
    "\u{FFFD}",
    "\u{FFFE}",
    "\u{10FFFF}",
    "👩\u{200D}🚒",
    "🇳🇴",
    "ﬁ",
    "\u{1D15E}",
    "\u{0344}",
    "\u{1100}\u{1161}\u{11A8}",
    "İ",
    "ẞ",
    "\u{3000}",
];
/// Single marks that open or end something.
pub const STRAY: &[&str] = &[
    "<",
    ">",
    "&",
    "&#",
    "&#x110000;",
    "&#0;",
    "`",
    "```\n",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](",
    "]",
    "![",
    "<!--",
    "-->",
    "<p",
    "</p>",
    "<b>",
    "|",
    "\n|-|-|\n",
    "\\",
    "\\\\",
    "\n---\n",
    "\n+++\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n    ",
    "\n# ",
    "\n\n",
    "\n",
    "\r",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "<q>",
    "</q>",
    "<![CDATA[",
    "<?",
    "<script>",
    "<textarea>",
    "[^1]",
    "\n[^1]: ",
    "\n[a]: <",
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "<br>",
    "$",
    "{",
    "}",
];
