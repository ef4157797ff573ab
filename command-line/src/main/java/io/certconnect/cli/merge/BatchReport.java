package io.certconnect.cli.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.merge.Batch.Entry;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.MergeDecided;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells each line's end as it comes, and in the end how many ended how. */
final class BatchReport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTED = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;
    private final boolean json;
    private long accepted;
    private long before;
    private long rejected;
    private long undecided;

    BatchReport(PrintWriter out, PrintWriter err, Progress progress, boolean json) {
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.json = json;
    }

    /** @param decidedBefore whether an earlier run, or somebody else, had sent it */
    void decided(Entry entry, MergeDecided event, boolean decidedBefore) {
        if (MergeDecisions.isYes(event)) {
            accepted++;
        } else {
            rejected++;
        }
        before += decidedBefore ? 1 : 0;
        if (json) {
            print(state(entry, "DECIDED").put("decidedBefore", decidedBefore).set("event", tree(event)));
            return;
        }
        print("line " + entry.line() + "  " + MergeDecisions.inWords(event)
                + (decidedBefore ? "  decided before" : ""));
    }

    /** Sent, or as good as; no decision came. */
    void undecided(Entry entry) {
        undecided++;
        if (json) {
            print(state(entry, "UNDECIDED"));
            return;
        }
        print("line " + entry.line() + "  no decision came, it may still  (request " + entry.id() + ")");
    }

    void tick() {
        progress.at(accepted + rejected);
    }

    /** @param unsent lines that were held back */
    void summarise(List<Entry> unsent) {
        progress.end();
        if (json) {
            unsent.forEach(entry -> print(state(entry, "NOT_SENT")));
        }
        PrintWriter summary = json ? err : out;
        summary.println(String.format(
                Locale.ROOT,
                "%,d accepted, %,d rejected (of both %,d decided before), %,d without a decision, %,d not sent.",
                accepted,
                rejected,
                before,
                undecided,
                unsent.size()));
        if (!unsent.isEmpty()) {
            summary.println("Not sent: line "
                    + unsent.stream()
                            .limit(LISTED)
                            .map(entry -> String.valueOf(entry.line()))
                            .collect(Collectors.joining(", "))
                    + (unsent.size() > LISTED ? ", …" : "")
                    + ". A line waits for those before it that name one of its profiles.");
        }
        if (undecided > 0 || !unsent.isEmpty()) {
            summary.println("Run the same file again to go on: a line that was decided is not decided again.");
        }
        summary.flush();
    }

    long rejected() {
        return rejected;
    }

    long undecided() {
        return undecided;
    }

    private void print(Object line) {
        progress.end();
        out.println(line);
        out.flush();
    }

    private static ObjectNode state(Entry entry, String state) {
        return JSON.createObjectNode()
                .put("line", entry.line())
                .put("requestId", entry.id().toString())
                .put("state", state);
    }

    private static ObjectNode tree(MergeDecided event) {
        try {
            return JSON.readValue(JsonRecords.write(event), ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Written by ourselves", e);
        }
    }
}
