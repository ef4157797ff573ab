package io.certconnect.schemas;

import io.certconnect.v1.ConnectRequested;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Has Avro trust the generated classes, and only them, beside whatever it trusts already.
 *
 * <p>Avro loads classes by name only where it was told to trust them. Without that even a builder that copies a record
 * fails, and every program would have to set {@code org.apache.avro.SERIALIZABLE_PACKAGES}. Generated code offers no place
 * to say it; but Avro looks up this service before it parses the first schema, so before any generated class is of use.
 * The logical type itself is never met.
 */
public final class TrustedRecords implements LogicalTypes.LogicalTypeFactory {

    private static final ClassSecurityPredicate GENERATED =
            type -> type.getPackageName().equals(ConnectRequested.class.getPackageName());

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), GENERATED));
    }

    /** For Avro's service loader. */
    public TrustedRecords() {}

    /** Makes sure of it, also where the service loader did not see this jar. */
    public static void trust() {
        // The class is initialised by now.
    }

    @Override
    public String getTypeName() {
        return "certconnect-trusted-records";
    }

    @Override
    public @Nullable LogicalType fromSchema(Schema schema) {
        return null;
    }
}
