package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.signal.Signals;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Opens runs in a simulated {@link World}, for tests of other packages. */
public final class RunFixture {
    private final World world = new World(1);
    private final Runs runs = world.process("p");

    public Runs runs() {
        return runs;
    }

    public InstantSource clock() {
        return () -> world.now;
    }

    /** The plan of a run that raises one floor. */
    public static RunPlan plan() {
        return World.plan(Optional.empty(), World.step(0, 5));
    }

    /** Opens a run by ana that needs one approval by the role. */
    public String openAwaitingApproval(String role) {
        return asking(role, World.step(0, 5));
    }

    /** The same, with a second approval by the same role before its first change. */
    public String openAskingTwice(String role) {
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

    /** As {@link #openRaising}, and it needs that many approvals by the role lead. */
    public String openRaisingAsked(int from, int to, int least) {
        return runs.open(
                World.plan(
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(approval("lead", least)),
                        Optional.empty(),
                        World.raising(from, to)),
                "ana");
    }

    private static Approvals approval(String role) {
        return approval(role, 1);
    }

    private static Approvals approval(String role, int least) {
        return new Approvals(role, least, true, Duration.ofHours(1), Approvals.Unanswered.REJECT);
    }

    /** Opens a run by ana, for an hour, that has nothing to do. */
    public String openIdle() {
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

    /**
     * Opens a run by ana, for an hour, that raises the floor, planned while it was {@code from}.
     */
    public String openRaising(int from, int to) {
        return runs.open(
                World.plan(Optional.of(Duration.ofHours(1)), World.raising(from, to)), "ana");
    }

    /**
     * Opens a run by ana that raises one floor, and is stuck unless the effect shows within that
     * time.
     */
    public String openVerified(Duration within) {
        Effect effect = new Effect(within, Effect.Missing.STOP);
        return runs.open(
                World.plan(
                        Optional.empty(), Optional.empty(), Optional.of(effect), World.step(0, 5)),
                "ana");
    }

    /** Sets what runs whenever a run pauses. */
    public void onPause(Runnable what) {
        world.onPause = what;
    }

    /** Another process acquires the run's lease, and dies. */
    public void acquireAs(String process, String run) {
        world.leases
                .asOtherProcess()
                .acquire("run/" + run, process, Duration.ofSeconds(10), world.now);
    }

    /** Another process takes the run over, and drives it until it rests. */
    public void takeOverAs(String process, String run) {
        world.process(process).driveWithin(run, Duration.ofSeconds(15), RunListener.none());
    }

    /** Another process, in which that happens right before it looks at a single run for the first time. */
    public Runs interruptedProcess(String process, Runnable event) {
        RunDependencies own = world.dependencies(CrashInjector.none());
        boolean[] happened = new boolean[1];
        Ledger interrupted =
                (Ledger)
                        Proxy.newProxyInstance(
                                Ledger.class.getClassLoader(),
                                new Class<?>[] {Ledger.class},
                                (proxy, method, arguments) -> {
                                    if (!happened[0]
                                            && method.getName().equals("read")
                                            && ((LedgerQuery) arguments[0]).subject().isPresent()) {
                                        happened[0] = true;
                                        event.run();
                                    }
                                    return method.invoke(own.ledger(), arguments);
                                });
        return new Runs(
                new RunDependencies(
                        interrupted,
                        own.leases(),
                        own.actuators(),
                        own.signals(),
                        own.approvers(),
                        own.clock(),
                        own.sleeper(),
                        own.jitter()),
                process);
    }

    /** Another process acquires the lease to open a run of the book, and dies. */
    public void acquireBookAs(String process, String book) {
        world.leases
                .asOtherProcess()
                .acquire("book/" + book, process, Duration.ofSeconds(10), world.now);
    }

    /** Simulated fleets f0; each with a floor of 2. */
    public Actuators actuators() {
        return new Actuators().with(world.fleets);
    }

    public InMemoryLedger ledger() {
        return world.ledger;
    }

    public Signals signals() {
        return world.dependencies(CrashInjector.none()).signals();
    }

    public Instant now() {
        return world.now;
    }

    public void advance(Duration time) {
        world.now = world.now.plus(time);
    }

    /** Sets the value of every query from now on; empty for no value. */
    public void signal(OptionalDouble value) {
        world.signal = at -> value;
    }

    public int floor(int fleet) {
        return world.floor(fleet);
    }

    /** Somebody sets a floor by hand, without a lease. */
    public void write(int fleet, int floor) {
        world.setWithoutLease(fleet, floor);
    }

    /** Makes that many of the next reads fail. */
    public void failReads(int readings) {
        for (int i = 0; i < readings; i++) {
            world.faults.add(Fault.Kind.UNREADABLE);
        }
    }

    /** Drives all runs that need it. */
    public void sweep() {
        runs.sweep(RunListener.none());
    }
}
