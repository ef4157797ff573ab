package io.certconnect.cli.wording;

import io.certconnect.v1.MergeRejection;

/** Why a merge would be refused and what would help: a preview names only the reason. */
final class MergeRejections {

    private MergeRejections() {}

    static String inWords(MergeRejection reason) {
        return switch (reason) {
            case SAME_PROFILE -> "Survivor and absorbed profile are one and the same.";
            case PROFILE_UNKNOWN -> "One of the profiles is not known; its news may be late, so preview again later.";
            case PROFILE_NOT_ACTIVE -> "One of the profiles is held, or the survivor is closed.";
            case SURVIVOR_IS_ABSORBED ->
                "The survivor is itself merged into another profile. Merge into the root of its merges instead.";
            case ABSORBED_ELSEWHERE ->
                "The absorbed profile is already merged into another one. Merge the root of its merges instead, or undo"
                        + " that merge first.";
            case ABSORBED_IS_CONNECTED ->
                "The absorbed profile is connected to a Learn profile, the survivor is not. Merge the other way round.";
            case BOTH_CONNECTED -> "Both profiles are connected to a Learn profile, each to another one.";
            case NOT_MERGED -> "The absorbed profile was not merged into this survivor, or not directly.";
            case PLAN_CHANGED -> "Something that the preview rests on has changed since. Preview again.";
            case NOT_AUTHORISED -> "The request names nobody who answers for it, no ticket, or no reason.";
            case INVALID_REQUEST -> "A profile's id is blank or too long.";
            case UNKNOWN -> "A reason that this version of the program does not know.";
        };
    }
}
