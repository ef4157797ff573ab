package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import java.util.List;
import java.util.Optional;

/** What the stores hold, asked for previews only. No decision rests on it, so it is in no plan. */
public interface RecordCounts {

    /**
     * @param moving the absorbed profile and everything under it
     * @param root the root of the survivor, whose tree stays
     * @return empty if the stores could not be asked
     */
    Optional<StoreCounts> of(List<CertificationProfileId> moving, CertificationProfileId root);
}
