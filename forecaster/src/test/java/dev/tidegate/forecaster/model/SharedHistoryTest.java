package dev.tidegate.forecaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.regression.NearestDays;
import dev.tidegate.forecaster.model.regression.SeasonalRegression;
import dev.tidegate.forecaster.model.smoothing.SeasonalTrend;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SharedHistoryTest {
    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    private static final int REACH = 6;
    private static final List<Model> MODELS =
            List.of(
                    new SeasonalRegression(DAY, WEEK, REACH),
                    new SeasonalTrend(DAY, DAY, 0.08),
                    new SeasonalTrend(WEEK, DAY, 0.2),
                    new NearestDays(DAY, 7));

    @Test
    void whoeverFitsLaterHoldsWhatIsHeldAlready() {
        PreparedHistory past = PreparedHistory.of(series(100));
        LagHistory first = held(300, 100);

        past.shared(first);

        assertThat(past.shared(held(200, 100))).isSameAs(first);
        assertThat(past.extendedTo(series(100)).shared(held(200, 100))).isSameAs(first);
    }

    @Test
    void whatHoldsLessOrWasLeftBehindIsNotShared() {
        PreparedHistory past = PreparedHistory.of(series(100));
        past.shared(held(200, 100));
        LagHistory longer = held(300, 100);
        LagHistory newer = held(200, 101);

        assertThat(past.shared(longer)).isSameAs(longer);
        assertThat(past.extendedTo(series(101)).shared(newer)).isSameAs(newer);
    }

    @Test
    void logarithmsOfWhatAHistoryGrewToAreShared() {
        PreparedHistory past = PreparedHistory.of(series(100));
        LagHistory first = held(300, 100);
        past.logarithms().past().shared(first);
        first.add(1);

        PreparedHistory grown = past.extendedTo(series(101));

        assertThat(grown.logarithms().past().shared(held(200, 101))).isSameAs(first);
    }

    @Test
    void modelsThatShareSayWhatEachSaysAlone() {
        assertThatSharingChangesNothing(MODELS, i -> true);
    }

    @Test
    void eachFillsGapsInItsOwnWay() {
        IntPredicate outages = i -> i % 61 < 9 || i % 13 == 0;

        assertThatSharingChangesNothing(MODELS, outages.negate());
    }

    @Test
    void nobodyMindsWhoComesFirst() {
        List<Model> reversed = new ArrayList<>(MODELS);
        Collections.reverse(reversed);

        assertThatSharingChangesNothing(reversed, i -> true);
    }

    private static void assertThatSharingChangesNothing(List<Model> models, IntPredicate known) {
        PreparedHistory past = PreparedHistory.of(series(10 * DAY + 5, known));
        List<FittedModel> together = models.stream().map(each -> each.fit(past)).toList();
        List<FittedModel> alone = models.stream().map(each -> each.fit(past.series())).toList();
        for (int i = 10 * DAY + 5; i < 25 * DAY; i++) {
            OptionalDouble seen =
                    known.test(i) ? OptionalDouble.of(value(i)) : OptionalDouble.empty();
            together.forEach(each -> each.observe(seen));
            alone.forEach(each -> each.observe(seen));
        }

        for (int m = 0; m < models.size(); m++) {
            for (int h = 1; h <= REACH; h++) {
                for (int v = 0; v < models.get(m).variants().size(); v++) {
                    assertThat(together.get(m).forecast(v, h))
                            .as("%s, %s ahead", models.get(m).variants().get(v), h)
                            .isCloseTo(alone.get(m).forecast(v, h), within(1e-6));
                }
            }
        }
    }

    private static LagHistory held(int room, int slots) {
        LagHistory history = new LagHistory(room);
        for (int i = 0; i < slots; i++) {
            history.add(value(i));
        }
        return history;
    }

    private static Series series(int size) {
        return series(size, i -> true);
    }

    private static Series series(int size, IntPredicate known) {
        double[] values = new double[size];
        Arrays.setAll(values, SharedHistoryTest::value);
        BitSet seen = new BitSet();
        IntStream.range(0, size).filter(known).forEach(seen::set);
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        return Series.of(start, Duration.ofHours(1), values, seen);
    }

    private static double value(int i) {
        double noise = new Random(i * 7919L).nextGaussian();
        return 100 + 30 * Math.sin(2 * Math.PI * i / DAY) + 5 * noise;
    }
}
