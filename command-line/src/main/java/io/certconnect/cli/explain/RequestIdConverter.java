package io.certconnect.cli.explain;

import io.certconnect.schemas.StrictUuidConversion;
import java.util.UUID;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Request ids in full: Java's own parser would look for another one than was meant. */
final class RequestIdConverter implements ITypeConverter<UUID> {

    @Override
    public UUID convert(String text) {
        if (!StrictUuidConversion.isUuid(text)) {
            throw new TypeConversionException("expected a UUID like 3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");
        }
        return UUID.fromString(text);
    }
}
