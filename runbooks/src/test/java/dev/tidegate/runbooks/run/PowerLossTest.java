package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What of a run is on disk whenever its target is written to, or when the run goes on. */
final class PowerLossTest {
    private final World world = new World(1);
    private final List<String> inDoubt = new ArrayList<>(); // what a loss of power would take away
    private final List<String> everInDoubt = new ArrayList<>();
    private final List<String> inDoubtAtCalls = new ArrayList<>();
    private final List<String> lastBeforeCalls = new ArrayList<>();

    @Test
    void theIntentionIsOnDiskBeforeTheCallAndWhatTheTargetTellsIsNotWaitedFor() {
        Runs runs = runs(world.fleets.shape());
        String run = runs.open(plan(Optional.empty(), step(0, 5)), "ana");
        World.drive(runs, run);

        assertThat(inDoubtAtCalls).isEmpty();
        assertThat(everInDoubt).containsExactly("run-taken", "run-step-done");

        everInDoubt.clear();
        runs.request(run, "ana", new AbortRequested("ana", "over", false));
        World.drive(runs, run);

        assertThat(inDoubtAtCalls).isEmpty();
        assertThat(everInDoubt).containsExactly("run-taken", "run-step-undone");
        assertThat(lastBeforeCalls).containsExactly("run-step-intended", "run-step-undoing");
    }

    @Test
    void thatAMessageWasSentIsOnDiskBeforeAnythingElse() {
        Runs runs = runs(world.fleets.shape().irreversible());

        World.drive(runs, runs.open(plan(Optional.empty(), step(0, 5)), "ana"));

        assertThat(inDoubtAtCalls).isEmpty();
        assertThat(everInDoubt).containsExactly("run-taken");
    }

    private Runs runs(TargetShape shape) {
        RunDependencies dependencies = world.dependencies(CrashInjector.none());
        return new Runs(
                new RunDependencies(
                        new Disk(),
                        dependencies.leases(),
                        new Actuators().with(new Watched(shape)),
                        dependencies.signals(),
                        dependencies.approvers(),
                        dependencies.clock(),
                        dependencies.sleeper(),
                        dependencies.jitter()),
                "p1");
    }

    /** Notes which entries are not on disk yet. */
    private final class Disk implements Ledger {
        @Override
        public Entry append(Draft draft) {
            inDoubt.clear();
            return world.ledger.append(draft);
        }

        @Override
        public Entry append(Draft draft, LeaseCondition condition) {
            inDoubt.clear();
            return world.ledger.append(draft, condition);
        }

        @Override
        public Entry appendAhead(Draft draft, LeaseCondition condition) {
            inDoubt.add(draft.kind());
            everInDoubt.add(draft.kind());
            return world.ledger.append(draft, condition);
        }

        @Override
        public List<Entry> read(LedgerQuery query) {
            return world.ledger.read(query);
        }

        @Override
        public ChainCheck verify(LongConsumer reached) {
            return world.ledger.verify(reached);
        }

        @Override
        public void close() {}
    }

    private final class Watched implements Actuator {
        private final TargetShape shape;

        Watched(TargetShape shape) {
            this.shape = shape;
        }

        @Override
        public String kind() {
            return world.fleets.kind();
        }

        @Override
        public TargetShape shape() {
            return shape;
        }

        @Override
        public Reading read(Target target) {
            return world.fleets.read(target);
        }

        @Override
        public Outcome apply(Change change, Fence fence) {
            inDoubtAtCalls.addAll(inDoubt);
            world.ledger.read(LedgerQuery.all().newest(1)).stream()
                    .map(entry -> entry.content().kind())
                    .forEach(lastBeforeCalls::add);
            return world.fleets.apply(change, fence);
        }
    }
}
