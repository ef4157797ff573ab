package io.certconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.Program.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class ExamplesTest {

    @Test
    void sendsTheExamplesOfTheReadme() {
        Result profiles = Program.run(Services.options(), "send", "profile", "--file", "../examples/profiles.jsonl");
        Result connects = Program.run(Services.options(), "send", "connect", "--file", "../examples/connects.jsonl");

        assertThat(profiles.out()).contains("Sent 5 profile changes to certification.profiles.v1");
        assertThat(connects.out()).contains("Sent 5 connection requests to connect.requests.v1");
        assertThat(profiles.exitCode() + connects.exitCode()).isZero();
    }
}
