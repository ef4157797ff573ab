package io.certconnect.console.problem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what went wrong into problem details (RFC 9457). Nothing of an exception that is not ours gets out. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> onAnythingElse(Exception exception, WebRequest request) {
        LOG.error("A request failed", exception);
        return answer(
                exception,
                Problem.UNEXPECTED,
                "The request failed for a reason that is in the server's log. Send it again; if it keeps failing, tell"
                        + " those who run the server when you sent it.",
                new HttpHeaders(),
                request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                exception,
                Problem.UNKNOWN_PATH,
                "Nothing is at this path. /api/openapi.yaml lists the paths that there are.",
                headers,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(exception, Problem.METHOD_NOT_ALLOWED, "This path can only be read. Send GET.", headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(
                exception,
                Problem.NOT_ACCEPTABLE,
                "Answers are JSON. Send Accept: application/json, or leave the header out.",
                headers,
                request);
    }

    private ResponseEntity<Object> answer(
            Exception exception, Problem problem, String detail, HttpHeaders headers, WebRequest request) {
        ResponseEntity<Object> answer =
                handleExceptionInternal(exception, problem.body(detail), headers, problem.status(), request);
        return answer == null ? ResponseEntity.status(problem.status()).build() : answer;
    }

    /** Whatever the client accepts: a problem in another format than asked for is better than none. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(exception, body, all, status, request);
    }
}
