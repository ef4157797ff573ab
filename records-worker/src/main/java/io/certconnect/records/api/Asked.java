package io.certconnect.records.api;

import io.certconnect.schemas.Ids;
import org.jspecify.annotations.Nullable;

/** What a client may ask for. */
final class Asked {

    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 500;

    private Asked() {}

    /** @throws ProblemException if there can be no Learn profile of that id */
    static String learner(String id) {
        if (!possible(id)) {
            throw Problem.INVALID_ID.because("A Learn profile id has 1 to " + Ids.LONGEST
                    + " characters and is not blank. Check the id in the path.");
        }
        return id;
    }

    /** No text in PostgreSQL holds U+0000. */
    static boolean possible(String id) {
        return Ids.isValid(id) && id.indexOf('\0') < 0;
    }

    /**
     * @param limit null: the client leaves it to us
     * @throws ProblemException if it is not a number from 1 to {@link #LARGEST_LIMIT}
     */
    static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LARGEST_LIMIT) {
                return number;
            }
        }
        throw Problem.INVALID_LIMIT.because("limit is a number from 1 to " + LARGEST_LIMIT + "; without it, "
                + DEFAULT_LIMIT + " entries are sent.");
    }
}
