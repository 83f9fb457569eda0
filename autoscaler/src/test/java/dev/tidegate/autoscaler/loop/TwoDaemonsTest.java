package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.SqlLeases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two daemons on one store never both write one fleet. */
final class TwoDaemonsTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void whileOneIsInTheMiddleOfAWriteTheOtherHoldsBack() {
        ControlLoop other = rig.loop(Mode.ACT, "daemon@there", rig.fleets, rig.ledger, rig.leases);
        Cycle[] meanwhile = new Cycle[1];
        ControlLoop one =
                rig.loop(
                        Mode.ACT,
                        "daemon@here",
                        before(() -> meanwhile[0] = other.run(rig.now)),
                        rig.ledger,
                        rig.leases);
        rig.demand = 900;

        Cycle cycle = rig.step(one);

        assertThat(meanwhile[0].reasons()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(cycle.action().result()).isEqualTo("done");
    }

    @Test
    void aWriterThatWasOvertakenWhileItSleptDoesNotWrite() {
        ControlLoop other = rig.loop(Mode.ACT, "daemon@there", rig.fleets, rig.ledger, rig.leases);
        int[] floor = new int[1];
        ControlLoop sleeper =
                rig.loop(
                        Mode.ACT,
                        "daemon@here",
                        before(() -> floor[0] = takeOver(other)),
                        rig.ledger,
                        rig.leases);
        rig.demand = 900;

        Cycle late = rig.step(sleeper);

        assertThat(floor[0]).isGreaterThanOrEqualTo(15);
        assertThat(rig.floor()).isEqualTo(floor[0]);
        assertThat(late.action())
                .isInstanceOfSatisfying(
                        Action.Attempted.class,
                        carried ->
                                assertThat(carried.outcome())
                                        .isInstanceOfSatisfying(
                                                Outcome.Permanent.class,
                                                no ->
                                                        assertThat(no.reason())
                                                                .isEqualTo(Failure.FENCED)));
    }

    @Test
    void oneActsAndTheOtherStandsByWhateverItPlans() {
        ControlLoop one = rig.loop("daemon@here", turns("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", turns("daemon@there"));
        rig.step(one);

        List<Cycle> standing = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rig.demand = 150 + 750 * (i / 5 % 2);
            standing.add(rig.step(other)); // sees first what there is to do
            one.run(rig.now);
        }

        assertThat(standing).noneMatch(cycle -> cycle.action().result().equals("done"));
        assertThat(standing)
                .filteredOn(cycle -> !(cycle.action() instanceof Action.None))
                .isNotEmpty()
                .allSatisfy(cycle -> assertThat(cycle.reasons()).contains(Reason.LEASE_ELSEWHERE));
    }

    @Test
    void theOtherTakesOverOnceTheFirstHasNotAskedForALeasesLength() {
        ControlLoop one = rig.loop("daemon@here", turns("daemon@here"));
        ControlLoop other = rig.loop("daemon@there", turns("daemon@there"));
        rig.step(one);
        rig.demand = 900;
        Cycle before = rig.step(other);

        Cycle after = rig.step(other);

        assertThat(before.reasons()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(after.action().result()).isEqualTo("done");
        assertThat(rig.floor()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aDaemonThatStopsGivesItsTurnAwayAtOnce() {
        FleetLeadership leadership = turns("daemon@here");
        ControlLoop other = rig.loop("daemon@there", turns("daemon@there"));
        rig.step(rig.loop("daemon@here", leadership));

        leadership.close();
        rig.demand = 900;

        assertThat(rig.step(other).action().result()).isEqualTo("done");
    }

    @Test
    void aTurnThatWasLostAndGivenBackWhileADaemonSleptIsTakenAtOnce() {
        ControlLoop sleeper = rig.loop("daemon@here", turns("daemon@here"));
        FleetLeadership leadership = turns("daemon@there");
        ControlLoop other = rig.loop("daemon@there", leadership);
        rig.step(sleeper);
        rig.step(other);
        rig.step(other); // takes over
        leadership.close();
        rig.demand = 900;

        assertThat(rig.step(sleeper).action().result()).isEqualTo("done");
    }

    @Test
    void aFloorThatCannotBeSetIsNoTroubleOfADaemonThatStandsBy() {
        ControlLoop one = rig.loop("daemon@here", turns("daemon@here"));
        rig.demand = 900;
        rig.step(one, Fault.Kind.THROTTLED);
        List<String> before = rig.troubles.messages();
        FleetLeadership there = turns("daemon@there");
        Target fleet = SimulatedFleets.target("chat");
        there.otherLeader(fleet, rig.now); // watches for a lease's length
        there.otherLeader(fleet, rig.now.plus(LoopRig.STEP));

        rig.step(one);

        assertThat(before).singleElement().asString().startsWith("floor of");
        assertThat(rig.troubles.messages()).isEmpty();
    }

    @Test
    void aTurnOutlastsACycleThatIsLongerThanALease() {
        Duration interval = Duration.ofMinutes(1);
        ControlLoop one = rig.loop("daemon@here", turns("daemon@here", interval));
        ControlLoop other = rig.loop("daemon@there", turns("daemon@there", interval));
        rig.step(one);
        rig.demand = 900;

        for (int i = 0; i < 3; i++) {
            assertThat(rig.step(other).reasons()).contains(Reason.LEASE_ELSEWHERE);
        }
    }

    @Test
    void twoDaemonsOfOneNameAreToldWhatTellsThemApartUntilOneIsGone() {
        Target fleet = SimulatedFleets.target("chat");
        FleetLeadership one = turns("daemon@here");
        FleetLeadership other = turns("daemon@here");
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

    private FleetLeadership turns(String holder) {
        return turns(holder, Duration.ofSeconds(1));
    }

    private FleetLeadership turns(String holder, Duration interval) {
        return FleetLeadership.shared(new SqlLeases(rig.database), holder, interval, rig.troubles);
    }

    /** The other asks until the sleeper's lease has run out unrenewed, while demand has grown. */
    private int takeOver(ControlLoop other) {
        rig.demand = 1_500;
        for (int i = 0; i < 5; i++) {
            rig.step(other);
        }
        rig.now = rig.now.plus(Duration.ofSeconds(1));
        return rig.floor();
    }

    /** The fleet's actuator, before whose next write something else happens. */
    private Actuator before(Runnable event) {
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
