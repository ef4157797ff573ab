package io.certconnect.merge.rules;

/** What support can do about a rejected merge request. */
public enum Remedy {
    SWAP_DIRECTION,
    MERGE_INTO_ROOT,
    PREVIEW_AGAIN,
    CONTACT_SUPPORT,
    NONE
}
