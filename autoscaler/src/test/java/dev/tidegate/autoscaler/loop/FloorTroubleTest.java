package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.runbooks.act.simulated.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A floor that cannot be set is told to whoever is woken by it. */
final class FloorTroubleTest {
    private LoopRig rig;
    private ControlLoop loop;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new LoopRig(folder);
        loop = rig.loop(Mode.ACT);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whyAChangeIsNotMadeIsToldWithWhatToDoAboutIt() {
        Cycle cycle = refused();

        assertThat(rig.troubles.told())
                .singleElement()
                .asString()
                .startsWith("floor of simulated:fleet=chat: floor 2 -> ")
                .contains("is tried again", "asked to be called less often", "for a higher limit");
        assertThat(cycle.action().told()).contains(": retriable, throttled (");
    }

    @Test
    void aChangeThatIsMadeAtLastEndsTheTrouble() {
        refused();

        rig.step(loop);

        assertThat(rig.troubles.told()).isEmpty();
        assertThat(rig.floor()).isGreaterThan(2);
    }

    @Test
    void aChangeThatNobodyWantsAnyMoreEndsTheTrouble() {
        refused();
        rig.demand = 150;

        for (int i = 0; i < 180; i++) {
            rig.step(loop, Fault.Kind.THROTTLED);
        }

        assertThat(rig.floor()).isEqualTo(2);
        assertThat(rig.troubles.told()).isEmpty();
    }

    private Cycle refused() {
        rig.demand = 900;
        return rig.step(loop, Fault.Kind.THROTTLED);
    }
}
