package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Processes die at every boundary there is; the next one goes on. */
final class CrashTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

    /** Drives in a process that survives so many boundaries; tells whether it did. */
    private static boolean survives(World world, String process, String run, long boundaries) {
        CrashInjector crashes = new CrashInjector(boundaries);
        try {
            world.process(process, crashes).drive(run, RunListener.none());
        } catch (CrashInjector.Killed e) {
            return false;
        }
        return true;
    }

    @Test
    void killedAtEveryBoundaryTheNextProcessFinishesAndNothingIsDoubled() {
        for (long boundary = 0; ; boundary++) {
            World world = new World(2);
            Runs setup = world.process("setup");
            String run = setup.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
            boolean survived = survives(world, "p1", run, boundary);

            DriveOutcome outcome =
                    world.process("p2")
                            .driveWithin(run, Duration.ofSeconds(15), RunListener.none());

            assertThat(outcome)
                    .as("killed after %d boundaries", boundary)
                    .isInstanceOfSatisfying(
                            DriveOutcome.Rested.class,
                            r -> assertThat(r.view().state()).isEqualTo(RunState.IN_FORCE));
            assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7");
            if (survived) {
                assertThat(boundary).isGreaterThan(20);
                return;
            }
        }
    }

    @Test
    void killedAtEveryBoundaryOfTheWayBackTheNextProcessFinishesIt() {
        for (long boundary = 0; ; boundary++) {
            World world = new World(2);
            Runs setup = world.process("setup");
            String run = setup.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
            setup.drive(run, RunListener.none());
            setup.request(run, "ana", new AbortRequested("ana", "test", false));
            boolean survived = survives(world, "p1", run, boundary);

            world.process("p2").driveWithin(run, Duration.ofSeconds(15), RunListener.none());

            assertThat(setup.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
            assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7", "f1 7->2", "f0 5->2");
            if (survived) {
                return;
            }
        }
    }

    @Test
    void abortAfterADeathBetweenCallAndRecordStillUndoes() {
        for (long boundary = 0; ; boundary++) {
            World world = new World(1);
            Runs setup = world.process("setup");
            String run = setup.open(plan(HOUR, step(0, 5)), "ana");
            boolean survived = survives(world, "p1", run, boundary);

            setup.request(run, "ana", new AbortRequested("ana", "never mind", false));
            world.process("p2").driveWithin(run, Duration.ofSeconds(15), RunListener.none());

            assertThat(setup.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
            assertThat(world.floor(0)).isEqualTo(FLOOR);
            if (survived) {
                return;
            }
        }
    }

    @Test
    void aLedgerThatFailsAtAnyBoundaryBothWaysNeitherLosesNorDoublesAnything() {
        boolean[] failed = {true};
        for (long boundary = 0; failed[0]; boundary++) {
            World world = new World(2);
            Runs people = world.process("people");
            String run = people.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");

            failed[0] = goesOnAfterAFailure(world, run, boundary);
            assertThat(people.find(run).orElseThrow().state()).isEqualTo(RunState.IN_FORCE);
            people.request(run, "ana", new AbortRequested("ana", "test", false));
            failed[0] |= goesOnAfterAFailure(world, run, boundary);

            assertThat(people.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
            assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7", "f1 7->2", "f0 5->2");
        }
    }

    /** The same process tries again, as a daemon does; whether there was a failure at all. */
    private static boolean goesOnAfterAFailure(World world, String run, long boundary) {
        CrashInjector failure =
                CrashInjector.pausedAfter(
                        boundary,
                        () -> {
                            throw new LedgerException("no answer");
                        });
        Runs process = world.process("daemon", failure);
        try {
            process.drive(run, RunListener.none());
            return false;
        } catch (LedgerException e) {
            process.driveWithin(run, Duration.ofSeconds(15), RunListener.none());
            return true;
        }
    }

    @Test
    void processThatWasOnlyPausedWritesNothingAfterItsRunWasTakenOver() {
        for (long boundary = 3; boundary < 13; boundary++) {
            World world = new World(1);
            String run = world.process("setup").open(plan(HOUR, step(0, 5)), "ana");
            CrashInjector pause =
                    CrashInjector.pausedAfter(
                            boundary,
                            () -> {
                                Runs other = world.process("other");
                                other.driveWithin(run, Duration.ofSeconds(15), RunListener.none());
                                world.setByHand(0, 9);
                            });

            DriveOutcome outcome = world.process("slow", pause).drive(run, RunListener.none());

            assertThat(outcome)
                    .as("paused after %d", boundary)
                    .isInstanceOfSatisfying(
                            DriveOutcome.Busy.class,
                            busy -> assertThat(busy.holder()).isEqualTo("other"));
            assertThat(world.floor(0)).isEqualTo(9);
            assertThat(world.process("p").find(run).orElseThrow().state())
                    .isEqualTo(RunState.IN_FORCE);
        }
    }

    @Test
    void aCallThatTakesItsTimeIsNotTakenForADeadProcess() {
        World world = new World(1);
        Runs people = world.process("people");
        String run = people.open(plan(HOUR, step(0, 5)), "ana");
        Runs other = world.process("other");
        Runnable looksOn =
                () -> {
                    other.drive(run, RunListener.none());
                    world.now = world.now.plusSeconds(1);
                };
        world.onRead = () -> repeat(5, looksOn);
        world.afterFenceCheck =
                () -> {
                    world.onRead = () -> {};
                    people.request(run, "ana", new AbortRequested("ana", "never mind", false));
                    world.afterFenceCheck = () -> {};
                    repeat(8, looksOn); // as long as a call may take
                };

        world.process("slow").drive(run, RunListener.none());
        people.driveWithin(run, Duration.ofSeconds(15), RunListener.none());

        assertThat(people.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    private static void repeat(int times, Runnable what) {
        for (int i = 0; i < times; i++) {
            what.run();
        }
    }

    @Test
    void whatAPersonWritesAtAnyBoundaryStays() {
        for (long boundary = 0; ; boundary++) {
            World world = new World(1);
            Runs people = world.process("people");
            String run = people.open(plan(HOUR, step(0, 5)), "ana");

            boolean met = writtenInBetween(world, run, boundary);
            if (!people.find(run).orElseThrow().state().isFinal()) {
                people.request(run, "ana", new AbortRequested("ana", "never mind", false));
            }
            boolean metOnTheWayBack = !met && writtenInBetween(world, run, boundary);
            people.driveWithin(run, Duration.ofSeconds(15), RunListener.none());

            assertThat(people.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
            if (!met && !metOnTheWayBack) {
                assertThat(boundary).isGreaterThan(10);
                return;
            }
            assertThat(world.floor(0)).as("written after %d boundaries", boundary).isEqualTo(9);
        }
    }

    /** Whether a person wrote before the process came to rest. */
    private static boolean writtenInBetween(World world, String run, long boundary) {
        boolean[] met = {false};
        CrashInjector pause =
                CrashInjector.pausedAfter(
                        boundary,
                        () -> {
                            met[0] = true;
                            world.setWithoutLease(0, 9);
                        });
        world.process("p", pause).drive(run, RunListener.none());
        return met[0];
    }

    @Test
    void runThatKillsWhoeverTouchesItBecomesStuckAndCanBeUndone() {
        World world = new World(1);
        Runs setup = world.process("setup");
        String run = setup.open(plan(HOUR, step(0, 5)), "ana");
        for (int i = 0; i < 12; i++) {
            survives(world, "restarted", run, 8); // dies with the intention on its lips
        }

        world.process("restarted").drive(run, RunListener.none());
        assertThat(setup.find(run).orElseThrow().state()).isEqualTo(RunState.STUCK);

        setup.request(run, "ana", new AbortRequested("ana", "enough", false));
        setup.driveWithin(run, Duration.ofSeconds(15), RunListener.none());
        assertThat(setup.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void clockAnHourAheadTakesNoLivingRun() {
        World world = new World(1);
        Runs setup = world.process("setup");
        String run = setup.open(plan(HOUR, step(0, 5)), "ana");
        survives(world, "p1", run, 4);
        world.now = world.now.plus(Duration.ofHours(1));

        DriveOutcome first = world.process("fast").drive(run, RunListener.none());

        assertThat(first).isInstanceOf(DriveOutcome.Busy.class);
    }
}
