package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random runs in processes that die at random boundaries, with faults of the target and people who
 * interfere: none may be lost, doubled or stuck. {@code -Dcrash.runs=100000} for the whole of it.
 */
final class CrashHarnessTest {
    private static final int RUNS = Integer.getInteger("crash.runs", 500);
    private static final int MOST_DEATHS = 8;

    private final AtomicInteger deaths = new AtomicInteger();

    @Test
    void noRunIsLostDoubledOrStuck() {
        var states = new ConcurrentSkipListMap<RunState, Integer>();
        LongStream.range(0, RUNS)
                .parallel() // each seed is a world of its own
                .forEach(seed -> states.merge(live(seed), 1, Integer::sum));

        System.out.println(RUNS + " runs, " + deaths + " deaths, ends " + states);
        assertThat(states).containsOnlyKeys(RunState.DONE, RunState.UNDONE);
        assertThat(deaths.get()).isGreaterThan(RUNS);
    }

    /** One run to its end; the seed is all there is to repeat it. */
    private RunState live(long seed) {
        Random random = new Random(seed);
        int fleets = 1 + random.nextInt(4);
        World world = new World(fleets);
        var steps = new ArrayList<PlannedChange>();
        for (int i = 0; i < fleets; i++) {
            steps.add(step(i, FLOOR + 1 + random.nextInt(20)));
        }
        Optional<Duration> lease =
                random.nextBoolean() ? Optional.of(Duration.ofHours(1)) : Optional.empty();
        Runs people = world.process("people");
        String run = people.open(World.plan(lease, steps.toArray(PlannedChange[]::new)), "ana");
        int abortAt = random.nextInt(12); // most runs are left alone

        for (int process = 0; !over(people, run); process++) {
            assertThat(process).as("seed %d: never ends", seed).isLessThan(40);
            boolean mortal = process < MOST_DEATHS;
            if (process == abortAt && !people.find(run).orElseThrow().state().isFinal()) {
                people.request(run, "ana", new AbortRequested("ana", "harness", false));
            }
            faults(world, random);
            CrashInjector crashes =
                    mortal ? new CrashInjector(random.nextInt(60)) : CrashInjector.none();
            try {
                world.process("p" + process, crashes)
                        .driveWithin(run, Duration.ofSeconds(15), RunListener.none());
            } catch (CrashInjector.Killed e) {
                deaths.incrementAndGet();
            }
            if (people.find(run).orElseThrow().state() == RunState.IN_FORCE) {
                world.now = world.now.plus(Duration.ofHours(1));
            }
        }
        world.faults.clear();
        check(world, people.find(run).orElseThrow(), steps, seed);
        return people.find(run).orElseThrow().state();
    }

    private static boolean over(Runs people, String run) {
        RunState state = people.find(run).orElseThrow().state();
        return state.isFinal() || state == RunState.STUCK;
    }

    /** Fewer than a step's retries: a target that fails more often rightly ends in a stuck run. */
    private static void faults(World world, Random random) {
        Fault.Kind[] kinds = Fault.Kind.values();
        world.faults.clear();
        int left = 3;
        for (int i = 0; i < 12; i++) {
            boolean fault = left > 0 && random.nextInt(4) == 0;
            left -= fault ? 1 : 0;
            world.faults.add(fault ? kinds[random.nextInt(kinds.length)] : Fault.Kind.NONE);
        }
    }

    private static void check(World world, RunView view, List<PlannedChange> steps, long seed) {
        assertThat(view.state()).as("seed %d: %s", seed, view.note()).isNotEqualTo(RunState.STUCK);
        boolean done = view.state() == RunState.DONE;
        for (int i = 0; i < steps.size(); i++) {
            int wanted = steps.get(i).desired().get("floor").intValue();
            String name = "f" + i + " ";
            String there = name + FLOOR + "->" + wanted;
            String back = name + wanted + "->" + FLOOR;
            List<String> seen = world.writes.stream().filter(w -> w.startsWith(name)).toList();
            assertThat(world.floor(i)).as("seed %d: lost", seed).isEqualTo(done ? wanted : FLOOR);
            if (done) {
                assertThat(seen).as("seed %d: doubled", seed).containsExactly(there);
            } else {
                assertThat(seen).as("seed %d: doubled", seed).isIn(List.of(), List.of(there, back));
            }
            assertThat(isFreeInTime(world, SimulatedFleets.target("f" + i).toString()))
                    .as("seed %d: a lock is left", seed)
                    .isTrue();
        }
        assertThat(world.ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
    }

    /** At once, or after the silence of a holder that died. */
    private static boolean isFreeInTime(World world, String lock) {
        var leases = world.leases.asOtherProcess();
        LeaseOutcome first = leases.acquire(lock, "next", Duration.ofSeconds(10), world.now);
        if (first instanceof LeaseOutcome.HeldByAnother other) {
            first = leases.acquire(lock, "next", Duration.ofSeconds(10), other.until());
        }
        return first instanceof LeaseOutcome.Held;
    }
}
