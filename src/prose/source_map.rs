//! From prose offsets to source offsets and back.

use crate::text::Span;

/// A run of prose that came from one place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    prose: u32,
    length: u32,
    source: Span,
    /// Byte for byte the same; otherwise the piece is one unit (an entity, a composed accent, a line end).
    verbatim: bool,
}

/// Sorted pieces; every prose byte lies in one, except the line feeds between blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    length: u32,
}

impl SourceMap {
    /// Adds a piece at the end; a verbatim one that goes on where the last ended is joined to it.
    pub(super) fn push(&mut self, prose: u32, length: u32, source: Span, verbatim: bool) {
        self.length = prose + length;
        if verbatim
            && let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && last.source.end == source.start
            && last.prose + last.source.len() == prose
        {
            last.source.end = source.end;
            last.length += length;
            return;
        }
        self.pieces.push(Piece { prose, length, source, verbatim });
    }

    /// Forgets every prose byte from `end` on.
    pub(super) fn truncate(&mut self, end: u32) {
        while self.pieces.last().is_some_and(|piece| piece.prose >= end) {
            self.pieces.pop();
        }
        if let Some(last) = self.pieces.last_mut() {
            last.length = last.length.min(end - last.prose);
            if last.verbatim {
                last.source.end = last.source.end.min(last.source.start + last.length);
            }
        }
        self.length = self.length.min(end);
    }

    /// The source bytes of a prose span: from the first character's start to the last character's end.
    pub fn to_source(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return Span::default();
        }
        let start = self.start_of(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.end_of(span.end - 1))
    }

    /// The source bytes that are the words of `span` and nothing else; `None` where markup lies between them, or a character at either
    /// end shares its bytes with others.
    pub fn exact(&self, span: Span) -> Option<Span> {
        if span.is_empty() || span.end > self.length {
            return None;
        }
        let from = self.pieces.partition_point(|piece| piece.prose <= span.start).checked_sub(1)?;
        let to = self.pieces.partition_point(|piece| piece.prose < span.end);
        let pieces = self.pieces.get(from..to)?;
        let joined = pieces.windows(2).all(|pair| pair[0].source.end == pair[1].source.start);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let whole_first = first.verbatim || first.prose == span.start;
        let whole_last = last.verbatim || last.prose + last.length == span.end;
        (joined && whole_first && whole_last).then(|| self.to_source(span))
    }

    /// The prose bytes that come from the source bytes of `span`: characters that lie in it wholly or in part.
    pub fn of_source(&self, span: Span) -> Option<Span> {
        let from = self.pieces.partition_point(|piece| piece.source.end <= span.start);
        let to = self.pieces.partition_point(|piece| piece.source.start < span.end);
        let pieces = self.pieces.get(from..to)?;
        let (first, last) = (pieces.first()?, pieces.last()?);
        let start = if first.verbatim { first.prose + span.start.saturating_sub(first.source.start) } else { first.prose };
        let end = if last.verbatim { last.prose + span.end.min(last.source.end) - last.source.start } else { last.prose + last.length };
        Some(Span::new(start, end))
    }

    fn piece_at(&self, prose: u32) -> Piece {
        let index = self.pieces.partition_point(|piece| piece.prose <= prose);
        self.pieces[index.saturating_sub(1)]
    }

    fn start_of(&self, prose: u32) -> u32 {
        let piece = self.piece_at(prose);
        let inside = prose.saturating_sub(piece.prose);
        if piece.verbatim { (piece.source.start + inside).min(piece.source.end) } else { piece.source.start }
    }

    fn end_of(&self, last: u32) -> u32 {
        let piece = self.piece_at(last);
        let inside = last.saturating_sub(piece.prose);
        if piece.verbatim { (piece.source.start + inside + 1).min(piece.source.end) } else { piece.source.end }
    }

    /// The prose offset of a source offset: of the character there, or of the next one when the byte is markup; `None` past the last.
    pub fn to_prose(&self, source: u32) -> Option<u32> {
        let index = self.pieces.partition_point(|piece| piece.source.end <= source);
        let piece = self.pieces.get(index)?;
        let inside = source.saturating_sub(piece.source.start);
        Some(if piece.verbatim { piece.prose + inside } else { piece.prose })
    }
}
