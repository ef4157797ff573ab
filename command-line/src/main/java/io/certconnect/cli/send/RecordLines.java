package io.certconnect.cli.send;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.ContentId;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Message;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.CertificationRecorded;
import java.time.Clock;
import java.util.Objects;

/**
 * Exams, certifications and badges. A line without a recordId gets one that follows from its content, so that sending
 * the file again records nothing new; a line that corrects a record names it.
 */
final class RecordLines implements LineFormat {

    private static final String RECORD_ID = "recordId";
    private static final String NOT_YET = "not yet";

    private final Clock clock;

    RecordLines(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CERTIFICATION_RECORDS;
    }

    @Override
    public String noun() {
        return "certification records";
    }

    @Override
    public String describe(Message message) {
        CertificationRecorded record = (CertificationRecorded) Objects.requireNonNull(message.value());
        return "record " + record.getRecordId() + ", version " + record.getVersion() + ", for certification profile "
                + message.key();
    }

    @Override
    public Message read(ObjectNode json) throws BadLineException {
        boolean named = json.has(RECORD_ID);
        json.putIfAbsent(RECORD_ID, json.textNode(NOT_YET));
        json.putIfAbsent("version", json.numberNode(1));
        json.putIfAbsent("recordedAt", json.textNode(clock.instant().toString()));
        json.putIfAbsent("kind", json.textNode(RecordDetails.kind(json).name()));
        CertificationRecorded record = JsonRecords.read(CertificationRecorded.class, json);
        RecordDetails.require(record);
        CertificationRecorded complete = named ? record : withIdFromContent(record);
        // The version tells corrections of one record apart, also when a file is sent again.
        String id = complete.getRecordId() + "/" + complete.getVersion();
        return new Message(complete.getCertificationProfileId(), complete, id, complete.getRecordedAt());
    }

    private static CertificationRecorded withIdFromContent(CertificationRecorded record) {
        ArrayNode content = JsonNodeFactory.instance
                .arrayNode()
                .add(record.getCertificationProfileId())
                .add(record.getKind().name())
                .add(JsonRecords.write(RecordDetails.of(record)));
        return CertificationRecorded.newBuilder(record)
                .setRecordId(ContentId.of("certconnect record", content).toString())
                .build();
    }
}
