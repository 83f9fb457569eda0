package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.signal.Signals;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/**
 * Everything a process needs to work on runs.
 *
 * @param leases in the same database as the ledger
 * @param approvers whose approval counts, checked again when a run starts: the ledger may be forged
 * @param jitter random numbers from 0 to 1, for pauses and run names
 */
public record RunDependencies(
        Ledger ledger,
        Leases leases,
        Actuators actuators,
        Signals signals,
        Approvers approvers,
        InstantSource clock,
        Sleeper sleeper,
        DoubleSupplier jitter) {}
