package io.certconnect.lag.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the records of one partition came into its log, as far as looks from outside tell. What did not lie there at a look
 * came later than the look. So without reading a record its age is known to one interval, and never too small.
 *
 * <p>Times are in milliseconds, all by one clock. If that goes back, all is forgotten.
 */
public final class Arrivals {

    /** So many looks are remembered, each of them: six minutes at one in 15 seconds, longer than alerts wait. */
    static final int NEWEST = 24;
    /** Of older ones fewer, the older the fewer: what they tell is then wrong by a part of the age. */
    static final int MOST = 2 * NEWEST;

    /**
     * An end of the log, or a record.
     *
     * @param first when the log was first found to end there
     * @param last what lies at the offset or behind it came then or later
     */
    private record Mark(long offset, long first, long last, boolean ofRecord) {

        private static Mark ofRecord(long offset, long time) {
            return new Mark(offset, time, time, true);
        }
    }

    /** Ascending by offset and by time; those of records come first, since they are kept only where no look tells. */
    private final List<Mark> marks = new ArrayList<>();

    private long late;

    /** The log ended there, or before, at that time. */
    public void sawEnd(long end, long time) {
        if (!marks.isEmpty() && marks.getLast().last() > time) {
            marks.clear();
        }
        long first = time;
        // Behind its new end a log that lost its end is written anew.
        while (!marks.isEmpty() && marks.getLast().offset() >= end) {
            Mark gone = marks.removeLast();
            first = gone.offset() == end ? gone.first() : time;
        }
        marks.add(new Mark(end, first, time, false));
        thin();
    }

    /**
     * Learns from a record that was read. Its time is the producer's: one that is older than the look before which the
     * record did not lie there is late, and the next ones are taken to be as late.
     *
     * @param time since when it waits, by its timestamp
     */
    public void read(long offset, long time) {
        int before = lastAtOrBefore(offset);
        if (before < 0) {
            late = 0;
            marks.addFirst(Mark.ofRecord(offset, Math.min(time, earliest())));
            thin();
            return;
        }
        Mark mark = marks.get(before);
        late = Math.max(0, mark.last() - time);
        if (mark.ofRecord() && mark.offset() < offset) {
            long latest = before + 1 < marks.size() ? marks.get(before + 1).first() : time;
            marks.add(before + 1, Mark.ofRecord(offset, Math.max(mark.last(), Math.min(time, latest))));
            thin();
        }
    }

    /** What lies at that offset or behind it is no older; null if neither a look nor a record tells. */
    public @Nullable Long notBefore(long offset) {
        int mark = lastAtOrBefore(offset);
        return mark < 0 ? null : marks.get(mark).last() - late;
    }

    /** When a look first found the offset in the log; null if none did. */
    public @Nullable Long notAfter(long offset) {
        for (Mark mark : marks.subList(lastAtOrBefore(offset) + 1, marks.size())) {
            if (!mark.ofRecord()) {
                return mark.first();
            }
        }
        return null;
    }

    /** Forgets what tells only of what lies before that offset. */
    public void forgetBefore(long offset) {
        int mark = lastAtOrBefore(offset);
        if (mark > 0) {
            marks.subList(0, mark).clear();
        }
    }

    private long earliest() {
        return marks.isEmpty() ? Long.MAX_VALUE : marks.getFirst().first();
    }

    private int lastAtOrBefore(long offset) {
        int mark = marks.size() - 1;
        while (mark >= 0 && marks.get(mark).offset() > offset) {
            mark--;
        }
        return mark;
    }

    /** Never the first mark, without which nothing would tell of what lies behind it. */
    private void thin() {
        if (marks.size() <= MOST) {
            return;
        }
        long now = marks.getLast().last();
        int least = 1;
        double leastError = Double.MAX_VALUE;
        for (int i = 1; i < marks.size() - NEWEST; i++) {
            long before = marks.get(i - 1).last();
            double error = (double) (marks.get(i + 1).first() - before) / Math.max(1, now - before);
            if (error < leastError) {
                least = i;
                leastError = error;
            }
        }
        marks.remove(least);
    }
}
