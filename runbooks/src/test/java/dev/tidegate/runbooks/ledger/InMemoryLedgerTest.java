package dev.tidegate.runbooks.ledger;

import dev.tidegate.runbooks.lease.InMemoryLeases;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import java.time.Duration;

final class InMemoryLedgerTest extends LedgerContract {
    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryLedger ledger = new InMemoryLedger(leases::meets);

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected Ledger sameLedger() {
        return ledger;
    }

    @Override
    protected LeaseCondition grant(String lease, String holder) {
        var outcome = leases.acquire(lease, holder, Duration.ofSeconds(10), NOW);
        return ((LeaseOutcome.Held) outcome).lease().condition();
    }
}
