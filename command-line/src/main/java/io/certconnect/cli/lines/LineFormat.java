package io.certconnect.cli.lines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.schemas.Topic;

/** How a line's JSON becomes a record of one topic. */
public interface LineFormat {

    Topic topic();

    /** What a line is, in the plural. */
    String noun();

    /** The message on one line, by what it is looked up by afterwards. */
    String describe(Message message);

    /**
     * @param json the line; may be changed
     * @throws io.certconnect.schemas.json.JsonRecordException if it breaks the schema
     * @throws BadLineException if it breaks the contract otherwise
     */
    Message read(ObjectNode json) throws BadLineException;
}
