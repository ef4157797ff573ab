package io.certconnect.merge.rules;

import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the audit keeps of a decision. */
@Tag("rules")
class MergeFactsTest {

    private final FakeForest ledger = new FakeForest().active("s", "a");

    @Test
    void factsShowThePlacesBeforeAndAfterAndNothingThatIsNotSo() {
        ledger.active("r", "b")
                .merged("a", "s")
                .merged("b", "a")
                .merged("s", "r")
                .connected("r", "l");

        Map<String, Object> facts = ledger.decide(unmerge("s", "a")).facts();

        assertThat(facts.toString())
                .isEqualTo("{action=UNMERGE, dryRun=false, requestedBy=agent-7, ticket=T-1001, "
                        + "reason=two profiles of one person, "
                        + "survivor={id=s, known=true, status=ACTIVE, mergedInto=r, root=r, rootConnectedTo=l}, "
                        + "absorbed={id=a, known=true, status=ACTIVE, mergedInto=s, root=r, rootConnectedTo=l}, "
                        + "underAbsorbedCount=2, underAbsorbed=[a, b], "
                        + "before={mergedInto=s, root=r}, after={root=a}}");
        assertThat(ledger.decide(merge("r", "x")).facts().get("absorbed")).hasToString("{id=x, known=false}");
    }

    @Test
    void factsListOnlyTheFirstOfMany() {
        for (int i = 0; i < 1_000; i++) {
            ledger.active("m" + i).merged("m" + i, "a");
        }

        Map<String, Object> facts = ledger.decide(merge("s", "a")).facts();

        assertThat(facts).containsEntry("underAbsorbedCount", 1_001);
        assertThat((List<?>) facts.get("underAbsorbed")).hasSize(16);
        assertThat(facts.get("after")).hasToString("{mergedInto=s, root=s}");
    }
}
