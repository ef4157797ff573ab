package io.certconnect.local;

/** A running schema registry, wherever it runs. */
public interface Registry extends AutoCloseable {

    /** Confluent's API, as {@code schema.registry.url} wants it. */
    String url();

    /** Starts again what {@link #stop} stopped: same schemas, same port. Does nothing if it runs. */
    void start();

    /** Stops the registry as an outage would; the schemas stay. Does nothing if it does not run. */
    void stop();

    /** Stops it for good. */
    @Override
    void close();
}
