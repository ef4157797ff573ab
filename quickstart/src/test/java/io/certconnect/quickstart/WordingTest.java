package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.wording.ConnectRules;
import io.certconnect.cli.wording.MergeRules;
import io.certconnect.connector.rules.ConnectRule;
import io.certconnect.merge.rules.MergeRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command line knows rules by their names only; whoever adds one must give it words there. */
@Tag("rules")
class WordingTest {

    @ParameterizedTest
    @EnumSource
    void everyConnectRuleHasWords(ConnectRule rule) {
        assertThat(ConnectRules.inWords(rule.name())).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void everyMergeRuleHasWords(MergeRule rule) {
        assertThat(MergeRules.inWords(rule.name())).isPresent();
    }
}
