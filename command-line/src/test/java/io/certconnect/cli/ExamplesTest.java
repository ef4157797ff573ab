package io.certconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.Program.Result;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class ExamplesTest {

    @Test
    void sendsTheExamplesOfTheReadme() {
        Result profiles = send("profile", "profiles.jsonl");
        Result connects = send("connect", "connects.jsonl");
        Result records = send("record", "records.jsonl");
        Result activity = send("activity", "activity.jsonl");

        assertThat(profiles.out()).contains("Sent 5 profile changes to certification.profiles.v1");
        assertThat(connects.out()).contains("Sent 5 connection requests to connect.requests.v1");
        assertThat(records.out()).contains("Sent 13 certification records to certification.records.v1");
        assertThat(activity.out()).contains("Sent 7 Learn activities to learn.activity.v1");
        assertThat(List.of(profiles, connects, records, activity))
                .extracting(Result::exitCode)
                .containsOnly(0);
    }

    private static Result send(String kind, String example) {
        return Program.run(Services.options(), "send", kind, "--file", "../examples/" + example);
    }
}
