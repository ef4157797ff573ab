package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.active;
import static io.certconnect.ledger.FreshLedger.changed;
import static io.certconnect.ledger.FreshLedger.erased;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class DirectoryTest {

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection")
                .update();
    }

    @Test
    void newerNewsWinWhateverTheOrder() {
        Directory.Applied applied = ledger.apply(
                changed("p", "new", ProfileStatus.HELD, 3),
                changed("p", "old", ProfileStatus.ACTIVE, 2),
                changed("p", "same", ProfileStatus.ACTIVE, 3));

        assertThat(applied).isEqualTo(new Directory.Applied(1, 2, 0));
        assertThat(known("p").account()).isEqualTo(new AccountId("new"));
        assertThat(known("p").status()).isEqualTo(ProfileStatus.HELD);
    }

    @Test
    void newsOfAnEarlierBatchAreHeeded() {
        ledger.apply(changed("p", "new", ProfileStatus.HELD, 3));

        Directory.Applied applied = ledger.apply(changed("p", "old", ProfileStatus.ACTIVE, 2));

        assertThat(applied).isEqualTo(new Directory.Applied(0, 1, 0));
        assertThat(known("p").account()).isEqualTo(new AccountId("new"));
    }

    @Test
    void anAccountCanGo() {
        ledger.apply(changed("p", "a", ProfileStatus.ACTIVE, 1));

        ledger.apply(changed("p", null, ProfileStatus.ACTIVE, 2));

        assertThat(known("p").account()).isNull();
    }

    @Test
    void erasingTakesNameAndEmailAndClosesForGood() {
        ledger.apply(active("p", 1));
        ledger.apply(erased("p"));

        Directory.Applied applied = ledger.apply(active("p", 2));

        assertThat(applied).isEqualTo(new Directory.Applied(0, 0, 1));
        assertThat(known("p").status()).isEqualTo(ProfileStatus.CLOSED);
        assertThat(personalData("p")).containsEntry("legal_name", null).containsEntry("email", null);
    }

    @Test
    void anErasedProfileKeepsItsAccount() {
        ledger.apply(active("p", 1));

        ledger.apply(erased("p"));

        assertThat(known("p").account()).isEqualTo(new AccountId("account-p"));
    }

    @Test
    void anErasureInTheBatchOfAChangeKeepsTheAccountOfTheChange() {
        ledger.apply(changed("p", "first", ProfileStatus.ACTIVE, 1));

        ledger.apply(changed("p", "second", ProfileStatus.ACTIVE, 2), erased("p"), active("p", 3));

        assertThat(known("p").account()).isEqualTo(new AccountId("second"));
        assertThat(known("p").status()).isEqualTo(ProfileStatus.CLOSED);
        assertThat(personalData("p")).containsEntry("legal_name", null);
    }

    @Test
    void aProfileErasedBeforeItWasKnownStaysClosed() {
        ledger.apply(erased("p"));

        ledger.apply(active("p", 1));

        assertThat(known("p").status()).isEqualTo(ProfileStatus.CLOSED);
        assertThat(known("p").account()).isNull();
    }

    @Test
    void anErasureLeavesMergesAndConnectionsAlone() {
        ledger.know("p");
        ledger.connect("l", "p");

        ledger.apply(erased("p"));

        ledger.locking(
                profile("p"), seen -> assertThat(seen.learnerOf(profile("p"))).contains(new LearnProfileId("l")));
        assertThat(ledger.database.invariants().violations()).isEmpty();
    }

    @Test
    void erasingForgetsWhatWasKeptOfTheProfileToo() {
        ledger.database.inTransaction(() -> {
            KeptRecords kept = ledger.database.keptRecords();
            kept.add(List.of(kept("p", 1), kept("q", 2)));
            kept.erase("topic", List.of("p"));
            return true;
        });

        assertThat(ledger.sql
                        .sql("select convert_from(key, 'UTF8') from ledger.kept_record")
                        .query(String.class)
                        .list())
                .containsExactly("q");
    }

    private static KeptRecords.KeptRecord kept(String key, long offset) {
        return new KeptRecords.KeptRecord(
                new Decision.Source("topic", 0, offset), key.getBytes(), new byte[] {1}, "unknown status");
    }

    private static Profile known(String id) {
        AtomicReference<Profile> found = new AtomicReference<>();
        ledger.locking(profile(id), seen -> found.set(seen.profile(profile(id)).orElseThrow()));
        return found.get();
    }

    private static Map<String, Object> personalData(String id) {
        return ledger.sql
                .sql("select legal_name, email from ledger.certification_profile where id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }
}
