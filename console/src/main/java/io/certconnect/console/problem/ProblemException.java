package io.certconnect.console.problem;

import org.springframework.web.ErrorResponseException;

/** A request that cannot be answered; the message is for the client. */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    ProblemException(Problem problem, String detail) {
        super(problem.status(), problem.body(detail), null);
    }
}
