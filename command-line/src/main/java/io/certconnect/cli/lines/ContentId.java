package io.certconnect.cli.lines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Request ids that follow from what is asked: the same line is the same request, however often it is sent. */
public final class ContentId {

    private ContentId() {}

    /**
     * @param kind tells requests of one kind from those of another
     * @param content all that tells one request from another: everything but when it was asked. As a JSON array it is
     *     unambiguous
     */
    public static UUID of(String kind, ArrayNode content) {
        return UUID.nameUUIDFromBytes((kind + " " + content).getBytes(StandardCharsets.UTF_8));
    }
}
