package io.certconnect.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.schemas.RecordData;
import io.certconnect.schemas.StrictUuidConversion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** JSON to what a generated class has in its fields; the path says where in the record a mistake is. */
final class JsonReading {

    private static final RecordData DATA = new RecordData();

    private JsonReading() {}

    static Object value(Schema schema, JsonNode json, String path) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, json, path);
            case ARRAY -> array(schema, json, path);
            case ENUM -> symbol(schema, json, path);
            case BOOLEAN -> {
                check(json.isBoolean(), json, path, "true or false");
                yield json.booleanValue();
            }
            case LONG -> number(schema, json, path);
            case INT -> wholeNumber(schema, json, path);
            case STRING -> text(schema, json, path);
            default -> throw new IllegalStateException("The contract has no " + schema.getType() + " in it");
        };
    }

    private static SpecificRecord record(Schema schema, JsonNode json, String path) {
        check(json.isObject(), json, path, "an object: " + schema.getName());
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                throw JsonRecordException.at(
                        inside(path, name), "unknown field; " + schema.getName() + " has " + fieldNames(schema));
            }
        }
        SpecificRecord record = (SpecificRecord) DATA.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), field(schema, field, json.get(field.name()), inside(path, field.name())));
        }
        return record;
    }

    private static @Nullable Object field(Schema owner, Schema.Field field, @Nullable JsonNode json, String path) {
        Schema schema = field.schema();
        boolean optional = schema.isNullable();
        if (json == null && field.hasDefaultValue()) {
            return DATA.getDefaultValue(field);
        }
        if (json == null) {
            throw JsonRecordException.at(path, "missing; " + owner.getName() + " needs it");
        }
        if (optional && json.isNull()) {
            return null;
        }
        // An optional field is a union of null and one other, in this order.
        return value(optional ? schema.getTypes().get(1) : schema, json, path);
    }

    private static List<Object> array(Schema schema, JsonNode json, String path) {
        check(json.isArray(), json, path, "an array");
        List<Object> items = new ArrayList<>(json.size());
        for (JsonNode item : json) {
            items.add(value(schema.getElementType(), item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    private static Object symbol(Schema schema, JsonNode json, String path) {
        boolean known = json.isTextual() && schema.hasEnumSymbol(json.textValue());
        check(known, json, path, "one of " + String.join(", ", schema.getEnumSymbols()));
        return DATA.createEnum(json.textValue(), schema);
    }

    private static Object number(Schema schema, JsonNode json, String path) {
        if (logicalType(schema).equals("timestamp-millis")) {
            return instant(json, path);
        }
        check(json.isIntegralNumber() && json.canConvertToLong(), json, path, "a whole number");
        return json.longValue();
    }

    private static Object wholeNumber(Schema schema, JsonNode json, String path) {
        if (logicalType(schema).equals("date")) {
            return date(json, path);
        }
        check(json.isIntegralNumber() && json.canConvertToInt(), json, path, "a whole number of at most 32 bits");
        return json.intValue();
    }

    private static Object text(Schema schema, JsonNode json, String path) {
        if (logicalType(schema).equals("uuid")) {
            return uuid(json, path);
        }
        check(json.isTextual(), json, path, "text");
        return json.textValue();
    }

    /** Milliseconds are what the contract carries; what is finer is cut off. */
    private static Instant instant(JsonNode json, String path) {
        String expected = "a time like 2026-03-14T09:26:53Z";
        check(json.isTextual(), json, path, expected);
        try {
            Instant time = Instant.parse(json.textValue()).truncatedTo(ChronoUnit.MILLIS);
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw expected(json, path, expected);
        }
    }

    private static LocalDate date(JsonNode json, String path) {
        String expected = "a date like 2026-03-14";
        check(json.isTextual(), json, path, expected);
        try {
            return LocalDate.ofEpochDay(
                    Math.toIntExact(LocalDate.parse(json.textValue()).toEpochDay()));
        } catch (DateTimeException | ArithmeticException e) {
            throw expected(json, path, expected);
        }
    }

    private static UUID uuid(JsonNode json, String path) {
        check(
                json.isTextual() && StrictUuidConversion.isUuid(json.textValue()),
                json,
                path,
                "a UUID like 3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");
        return UUID.fromString(json.textValue());
    }

    private static String logicalType(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    private static void check(boolean met, JsonNode json, String path, String expected) {
        if (!met) {
            throw expected(json, path, expected);
        }
    }

    private static JsonRecordException expected(JsonNode json, String path, String expected) {
        return JsonRecordException.at(path, "expected " + expected + ", got " + kindOf(json));
    }

    private static String kindOf(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "another text";
            case MISSING -> "nothing";
            default -> "a " + json.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String fieldNames(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
    }
}
