package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rules")
class GroupRulesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "OK OK,              true,  2, OK",
                "none,               false, 0, NO_COMMITS",
                "OK UNDECIDED,       true,  1, UNDECIDED",
                "OK STOP WARN,       true,  1, STOP",
                "STALL STOP,         true,  1, STOP",
                "STOP REWIND,        true,  1, REWIND",
                "OK OK,              true,  0, NO_MEMBERS",
                "OK UNDECIDED,       true,  0, NO_MEMBERS",
                "OK STOP,            true,  0, STOP",
                "OK WARN,            true,  0, WARN",
                "STOP STOP,          false, 0, NO_COMMITS",
                "OK OK,              false, 1, NO_COMMITS",
                "STALL OK,           false, 1, STALL",
                "REWIND OK,          false, 0, REWIND"
            })
    void aGroupIsAsItsWorstPartition(String partitions, boolean commits, int members, Status expected) {
        List<Status> statuses = Stream.ofNullable(partitions)
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .map(Status::valueOf)
                .toList();

        assertThat(GroupRules.judge(statuses, commits, members)).isEqualTo(expected);
    }
}
