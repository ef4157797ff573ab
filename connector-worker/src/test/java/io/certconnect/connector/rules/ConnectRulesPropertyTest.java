package io.certconnect.connector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.ConnectDecision.Connected;
import io.certconnect.connector.rules.ConnectDecision.Rejected;
import io.certconnect.connector.rules.Histories.Happening;
import io.certconnect.connector.rules.NaiveModel.Answer;
import io.certconnect.connector.rules.NaiveModel.Sent;
import io.certconnect.ledger.CertificationProfileId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever happened before, the rules answer as the contract's text does, and give nobody away. */
@Tag("rules")
class ConnectRulesPropertyTest {

    private static final String CONNECTED = "CONNECTED";
    private static final String CONNECTED_ALREADY = "CONNECTED_ALREADY";

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Histories.histories();
    }

    /** Also proves that the histories are worth something: each possible answer occurs. */
    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void answerAsTheNaiveModelDoes(@ForAll("histories") List<Happening> history) {
        NaiveModel model = new NaiveModel();
        for (Happening happening : history) {
            if (happening instanceof Happening.Connect request) {
                ConnectDecision decision = decide(request, model).decision();
                Answer expected = Histories.apply(request, model);

                assertThat(answer(decision)).isEqualTo(expected);
                Statistics.collect(name(expected));
            } else {
                Histories.apply(happening, model);
            }
        }

        assertThat(model.connections().values()).doesNotHaveDuplicates();
        Statistics.coverage(coverage -> {
            coverage.check(CONNECTED).count(times -> times > 0);
            coverage.check(CONNECTED_ALREADY).count(times -> times > 0);
            for (ConnectRejection reason : ConnectRejection.values()) {
                coverage.check(reason.name()).count(times -> times > 0);
            }
        });
    }

    @Property
    void nameOnlyTheRequestersProfilesAndNoAccountOrLearnProfile(@ForAll("histories") List<Happening> history) {
        NaiveModel model = new NaiveModel();
        for (Happening happening : history) {
            if (happening instanceof Happening.Connect request) {
                Ruling ruling = decide(request, model);

                assertThat(ruling.facts().asMap().toString()).doesNotContain("learn-", "account-");
                if (ruling.decision() instanceof Rejected rejected) {
                    assertThat(rejected.detail()).doesNotContain("learn-", "account-");
                    assertNamesOnlyTheRequesters(rejected, request, model);
                }
            }
            Histories.apply(happening, model);
        }
    }

    private static void assertNamesOnlyTheRequesters(Rejected rejected, Happening.Connect request, NaiveModel model) {
        Set<CertificationProfileId> theirs = profilesOf(request, model);
        for (CertificationProfileId id : model.profiles()) {
            if (rejected.detail().contains(id.value())) {
                assertThat(theirs).contains(id);
            }
        }
        CertificationProfileId carried = rejected.profile();
        if (carried != null && !carried.equals(request.named())) {
            assertThat(theirs).contains(carried);
        }
    }

    /** What the Learn profile is connected to, and the roots that its personal accounts lead to. */
    private static Set<CertificationProfileId> profilesOf(Happening.Connect request, NaiveModel model) {
        Set<CertificationProfileId> theirs = new HashSet<>();
        CertificationProfileId connected = model.connections().get(request.learner());
        if (connected != null) {
            theirs.add(connected);
        }
        for (CertificationProfileId id : model.profiles()) {
            if (request.accounts().contains(new Sent(model.account(id), AccountKind.PERSONAL))) {
                theirs.add(model.root(id));
            }
        }
        return theirs;
    }

    private static Ruling decide(Happening.Connect request, NaiveModel model) {
        List<Account> accounts = request.accounts().stream()
                .map(sent -> new Account(sent.account(), sent.kind()))
                .toList();
        ConnectRequest asked = new ConnectRequest(new UUID(0, 1), request.learner(), accounts, request.named());
        return ConnectRules.decide(asked, new ModelView(model));
    }

    private static Answer answer(ConnectDecision decision) {
        return switch (decision) {
            case Connected connected -> new Answer(null, connected.already(), connected.profile());
            case Rejected rejected -> new Answer(rejected.reason(), false, rejected.profile());
        };
    }

    private static String name(Answer answer) {
        if (answer.reason() != null) {
            return answer.reason().name();
        }
        return answer.already() ? CONNECTED_ALREADY : CONNECTED;
    }
}
