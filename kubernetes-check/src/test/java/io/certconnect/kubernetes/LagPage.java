package io.certconnect.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the console says of lag, as it says it to everybody. */
final class LagPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    /** @param console where the console serves */
    LagPage(URI console) {
        this.address = console.resolve("/api/lag");
    }

    /** Whether something waits on each topic for every group that reads it, and the console could read what waits first. */
    boolean isAllWaiting() throws IOException, InterruptedException {
        JsonNode page = page();
        return isComplete(page)
                && Stream.of(ConsumerGroup.values())
                        .allMatch(group -> waitingTopics(page, group.groupId()).equals(topics(group)));
    }

    private static Set<String> topics(ConsumerGroup group) {
        return group.topics().stream().map(Topic::topicName).collect(Collectors.toSet());
    }

    /** Whether nothing waits but dead letters, and of those some on every topic. */
    boolean isDoneWithDeadLettersEverywhere() throws IOException, InterruptedException {
        JsonNode page = page();
        Set<String> letters = Stream.of(Topic.values()).map(Topic::deadLetters).collect(Collectors.toSet());
        return isComplete(page)
                && Stream.of(ConsumerGroup.values())
                        .allMatch(group -> waitingTopics(page, group.groupId()).isEmpty())
                && waitingTopics(page, "dead-letters").equals(letters);
    }

    private JsonNode page() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** Of all groups something is known, and nothing is amiss. */
    private static boolean isComplete(JsonNode page) {
        List<JsonNode> groups = page.path("groups").valueStream().toList();
        return groups.size() == ConsumerGroup.values().length + 1
                && !page.has("trouble")
                && groups.stream().allMatch(group -> group.path("troubles").isEmpty() && group.has("lagSeconds"));
    }

    private static Set<String> waitingTopics(JsonNode page, String group) {
        Set<String> topics = new HashSet<>();
        page.path("groups")
                .valueStream()
                .filter(one -> one.path("group").asText().equals(group))
                .flatMap(one -> one.path("partitions").valueStream())
                .filter(partition -> partition.path("lag").asLong() > 0)
                .forEach(partition -> topics.add(partition.path("topic").asText()));
        return topics;
    }
}
