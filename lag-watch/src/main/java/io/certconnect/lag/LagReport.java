package io.certconnect.lag;

import java.time.Instant;
import java.util.List;

/**
 * What one look found.
 *
 * @param at when offsets were asked for
 */
public record LagReport(Instant at, List<GroupLag> groups) {

    public LagReport {
        groups = List.copyOf(groups);
    }
}
