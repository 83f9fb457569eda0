package dev.tidegate.runbooks.lease;

final class InMemoryLeasesTest extends LeasesContract {
    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryLeases another = leases.asOtherProcess();

    @Override
    protected Leases leases() {
        return leases;
    }

    @Override
    protected Leases sameLeases() {
        return another;
    }
}
