package io.certconnect.schemas.json;

/** The JSON is no such record. The message names the field and what it should be; it never repeats the value. */
public final class JsonRecordException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    JsonRecordException(String message) {
        super(message);
    }

    static JsonRecordException at(String path, String message) {
        return new JsonRecordException(path.isEmpty() ? message : path + ": " + message);
    }
}
