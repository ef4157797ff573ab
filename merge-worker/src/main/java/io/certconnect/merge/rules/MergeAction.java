package io.certconnect.merge.rules;

/** What support asks for. An action that we do not know never gets as far as the rules. */
public enum MergeAction {
    MERGE,
    UNMERGE
}
