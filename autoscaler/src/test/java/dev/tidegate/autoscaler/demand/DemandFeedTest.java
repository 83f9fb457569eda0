package dev.tidegate.autoscaler.demand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DemandFeedTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW =
            NOON.plusSeconds(7); // a little into the slot that starts at noon

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DemandFeed feed = new DemandFeed(metrics, "demand", STEP);

    @Test
    void theValueAtASlotsEndSpeaksForTheSlot() {
        metrics.record("demand", NOON, 42);

        assertThat(newest()).isEqualTo(new Slot(NOON.minus(STEP), new Observation.Seen(42)));
    }

    @Test
    void zeroIsNotMissing() {
        metrics.record("demand", NOON, 0);

        assertThat(newest().observation()).isEqualTo(new Observation.Seen(0));
    }

    @Test
    void aMetricThatFellSilentIsStaleAndOneNeverKnownIsEmpty() {
        Reason never = why(newest());

        metrics.record("demand", NOON.minus(STEP), 42);

        assertThat(never).isEqualTo(Reason.DEMAND_EMPTY);
        assertThat(why(newest())).isEqualTo(Reason.DEMAND_STALE);
    }

    @Test
    void aNegativeRateIsARestartedCounter() {
        metrics.record("demand", NOON, -3);

        assertThat(why(newest())).isEqualTo(Reason.DEMAND_RESET);
    }

    @Test
    void aRateBeyondSenseIsNotBelieved() {
        metrics.record("demand", NOON, 1e18);

        assertThat(why(newest())).isEqualTo(Reason.DEMAND_OUT_OF_RANGE);
    }

    @Test
    void noSlotIsLeftOutAfterAPause() {
        metrics.record("demand", NOON.minus(STEP.multipliedBy(2)), 1);
        metrics.record("demand", NOON, 3);

        List<Slot> slots = feed.slots(NOON.minus(STEP.multipliedBy(3)), NOW);

        assertThat(slots)
                .extracting(Slot::start)
                .containsExactly(
                        NOON.minus(STEP.multipliedBy(3)),
                        NOON.minus(STEP.multipliedBy(2)),
                        NOON.minus(STEP));
        assertThat(slots)
                .extracting(slot -> slot.observation().value().isPresent())
                .containsExactly(true, false, true);
    }

    @Test
    void nothingIsAskedForBeforeTheNextSlotIsOver() {
        assertThat(feed.slots(NOON, NOW)).isEmpty();
    }

    @Test
    void historyEndsWithTheNewestFinishedSlotAndKeepsItsGaps() {
        metrics.record("demand", NOON.minus(STEP), 5);
        metrics.record("demand", NOON, 6);

        History history = feed.history(Duration.ofMinutes(4), NOW, (done, all) -> {});

        Series series = ((History.Read) history).series();
        assertThat(series.end()).isEqualTo(NOON);
        assertThat(series.size()).isEqualTo(4);
        assertThat(series.knownSlots()).isEqualTo(2);
        assertThat(series.value(3)).isEqualTo(6);
    }

    @Test
    void aLongHistoryIsReadInPartsWithProgress() {
        List<Integer> told = new ArrayList<>();

        feed.history(Duration.ofDays(14), NOW, (done, all) -> told.add(done));

        assertThat(told).hasSize(11).endsWith(14 * 24 * 60);
    }

    @Test
    void aLongHistoryAsksForEachSlotOnceForNothingYetToComeAndForNoMoreThanServersAnswer() {
        List<RangeQuery> asked = new ArrayList<>();
        DemandFeed watched =
                new DemandFeed(
                        query -> {
                            asked.add(query);
                            return metrics.ask(query);
                        },
                        "demand",
                        STEP);

        watched.history(Duration.ofDays(14), NOW, (done, all) -> {});

        assertThat(asked)
                .allSatisfy(query -> assertThat(query.points()).isLessThanOrEqualTo(2_000))
                .allSatisfy(query -> assertThat(query.last()).isBeforeOrEqualTo(NOON));
        assertThat(asked.stream().mapToInt(RangeQuery::points).sum()).isEqualTo(14 * 24 * 60);
    }

    @Test
    void aRiseIsSeenBeforeItsSlotIsOver() {
        metrics.record("demand", NOON, 42);
        metrics.record("demand", NOW, 90);

        assertThat(feed.latest(NOW.plusMillis(400))).hasValue(90);
        assertThat(feed.latest(NOON)).as("the slot says so itself").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e18, Double.NaN})
    void whatCannotBeIsNoRise(double glitch) {
        metrics.record("demand", NOW, glitch);

        assertThat(feed.latest(NOW)).isEmpty();
    }

    @Test
    void noAnswerIsNoRise() {
        assertThat(feed.latest(NOW)).isEmpty();

        metrics.record("demand", NOW, 90);
        metrics.fail(Reason.METRICS_UNREACHABLE);

        assertThat(feed.latest(NOW)).isEmpty();
    }

    @Test
    void aSourceOutOfReachLeavesHistoryForLater() {
        metrics.fail(Reason.METRICS_UNREACHABLE);

        History history = feed.history(Duration.ofHours(1), NOW, (done, all) -> {});

        assertThat(history).isInstanceOf(History.Unavailable.class);
        assertThat(why(newest())).isEqualTo(Reason.METRICS_UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEMAND_PARTIAL", "DEMAND_MALFORMED", "DEMAND_AMBIGUOUS"})
    void aPastThatCannotBeBelievedNowIsAskedForAgain(Reason why) {
        metrics.record("demand", NOON, 6);
        metrics.fail(why);

        History disturbed = feed.history(Duration.ofHours(1), NOW, (done, all) -> {});
        metrics.recover();
        History later = feed.history(Duration.ofHours(1), NOW, (done, all) -> {});

        assertThat(disturbed).isEqualTo(new History.Unavailable(why, "told to fail"));
        assertThat(((History.Read) later).series().knownSlots()).isEqualTo(1);
    }

    @Test
    void aServiceThatIsNewHasAPastWithoutDemand() {
        History history = feed.history(Duration.ofHours(1), NOW, (done, all) -> {});

        assertThat(((History.Read) history).series().knownSlots()).isZero();
    }

    @Test
    void aPartOfThePastThatCannotBeReadLeavesTheRest() {
        metrics.record("demand", "one", NOON.minus(Duration.ofDays(10)), 5);
        metrics.record("demand", "other", NOON.minus(Duration.ofDays(10)), 5);
        metrics.record("demand", NOON, 6);

        History history = feed.history(Duration.ofDays(14), NOW, (done, all) -> {});

        assertThat(((History.Read) history).series().knownSlots()).isEqualTo(1);
    }

    private Slot newest() {
        List<Slot> slots = feed.slots(feed.newestFinished(NOW), NOW);
        assertThat(slots).hasSize(1);
        return slots.get(0);
    }

    private static Reason why(Slot slot) {
        return ((Observation.Missing) slot.observation()).why();
    }
}
