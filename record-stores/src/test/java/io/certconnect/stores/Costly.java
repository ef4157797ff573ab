package io.certconnect.stores;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * A property whose tries go to the database is content with one in {@value #SHARE} of the tries that others get: of
 * {@code certconnect.property.tries}, which so scales both. On a machine that is too busy for so many it makes fewer.
 */
final class Costly implements AroundTryHook {

    private static final int SHARE = 5;
    private static final int TRIES = Math.max(1, Integer.getInteger("jqwik.tries.default", 1_000) / SHARE);
    private static final long MOST_NANOS = TRIES * 40_000_000L;

    private record Made(int tries, long since) {

        boolean isEnough() {
            return tries >= TRIES || System.nanoTime() - since > MOST_NANOS;
        }
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tries, List<Object> parameters) {
        Store<Made> made = Store.getOrCreate("tries made", Lifespan.PROPERTY, () -> new Made(0, System.nanoTime()));
        TryExecutionResult result = tries.execute(parameters);
        made.update(before -> new Made(before.tries() + 1, before.since()));
        return result.isSatisfied() && made.get().isEnough() ? TryExecutionResult.satisfied(true) : result;
    }
}
