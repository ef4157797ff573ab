package io.certconnect.cli.watch;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectDecided;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        description =
                "Show decisions on connection requests as they are made: connected, or rejected, why, and what helps.")
final class WatchEventsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final FollowOptions options = new FollowOptions();

    @Option(names = "--learn-profile", paramLabel = "ID", description = "Show only decisions on this Learn profile.")
    private @Nullable String learnProfile;

    @Override
    public Integer call() throws IOException {
        return new Follower<>(
                        Topic.CONNECT_EVENTS,
                        ConnectDecided.class,
                        options,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .follow(
                        event -> learnProfile == null || learnProfile.equals(event.getLearnProfileId()),
                        ConnectDecisions::inWords);
    }
}
