package io.certconnect.worker;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exports the spans of a process, on a thread of its own; what does not fit its queue is dropped. Whether something is
 * traced is decided where a request comes from: see {@link TraceParent}.
 */
public final class Tracing implements AutoCloseable {

    private static final Duration LAST_EXPORT = Duration.ofSeconds(5);

    private final @Nullable SdkTracerProvider provider;

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
    }

    /** Exports nothing, and looks at no header. */
    public static Tracing off() {
        return new Tracing(null);
    }

    /**
     * @param service the application's name
     * @param instance the name of this process among the application's; blank if it has none
     */
    static Tracing to(SpanExporter exporter, String service, String instance) {
        return through(BatchSpanProcessor.builder(exporter).build(), service, instance);
    }

    static Tracing through(SpanProcessor processor, String service, String instance) {
        AttributesBuilder names = Attributes.builder().put("service.name", service);
        if (!instance.isBlank()) {
            names.put("service.instance.id", instance);
        }
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(names.build())))
                .addSpanProcessor(processor)
                .build());
    }

    /** The spans of one consumer group. */
    Spans of(String group) {
        return new Spans(provider == null ? null : provider.get("io.certconnect.worker"), group);
    }

    /** Exports what is left, within five seconds. */
    @Override
    public void close() {
        if (provider != null) {
            var unused = provider.shutdown().join(LAST_EXPORT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
