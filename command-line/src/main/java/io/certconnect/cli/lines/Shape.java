package io.certconnect.cli.lines;

import io.certconnect.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the contract wants of a record beyond the schema; what breaks it would be rejected or become a dead letter. Fields
 * whose names end in Id are ids. Other texts must say something, unless they may be left out.
 */
public final class Shape {

    private Shape() {}

    /** @throws BadLineException if a field of the record, or of a record in it, breaks the contract */
    public static void require(SpecificRecord record) throws BadLineException {
        requireFields(record, "");
    }

    public static void requireId(String field, String id) throws BadLineException {
        requireNotBlank(field, id);
        if (!Ids.isValid(id)) {
            throw new BadLineException(field + ": is longer than " + Ids.LONGEST + " characters");
        }
        requireCharacters(field, id);
    }

    private static void requireFields(SpecificRecord record, String path) throws BadLineException {
        for (Schema.Field field : record.getSchema().getFields()) {
            requireValue(field, record.get(field.pos()), path + field.name());
        }
    }

    private static void requireValue(Schema.Field field, @Nullable Object value, String path) throws BadLineException {
        if (value == null) {
            return;
        }
        switch (value) {
            case String text -> requireText(field, text, path);
            case GenericEnumSymbol<?> symbol -> requireForWriters(symbol, path);
            case SpecificRecord record -> requireFields(record, path + ".");
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) {
                    requireValue(field, items.get(i), path + "[" + i + "]");
                }
            }
            // Of numbers, times and the like the schema says all that there is to say.
            default -> {}
        }
    }

    private static void requireText(Schema.Field field, String text, String path) throws BadLineException {
        if (field.name().endsWith("Id")) {
            requireId(path, text);
            return;
        }
        if (!field.schema().isNullable()) {
            requireNotBlank(path, text);
        }
        requireCharacters(path, text);
    }

    private static void requireNotBlank(String field, String text) throws BadLineException {
        if (text.isBlank()) {
            throw new BadLineException(field + ": is blank");
        }
    }

    private static void requireCharacters(String field, String text) throws BadLineException {
        if (text.indexOf('\0') >= 0) {
            throw new BadLineException(field + ": holds the character U+0000");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BadLineException(field + ": holds half a character (a lone surrogate)");
        }
    }

    private static void requireForWriters(GenericEnumSymbol<?> symbol, String path) throws BadLineException {
        String forReaders = symbol.getSchema().getEnumDefault();
        if (symbol.toString().equals(forReaders)) {
            List<String> symbols = new ArrayList<>(symbol.getSchema().getEnumSymbols());
            symbols.remove(forReaders);
            throw new BadLineException(path + ": " + forReaders + " is for readers; say " + oneOf(symbols));
        }
    }

    /** The names as a sentence has them: a, b or c. */
    public static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
