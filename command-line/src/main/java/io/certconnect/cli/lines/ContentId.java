package io.certconnect.cli.lines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that follow from what is said: the same line is the same request or record, however often it is sent. */
public final class ContentId {

    private ContentId() {}

    /**
     * @param kind tells ids for one purpose from those for another
     * @param content all that tells one from another: everything but when it was said. As a JSON array it is
     *     unambiguous
     */
    public static UUID of(String kind, ArrayNode content) {
        return UUID.nameUUIDFromBytes((kind + " " + content).getBytes(StandardCharsets.UTF_8));
    }
}
