package io.certconnect.cli.merge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.ContentId;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Message;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.MergeRequested;
import java.time.Clock;
import java.util.UUID;

/**
 * Merge requests as lines. A line's request id follows from its content, so that running the file again asks for nothing
 * new; a preview's does not, for it is to tell how things are now.
 */
final class MergeLines implements LineFormat {

    private static final String REQUEST_ID = "requestId";
    private static final String NOT_YET = new UUID(0, 0).toString();

    private final Clock clock;
    private final String by;
    private final boolean dryRun;

    /** @param by who answers for lines that name nobody */
    MergeLines(Clock clock, String by, boolean dryRun) {
        this.clock = clock;
        this.by = by;
        this.dryRun = dryRun;
    }

    @Override
    public Topic topic() {
        return Topic.MERGE_REQUESTS;
    }

    @Override
    public String noun() {
        return "merge requests";
    }

    @Override
    public String describe(Message message) {
        return "request " + message.id() + " for survivor " + message.key();
    }

    @Override
    public Message read(ObjectNode json) throws BadLineException {
        if (json.has("dryRun")) {
            throw new BadLineException("dryRun: is for all lines or none; say --dry-run");
        }
        boolean named = json.has(REQUEST_ID);
        json.putIfAbsent(REQUEST_ID, json.textNode(NOT_YET));
        json.putIfAbsent("requestedBy", json.textNode(by));
        json.putIfAbsent("requestedAt", json.textNode(clock.instant().toString()));
        json.put("dryRun", false);
        MergeRequested line = JsonRecords.read(MergeRequested.class, json);
        MergeShape.require(line);
        MergeRequested request = complete(line, id(line, named));
        return new Message(
                request.getSurvivorId(), request, request.getRequestId().toString(), request.getRequestedAt());
    }

    private UUID id(MergeRequested line, boolean named) {
        if (dryRun) {
            return UUID.randomUUID();
        }
        return named ? line.getRequestId() : ContentId.of("certconnect merge request", content(line));
    }

    private static ArrayNode content(MergeRequested line) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(line.getAction().name())
                .add(line.getSurvivorId())
                .add(line.getAbsorbedId())
                .add(line.getRequestedBy())
                .add(line.getTicket())
                .add(line.getReason())
                .add(line.getPlanHash());
    }

    private MergeRequested complete(MergeRequested line, UUID id) {
        return new MergeRequested(
                id,
                line.getAction(),
                line.getSurvivorId(),
                line.getAbsorbedId(),
                line.getRequestedBy(),
                line.getTicket(),
                line.getReason(),
                dryRun,
                dryRun ? null : line.getPlanHash(),
                line.getRequestedAt());
    }
}
