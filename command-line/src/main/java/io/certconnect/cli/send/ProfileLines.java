package io.certconnect.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Message;
import io.certconnect.cli.lines.Shape;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.CertificationProfileChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Changes of certification profiles; a line with {@code "erase": true} and nothing but the id erases the profile. */
final class ProfileLines implements LineFormat {

    private static final String ID = "certificationProfileId";
    private static final String ERASE = "erase";

    private final Clock clock;

    ProfileLines(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CERTIFICATION_PROFILES;
    }

    @Override
    public String noun() {
        return "profile changes";
    }

    @Override
    public String describe(Message message) {
        return "certification profile " + message.key() + (message.value() == null ? ", erased" : "");
    }

    @Override
    public Message read(ObjectNode json) throws BadLineException {
        if (json.has(ERASE)) {
            return erasure(json);
        }
        json.putIfAbsent("updatedAt", json.textNode(clock.instant().toString()));
        CertificationProfileChanged change = JsonRecords.read(CertificationProfileChanged.class, json);
        Shape.require(change);
        String id = change.getCertificationProfileId();
        // The version tells changes of one profile apart, also when a file is sent again.
        return new Message(id, change, id + "/" + change.getVersion(), change.getUpdatedAt());
    }

    private Message erasure(ObjectNode json) throws BadLineException {
        JsonNode id = json.get(ID);
        if (!json.get(ERASE).equals(json.booleanNode(true)) || json.size() != 2 || id == null || !id.isTextual()) {
            throw new BadLineException(
                    "erase: such a line is {\"" + ID + "\": \"…\", \"" + ERASE + "\": true}, with nothing else in it");
        }
        Shape.requireId(ID, id.textValue());
        Instant now = clock.instant();
        return new Message(id.textValue(), null, UUID.randomUUID().toString(), now);
    }
}
