package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class BatchedReadsTest {
    private static final Duration AGE = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.EPOCH;

    private final List<List<Target>> calls = new ArrayList<>();
    private final BatchedReads reads = new BatchedReads(100, this::look);

    @Test
    void aGlanceAtOneIsAGlanceAtAll() {
        watch(3);

        for (int i = 0; i < 3; i++) {
            assertThat(reads.get(group(i), NOW.plusSeconds(i), AGE)).contains(seen(group(i), 1));
        }

        assertThat(calls).containsExactly(List.of(group(0), group(1), group(2)));
    }

    @Test
    void whatIsTooOldIsLookedAtAgain() {
        watch(1);
        reads.get(group(0), NOW, AGE);

        assertThat(reads.get(group(0), NOW.plus(AGE), AGE)).contains(seen(group(0), 2));
    }

    @Test
    void aClockThatIsSetBackMakesNothingFresh() {
        watch(1);
        reads.get(group(0), NOW, AGE);

        assertThat(reads.get(group(0), NOW.minusSeconds(3_600), AGE)).contains(seen(group(0), 2));
    }

    @Test
    void manyTakeAsManyCallsAsTheyMust() {
        watch(250);

        reads.get(group(7), NOW, AGE);

        assertThat(calls).extracting(List::size).containsExactly(100, 100, 50);
    }

    @Test
    void whoeverIsNotWatchedIsNotSeen() {
        watch(1);

        assertThat(reads.get(group(1), NOW, AGE)).isEmpty();
        assertThat(calls).isEmpty();
    }

    private void watch(int count) {
        for (int i = 0; i < count; i++) {
            reads.watch(group(i));
        }
    }

    private static Target group(int number) {
        return AutoScalingFloors.target("us-east-1", "group-%03d".formatted(number));
    }

    private Map<Target, Reading> look(List<Target> targets) {
        calls.add(List.copyOf(targets));
        return targets.stream().collect(Collectors.toMap(t -> t, t -> seen(t, calls.size())));
    }

    /** Any reading will do; this one says in which call it was made. */
    private static Reading seen(Target target, int call) {
        return new Unreadable(Failure.THROTTLED, target + " in call " + call);
    }
}
