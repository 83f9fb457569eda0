package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A floor that cannot be set is reported to operators. */
final class FloorTroubleTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final ControlLoop loop = rig.loop(Mode.ACT);

    @Test
    void aFailedChangeIsReportedWithARemedy() {
        Cycle cycle = refused();

        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .startsWith("floor of simulated:fleet=chat: floor 2 -> ")
                .contains("is tried again", "asked to be called less often", "for a higher limit");
        assertThat(cycle.action().describe()).contains(": retriable, throttled (");
    }

    @Test
    void aSuccessfulChangeEndsTheTrouble() {
        refused();

        rig.step(loop);

        assertThat(rig.troubles.messages()).isEmpty();
        assertThat(rig.floor()).isGreaterThan(2);
    }

    @Test
    void aChangeThatIsNoLongerWantedEndsTheTrouble() {
        refused();
        rig.demand = 150;

        for (int i = 0; i < 180; i++) {
            rig.step(loop, Fault.Kind.THROTTLED);
        }

        assertThat(rig.floor()).isEqualTo(2);
        assertThat(rig.troubles.messages()).isEmpty();
    }

    private Cycle refused() {
        rig.demand = 900;
        return rig.step(loop, Fault.Kind.THROTTLED);
    }

    @ParameterizedTest
    @CsvSource({"permanent,' is refused: '", "unknown,' may have been made: '"})
    void whatBecameOfTheChangeIsSaid(String outcome, String said) {
        FloorTrouble trouble = new FloorTrouble(rig.troubles, SimulatedFleets.target("chat"));
        Change change =
                new Change(
                        SimulatedFleets.target("chat"),
                        List.of(new FieldChange("floor", IntNode.valueOf(2), IntNode.valueOf(7))),
                        "key");

        trouble.update(
                change,
                outcome.equals("unknown")
                        ? new Outcome.Unknown(Failure.TIMED_OUT, "timed out")
                        : new Outcome.Permanent(Failure.DENIED, "not allowed"));

        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .startsWith("floor of simulated:fleet=chat: floor 2 -> 7" + said);
    }
}
