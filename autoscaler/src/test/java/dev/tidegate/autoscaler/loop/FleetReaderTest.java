package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.Feasibility;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FleetReaderTest {
    private Fault.Kind fault = Fault.Kind.NONE;
    private final SimulatedFleets fleets = new SimulatedFleets(() -> Instant.EPOCH, () -> fault);
    private final Troubles troubles = new Troubles();
    private final FleetReader fleetReader =
            new FleetReader(fleets, SimulatedFleets.target("chat"), 2, troubles, Duration.ZERO);

    @Test
    void aMissingFleetIsReportedWithARemedy() {
        FleetReading seen = fleetReader.read();

        assertThat(seen).isInstanceOf(FleetReading.Unseen.class);
        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .contains("its floor is held", "there is no such target", "check its name");
    }

    @Test
    void aFleetThatIsBackEndsTheTrouble() {
        fleetReader.read();
        fleets.open("chat", new FleetSettings(4, 30, Duration.ofMinutes(3)));

        FleetReading seen = fleetReader.read();

        assertThat(seen).isInstanceOf(FleetView.class);
        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void aPlanAboveTheFleetsOwnMaximumSetsThatMaximum() {
        fleets.open("chat", new FleetSettings(4, 6, Duration.ofMinutes(3)));
        fleetReader.read();

        Change change = fleetReader.change(plan(4, 9)).orElseThrow();

        assertThat(ChangeRecord.describe(change)).isEqualTo("floor 4 -> 6");
    }

    @Test
    void nothingIsChangedByAHoldOrInAFleetThatIsAsPlannedOrWasNotRead() {
        Optional<Change> beforeItIsRead = fleetReader.change(plan(4, 5));
        fleets.open("chat", new FleetSettings(6, 6, Duration.ofMinutes(3)));
        fleetReader.read();

        assertThat(beforeItIsRead).isEmpty();
        assertThat(fleetReader.change(plan(6, 6))).isEmpty();
        assertThat(fleetReader.change(plan(6, 9))).as("already at its maximum").isEmpty();
    }

    @Test
    void theFloorIsPresumedUntilTheFleetWasReadOnceAndConfirmedAfterThat() {
        FleetReading first = fleetReader.read();
        fleets.open("chat", new FleetSettings(4, 6, Duration.ofMinutes(3)));
        fleetReader.read();
        fault = Fault.Kind.UNREADABLE;
        FleetReading gone = fleetReader.read();

        assertThat(first.floor()).isEqualTo(2);
        assertThat(first.isConfirmed()).isFalse();
        assertThat(gone.floor()).isEqualTo(4);
        assertThat(gone.isConfirmed()).isTrue();
    }

    private static CapacityPlan plan(int from, int to) {
        return CapacityPlan.between(Replicas.of(from), Replicas.of(to), List.of(), Feasibility.MET);
    }
}
