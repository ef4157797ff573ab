package io.certconnect.merge.flow;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.local.testing.TestServices;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.time.Instant;
import java.util.UUID;

/** What support sends, and what is known of profiles. Every id is new, so that tests can share one platform. */
final class Samples {

    static final String NAME = "Ada Lovelace";
    static final String EMAIL = "ada.lovelace@example.org";
    static final String AGENT = "agent-7";
    static final String TICKET = "T-1001";
    static final String REASON = "two profiles of one person";

    private Samples() {}

    /** Two certification profiles that one person has. */
    record Pair(String survivor, String absorbed) {

        static Pair fresh() {
            return new Pair(profile(), profile());
        }

        ProfileNews[] known() {
            return new ProfileNews[] {active(survivor), active(absorbed)};
        }

        MergeRequested merge() {
            return Samples.merge(survivor, absorbed);
        }

        MergeRequested unmerge() {
            return request(MergeAction.UNMERGE, survivor, absorbed);
        }
    }

    static String profile() {
        return TestServices.fresh("profile");
    }

    static String learner() {
        return TestServices.fresh("learner");
    }

    static ProfileNews active(String id) {
        return changed(id, ProfileStatus.ACTIVE);
    }

    static ProfileNews changed(String id, ProfileStatus status) {
        return new ProfileNews.Changed(
                new CertificationProfileId(id), new AccountId("account-" + id), status, NAME, EMAIL, 1, Instant.EPOCH);
    }

    static MergeRequested merge(String survivor, String absorbed) {
        return request(MergeAction.MERGE, survivor, absorbed);
    }

    static MergeRequested request(MergeAction action, String survivor, String absorbed) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return new MergeRequested(
                UUID.randomUUID(), action, survivor, absorbed, AGENT, TICKET, REASON, false, null, now);
    }

    /** A request of its own that asks what this one would do. */
    static MergeRequested preview(MergeRequested of) {
        return again(of).setDryRun(true).build();
    }

    /** A request of its own to do what was previewed. */
    static MergeRequested approving(String planHash, MergeRequested of) {
        return again(of).setPlanHash(planHash).build();
    }

    /** The same under an id of its own. */
    static MergeRequested.Builder again(MergeRequested of) {
        return MergeRequested.newBuilder(of).setRequestId(UUID.randomUUID());
    }
}
