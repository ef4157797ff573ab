package io.certconnect.cli.watch;

import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeDecided;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "merges",
        description =
                "Show decisions on merge requests as they are made: merged, unmerged, previewed, or rejected and why.")
final class WatchMergesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final FollowOptions options = new FollowOptions();

    @Option(
            names = "--profile",
            paramLabel = "ID",
            description = "Show only decisions on requests that name this certification profile, on either side.")
    private @Nullable String profile;

    @Override
    public Integer call() throws IOException {
        return new Follower<>(
                        Topic.MERGE_EVENTS,
                        MergeDecided.class,
                        options,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .follow(this::isWanted, MergeDecisions::inWords);
    }

    private boolean isWanted(MergeDecided event) {
        return profile == null || profile.equals(event.getSurvivorId()) || profile.equals(event.getAbsorbedId());
    }
}
