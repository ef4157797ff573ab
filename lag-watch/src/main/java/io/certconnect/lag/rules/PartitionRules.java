package io.certconnect.lag.rules;

import java.util.List;

/**
 * Burrow's rules, for a sliding window of looks at one partition.
 *
 * <p>Burrow sees each commit and when it was made. Looks from outside see the offset that is committed at the time, and
 * cannot tell a commit of the same offset from none. So:
 *
 * <ul>
 *   <li>A window is a number of looks, not of commits; before it is full nothing is said but OK, REWIND and UNDECIDED.
 *   <li>Burrow's STOP is that commits no longer come, its STALL that they come with the same offset. Here the offset
 *       stands still in both; it is a STALL if a member had the partition in any look, else a STOP.
 *   <li>In Burrow a lag of 0 anywhere in the window means OK, whatever else. Here too, but for REWIND: what was set back
 *       is processed again however quickly the group catches up.
 *   <li>Where more waits than a look may read, it is not known whether what lies there is records. No window is worse than
 *       UNDECIDED unless one of its looks read.
 *   <li>What waits may get less without the group, when retention deletes it. Only a group that moves is OK for that.
 * </ul>
 */
public final class PartitionRules {

    private PartitionRules() {}

    /**
     * @param window the looks so far, oldest first, at least one; not more than a full window's
     * @param full how many looks are a full window
     */
    public static Status judge(List<Look> window, int full) {
        if (wentBack(window)) {
            return Status.REWIND;
        }
        if (window.stream().anyMatch(look -> look.lag() == 0)) {
            return Status.OK;
        }
        boolean moved = window.getFirst().committed() != window.getLast().committed();
        if (moved && lagShrank(window)) {
            return Status.OK;
        }
        if (window.size() < full || window.stream().noneMatch(Look::read)) {
            return Status.UNDECIDED;
        }
        if (moved) {
            return Status.WARN;
        }
        return window.stream().anyMatch(Look::held) ? Status.STALL : Status.STOP;
    }

    private static boolean wentBack(List<Look> window) {
        for (int i = 1; i < window.size(); i++) {
            // No commit counts as less than any.
            if (window.get(i).committed() < window.get(i - 1).committed()) {
                return true;
            }
        }
        return false;
    }

    private static boolean lagShrank(List<Look> window) {
        for (int i = 1; i < window.size(); i++) {
            if (window.get(i).lag() < window.get(i - 1).lag()) {
                return true;
            }
        }
        return false;
    }
}
