package dev.tidegate.runbooks.act.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SimulatedFleetsTest extends ActuatorContract {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Instant now = START;
    private final ArrayDeque<Fault.Kind> faults = new ArrayDeque<>();
    private final SimulatedFleets fleets =
            new SimulatedFleets(
                    () -> now, () -> faults.isEmpty() ? Fault.Kind.NONE : faults.removeFirst());

    SimulatedFleetsTest() {
        fleets.open("chat", new FleetSettings(2, 10, Duration.ofMinutes(5)));
    }

    @Override
    protected Actuator actuator() {
        return fleets;
    }

    @Override
    protected Target target() {
        return SimulatedFleets.target("chat");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return floor(5);
    }

    @Override
    protected Target absentTarget() {
        return SimulatedFleets.target("nowhere");
    }

    private static SortedMap<String, JsonNode> floor(int replicas) {
        return new TreeMap<>(Map.of("floor", IntNode.valueOf(replicas)));
    }

    private void setFloor(int replicas) {
        Observed before = observed(fleets.read(target()));
        fleets.apply(fleets.plan(before, floor(replicas)), held(1));
    }

    private List<Integer> readyAndStarting() {
        Observed observed = observed(fleets.read(target()));
        return List.of(observed.count("ready"), observed.count("starting"));
    }

    @Test
    void launchIsReadyAfterTheLeadTimeAndNotBefore() {
        setFloor(5);

        now = START.plus(Duration.ofMinutes(5)).minusNanos(1);
        assertThat(readyAndStarting()).containsExactly(2, 3);

        now = START.plus(Duration.ofMinutes(5));
        assertThat(readyAndStarting()).containsExactly(5, 0);
    }

    @Test
    void newestLaunchesAreCancelledBeforeAReadyReplicaStops() {
        setFloor(4);
        now = START.plusSeconds(60);
        setFloor(6);

        setFloor(3);
        now = START.plusSeconds(300);

        assertThat(readyAndStarting()).containsExactly(3, 0);
    }

    @Test
    void replicasArePaidFromTheirOrder() {
        setFloor(4);
        now = START.plusSeconds(100);

        assertThat(fleets.paidSeconds("chat")).isEqualTo(400);
    }

    @Test
    void floorAboveTheCeilingIsRefusedAsInvalid() {
        Observed before = observed(fleets.read(target()));

        Outcome outcome = fleets.apply(fleets.plan(before, floor(11)), held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
    }

    @Test
    void olderFenceIsRefusedByTheTargetEvenIfItsHolderThinksItHoldsIt() {
        Observed before = observed(fleets.read(target()));
        fleets.apply(fleets.plan(before, floor(4)), held(7));

        Outcome late = fleets.apply(fleets.plan(before, floor(3)), held(6));

        assertThat(late).isInstanceOf(Outcome.Permanent.class);
        assertThat(observed(fleets.read(target())).count("floor")).isEqualTo(4);
    }

    @Test
    void lostAnswerIsUnknownAndVerifyFindsTheWrite() {
        Observed before = observed(fleets.read(target()));
        var change = fleets.plan(before, floor(4));
        faults.add(Fault.Kind.ANSWER_LOST);

        assertThat(fleets.apply(change, held(1))).isInstanceOf(Outcome.Unknown.class);
        assertThat(fleets.verify(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void lostRequestIsUnknownAndVerifyFindsNothingWritten() {
        Observed before = observed(fleets.read(target()));
        var change = fleets.plan(before, floor(4));
        faults.add(Fault.Kind.REQUEST_LOST);

        assertThat(fleets.apply(change, held(1))).isInstanceOf(Outcome.Unknown.class);
        assertThat(fleets.verify(change)).isInstanceOf(Outcome.Retriable.class);
    }
}
