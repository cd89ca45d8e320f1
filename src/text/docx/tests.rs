use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(xml.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn lines(body: &str) -> Vec<(Style, String)> {
    let styles = "<w:styles><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"Own\"><w:name w:val=\"Our quote\"/><w:basedOn w:val=\"Zitat\"/></w:style>\
        <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style></w:styles>";
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"1\"><w:p><w:r><w:t>Board, 2030.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let body = document(body);
    let parts = [("word/document.xml", body.as_str()), ("word/styles.xml", styles), ("word/footnotes.xml", notes)];
    let (text, styles) = read(&archive(&parts)).unwrap();
    assert_eq!(text.lines().count(), styles.len());
    styles.into_iter().zip(text.lines().map(str::to_owned)).collect()
}

#[test]
fn each_paragraph_is_a_line_with_its_style() {
    let found = lines(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>The ferry</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>Why</w:t></w:r></w:p><w:p/>\
         <w:p><w:r><w:t xml:space=\"preserve\">It left at </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ten &amp; late</w:t><w:br/><w:t>or so.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Own\"/></w:pPr><w:r><w:t>No.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>40</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    let seen: Vec<_> = found.iter().map(|(style, words)| (*style, words.as_str())).collect();
    let wanted = [
        (Style::Title, "The ferry"),
        (Style::Heading(1), "Why"),
        (Style::Plain, ""),
        (Style::Plain, "It left at ten & late or so."),
        (Style::Quote, "No."),
        (Style::Item, "One"),
        (Style::Cell, "40"),
        (Style::Note, "Board, 2030."),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn changes_are_accepted_and_remarks_and_hidden_words_left_out() {
    let found = lines(
        "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old </w:delText><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>new </w:t></w:r></w:ins>\
         <w:commentRangeStart w:id=\"0\"/><w:r><w:t>ferry</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t> secretly</w:t></w:r><w:r><w:t> left.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>It was </w:t></w:r></w:p><w:p><w:r><w:t>late.</w:t></w:r></w:p>\
         <w:p><w:r><w:instrText>HYPERLINK \"x\"</w:instrText><w:t>Link</w:t></w:r></w:p>",
    );
    let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words[..3], ["The new ferry left.", "It was late.", "Link"]);
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(DocxError::Older));
    assert!(matches!(read(b"PK\x03\x04 and no more"), Err(DocxError::Broken(_))));
    assert_eq!(read(&archive(&[("a.txt", "a")])), Err(DocxError::NoDocument));
    assert!(matches!(
        read(&archive(&[("word/document.xml", "<w:document><w:p <")])),
        Err(DocxError::Xml { part: "word/document.xml", .. })
    ));
    // A file of some ten thousand bytes that unpacks to 33 MB.
    let bomb = document(&" ".repeat(33 * 1024 * 1024));
    let packed = archive(&[("word/document.xml", &bomb)]);
    assert!(packed.len() < 100_000, "{}", packed.len());
    assert_eq!(read(&packed), Err(DocxError::TooLarge));
}
