package io.certconnect.connector.rules;

import io.certconnect.connector.rules.Histories.Happening.Change;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.connector.rules.Histories.Happening.Erase;
import io.certconnect.connector.rules.Histories.Happening.Merge;
import io.certconnect.connector.rules.Histories.Happening.Unmerge;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.ProfileStatus;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random histories over so few ids that everything collides with everything: shared accounts, taken profiles, races. */
public final class Histories {

    private Histories() {}

    /** One thing that happens to the ledger. */
    public sealed interface Happening {

        record Change(CertificationProfileId id, @Nullable AccountId account, ProfileStatus status, long version)
                implements Happening {}

        record Erase(CertificationProfileId id) implements Happening {}

        record Merge(CertificationProfileId survivor, CertificationProfileId absorbed) implements Happening {}

        record Unmerge(CertificationProfileId absorbed) implements Happening {}

        record Connect(
                LearnProfileId learner,
                List<NaiveModel.Sent> accounts,
                @Nullable CertificationProfileId named) implements Happening {}
    }

    public static void apply(Happening happening, NaiveModel model) {
        switch (happening) {
            case Change news -> model.change(news.id(), news.account(), news.status(), news.version());
            case Erase news -> model.erase(news.id());
            case Merge merge -> model.merge(merge.survivor(), merge.absorbed());
            case Unmerge unmerge -> model.unmerge(unmerge.absorbed());
            case Connect request -> apply(request, model);
        }
    }

    public static NaiveModel.Answer apply(Connect request, NaiveModel model) {
        return model.connect(request.learner(), request.accounts(), request.named());
    }

    /** Starts with news, since nothing is decided about profiles that nobody knows. */
    public static Arbitrary<List<Happening>> histories() {
        Arbitrary<List<Happening>> start = changes().list().ofMinSize(3).ofMaxSize(8);
        Arbitrary<List<Happening>> rest = happenings().list().ofMinSize(10).ofMaxSize(40);
        return Combinators.combine(start, rest).as((first, then) -> {
            List<Happening> all = new ArrayList<>(first);
            all.addAll(then);
            return all;
        });
    }

    private static Arbitrary<Happening> happenings() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, changes()),
                Tuple.of(1, profiles().map(Erase::new)),
                Tuple.of(4, Combinators.combine(profiles(), profiles()).as(Merge::new)),
                Tuple.of(1, profiles().map(Unmerge::new)),
                Tuple.of(20, connects()));
    }

    private static Arbitrary<Happening> changes() {
        Arbitrary<ProfileStatus> statuses = Arbitraries.frequency(
                Tuple.of(6, ProfileStatus.ACTIVE), Tuple.of(1, ProfileStatus.HELD), Tuple.of(1, ProfileStatus.CLOSED));
        return Combinators.combine(
                        profiles(),
                        accounts().injectNull(0.1),
                        statuses,
                        Arbitraries.longs().between(1, 20))
                .as(Change::new);
    }

    private static Arbitrary<Happening> connects() {
        Arbitrary<NaiveModel.Sent> sent = Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(80, accounts()), Tuple.of(1, oddIds().map(AccountId::new))),
                        Arbitraries.frequency(
                                Tuple.of(3, AccountKind.PERSONAL), Tuple.of(1, AccountKind.WORK_OR_SCHOOL)))
                .as(NaiveModel.Sent::new);
        Arbitrary<List<NaiveModel.Sent>> lists = Arbitraries.frequencyOf(
                Tuple.of(40, sent.list().ofMinSize(1).ofMaxSize(3)),
                Tuple.of(1, sent.list().ofMinSize(15).ofMaxSize(18)),
                Tuple.of(1, sent.list().ofSize(0)));
        Arbitrary<LearnProfileId> learners = Arbitraries.frequencyOf(
                        Tuple.of(80, numbered("learn-", 5)), Tuple.of(1, oddIds()))
                .map(LearnProfileId::new);
        Arbitrary<CertificationProfileId> named = Arbitraries.frequencyOf(
                Tuple.of(80, profiles()), Tuple.of(1, oddIds().map(CertificationProfileId::new)));
        return Combinators.combine(learners, lists, named.injectNull(0.5)).as(Connect::new);
    }

    /** None of them is part of another, so that looking for one in a text finds that one. */
    private static Arbitrary<CertificationProfileId> profiles() {
        return numbered("cert-", 6).map(CertificationProfileId::new);
    }

    private static Arbitrary<AccountId> accounts() {
        return numbered("account-", 7).map(AccountId::new);
    }

    private static Arbitrary<String> numbered(String prefix, int count) {
        return Arbitraries.integers().between(1, count).map(number -> prefix + number);
    }

    /** Blank, as long as may be, longer: in characters that Java counts as one, and as two. */
    private static Arbitrary<String> oddIds() {
        return Arbitraries.of(
                "",
                " ",
                "\u2003\t",
                "x".repeat(128),
                "x".repeat(129),
                "\uD83C\uDF93".repeat(128),
                "\uD83C\uDF93".repeat(129));
    }
}
