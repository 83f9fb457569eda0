package dev.tidegate.autoscaler.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Eight days of generated demand, of which the last is simulated. Immutable. */
final class Scenario {
    static final Duration SLOT = Duration.ofSeconds(15);
    private static final int DAYS = 8;
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    /** The flash crowd of the last evening; nothing earlier announces it. */
    static final FlashCrowd CROWD =
            new FlashCrowd(
                    MONDAY.plus(Duration.ofDays(DAYS - 1)).plus(Duration.ofMinutes(19 * 60 + 30)),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(15),
                    3);

    private static final int A_DAY = (int) Duration.ofDays(1).dividedBy(SLOT);

    private final double[] arrivals;

    private Scenario(double[] arrivals) {
        this.arrivals = arrivals;
    }

    static Scenario of(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LlmDemand demand = new LlmDemand(SLOT, CROWD);
        return new Scenario(demand.arrivals(MONDAY, DAYS * A_DAY, random));
    }

    /** Requests in a slot. */
    double arrivals(int index) {
        return arrivals[index];
    }

    /** Requests in the slots from {@code from}, inclusive, to {@code to}, exclusive. */
    double arrivals(int from, int to) {
        return Arrays.stream(arrivals, from, to).sum();
    }

    /** The first slot of the last day; earlier slots are history. */
    int firstSimulated() {
        return arrivals.length - A_DAY;
    }

    /** Requests a second that one replica serves within its objective. */
    double perReplica() {
        return 2.5;
    }

    /** The lead time: from the order of a replica to its first answer. */
    Duration lead() {
        return Duration.ofMinutes(4);
    }

    /** Longest wait of a call before it is turned away. */
    Duration longestWait() {
        return Duration.ofSeconds(10);
    }

    /** Most replicas available. */
    int maxReplicas() {
        return 120;
    }

    Instant timeOf(int index) {
        return MONDAY.plus(SLOT.multipliedBy(index));
    }

    int slots() {
        return arrivals.length;
    }

    int simulatedSlots() {
        return A_DAY;
    }

    /** Mean requests a second over the {@code width} before a slot. */
    double rateBefore(int index, Duration width) {
        int from = Math.max(0, index - (int) width.dividedBy(SLOT));
        return arrivals(from, index) / ((index - from) * (SLOT.toMillis() / 1000.0));
    }

    /** Replicas that serve a rate at a utilisation of {@code share}. */
    int replicasFor(double rate, double share) {
        return Math.max(1, (int) Math.ceil(rate / (perReplica() * share) - 1e-9));
    }
}
