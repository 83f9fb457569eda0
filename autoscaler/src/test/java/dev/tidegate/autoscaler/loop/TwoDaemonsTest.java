package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two daemons on one store never both write to the same fleet. */
final class TwoDaemonsTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void aDaemonDoesNotWriteDuringAnothersWrite() {
        ControlLoop other = rig.loop(Mode.ACT, "daemon@there", rig.fleets, rig.ledger, rig.leases);
        Cycle[] meanwhile = new Cycle[1];
        ControlLoop one =
                rig.loop(
                        Mode.ACT,
                        "daemon@here",
                        interruptingApply(() -> meanwhile[0] = other.run(rig.now)),
                        rig.ledger,
                        rig.leases);
        rig.demand = 900;

        Cycle cycle = rig.step(one);

        assertThat(meanwhile[0].reasons()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(cycle.action().result()).isEqualTo("done");
    }

    @Test
    void aWriterThatWasOvertakenWhileSuspendedIsFenced() {
        ControlLoop other = rig.loop(Mode.ACT, "daemon@there", rig.fleets, rig.ledger, rig.leases);
        int[] floor = new int[1];
        ControlLoop suspended =
                rig.loop(
                        Mode.ACT,
                        "daemon@here",
                        interruptingApply(() -> floor[0] = takeOver(other)),
                        rig.ledger,
                        rig.leases);
        rig.demand = 900;

        Cycle late = rig.step(suspended);

        assertThat(floor[0]).isGreaterThanOrEqualTo(15);
        assertThat(rig.floor()).isEqualTo(floor[0]);
        assertThat(late.action())
                .isInstanceOfSatisfying(
                        Action.Attempted.class,
                        attempted ->
                                assertThat(attempted.outcome())
                                        .isInstanceOfSatisfying(
                                                Outcome.Permanent.class,
                                                no ->
                                                        assertThat(no.reason())
                                                                .isEqualTo(Failure.FENCED)));
    }

    @Test
    void oneDaemonActsAndTheOtherStandsByWhateverItPlans() {
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there"));
        rig.step(one);

        List<Cycle> standby = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rig.demand = 150 + 750 * (i / 5 % 2);
            standby.add(rig.step(other)); // runs first
            one.run(rig.now);
        }

        assertThat(standby).noneMatch(cycle -> cycle.action().result().equals("done"));
        assertThat(standby)
                .filteredOn(cycle -> !(cycle.action() instanceof Action.None))
                .isNotEmpty()
                .allSatisfy(cycle -> assertThat(cycle.reasons()).contains(Reason.LEASE_ELSEWHERE));
    }

    @Test
    void aDaemonThatCannotLearnWhoLeadsDoesNotAct() {
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        rig.step(one);
        rig.demand = 900;

        Cycle cycle = rig.step(rig.loop("daemon@there", unknownLeadership()));

        assertThat(cycle.reasons()).contains(Reason.LEDGER_UNWRITABLE);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void aLeaderWhoseQuietCyclesAreNotWrittenKeepsLeading() {
        rig.repeatInterval = Duration.ofHours(2);
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there"));
        rig.step(one);
        for (int i = 0; i < 40; i++) {
            rig.step(other); // runs first
            one.run(rig.now);
        }
        rig.demand = 900;

        assertThat(rig.step(other).reasons()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(rig.entries(CycleRecord.CYCLE))
                .filteredOn(cycle -> cycle.actor().equals("daemon@here"))
                .hasSizeLessThan(20);
    }

    @Test
    void whoActsIsLoggedWhenItChanges() {
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there"));
        rig.step(one);

        String logged =
                LoggedLines.during(
                        () -> {
                            for (int i = 0; i < 3; i++) {
                                rig.step(other);
                                one.run(rig.now);
                            }
                            rig.step(other);
                            rig.step(other);
                        });

        assertThat(logged)
                .containsOnlyOnce("daemon@here acts, this daemon stands by")
                .containsOnlyOnce("this daemon acts from now on");
    }

    @Test
    void theOtherTakesOverOnceTheLeaseHasExpired() {
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there"));
        rig.step(one);
        rig.demand = 900;
        Cycle before = rig.step(other);

        Cycle after = rig.step(other);

        assertThat(before.reasons()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(after.action().result()).isEqualTo("done");
        assertThat(rig.floor()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aDaemonThatStopsReleasesLeadershipAtOnce() {
        FleetLeadership leadership = leadership("daemon@here");
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there"));
        rig.step(rig.loop("daemon@here", leadership));

        leadership.close();
        rig.demand = 900;

        assertThat(rig.step(other).action().result()).isEqualTo("done");
    }

    @Test
    void leadershipLostAndReleasedDuringASuspensionIsAcquiredAtOnce() {
        ControlLoop suspended = rig.loop("daemon@here", leadership("daemon@here"));
        FleetLeadership leadership = leadership("daemon@there");
        ControlLoop other = rig.loop("daemon@there", leadership);
        rig.step(suspended);
        rig.step(other);
        rig.step(other); // takes over
        leadership.close();
        rig.demand = 900;

        assertThat(rig.step(suspended).action().result()).isEqualTo("done");
    }

    @Test
    void aStandbyDaemonDoesNotReportAFloorThatCannotBeSet() {
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here"));
        rig.demand = 900;
        rig.step(one, Fault.Kind.THROTTLED);
        List<String> before = rig.troubles.messages();
        FleetLeadership there = leadership("daemon@there");
        Target fleet = SimulatedFleets.target("chat");
        there.otherLeader(fleet, rig.now); // until the lease has expired
        there.otherLeader(fleet, rig.now.plus(LoopRig.STEP));

        rig.step(one);

        assertThat(before).singleElement().asString().startsWith("floor of");
        assertThat(rig.troubles.messages()).isEmpty();
    }

    @Test
    void leadershipOutlastsACycleLongerThanALease() {
        Duration interval = Duration.ofMinutes(1);
        ControlLoop one = rig.loop("daemon@here", leadership("daemon@here", interval));
        ControlLoop other = rig.loop("daemon@there", leadership("daemon@there", interval));
        rig.step(one);
        rig.demand = 900;

        for (int i = 0; i < 3; i++) {
            assertThat(rig.step(other).reasons()).contains(Reason.LEASE_ELSEWHERE);
        }
    }

    @Test
    void aDuplicateDaemonNameIsReportedWithARemedyUntilOneIsGone() {
        Target fleet = SimulatedFleets.target("chat");
        FleetLeadership one = leadership("daemon@here");
        FleetLeadership other = leadership("daemon@here");
        one.otherLeader(fleet, rig.now);
        other.otherLeader(fleet, rig.now);
        List<String> alone = rig.troubles.messages();

        String acts = one.otherLeader(fleet, rig.now).orElseThrow();

        assertThat(alone).isEmpty(); // as after a restart
        assertThat(acts).contains("daemon@here, too", "TIDEGATE_INSTANCE");
        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .startsWith("daemon@here: two daemons have this name")
                .contains("TIDEGATE_INSTANCE");

        one.otherLeader(fleet, rig.now);
        assertThat(rig.troubles.messages()).isNotEmpty();
        one.otherLeader(fleet, rig.now.plus(Duration.ofMinutes(1)));
        assertThat(rig.troubles.messages()).isEmpty();
    }

    private FleetLeadership leadership(String holder) {
        return leadership(holder, Duration.ofSeconds(1));
    }

    private FleetLeadership leadership(String holder, Duration interval) {
        return FleetLeadership.shared(new SqlLeases(rig.database), holder, interval, rig.troubles);
    }

    /** Of a store that fails whenever it is asked for the leadership, and for nothing else. */
    private FleetLeadership unknownLeadership() {
        Leases failing =
                (Leases)
                        Proxy.newProxyInstance(
                                Leases.class.getClassLoader(),
                                new Class<?>[] {Leases.class},
                                (proxy, method, arguments) -> {
                                    throw new LedgerException("connection lost");
                                });
        return FleetLeadership.shared(failing, "daemon@there", LoopRig.STEP, rig.troubles);
    }

    /** Steps the other daemon until the lease of the suspended one has expired, while demand grows. */
    private int takeOver(ControlLoop other) {
        rig.demand = 1_500;
        for (int i = 0; i < 5; i++) {
            rig.step(other);
        }
        rig.now = rig.now.plus(Duration.ofSeconds(1));
        return rig.floor();
    }

    /** The fleet's actuator, which runs {@code event} before its next write. */
    private Actuator interruptingApply(Runnable event) {
        boolean[] happened = new boolean[1];
        Object actuator =
                Proxy.newProxyInstance(
                        Actuator.class.getClassLoader(),
                        new Class<?>[] {Actuator.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("apply") && !happened[0]) {
                                happened[0] = true;
                                event.run();
                            }
                            try {
                                return method.invoke(rig.fleets, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return (Actuator) actuator;
    }
}
