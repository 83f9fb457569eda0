package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunJson;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that should not be there, as of another version or a forger, and the runs beside them. */
final class BadEntriesTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    private RunView undo(String run) {
        runs.request(run, "bo", new AbortRequested("bo", "enough", false));
        return World.drive(runs, run);
    }

    private void append(String kind, String subject) {
        var body = JsonNodeFactory.instance.objectNode();
        world.ledger.append(new Draft(world.now, kind, subject, "another", body));
    }

    @Test
    void aSecondPlanUnderARunsNameTakesItsWayBackFromNobody() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        World.drive(runs, run);

        new Journal(world.ledger, () -> world.now)
                .request(run, "eve", new RunEvent.Planned(plan(HOUR, step(0, 5), step(1, 9))));
        runs.sweep(RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(undo(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    static Iterable<String> kinds() {
        return RunJson.allKinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anEntryThatLacksWhatItsKindHoldsIsToldAndHoldsUpNoOtherRun(String kind) {
        String bad = runs.open(plan(HOUR, step(1, 7)), "ana");
        append(kind, Journal.name(bad));
        String good = runs.open(plan(HOUR, step(0, 5)), "ana");

        runs.sweep(RunListener.none());

        assertThat(runs.find(good).orElseThrow().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->5");
        assertThat(runs.failures())
                .singleElement()
                .asString()
                .startsWith("run " + bad + ": ")
                .contains(kind);
    }

    @Test
    void aRunIsReadableAgainWhereAStandbyHasNotItsBadEntry() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        append("run-taken", Journal.name(run));
        assertThat(runs.all()).isEmpty();
        assertThat(runs.failures()).hasSize(1);

        world.ledger.lose(1);

        assertThat(runs.all()).extracting(RunView::id).containsExactly(run);
        assertThat(runs.failures()).isEmpty();
    }

    @Test
    void anEntryThatNamesNoRunHoldsUpNone() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        World.drive(runs, run);
        for (String kind : List.of("run-taken", "run-undo-conflict")) {
            append(kind, "f0");
        }
        runs.sweep(RunListener.none());

        assertThat(undo(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(runs.all()).extracting(RunView::id).containsExactly(run);
    }

    @Test
    void aStrangersUnreadableEntriesDoNotKeepARunFromBeingUndone() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        World.drive(runs, run);
        append("run-undo-conflict", Journal.name("newer-1"));
        append("run-heard-of-by-newer-programs-alone", Journal.name("newer-1"));

        assertThat(undo(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }
}
