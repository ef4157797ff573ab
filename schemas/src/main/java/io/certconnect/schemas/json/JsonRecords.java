package io.certconnect.schemas.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as plain JSON, not Avro's own JSON with its wrapped unions: an optional field may be left out, times and dates
 * are ISO-8601, UUIDs are text, enums are names.
 *
 * <p>Reading is strict: a field that the record does not have is an error, so that a slip of the pen is not an omission.
 */
public final class JsonRecords {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonRecords() {}

    /** @throws JsonRecordException if it is no JSON, or not such a record */
    public static <T extends SpecificRecord> T read(Class<T> type, String json) {
        try {
            return read(type, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new JsonRecordException("Not valid JSON" + where);
        }
    }

    /** @throws JsonRecordException if it is not such a record */
    public static <T extends SpecificRecord> T read(Class<T> type, JsonNode json) {
        return type.cast(JsonReading.value(SpecificData.get().getSchema(type), json, ""));
    }

    /** The record on one line, which {@link #read} reads back; optional fields that are null are left out. */
    public static String write(SpecificRecord record) {
        return JsonWriting.node(record).toString();
    }
}
