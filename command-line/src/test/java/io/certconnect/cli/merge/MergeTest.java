package io.certconnect.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("worker")
final class MergeTest {

    private static FakeDecider decider;

    @BeforeAll
    static void start() {
        decider = new FakeDecider();
    }

    @AfterAll
    static void end() throws InterruptedException {
        decider.close();
    }

    @Test
    void previewsWithoutChangingAnything() {
        Result result = merge("preview", "see-1", "see-2", "--by", "sam");

        assertThat(result.exitCode()).isZero();
        MergeRequested sent = only("see-1");
        assertThat(sent.getDryRun()).isTrue();
        assertThat(sent.getAction()).isEqualTo(MergeAction.MERGE);
        assertThat(sent.getRequestedBy()).isEqualTo("sam");
        assertThat(sent.getTicket()).isEqualTo("T-1");
        assertThat(sent.getReason()).isEqualTo("same person");
        assertThat(result.err()).contains(sent.getRequestId().toString());
        assertThat(result.lines())
                .contains(
                        "Request " + sent.getRequestId() + ": PREVIEWED, would be accepted",
                        "  Asked by        sam, ticket T-1",
                        "  Would move      see-2",
                        "  Learn profile   learn-1",
                        "  Records         none, or not counted (explain tells)");
    }

    @Test
    void previewsAnUndoAndTellsWhyItWouldBeRejected() {
        Result result = merge("preview", "undone-1", "undone-2", "--undo");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(only("undone-1").getAction()).isEqualTo(MergeAction.UNMERGE);
        assertThat(result.out())
                .contains("would be rejected: NOT_MERGED", "was not merged into this survivor, or not directly");
    }

    @Test
    void answersForWhoeverIsLoggedInUnlessToldOtherwise() {
        merge("preview", "self-1", "self-2");

        assertThat(only("self-1").getRequestedBy()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void executesThePreviewsPlanAndUndoesIt() {
        Result run = merge("run", "do-1", "do-2", "--yes");
        Result undo = merge("undo", "do-1", "do-2", "--yes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("PREVIEWED, would be accepted", ": MERGED", "Came along      do-2");
        assertThat(undo.exitCode()).isZero();
        assertThat(undo.out()).contains(": UNMERGED", "Released        do-2", "none is connected (the survivor's)");
        assertThat(decider.receivedOf("do-1"))
                .extracting(MergeRequested::getAction, MergeRequested::getDryRun, sent -> sent.getPlanHash() != null)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(MergeAction.MERGE, true, false),
                        org.assertj.core.groups.Tuple.tuple(MergeAction.MERGE, false, true),
                        org.assertj.core.groups.Tuple.tuple(MergeAction.UNMERGE, true, false),
                        org.assertj.core.groups.Tuple.tuple(MergeAction.UNMERGE, false, true));
    }

    @Test
    void stopsAtAPreviewThatWouldBeRejected() {
        Result result = merge("run", "stop-1", "held-stop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(only("stop-1").getDryRun()).isTrue();
        assertThat(result.out()).contains("would be rejected: PROFILE_NOT_ACTIVE", "held");
        assertThat(result.err()).contains("nothing was done");
    }

    @Test
    void sendsNothingWhereNobodyCanBeAsked() {
        Result run = run(new Confirmation(() -> false, InputStream.nullInputStream()), "nobody-1", "nobody-2");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no terminal", "--yes");
        assertThat(decider.receivedOf("nobody-1")).isEmpty();
    }

    @Test
    void doesNothingUnlessThePersonSaysYes() {
        Result no = run(saying("\n"), "asked-1", "asked-2");
        Result silence = run(saying(""), "asked-1", "asked-2");
        Result yes = run(saying("Yes\n"), "agreed-1", "agreed-2");

        assertThat(no.exitCode()).isEqualTo(1);
        assertThat(silence.exitCode()).isEqualTo(1);
        assertThat(no.out()).contains("would be accepted");
        assertThat(no.err()).contains("Merge them? [y/N]", "Nothing was done");
        assertThat(decider.receivedOf("asked-1")).allMatch(MergeRequested::getDryRun);
        assertThat(yes.exitCode()).isZero();
        assertThat(yes.out()).contains(": MERGED");
    }

    @Test
    void isProtectedFromWhatChangesWhileThePersonThinks() {
        InputStream answer = new InputStream() {

            private final InputStream yes = new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8));

            @Override
            public int read() throws java.io.IOException {
                decider.changePlans();
                return yes.read();
            }
        };

        Result result = run(new Confirmation(() -> true, answer), "think-1", "think-2");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "REJECTED PLAN_CHANGED",
                        "  Why             Something has changed.",
                        "  To succeed      Preview again: what the merge would do has changed since.",
                        "  Again           Sending the same again will not help.");
    }

    @Test
    void tellsTheRootToMergeIntoInstead() throws Exception {
        merge("run", "root-1", "root-2", "--yes");
        Result result = merge("preview", "root-2", "root-3");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("SURVIVOR_IS_ABSORBED", "Merge into the root");
    }

    @Test
    void givesProgramsTheDecisionAsTheOnlyResult() throws Exception {
        Result result = merge("run", "json-1", "json-2", "--yes", "--json");

        assertThat(result.lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("outcome").textValue()).isEqualTo("MERGED");
        assertThat(json.at("/merged/absorbedIds/0").textValue()).isEqualTo("json-2");
        assertThat(result.err()).contains("would be accepted");
    }

    @Test
    void saysThatARequestWithoutADecisionMayStillBeDecidedAndHowToLook() {
        Result result = merge("preview", "mute-1", "mute-2", "--timeout", "300ms");

        String id = only("mute-1").getRequestId().toString();
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "No decision came in 0.3 s.",
                        "Request " + id + " was sent and may still be decided",
                        "certconnect explain " + id,
                        "merge-worker");
    }

    private static MergeRequested only(String survivor) {
        List<MergeRequested> received = decider.receivedOf(survivor);
        assertThat(received).hasSize(1);
        return received.getFirst();
    }

    private static Confirmation saying(String answer) {
        return new Confirmation(() -> true, new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private static Result merge(String verb, String survivor, String absorbed, String... more) {
        List<String> arguments = new ArrayList<>(List.of("merge", verb, survivor, absorbed));
        arguments.addAll(List.of("--ticket", "T-1", "--reason", "same person"));
        arguments.addAll(List.of(more));
        return Program.run(Services.options(), arguments.toArray(String[]::new));
    }

    /** With somebody else at the terminal than whoever runs the tests. */
    private static Result run(Confirmation confirmation, String survivor, String absorbed) {
        List<String> arguments = new ArrayList<>(List.of(survivor, absorbed, "--ticket", "T-1", "--reason", "same"));
        arguments.addAll(Services.options());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new MergeRunCommand(confirmation))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new io.certconnect.cli.terminal.FailureReporting(() -> false));
        int exitCode = command.execute(arguments.toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }
}
