package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that crashes at any of its external calls leaves nothing lost, doubled or stuck. */
final class CrashTest {
    @TempDir private Path folder;

    @Test
    void theNextProcessRecoversFromACrashAtAnyCall() throws IOException {
        int calls = 0;
        while (crashAndRecover(calls, false, Fault.Kind.NONE)
                && crashAndRecover(calls, true, Fault.Kind.NONE)) {
            calls++;
        }

        assertThat(calls).as("calls of an acting cycle that were tried").isGreaterThan(8);
    }

    @Test
    void theNextProcessRecoversFromACrashWithALostAnswer() throws IOException {
        int calls = 0;
        while (crashAndRecover(calls, false, Fault.Kind.ANSWER_LOST)
                && crashAndRecover(calls, true, Fault.Kind.REQUEST_LOST)) {
            calls++;
        }

        assertThat(calls).isGreaterThan(8);
    }

    /** Crashes a first process at a call, and asserts what the second one does. False if the first has fewer calls. */
    private boolean crashAndRecover(int call, boolean after, Fault.Kind atWrite)
            throws IOException {
        CrashPoint point = new CrashPoint(call, after);
        Path own = Files.createDirectory(folder.resolve(call + "-" + after + "-" + atWrite));
        try (LoopRig rig = new LoopRig(own)) {
            ControlLoop first =
                    rig.loop(
                            Mode.ACT,
                            "daemon@here",
                            point.guard(Actuator.class, rig.fleets),
                            point.guard(Ledger.class, rig.ledger),
                            point.guard(Leases.class, rig.leases));
            rig.demand = 900;
            rig.advance();
            rig.faults.add(Fault.Kind.NONE); // for the read
            rig.faults.add(atWrite);
            try {
                first.run(rig.now);
            } catch (CrashPoint.Crash expected) {
                assertThat(point.survived()).isFalse();
            }
            rig.faults.clear();
            Cycle last = restart(rig);

            String where =
                    "crash " + (after ? "after" : "before") + " call " + call + ", " + atWrite;
            assertThat(rig.floor())
                    .as(where)
                    .isEqualTo(last.decision().plan().floor().count())
                    .isGreaterThanOrEqualTo(9);
            assertThat(openChanges(rig)).as(where).isEmpty();
            assertThat(rig.ledger.verify()).as(where).isInstanceOf(ChainCheck.Intact.class);
            return !point.survived();
        }
    }

    private static Cycle restart(LoopRig rig) {
        ControlLoop second = rig.loop(Mode.ACT);
        Cycle last = rig.step(second);
        for (int i = 0; i < 4; i++) {
            last = rig.step(second);
        }
        return last;
    }

    /** Keys of changes whose outcome is unknown. */
    private static List<String> openChanges(LoopRig rig) {
        List<String> open = new ArrayList<>();
        for (Draft entry : rig.entries(ChangeRecord.INTENDED, ChangeRecord.OUTCOME)) {
            String key = entry.body().path("key").asText();
            open.remove(key);
            if (ChangeRecord.isOpen(entry)) {
                open.add(key);
            }
        }
        return open;
    }
}
