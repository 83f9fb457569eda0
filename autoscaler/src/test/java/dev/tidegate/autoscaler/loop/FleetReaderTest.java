package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FleetReaderTest {
    private final SimulatedFleets fleets = new SimulatedFleets(() -> Instant.EPOCH);
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
}
