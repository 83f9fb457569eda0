package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Kills a simulated process after a number of boundaries: the moments before and after each of its
 * effects, writes and waits. After that it does nothing more, not even in a finally block.
 */
final class CrashInjector {
    private final Runnable end;
    private long left;
    private boolean dead;

    /**
     * @param boundaries how many the process survives
     */
    CrashInjector(long boundaries) {
        this(
                boundaries,
                () -> {
                    throw new Killed();
                });
    }

    private CrashInjector(long boundaries, Runnable end) {
        this.left = boundaries;
        this.end = end;
    }

    /**
     * Suspends instead of killing: after so many boundaries something else happens, and then the
     * process continues.
     */
    static CrashInjector pausedAfter(long boundaries, Runnable meanwhile) {
        return new CrashInjector(boundaries, meanwhile);
    }

    static CrashInjector none() {
        return new CrashInjector(Long.MAX_VALUE);
    }

    /** Simulates kill -9 for a test's thread. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    void boundary() {
        if (dead) {
            throw new Killed();
        }
        if (left-- == 0) {
            end();
        }
    }

    private void end() {
        try {
            end.run();
        } catch (Killed e) {
            dead = true;
            throw e;
        }
    }

    private <T> T around(Supplier<T> call) {
        boundary();
        T result = call.get();
        boundary();
        return result;
    }

    Ledger wrap(Ledger ledger) {
        return new Ledger() {
            @Override
            public Entry append(Draft draft) {
                return around(() -> ledger.append(draft));
            }

            @Override
            public Entry append(Draft draft, LeaseCondition condition) {
                return around(() -> ledger.append(draft, condition));
            }

            @Override
            public List<Entry> read(LedgerQuery query) {
                return ledger.read(query);
            }

            @Override
            public ChainCheck verify(LongConsumer reached) {
                return ledger.verify(reached);
            }

            @Override
            public void close() {}
        };
    }

    Leases wrap(Leases leases) {
        return new Leases() {
            @Override
            public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
                return around(() -> leases.acquire(name, holder, ttl, now));
            }

            @Override
            public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
                return around(() -> leases.renew(lease, ttl, now));
            }

            @Override
            public void release(Lease lease) {
                boundary();
                leases.release(lease);
                boundary();
            }

            @Override
            public boolean holds(Lease lease) {
                return leases.holds(lease);
            }
        };
    }

    Actuator wrap(Actuator actuator) {
        return new Actuator() {
            @Override
            public String kind() {
                return actuator.kind();
            }

            @Override
            public TargetShape shape() {
                return actuator.shape();
            }

            @Override
            public Reading read(Target target) {
                return around(() -> actuator.read(target));
            }

            @Override
            public boolean holds(Change change, Observed now) {
                return actuator.holds(change, now);
            }

            @Override
            public Outcome apply(Change change, Fence fence) {
                return around(() -> actuator.apply(change, fence));
            }

            @Override
            public Outcome verify(Change change) {
                return around(() -> actuator.verify(change));
            }
        };
    }
}
