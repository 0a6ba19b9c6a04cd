//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};

/// Name of our tokenizer inside tantivy.
pub(super) const WORDS: &str = "words";

/// Name of the fast field that dates are ordered by.
pub(super) const ARRIVAL: &str = "arrival";

/// Name of the fast field that says which matter a document is.
pub(super) const MATTER: &str = "matter";

/// Change it with every change of the fields or of how they are filled: an
/// index of another version is wiped and built again.
pub(super) const VERSION: u32 = 5;

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub matter: Field,
    /// Petition numbers without separators.
    pub number: Field,
    /// All text, with positions for phrases; the subject and the place count more often than the rest.
    pub text: Field,
    /// Letters by which its place and units are typed.
    pub initials: Field,
    pub sight: Field,
    pub barred: Field,
    pub stage: Field,
    pub channel: Field,
    pub purpose: Field,
    pub category: Field,
    pub owner: Field,
    /// See [`arrival`].
    pub arrival: Field,
}

/// Day and matter in one number, so that an order by date is the same on
/// every page even where many matters arrived on one day.
pub(super) fn arrival(day: i64, matter: i64) -> i64 {
    (day << 32) | (matter & 0xFFFF_FFFF)
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let label = || {
        let exact = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false);
        TextOptions::default()
            .set_indexing_options(exact.set_index_option(IndexRecordOption::Basic))
    };
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let fields = Fields {
        matter: builder.add_i64_field(MATTER, INDEXED | FAST),
        number: builder.add_text_field("number", label()),
        text: builder.add_text_field("text", words),
        initials: builder.add_text_field("initials", label()),
        sight: builder.add_i64_field("sight", INDEXED),
        barred: builder.add_i64_field("barred", INDEXED),
        stage: builder.add_text_field("stage", label()),
        channel: builder.add_text_field("channel", label()),
        purpose: builder.add_text_field("purpose", label()),
        category: builder.add_text_field("category", label()),
        owner: builder.add_i64_field("owner", INDEXED),
        arrival: builder.add_i64_field(ARRIVAL, FAST),
    };
    (builder.build(), fields)
}

#[cfg(test)]
mod tests {
    use super::arrival;

    #[test]
    fn arrivals_are_ordered_by_day_then_matter() {
        assert!(arrival(20_000, 9) < arrival(20_000, 10));
        assert!(arrival(20_000, i64::from(u32::MAX)) < arrival(20_001, 1));
        assert!(arrival(-1, 5) < arrival(0, 1));
    }
}
