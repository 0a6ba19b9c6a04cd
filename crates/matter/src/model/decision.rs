//! What an opinion says on one demand.

use kernel::coded;

coded! {
    /// The decision on one demand in a handling opinion (《信访工作条例》第三十二条).
    Decision {
        /// Facts clear and within law, rules or other provisions.
        Support = "support", "予以支持", "Support";
        /// Reasonable but without legal basis.
        Explain = "explain", "解释说明", "Explain";
        /// Lacks facts or does not fit the rules.
        NotSupport = "not_support", "不予支持", "Not supported";
    }
}
