package io.certconnect.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.v1.MergeRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class MergeBatchTest {

    private static FakeDecider decider;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        decider = new FakeDecider();
    }

    @AfterAll
    static void end() throws InterruptedException {
        decider.close();
    }

    @BeforeEach
    void forget() {
        decider.received().clear();
    }

    @Test
    void tellsEachDecisionAndHowManyWereRejected() throws IOException {
        Result result = batch(file(merge("b-1", "b-2"), merge("b-3", "held-b"), merge("b-5", "b-6")));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("line 1  ", "survivor b-1, absorbed b-2  MERGED")
                .contains("REJECTED PROFILE_NOT_ACTIVE: The absorbed profile is HELD.")
                .contains("2 accepted, 1 rejected (of both 0 decided before), 0 without a decision, 0 not sent.");
    }

    @Test
    void decidesLinesThatShareAProfileInTheOrderOfTheFileAndOthersMeanwhile() throws Exception {
        Program program = new Program();
        CompletableFuture<Result> running = program.start(
                arguments(file(merge("mute-o", "o-2"), merge("o-3", "o-2"), merge("o-4", "o-3"), merge("o-5", "o-6"))));
        await().until(() -> decider.received().size() == 2);
        await().until(() -> program.out().contains("line 4"));
        assertThat(survivors()).containsExactlyInAnyOrder("mute-o", "o-5");

        decider.release();

        Result result = running.get(30, TimeUnit.SECONDS);
        assertThat(result.exitCode()).isZero();
        assertThat(survivors().subList(2, 4)).containsExactly("o-3", "o-4");
    }

    @Test
    void hasNoMoreInFlightThanALimit() throws Exception {
        decider.mute(true);
        Program program = new Program();
        String[] lines = IntStream.range(0, 3 * BatchRun.MOST_IN_FLIGHT)
                .mapToObj(i -> merge("many-" + i, "many-" + i + "-b"))
                .toArray(String[]::new);
        CompletableFuture<Result> running = program.start(arguments(file(lines)));
        await().until(() -> decider.received().size() == BatchRun.MOST_IN_FLIGHT);

        decider.mute(false);
        decider.release();

        assertThat(running.get(30, TimeUnit.SECONDS).out()).contains(BatchRun.MOST_IN_FLIGHT * 3 + " accepted");
        assertThat(decider.received()).hasSize(3 * BatchRun.MOST_IN_FLIGHT);
    }

    @Test
    void goesOnWhereAnEarlierRunStoppedAndTellsAgainWhatWasDecided() throws IOException {
        String[] lines = {merge("r-1", "r-2"), merge("r-3", "r-1"), merge("r-4", "r-3"), merge("r-5", "r-6")};
        decider.mute(true);

        Result first = batch(file(lines), "--timeout", "300ms");
        await().until(() -> decider.received().size() == 2);
        decider.mute(false);
        decider.release();
        Result second = batch(file(lines));
        Result third = batch(file(lines));

        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.out())
                .contains("line 1  no decision came", "line 4  no decision came")
                .contains("0 accepted, 0 rejected (of both 0 decided before), 2 without a decision, 2 not sent.")
                .contains("Not sent: line 2, 3", "Run the same file again");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("4 accepted, 0 rejected (of both ");
        assertThat(third.exitCode()).isZero();
        assertThat(third.out()).contains("line 1", "line 4").contains("(of both 4 decided before)");
        assertThat(survivors().subList(2, survivors().size()))
                .doesNotContain("r-1")
                .endsWith("r-3", "r-4");
    }

    @Test
    void sendsNoMoreIfNobodyIsDeciding() throws IOException {
        decider.mute(true);
        String[] lines = IntStream.range(0, 2 * BatchRun.MOST_IN_FLIGHT)
                .mapToObj(i -> merge("silent-" + i, "silent-" + i + "-b"))
                .toArray(String[]::new);
        try {
            Result result = batch(file(lines), "--timeout", "300ms");

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.out())
                    .contains(
                            BatchRun.MOST_IN_FLIGHT + " without a decision, " + BatchRun.MOST_IN_FLIGHT + " not sent.");
        } finally {
            decider.mute(false);
        }
    }

    @Test
    void sendsNothingIfAnyLineIsBadAndListsThemAll() throws IOException {
        Path file = file(
                merge("bad-1", "bad-2"),
                merge("bad-1", "bad-1"),
                merge("bad-1", "bad-3").replace("T-7", " "),
                merge("bad-1", "bad-4").replace("MERGE", "UNKNOWN"),
                merge("bad-1", "bad-2"),
                merge("bad-1", "bad-5").replace("{", "{\"dryRun\":true,"),
                "nonsense");

        Result result = batch(file);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "line 2: absorbedId: is the survivor itself",
                        "line 3: ticket: is blank",
                        "line 4: action: UNKNOWN is for readers; say MERGE or UNMERGE",
                        "line 5: is the same request as line 1; if it is meant, give it another reason or a requestId",
                        "line 6: dryRun: is for all lines or none; say --dry-run",
                        "line 7: is not valid JSON at column 1",
                        "6 of 7 lines are bad; nothing was sent.");
        assertThat(decider.received()).isEmpty();
    }

    @Test
    void previewsEachLineAnewEachTime() throws Exception {
        Path file = file(merge("p-1", "p-2"), merge("p-1", "held-p"));

        Result first = batch(file, "--dry-run");
        Result second = batch(file, "--dry-run");

        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(second.out()).contains("would be accepted", "would be rejected", "of both 0 decided before");
        assertThat(decider.received()).hasSize(4).allMatch(MergeRequested::getDryRun);
    }

    @Test
    void givesProgramsALinePerLine() throws Exception {
        Result result = batch(file(merge("mute-j", "j-2"), merge("j-3", "j-2")), "--json", "--timeout", "300ms");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : result.lines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .extracting(line ->
                        line.get("line").intValue() + " " + line.get("state").textValue())
                .containsExactly("1 UNDECIDED", "2 NOT_SENT");
        assertThat(result.err()).contains("1 without a decision");
    }

    private List<String> survivors() {
        return decider.received().stream().map(MergeRequested::getSurvivorId).toList();
    }

    private static Result batch(Path file, String... more) {
        return Program.run(arguments(file, more));
    }

    private static String[] arguments(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("merge", "batch", "--file", file.toString()));
        all.addAll(List.of(more));
        all.addAll(Services.options());
        return all.toArray(String[]::new);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("merges.jsonl"), List.of(lines));
    }

    private static String merge(String survivor, String absorbed) {
        return String.format(
                Locale.ROOT,
                "{\"action\":\"MERGE\",\"survivorId\":\"%s\",\"absorbedId\":\"%s\",\"ticket\":\"T-7\",\"reason\":\"same\"}",
                survivor,
                absorbed);
    }
}
