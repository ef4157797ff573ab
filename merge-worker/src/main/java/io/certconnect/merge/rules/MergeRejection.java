package io.certconnect.merge.rules;

/** Why a merge request was rejected, what helps, and whether the same request may succeed later as it is. */
public enum MergeRejection {
    NOT_AUTHORISED(Remedy.NONE),
    INVALID_REQUEST(Remedy.NONE),
    SAME_PROFILE(Remedy.NONE),
    /** The only one that time alone may cure: news of the certification profile may be late. */
    PROFILE_UNKNOWN(Remedy.NONE),
    SURVIVOR_IS_ABSORBED(Remedy.MERGE_INTO_ROOT),
    ABSORBED_ELSEWHERE(Remedy.MERGE_INTO_ROOT),
    PROFILE_NOT_ACTIVE(Remedy.NONE),
    BOTH_CONNECTED(Remedy.CONTACT_SUPPORT),
    ABSORBED_IS_CONNECTED(Remedy.SWAP_DIRECTION),
    PLAN_CHANGED(Remedy.PREVIEW_AGAIN),
    NOT_MERGED(Remedy.NONE);

    private final Remedy remedy;

    MergeRejection(Remedy remedy) {
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }

    public boolean retryable() {
        return this == PROFILE_UNKNOWN;
    }
}
