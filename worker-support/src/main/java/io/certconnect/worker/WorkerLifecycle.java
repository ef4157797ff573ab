package io.certconnect.worker;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts the workers last, when all that they need is there, and stops them first. */
final class WorkerLifecycle implements SmartLifecycle {

    private final List<Worker<?>> workers;
    private volatile boolean running;

    WorkerLifecycle(List<Worker<?>> workers) {
        this.workers = workers;
    }

    @Override
    public void start() {
        running = true;
        workers.forEach(Worker::start);
    }

    @Override
    public void stop() {
        workers.parallelStream().forEach(Worker::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
