package io.certconnect.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.explain.Finding.Place;
import io.certconnect.cli.wording.Remedies;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.Remedy;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A finding for programs: one object, whose {@code state} says which other fields there are. */
final class FindingJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FindingJson() {}

    static String of(UUID request, Finding finding) {
        ObjectNode json = JSON.createObjectNode().put("requestId", request.toString());
        switch (finding) {
            case Finding.Decided decided -> add(json, decided);
            case Finding.Kept kept -> {
                json.put("state", "KEPT")
                        .put("reason", kept.reason())
                        .put("keptAt", kept.keptAt().toString());
                json.set("source", place(kept.source()));
            }
            case Finding.DeadLettered dead -> {
                json.put("state", "DEAD_LETTER").put("reason", dead.reason()).put("detail", dead.detail());
                json.put("deadSince", dead.at().toString());
                json.set("deadLetter", place(dead.letter()));
                if (dead.source() != null) {
                    json.set("source", place(dead.source()));
                }
            }
            case Finding.NotSeen notSeen ->
                json.put("state", "NOT_SEEN").put("allDeadLettersSearched", notSeen.everywhere());
        }
        return json.toString();
    }

    private static void add(ObjectNode json, Finding.Decided decided) {
        json.put("state", "DECIDED").put("kind", decided.kind()).put("outcome", decided.outcome());
        json.put("rule", decided.rule());
        Rules.inWords(decided).ifPresent(words -> json.put("ruleInWords", words));
        json.set("facts", decided.facts());
        json.put("decidedAt", decided.decidedAt().toString()).put("sequence", decided.sequence());
        json.put("eventId", decided.eventId().toString());
        json.set("source", place(decided.source()));
        SpecificRecord event = decided.event();
        Remedy remedy = remedy(event);
        if (remedy != null) {
            json.put("remedyInWords", Remedies.inWords(remedy));
        }
        if (event != null) {
            json.set("event", tree(JsonRecords.write(event)));
        }
    }

    /** Null if the request was not rejected. */
    private static @Nullable Remedy remedy(@Nullable SpecificRecord event) {
        if (event instanceof ConnectDecided connect && connect.getRejected() != null) {
            return connect.getRejected().getRemedy();
        }
        if (event instanceof MergeDecided merge && merge.getRejected() != null) {
            return merge.getRejected().getRemedy();
        }
        return null;
    }

    private static ObjectNode tree(String json) {
        try {
            return JSON.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Written by ourselves", e);
        }
    }

    private static ObjectNode place(Place place) {
        return JSON.createObjectNode()
                .put("topic", place.topic())
                .put("partition", place.partition())
                .put("offset", place.offset());
    }
}
