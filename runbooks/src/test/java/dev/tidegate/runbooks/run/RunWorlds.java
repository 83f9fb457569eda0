package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.book.Approvals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A run that waits for approval, for tests of other rooms. */
public final class RunWorlds {
    private final World world = new World(1);
    private final Runs runs = world.process("p");

    public Runs runs() {
        return runs;
    }

    public InstantSource clock() {
        return () -> world.now;
    }

    /** Opens a run by ana that asks for one approval by the role. */
    public String waiting(String role) {
        var asked =
                Optional.of(
                        new Approvals(
                                role, 1, true, Duration.ofHours(1), Approvals.Unanswered.REJECT));
        return runs.open(
                World.plan(Optional.empty(), asked, Optional.empty(), World.step(0, 5)), "ana");
    }
}
