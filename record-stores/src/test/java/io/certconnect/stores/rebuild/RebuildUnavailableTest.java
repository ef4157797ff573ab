package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild.Result.Swapped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** When a store cannot be rebuilt now, the exception says why, and the store is as it was. */
@Tag("worker")
class RebuildUnavailableTest {

    @Test
    void saysThatAnotherRebuildIsUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RunningStore running = RunningStore.start(Store.BADGE);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            running.takeIn(Sent.learner("twice", 2));
            Future<Rebuild.Result> first =
                    other.submit(() -> running.rebuild(false, new Blocked("Comparing", begun, goOn)));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> running.rebuild(false))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("badge_rebuild");

            goOn.countDown();
            assertThat(Upstream.result(first)).isInstanceOf(Swapped.class);
        }
    }

    private record Blocked(String at, CountDownLatch begun, CountDownLatch goOn) implements Progress {

        @Override
        public void stage(String what) {
            if (what.equals(at)) {
                begun.countDown();
                awaitRelease();
            }
        }

        private void awaitRelease() {
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void read(long done, long total) {}
    }

    @Test
    void saysThatTheStoreIsNotThereOrOfAnotherVersionOrNotToBeTouched() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            Progress nobody = Told.nobody();
            StoreTopics topics = Upstream.get().storeTopics();

            assertThatThrownBy(() -> new Rebuild(running.login(), topics, nobody).run(Store.BADGE, false))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("The store badge is not in the database");

            running.readers().close();
            StoreLogin reader = new StoreLogin(running.url(), "test_reader", RunningStore.PASSWORD);
            assertThatThrownBy(() -> new Rebuild(reader, topics, nobody).run(Store.TRANSCRIPT, false))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .asInstanceOf(type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("42501");

            running.sql()
                    .sql("insert into transcript.flyway_schema_history values"
                            + " (99, '99', 'newer', 'SQL', 'V99.sql', 0, 'someone', now(), 1, true)")
                    .update();
            assertThatThrownBy(() -> running.rebuild(true))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("of version 99");
            assertThat(running.schemas()).containsExactly("transcript");
        }
    }

    @Test
    void leavesToTheNextRebuildWhatIsReadForLong() throws SQLException {
        try (RunningStore running = RunningStore.start(Store.BADGE);
                Connection longReader = running.readers().getConnection()) {
            running.takeIn(Sent.learner("long", 1));
            longReader.setAutoCommit(false);
            assertThat(badges(longReader)).isEqualTo(1);

            Rebuild.Result result = impatient(running);

            assertThat(result)
                    .asInstanceOf(type(Swapped.class))
                    .extracting(Swapped::leftover)
                    .isEqualTo("badge_old");
            assertThat(running.schemas()).containsExactly("badge", "badge_old");
            running.takeIn(List.of(Sent.badge("long-c", "long-badge-new")));
            try (Connection newReader = running.readers().getConnection()) {
                assertThat(badges(newReader)).isEqualTo(2);
            }
            assertThatThrownBy(() -> impatient(running))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("badge_old, which is still being read");

            longReader.rollback();

            assertThat(impatient(running))
                    .asInstanceOf(type(Swapped.class))
                    .extracting(Swapped::leftover)
                    .isEqualTo("");
            assertThat(running.schemas()).containsExactly("badge");
        }
    }

    private static Rebuild.Result impatient(RunningStore running) {
        return new Rebuild(running.login(), Upstream.get().storeTopics(), Told.nobody(), Duration.ofMillis(600))
                .run(running.store(), false);
    }

    private static int badges(Connection reader) throws SQLException {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from badge.learner_badge where learn_profile_id = 'long'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
