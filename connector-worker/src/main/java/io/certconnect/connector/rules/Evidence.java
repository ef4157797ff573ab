package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LedgerView;
import io.certconnect.ledger.Profile;
import io.certconnect.ledger.ProfileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the ledger says about one request. Looks things up when a rule asks, and remembers them as facts. */
final class Evidence {

    private final ConnectRequest request;
    private final LedgerView ledger;
    private final int personalAccounts;

    private @Nullable CertificationProfileId namedRoot;
    private @Nullable CertificationProfileId connectedTo;
    private @Nullable SortedSet<CertificationProfileId> candidates;
    private @Nullable CertificationProfileId root;
    private @Nullable ProfileStatus status;
    private @Nullable Boolean taken;

    Evidence(ConnectRequest request, LedgerView ledger) {
        this.request = request;
        this.ledger = ledger;
        this.personalAccounts = personalAccounts(request);
    }

    private static int personalAccounts(ConnectRequest request) {
        int count = 0;
        for (Account account : request.accounts()) {
            if (account.isPersonal()) {
                count++;
            }
        }
        return count;
    }

    ConnectRequest request() {
        return request;
    }

    boolean hasPersonalAccount() {
        return personalAccounts > 0;
    }

    /** The root of the certification profile that was named; null if none was, or if it is unknown. */
    @Nullable
    CertificationProfileId namedRoot() {
        CertificationProfileId named = request.named();
        if (namedRoot == null && named != null) {
            namedRoot = ledger.profile(named).map(Profile::root).orElse(null);
        }
        return namedRoot;
    }

    /** What the Learn profile is connected to; null if to nothing. */
    @Nullable
    CertificationProfileId connectedTo() {
        connectedTo = ledger.connectionOf(request.learnProfile()).orElse(null);
        return connectedTo;
    }

    /** The distinct roots of all profiles, absorbed and closed ones too, whose account is a personal one of the request. */
    SortedSet<CertificationProfileId> candidates() {
        if (candidates == null) {
            candidates = rootsOfPersonalAccounts();
        }
        return candidates;
    }

    private SortedSet<CertificationProfileId> rootsOfPersonalAccounts() {
        SortedSet<CertificationProfileId> roots = new TreeSet<>();
        for (Account account : request.accounts()) {
            if (account.isPersonal()) {
                for (Profile holder : ledger.holdersOf(account.id())) {
                    roots.add(holder.root());
                }
            }
        }
        return roots;
    }

    /** Whether an account that is not personal in the request belongs to a profile under that root. */
    boolean otherAccountLeadsTo(CertificationProfileId wanted) {
        for (Account account : request.accounts()) {
            if (!account.isPersonal()) {
                for (Profile holder : ledger.holdersOf(account.id())) {
                    if (holder.root().equals(wanted)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether an account that is not personal in the request belongs to any known profile. */
    boolean otherAccountLeadsAnywhere() {
        for (Account account : request.accounts()) {
            if (!account.isPersonal() && !ledger.holdersOf(account.id()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The root that the accounts are aligned with: only to be asked once the alignment rule let the request pass. */
    CertificationProfileId root() {
        if (root == null) {
            CertificationProfileId wanted = namedRoot();
            root = wanted != null ? wanted : candidates().first();
        }
        return root;
    }

    /** @throws IllegalStateException if the ledger holds members of a root that it does not hold */
    ProfileStatus status() {
        CertificationProfileId id = root();
        status = ledger.profile(id)
                .map(Profile::status)
                .orElseThrow(() -> new IllegalStateException("The ledger lacks " + id + ", the root of what it holds"));
        return status;
    }

    boolean taken() {
        taken = ledger.learnerOf(root()).isPresent();
        return taken;
    }

    Facts facts() {
        return new Facts(
                personalAccounts,
                request.accounts().size() - personalAccounts,
                namedRoot,
                connectedTo,
                candidates == null ? null : candidates.size(),
                candidates == null ? List.of() : listed(candidates),
                root,
                status,
                taken);
    }

    private static List<CertificationProfileId> listed(SortedSet<CertificationProfileId> candidates) {
        if (candidates.size() <= Facts.LISTED_CANDIDATES) {
            return List.copyOf(candidates);
        }
        return List.copyOf(new ArrayList<>(candidates).subList(0, Facts.LISTED_CANDIDATES));
    }
}
