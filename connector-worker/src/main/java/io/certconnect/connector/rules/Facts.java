package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules saw of a request and the ledger, for the audit trail and not for the requester: candidates may be
 * other people's. A null is what is not so, or what no rule had to look at because an earlier one decided.
 *
 * @param personalAccounts how many of the request's accounts are personal, as sent, repetitions included
 * @param otherAccounts how many are not
 * @param namedRoot the root of the certification profile that was named
 * @param connectedTo the certification profile that the Learn profile was connected to
 * @param candidateCount how many distinct roots the personal accounts lead to
 * @param candidates those roots in the order of their ids, the first {@value #LISTED_CANDIDATES} of them
 * @param root the certification profile that the accounts align with
 * @param status that one's status
 * @param taken whether another Learn profile was connected to it; by whom is not recorded
 */
public record Facts(
        int personalAccounts,
        int otherAccounts,
        @Nullable CertificationProfileId namedRoot,
        @Nullable CertificationProfileId connectedTo,
        @Nullable Integer candidateCount,
        List<CertificationProfileId> candidates,
        @Nullable CertificationProfileId root,
        @Nullable ProfileStatus status,
        @Nullable Boolean taken) {

    static final int LISTED_CANDIDATES = 16;

    /** Strings, numbers, booleans and a list of strings, always in this order; what is null is left out. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("personalAccounts", personalAccounts);
        map.put("otherAccounts", otherAccounts);
        putIfSeen(map, "namedRoot", namedRoot);
        putIfSeen(map, "connectedTo", connectedTo);
        if (candidateCount != null) {
            map.put("candidateCount", candidateCount);
            map.put("candidates", asStrings(candidates));
        }
        putIfSeen(map, "root", root);
        putIfSeen(map, "status", status);
        if (taken != null) {
            map.put("taken", taken);
        }
        return map;
    }

    private static void putIfSeen(Map<String, Object> map, String name, @Nullable Object fact) {
        if (fact != null) {
            map.put(name, fact.toString());
        }
    }

    private static List<String> asStrings(List<CertificationProfileId> ids) {
        List<String> strings = new ArrayList<>(ids.size());
        for (CertificationProfileId id : ids) {
            strings.add(id.value());
        }
        return strings;
    }
}
