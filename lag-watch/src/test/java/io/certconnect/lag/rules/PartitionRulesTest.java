package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looks are written as committed/lag, an asterisk after them if a member had the partition, a tilde before them if nothing
 * was read; -1 is no commit.
 */
@Tag("rules")
class PartitionRulesTest {

    private static final int FULL = 4;

    @ParameterizedTest
    @CsvSource({
        "nothing waits,                           5/0* 5/0* 5/0* 5/0*,         OK",
        "nothing waits and nobody is there,       5/0 5/0 5/0 5/0,             OK",
        "what waits gets less,                    5/9* 6/8* 7/8* 8/9*,         OK",
        "what waits got less before it is full,   5/9* 6/8*,                   OK",
        "nothing waited at one time,              5/9* 9/0* 9/5* 9/8*,         OK",
        "one look,                                5/9*,                        UNDECIDED",
        "one look and no commit,                  -1/9,                        UNDECIDED",
        "stands still but not for long enough,    5/9* 5/9* 5/9*,              UNDECIDED",
        "moves and waits but not for long enough, 5/9* 6/9* 7/9*,              UNDECIDED",
        "moves and more waits,                    5/9* 6/9* 7/10* 8/11*,       WARN",
        "moves and as much waits,                 5/9* 6/9* 7/9* 8/9*,         WARN",
        "moves at last and more waits,            5/9* 5/9* 5/9* 6/9*,         WARN",
        "a first commit and more waits,           -1/9* -1/9* 1/9* 1/9*,       WARN",
        "stands still,                            5/9* 5/9* 5/9* 5/9*,         STALL",
        "stands still while nobody writes,        5/1* 5/1* 5/1* 5/1*,         STALL",
        "stands still and is deleted under it,    5/9* 5/8* 5/7* 5/6*,         STALL",
        "never commits,                           -1/9* -1/9* -1/9* -1/9*,     STALL",
        "a member had it once,                    5/9 5/9* 5/9 5/9,            STALL",
        "nobody had it,                           5/9 5/9 5/9 5/9,             STOP",
        "nobody ever had it,                      -1/9 -1/9 -1/9 -1/9,         STOP",
        "went back,                               5/9* 6/8* 2/12*,             REWIND",
        "went back once and caught up,            5/9* 2/12* 9/5* 14/0*,       REWIND",
        "commits are gone,                        5/9 -1/14,                   REWIND",
        "moves and nothing was read,              ~5/9* ~6/9* ~7/9* ~8/9*,     UNDECIDED",
        "moves and one was read,                  ~5/9* ~6/9* 7/9* ~8/9*,      WARN",
        "stands still and nothing was read,       ~5/9 ~5/9 ~5/9 ~5/9,         UNDECIDED",
        "stands still and one was read,           ~5/9 5/9 ~5/9 ~5/9,          STOP",
        "what waits gets less by all estimates,   ~5/9* ~6/8* ~7/8* ~8/9*,     OK",
        "went back and nothing was read,          ~5/9 ~2/12,                  REWIND",
        "went back and stands still,              5/9 2/12 2/12 2/12,          REWIND",
    })
    void judgesBy(String what, String looks, Status expected) {
        List<Look> window = new ArrayList<>();
        for (String look : looks.split(" ")) {
            String[] parts = look.replaceAll("[*~]", "").split("/");
            window.add(new Look(
                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), look.endsWith("*"), !look.startsWith("~")));
        }

        assertThat(PartitionRules.judge(window, FULL)).as(what).isEqualTo(expected);
    }
}
