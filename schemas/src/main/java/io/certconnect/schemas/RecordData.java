package io.certconnect.schemas;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of the generated classes, which finds them itself; every generated class uses one (see the pom).
 *
 * <p>Avro loads classes by name only where a setting of the whole JVM trusts their package. Without that even a builder
 * that copies a record fails. Here only names within the contract's package are looked up, so nobody has to set anything,
 * and nothing else becomes trusted.
 */
public final class RecordData extends SpecificData {

    private static final String CONTRACT = "io.certconnect.v1";

    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    public RecordData() {
        super(RecordData.class.getClassLoader());
        addLogicalTypeConversion(new StrictUuidConversion());
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        addLogicalTypeConversion(new TimeConversions.DateConversion());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                CONTRACT.equals(schema.getNamespace())
                        ? classes.computeIfAbsent(schema.getFullName(), this::load)
                        : super.getClass(schema);
            default -> super.getClass(schema);
        };
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, true, getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("The contract has no " + name, e);
        }
    }
}
