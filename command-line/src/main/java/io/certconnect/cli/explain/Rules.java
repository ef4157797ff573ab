package io.certconnect.cli.explain;

import io.certconnect.cli.wording.ConnectRules;
import io.certconnect.cli.wording.MergeRules;
import java.util.Optional;

/** The rules of either kind of decision. */
final class Rules {

    private Rules() {}

    /** Empty for a rule that this version does not know. */
    static Optional<String> inWords(Finding.Decided decided) {
        return decided.kind().equals("MERGE")
                ? MergeRules.inWords(decided.rule())
                : ConnectRules.inWords(decided.rule());
    }
}
