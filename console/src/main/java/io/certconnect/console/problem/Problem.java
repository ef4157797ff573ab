package io.certconnect.console.problem;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** What an answer other than 200 says is wrong. Clients tell problems apart by their type, so none is ever renamed. */
public enum Problem {
    NOT_MEASURED_YET("not-measured-yet", "Not measured yet", HttpStatus.SERVICE_UNAVAILABLE),
    UNKNOWN_PATH("unknown-path", "Unknown path", HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE("not-acceptable", "Not acceptable", HttpStatus.NOT_ACCEPTABLE),
    UNEXPECTED("unexpected", "Unexpected error", HttpStatus.INTERNAL_SERVER_ERROR);

    private final URI type;
    private final String title;
    private final HttpStatus status;

    Problem(String name, String title, HttpStatus status) {
        this.type = URI.create("tag:certconnect.io,2026:problem/" + name);
        this.title = title;
        this.status = status;
    }

    public URI type() {
        return type;
    }

    HttpStatus status() {
        return status;
    }

    /** @param detail what is wrong with this request, and the way out */
    ProblemDetail body(String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(type);
        body.setTitle(title);
        return body;
    }

    /** @param retryAfter when to ask again */
    public ProblemException because(String detail, Duration retryAfter) {
        ProblemException exception = new ProblemException(this, detail);
        exception.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
        return exception;
    }
}
