package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ExpertsTest {
    private final Experts experts =
            new Experts(List.of(new Promise("early", 1, 2), new Promise("late", 2, 5, true)));

    @Test
    void everyVariantIsAnExpertWithItsName() {
        assertThat(experts.size()).isEqualTo(4);
        assertThat(List.of(experts.name(0), experts.name(1), experts.name(2), experts.name(3)))
                .containsExactly("early", "bold-early", "late", "bold-late");
    }

    @Test
    void nobodyIsAwakeWithoutHistory() {
        assertThat(experts.isAnyAwake()).isFalse();
        assertThat(experts.hasModelToFit()).isFalse();
        start(constant(1));
        assertThat(experts.isAnyAwake()).isFalse();
    }

    @Test
    void aMissingSlotMovesModelsOn() {
        Experts yesterday = new Experts(List.of(new SeasonalNaive(2)));
        Series history = Series.of(Instant.EPOCH, Duration.ofMinutes(1), 5, 6);
        yesterday.startAfter(history);
        yesterday.fit(0, PreparedHistory.of(history), false);
        assertThat(yesterday.forecast(0, 1)).isEqualTo(5);

        yesterday.observe(OptionalDouble.empty());

        assertThat(yesterday.forecast(0, 1)).isEqualTo(6);
    }

    @Test
    void aVariantWakesWhenItsHistoryIsLongEnough() {
        start(constant(2));
        assertThat(experts.awake()).containsExactly(true, false, false, false);

        experts.observe(OptionalDouble.of(1));
        assertThat(experts.awake()).containsExactly(true, false, false, false);
        experts.observe(OptionalDouble.empty()); // missing slots are history too
        assertThat(experts.awake()).containsExactly(true, true, false, false);
        assertThat(experts.forecast(1, 3)).isEqualTo(10);
    }

    @Test
    void aModelCouldWakeOnceItsHistoryIsThereAndNoLongerWhenItHas() {
        start(constant(4));
        assertThat(experts.hasModelToFit()).isFalse();

        experts.observe(OptionalDouble.of(1));
        assertThat(experts.hasModelToFit()).isTrue();
        assertThat(experts.awake()).containsExactly(true, true, false, false);

        assertThat(experts.fit(0, PreparedHistory.of(constant(5)), false)).isFalse();
        assertThat(experts.fit(1, PreparedHistory.of(constant(5)), false)).isTrue();
        assertThat(experts.hasModelToFit()).isFalse();
        assertThat(experts.awake()).containsExactly(true, true, true, false);
    }

    @Test
    void aHistoryWithoutAValueWakesNobody() {
        start(Series.of(Instant.EPOCH, Duration.ofMinutes(1), new double[9], new BitSet()));
        assertThat(experts.isAnyAwake()).isFalse();
        assertThat(experts.hasModelToFit()).isFalse();

        experts.observe(OptionalDouble.of(1));
        assertThat(experts.hasModelToFit()).isTrue();
    }

    @Test
    void onlyWhatGrowsStaleIsFittedAnew() {
        start(constant(6));

        assertThat(experts.fit(0, PreparedHistory.of(constant(9)), true)).isFalse();
        assertThat(experts.fit(1, PreparedHistory.of(constant(9)), false)).isFalse();
        assertThat(experts.fit(1, PreparedHistory.of(constant(9)), true)).isTrue();
        assertThat(experts.forecast(0, 1)).isEqualTo(1);
        assertThat(experts.forecast(2, 1)).isEqualTo(9);
    }

    private void start(Series history) {
        experts.startAfter(history);
        for (int model = 0; model < experts.modelCount(); model++) {
            experts.fit(model, PreparedHistory.of(history), false);
        }
    }

    private static Series constant(int slots) {
        double[] values = new double[slots];
        Arrays.fill(values, 1);
        return Series.of(Instant.EPOCH, Duration.ofMinutes(1), values);
    }

    /**
     * A model that always forecasts the same value, and in its second variant ten times as much, which needs twice the
     * history.
     *
     * @param value its forecast
     * @param least minimum slots of history
     */
    private record Promise(String name, double value, int least, boolean needsRefit)
            implements Model {
        Promise(String name, double value, int least) {
            this(name, value, least, false);
        }

        @Override
        public List<String> variants() {
            return List.of(name, "bold-" + name);
        }

        @Override
        public int minSlots(int variant) {
            return least * (variant + 1);
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            Series history = past.series();
            double said =
                    needsRefit ? history.size() : value; // what is stale shows when it was fitted
            return new FittedModel() {
                @Override
                public void observe(double seen) {}

                @Override
                public void observeMissing() {}

                @Override
                public double forecast(int variant, int steps) {
                    return variant == 0 ? said : 10 * said;
                }
            };
        }
    }
}
