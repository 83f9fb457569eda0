package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The life of a run in one process. What happens when processes die is in {@link CrashTest}. */
final class RunsTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    private final World world = new World(3);
    private final Runs runs = world.process("p1");

    private RunView drive(String run) {
        return World.drive(runs, run);
    }

    @Test
    void everyStepIsCarriedOutAndTheRunIsDone() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5), step(1, 7)), "ana");

        RunView view = drive(run);
        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(view.endsAt()).isEmpty();
        assertThat(view.isIdle()).isFalse();
        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7");
    }

    @Test
    void aTargetThatIsNotThereIsNotLookedForAgain() {
        String run = runs.open(plan(FOR_GOOD, step(9, 5)), "ana");

        RunView view = drive(run);

        assertThat(view.step("raise-f9").note()).startsWith("absent");
        assertThat(world.now).isEqualTo(World.START); // nobody waited
    }

    @Test
    void anEffectThatIsToShowNeedsASignalUnlessTheChangeStaysAnyway() {
        assertThat(withEffect(Effect.Missing.UNDO).signalsNeeded()).hasSize(1);
        assertThat(withEffect(Effect.Missing.STOP).signalsNeeded()).hasSize(1);
        assertThat(withEffect(Effect.Missing.KEEP).signalsNeeded()).isEmpty();
    }

    private static RunPlan withEffect(Effect.Missing otherwise) {
        Effect effect = new Effect(Duration.ofMinutes(1), otherwise);
        return plan(HOUR, Optional.empty(), Optional.of(effect), step(0, 5));
    }

    @Test
    void intentionIsWrittenBeforeTheEffect() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");

        drive(run);

        List<String> kinds =
                world.ledger.read(LedgerQuery.all()).stream().map(e -> e.content().kind()).toList();
        assertThat(kinds)
                .containsExactly(
                        "run-planned",
                        "run-taken",
                        "run-step-intended",
                        "run-step-done",
                        "run-done");
        assertThat(world.ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        assertThat(world.ledger.read(LedgerQuery.all().kind("run-taken")))
                .singleElement()
                .satisfies(
                        taken -> {
                            assertThat(taken.content().actor()).isEqualTo("p1");
                            assertThat(taken.content().body().path("process").asText())
                                    .isEqualTo("p1");
                        });
    }

    @Test
    void targetThatIsAsDesiredIsNotTouched() {
        String run = runs.open(plan(FOR_GOOD, step(0, FLOOR)), "ana");

        assertThat(drive(run).state()).isEqualTo(RunState.DONE);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aChangeThatIsNotTheOnePlannedSaysWhatItWouldWriteAndHowToPlanItAgain() {
        RunPlan p = plan(HOUR, step(0, 12));
        var given = new TreeMap<String, JsonNode>(Map.of("floor", IntNode.valueOf(12)));
        RunPlan plan =
                new RunPlan(
                        p.book(),
                        p.version(),
                        p.digest(),
                        p.title(),
                        p.tier(),
                        p.affects(),
                        given,
                        p.steps(),
                        p.lease(),
                        p.approvals(),
                        p.rule(),
                        p.effect(),
                        p.trigger());
        String run = runs.open(plan, "ana");
        world.setWithoutLease(0, 20);

        assertThat(drive(run).note())
                .contains("planned was floor 2 -> 12", "writing floor 12 now")
                .contains("plan again: tidegate runbook plan test-book -p floor=12");
    }

    @Test
    void mitigationIsTakenBackWhenItsLeaseRunsOut() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        assertThat(drive(run).state()).isEqualTo(RunState.IN_FORCE);

        world.now = world.now.plus(Duration.ofMinutes(59));
        runs.sweep(RunListener.none());
        assertThat(world.floor(0)).isEqualTo(5);
        world.now = world.now.plus(Duration.ofMinutes(1));
        runs.sweep(RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void leaseRunsOutEvenWhenItsControllerIsDead() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        drive(run);
        world.now = world.now.plus(Duration.ofHours(2));

        world.process("a survivor").sweep(RunListener.none());

        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void lostAnswerIsReadAgainAndNotRepeated() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        world.faults.add(Fault.Kind.NONE);
        world.faults.add(Fault.Kind.ANSWER_LOST);

        assertThat(drive(run).state()).isEqualTo(RunState.DONE);
        assertThat(world.writes).containsExactly("f0 2->5");
    }

    @Test
    void whatIsTriedAgainAfterADoubtSaysWhatRaisedIt() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        world.faults.add(Fault.Kind.NONE);
        world.faults.add(Fault.Kind.REQUEST_LOST);
        var retries = new ArrayList<String>();

        runs.drive(
                run,
                (event, view) -> {
                    if (event instanceof RunEvent.StepRetried retried) {
                        retries.add(retried.detail());
                    }
                });

        assertThat(retries).containsExactly("not all of it holds yet (timed-out: simulated)");
        assertThat(world.floor(0)).isEqualTo(5);
    }

    @Test
    void aDoubtThatOutlastsTheStepIsTold() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        world.faults.add(Fault.Kind.NONE); // the look
        world.faults.add(Fault.Kind.ANSWER_LOST);
        Runnable away = () -> world.faults.addAll(nCopies(30, Fault.Kind.UNREADABLE));
        away.run();
        world.onPause =
                () -> {
                    world.faults.clear();
                    if (world.now.isBefore(World.START.plus(Duration.ofMinutes(3)))) {
                        away.run();
                    }
                };

        RunView view = drive(run);

        assertThat(view.note()).contains("and nobody knows whether it was done");
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void retriesAreBounded() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        world.faults.add(Fault.Kind.NONE);
        for (int i = 0; i < 5; i++) {
            world.faults.add(Fault.Kind.THROTTLED);
        }

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").retries()).isEqualTo(4);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void whoLooksOnHearsOfEachEventWithTheRunAfterIt() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        var heard = new ArrayList<String>();

        runs.drive(
                run,
                (event, view) ->
                        heard.add(event.getClass().getSimpleName() + " " + view.state().code()));

        assertThat(heard)
                .containsExactly(
                        "Taken running", "StepIntended running", "StepDone running", "Done done");
    }

    @Test
    void effectThatDoesNotShowTakesTheRunBack() {
        var effect = Optional.of(new Effect(Duration.ofMinutes(5), Effect.Missing.UNDO));
        String run = runs.open(plan(HOUR, Optional.empty(), effect, step(0, 5)), "ana");
        world.signal = at -> OptionalDouble.of(0.4);

        assertThat(drive(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void effectThatShowsKeepsTheRunInForce() {
        var effect = Optional.of(new Effect(Duration.ofMinutes(5), Effect.Missing.UNDO));
        String run = runs.open(plan(HOUR, Optional.empty(), effect, step(0, 5)), "ana");
        world.signal = at -> OptionalDouble.of(0.001);

        assertThat(drive(run).state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void aRunThatIsStuckWaitsForNoTimeThatIsOver() {
        var effect = Optional.of(new Effect(Duration.ofMinutes(5), Effect.Missing.STOP));
        String run = runs.open(plan(HOUR, Optional.empty(), effect, step(0, 5)), "ana");

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.STUCK);
        assertThat(view.endsAt()).isEmpty();
    }

    @Test
    void missingSignalIsNoProofOfAnEffect() {
        var effect = Optional.of(new Effect(Duration.ofMinutes(5), Effect.Missing.UNDO));
        String run = runs.open(plan(HOUR, Optional.empty(), effect, step(0, 5)), "ana");

        assertThat(drive(run).state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void aRunThatIsOpenedAfterTheLedgerLostItsNewestEntriesIsSeen() {
        RunFixture worlds = new RunFixture();
        worlds.openRaising(2, 5);
        String lost = worlds.openRaising(5, 9);
        assertThat(worlds.runs().all()).hasSize(2);

        worlds.ledger().lose(1);
        String opened = worlds.openRaising(5, 7);

        assertThat(worlds.runs().all())
                .extracting(RunView::id)
                .hasSize(2)
                .contains(opened)
                .doesNotContain(lost);
    }
}
