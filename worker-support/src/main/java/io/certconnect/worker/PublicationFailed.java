package io.certconnect.worker;

/** Nothing is known to have left. What did, if anything, only the committed offsets tell. */
final class PublicationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublicationFailed(RuntimeException cause) {
        super(cause);
    }
}
