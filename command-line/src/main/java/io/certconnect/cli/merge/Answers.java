package io.certconnect.cli.merge;

import io.certconnect.cli.wording.Fields;
import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.MergeDecided;
import java.io.PrintWriter;

/** Tells a decision to whoever asked for it. */
final class Answers {

    private Answers() {}

    static void print(MergeDecided event, boolean json, PrintWriter out) {
        if (json) {
            out.println(JsonRecords.write(event));
            out.flush();
            return;
        }
        Fields fields = new Fields(out);
        fields.line("Request " + event.getRequestId() + ": " + MergeDecisions.outcome(event));
        MergeDecisions.print(event, fields);
        fields.flush();
    }
}
