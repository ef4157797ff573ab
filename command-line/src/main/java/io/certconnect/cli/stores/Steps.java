package io.certconnect.cli.stores;

import io.certconnect.cli.terminal.Progress;
import java.util.function.BooleanSupplier;

/** Shows how far the work on a store is, and ends it when it should stop: nothing of it is left then. */
final class Steps implements io.certconnect.stores.rebuild.Progress {

    /** The work was given up because the stop signal was given. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private StoppedException() {
            super("stopped");
        }
    }

    private final Progress shown;
    private final BooleanSupplier stop;

    /** @param stop whether the stop signal was given */
    Steps(Progress shown, BooleanSupplier stop) {
        this.shown = shown;
        this.stop = stop;
    }

    @Override
    public void stage(String what) {
        goOn();
        shown.stage(what);
    }

    @Override
    public void read(long done, long total) {
        goOn();
        shown.at(done, total);
    }

    private void goOn() {
        if (stop.getAsBoolean()) {
            throw new StoppedException();
        }
    }
}
