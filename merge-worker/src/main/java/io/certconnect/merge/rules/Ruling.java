package io.certconnect.merge.rules;

import java.util.Map;

/**
 * A decision, the rule that made it, and what the rules saw: all that it takes to explain it.
 *
 * @param facts ready for JSON, ids only, always in the same order; what is not so is left out. What changes, has a
 *     {@code before} and an {@code after}
 */
public record Ruling(MergeDecision decision, MergeRule rule, Map<String, Object> facts) {}
