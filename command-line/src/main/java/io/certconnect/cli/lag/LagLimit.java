package io.certconnect.cli.lag;

import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a record may wait. What is not known counts as too long: a script that asks wants to be sure. */
record LagLimit(Duration limit) {

    /** Says, group by group, what is too far behind or not known; nothing if all is well. */
    List<String> exceededBy(LagReport report) {
        List<String> sentences = new ArrayList<>();
        for (GroupLag group : report.groups()) {
            Duration behind = group.behind();
            if (behind != null && behind.compareTo(limit) > 0) {
                sentences.add(group.group() + " is " + LagTable.seconds(behind) + " s behind, more than "
                        + LagTable.seconds(limit) + " s.");
            } else if (behind == null || !group.troubles().isEmpty()) {
                sentences.add("How far " + group.group() + " is behind is not wholly known.");
            }
        }
        return sentences;
    }
}
