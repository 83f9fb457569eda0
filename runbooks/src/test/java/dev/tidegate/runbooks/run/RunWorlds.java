package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

    /** Of a run that raises one floor. */
    public static RunPlan plan() {
        return World.plan(Optional.empty(), World.step(0, 5));
    }

    /** Opens a run by ana that asks for one approval by the role. */
    public String waiting(String role) {
        return asking(role, World.step(0, 5));
    }

    /** The same, which asks by the same role once more before its first change. */
    public String askingTwice(String role) {
        return asking(
                role,
                new PlannedQuestion("sure", approval(role), Optional.empty()),
                World.step(0, 5));
    }

    private String asking(String role, PlannedStep... steps) {
        return runs.open(
                World.plan(Optional.empty(), Optional.of(approval(role)), Optional.empty(), steps),
                "ana");
    }

    private static Approvals approval(String role) {
        return new Approvals(role, 1, true, Duration.ofHours(1), Approvals.Unanswered.REJECT);
    }

    /** Opens a run by ana, for an hour, that has nothing to do. */
    public String idle() {
        PlannedChange step = World.step(0, 5);
        PlannedChange skipped =
                new PlannedChange(
                        step.id(),
                        step.target(),
                        step.desired(),
                        List.of(),
                        step.timeout(),
                        step.retries(),
                        Optional.empty(),
                        Optional.of("not: before.floor < floor"),
                        Optional.empty());
        return runs.open(World.plan(Optional.of(Duration.ofHours(1)), skipped), "ana");
    }

    /** Opens a run by ana, for an hour, that raises the floor to that, planned while it was another. */
    public String raising(int from, int to) {
        return runs.open(
                World.plan(Optional.of(Duration.ofHours(1)), World.raising(from, to)), "ana");
    }

    /** Opens a run by ana that raises one floor, and whose effect is to show within that time; a person is asked where it does not. */
    public String verified(Duration within) {
        Effect effect = new Effect(within, Effect.Missing.STOP);
        return runs.open(
                World.plan(
                        Optional.empty(), Optional.empty(), Optional.of(effect), World.step(0, 5)),
                "ana");
    }

    /** What happens whenever a run pauses. */
    public void meanwhile(Runnable what) {
        world.meanwhile = what;
    }

    /** Another process takes the run in hand, and dies. */
    public void takenBy(String process, String run) {
        world.leases.another().acquire("run/" + run, process, Duration.ofSeconds(10), world.now);
    }

    /** Another process takes the run over, and moves it on to its rest. */
    public void overtaken(String process, String run) {
        world.process(process).driveWithin(run, Duration.ofSeconds(15), RunListener.none());
    }

    /** Another process is about to open a run of the book, and dies. */
    public void aboutToOpen(String process, String book) {
        world.leases.another().acquire("book/" + book, process, Duration.ofSeconds(10), world.now);
    }

    /** Simulated fleets f0; each with a floor of 2. */
    public Actuators actuators() {
        return new Actuators().with(world.fleets);
    }

    public InMemoryLedger ledger() {
        return world.ledger;
    }

    public Signals signals() {
        return world.means(Mortality.none()).signals();
    }

    public Instant now() {
        return world.now;
    }

    public void pass(Duration time) {
        world.now = world.now.plus(time);
    }

    /** What every query says from now on; nothing is no value. */
    public void signal(OptionalDouble value) {
        world.signal = at -> value;
    }

    public int floor(int fleet) {
        return world.floor(fleet);
    }

    /** As many of the next readings find no fleet to read. */
    public void unreadable(int readings) {
        for (int i = 0; i < readings; i++) {
            world.faults.add(Fault.Kind.UNREADABLE);
        }
    }

    /** Moves everything on that can be. */
    public void sweep() {
        runs.sweep(RunListener.none());
    }
}
