package io.certconnect.records.api;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What an answer other than 200 and 304 says is wrong. Clients tell problems apart by their type, so none is ever renamed. */
enum Problem {
    INVALID_ID("invalid-id", "Invalid Learn profile id", HttpStatus.BAD_REQUEST),
    INVALID_LIMIT("invalid-limit", "Invalid limit", HttpStatus.BAD_REQUEST),
    INVALID_CURSOR("invalid-cursor", "Invalid cursor", HttpStatus.BAD_REQUEST),
    UNKNOWN_LEARN_PROFILE("unknown-learn-profile", "Unknown Learn profile", HttpStatus.NOT_FOUND),
    UNKNOWN_PATH("unknown-path", "Unknown path", HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE("not-acceptable", "Not acceptable", HttpStatus.NOT_ACCEPTABLE),
    STORE_UNAVAILABLE("store-unavailable", "Store unavailable", HttpStatus.SERVICE_UNAVAILABLE),
    UNEXPECTED("unexpected", "Unexpected error", HttpStatus.INTERNAL_SERVER_ERROR);

    private final URI type;
    private final String title;
    private final HttpStatus status;

    Problem(String name, String title, HttpStatus status) {
        this.type = URI.create("tag:certconnect.io,2026:problem/" + name);
        this.title = title;
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    URI type() {
        return type;
    }

    /** @param detail what is wrong with this request, and the way out; holds nothing that the client did not send */
    ProblemDetail body(String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(type);
        body.setTitle(title);
        return body;
    }

    ProblemException because(String detail) {
        return new ProblemException(this, detail);
    }
}
