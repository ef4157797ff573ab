package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatTwoLooksSawComeIsNoOlderThanTheFirstAndNoYoungerThanTheSecond() {
        arrivals.sawEnd(10, 1_000);
        arrivals.sawEnd(20, 2_000);
        arrivals.sawEnd(30, 3_000);

        assertThat(arrivals.notBefore(9)).isNull();
        assertThat(arrivals.notAfter(9)).isEqualTo(1_000);
        assertThat(arrivals.notBefore(10)).isEqualTo(1_000);
        assertThat(arrivals.notAfter(10)).isEqualTo(2_000);
        assertThat(arrivals.notBefore(19)).isEqualTo(1_000);
        assertThat(arrivals.notBefore(20)).isEqualTo(2_000);
        assertThat(arrivals.notBefore(30)).isEqualTo(3_000);
        assertThat(arrivals.notAfter(30)).isNull();
    }

    @Test
    void ofLooksThatFoundTheSameEndTheLastTellsWhatCameLaterAndTheFirstWhatWasThere() {
        arrivals.sawEnd(10, 1_000);
        arrivals.sawEnd(10, 2_000);
        arrivals.sawEnd(10, 3_000);

        assertThat(arrivals.notBefore(10)).isEqualTo(3_000);
        assertThat(arrivals.notAfter(9)).isEqualTo(1_000);
    }

    @Test
    void looksThatFoundNothingNewTakeNoRoomFromOthers() {
        arrivals.sawEnd(10, 1_000);
        arrivals.sawEnd(20, 2_000);
        for (int look = 0; look < 5 * Arrivals.MOST; look++) {
            arrivals.sawEnd(30, 3_000 + 1_000 * look);
        }

        assertThat(arrivals.notBefore(25)).isEqualTo(2_000);
        assertThat(arrivals.notAfter(25)).isEqualTo(3_000);
    }

    @Test
    void aLogThatLostItsEndIsWrittenAnewFromThere() {
        arrivals.sawEnd(10, 1_000);
        arrivals.sawEnd(30, 2_000);
        arrivals.sawEnd(20, 3_000);

        assertThat(arrivals.notBefore(30)).isEqualTo(3_000);
        assertThat(arrivals.notBefore(15)).isEqualTo(1_000);
    }

    @Test
    void aClockThatGoesBackTellsNothing() {
        arrivals.sawEnd(10, 5_000);
        arrivals.sawEnd(20, 1_000);

        assertThat(arrivals.notBefore(15)).isNull();
        assertThat(arrivals.notBefore(20)).isEqualTo(1_000);
    }

    @Test
    void aRecordTellsOfThoseBehindItWhereNoLookDoes() {
        arrivals.sawEnd(100, 9_000);
        arrivals.read(10, 1_000);
        arrivals.read(20, 2_000);

        assertThat(arrivals.notBefore(9)).isNull();
        assertThat(arrivals.notBefore(15)).isEqualTo(1_000);
        assertThat(arrivals.notBefore(99)).isEqualTo(2_000);
        assertThat(arrivals.notAfter(15)).isEqualTo(9_000);
        assertThat(arrivals.notBefore(100)).isEqualTo(9_000);
    }

    @Test
    void aRecordWhoseTimeIsAheadIsNoYoungerThanTheLookThatFoundIt() {
        arrivals.sawEnd(100, 9_000);
        arrivals.read(10, 50_000);

        assertThat(arrivals.notBefore(15)).isEqualTo(9_000);
    }

    @Test
    void whoseRecordsAreLateIsTakenToBeAsLateAgain() {
        arrivals.sawEnd(10, 100_000);
        arrivals.sawEnd(20, 115_000);
        arrivals.sawEnd(30, 130_000);

        arrivals.read(12, 40_000);
        assertThat(arrivals.notBefore(25)).isEqualTo(115_000 - 60_000);

        arrivals.read(13, 101_000);
        assertThat(arrivals.notBefore(25)).isEqualTo(115_000);
    }

    @Test
    void aRecordOlderThanTheOneBeforeItIsLateToo() {
        arrivals.sawEnd(100, 9_000);
        arrivals.read(10, 5_000);
        arrivals.read(20, 3_000);

        assertThat(arrivals.notBefore(30)).isEqualTo(3_000);
    }

    @Test
    void readingARecordAgainChangesNothing() {
        arrivals.sawEnd(100, 9_000);
        for (int i = 0; i < 3 * Arrivals.MOST; i++) {
            arrivals.read(10, 5_000);
        }
        arrivals.read(20, 6_000);

        assertThat(arrivals.notBefore(15)).isEqualTo(5_000);
    }

    @Test
    void forgetsNothingThatTellsOfWhatLiesBehind() {
        arrivals.sawEnd(10, 1_000);
        arrivals.sawEnd(20, 2_000);
        arrivals.sawEnd(30, 3_000);

        arrivals.forgetBefore(25);

        assertThat(arrivals.notBefore(25)).isEqualTo(2_000);
        assertThat(arrivals.notBefore(19)).isNull();
    }
}
