package dev.tidegate.runbooks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Approvals.Unanswered;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.PlannedWait;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No legal sequence of events leaves a run without an exit. */
final class RunExitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What may happen to a run from outside, in any order. */
    enum Happening {
        DRIVEN,
        KILLED,
        KILLED_SOON,
        APPROVED,
        APPROVED_BY_AN_IMPOSTOR,
        REFUSED,
        RESUMED,
        RETRIED,
        ABORTED,
        KEPT,
        REFUSED_MEANWHILE,
        RESUMED_MEANWHILE,
        ABORTED_MEANWHILE,
        RETRIED_MEANWHILE,
        AN_HOUR_PASSES,
        CHANGED_BY_HAND,
        TARGET_FAILS,
        SIGNAL_CALMS,
        SIGNAL_VANISHES
    }

    /** The kinds of steps that may stand between two changes. */
    enum Between {
        NOTHING,
        WAIT,
        PAUSE,
        PAUSE_FOR_A_PERSON,
        QUESTION
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Arbitraries.of(Happening.class).list().ofMaxSize(14);
    }

    @Property(tries = 300, seed = "20260301")
    void everyRunCanBeBroughtToAnEnd(
            @ForAll("happenings") List<Happening> happenings,
            @ForAll Between between,
            @ForAll boolean asksFirst,
            @ForAll boolean hasLease) {
        World world = new World(2);
        world.withoutRole.add("eve");
        Runs people = world.process("people");
        String run = people.open(plan(between, asksFirst, hasLease), "ana");

        int process = 0;
        for (Happening happening : happenings) {
            happen(happening, world, people, run, process++);
        }

        world.faults.clear();
        RunView end = broughtToAnEnd(world, people, run);
        assertThat(end.state().isFinal()).as(happenings + ": " + end.note()).isTrue();
        assertThat(world.ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
    }

    private static RunPlan plan(Between between, boolean asksFirst, boolean hasLease) {
        var asked = new Approvals("lead", 1, true, Duration.ofMinutes(30), Unanswered.REJECT);
        var steps = new ArrayList<PlannedStep>();
        steps.add(World.step(0, 5));
        switch (between) {
            case NOTHING -> {}
            case WAIT ->
                    steps.add(
                            new PlannedWait(
                                    "wait",
                                    "busy",
                                    true,
                                    0.01,
                                    Duration.ofMinutes(1),
                                    Duration.ofMinutes(10),
                                    "",
                                    Optional.empty()));
            case PAUSE -> steps.add(pause(Unresumed.PROCEED));
            case PAUSE_FOR_A_PERSON -> steps.add(pause(Unresumed.UNDO));
            case QUESTION -> steps.add(new PlannedQuestion("ask", asked, Optional.empty()));
        }
        steps.add(World.step(1, 7));
        return World.plan(
                hasLease ? Optional.of(Duration.ofHours(1)) : Optional.empty(),
                asksFirst ? Optional.of(asked) : Optional.empty(),
                Optional.empty(),
                steps.toArray(PlannedStep[]::new));
    }

    private static PlannedPause pause(Unresumed otherwise) {
        return new PlannedPause("pause", Duration.ofMinutes(10), otherwise, Optional.empty());
    }

    private static void happen(
            Happening happening, World world, Runs people, String run, int process) {
        switch (happening) {
            case DRIVEN -> driven(world, run, "p" + process, CrashInjector.none());
            case KILLED -> driven(world, run, "p" + process, new CrashInjector(17));
            case KILLED_SOON -> driven(world, run, "p" + process, new CrashInjector(5));
            case APPROVED -> ask(people, run, "bo", approval(people, run, "bo"));
            case APPROVED_BY_AN_IMPOSTOR -> ask(people, run, "eve", approval(people, run, "eve"));
            case REFUSED -> ask(people, run, "bo", new RunEvent.Refused("bo", "no"));
            case RESUMED -> ask(people, run, "bo", new RunEvent.Resumed("bo", "pause"));
            case RETRIED ->
                    ask(people, run, "bo", new RunEvent.RetryRequested("bo", Optional.empty()));
            case ABORTED -> ask(people, run, "bo", new RunEvent.AbortRequested("bo", "", false));
            case KEPT -> ask(people, run, "bo", new RunEvent.AbortRequested("bo", "", true));
            case REFUSED_MEANWHILE -> meanwhile(Happening.REFUSED, world, people, run, process);
            case RESUMED_MEANWHILE -> meanwhile(Happening.RESUMED, world, people, run, process);
            case ABORTED_MEANWHILE -> meanwhile(Happening.ABORTED, world, people, run, process);
            case RETRIED_MEANWHILE -> meanwhile(Happening.RETRIED, world, people, run, process);
            case AN_HOUR_PASSES -> world.now = world.now.plus(Duration.ofHours(1));
            case CHANGED_BY_HAND -> byHand(world);
            case TARGET_FAILS -> {
                for (int i = 0; i < 30; i++) {
                    world.faults.add(Fault.Kind.THROTTLED);
                }
            }
            case SIGNAL_CALMS -> world.signal = at -> OptionalDouble.of(0.001);
            case SIGNAL_VANISHES -> world.signal = at -> OptionalDouble.empty();
        }
    }

    /** It happens while a process stands still, at another boundary each time. */
    private static void meanwhile(
            Happening happening, World world, Runs people, String run, int process) {
        CrashInjector pause =
                CrashInjector.pausedAfter(
                        process % 9, () -> happen(happening, world, people, run, process));
        driven(world, run, "p" + process, pause);
    }

    private static void driven(World world, String run, String process, CrashInjector crashes) {
        try {
            world.process(process, crashes).driveWithin(run, PATIENCE, RunListener.none());
        } catch (CrashInjector.Killed e) {
            assertThat(crashes).isNotNull(); // the next one goes on
        }
    }

    private static void byHand(World world) {
        world.faults.clear();
        world.setByHand(0, 9);
    }

    private static RunEvent approval(Runs people, String run, String by) {
        Optional<String> step = people.find(run).orElseThrow().question().flatMap(q -> q.step());
        return new RunEvent.Approved(by, "test", step);
    }

    private static void ask(Runs people, String run, String by, RunEvent request) {
        try {
            people.request(run, by, request);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining(run); // not legal now
        }
    }

    /** With nothing but time, a living process, and a person at the last. */
    private static RunView broughtToAnEnd(World world, Runs people, String run) {
        for (int i = 0; i < 6; i++) {
            driven(world, run, "last-" + i, CrashInjector.none());
            RunState state = people.find(run).orElseThrow().state();
            if (state.isFinal()) {
                break;
            }
            if (state == RunState.STUCK) {
                people.request(run, "bo", new RunEvent.AbortRequested("bo", "enough", i > 2));
            }
            world.now = world.now.plus(Duration.ofHours(1));
        }
        return people.find(run).orElseThrow();
    }
}
