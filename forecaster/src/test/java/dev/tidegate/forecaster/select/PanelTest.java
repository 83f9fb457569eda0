package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.Past;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class PanelTest {
    private final Panel panel =
            new Panel(List.of(new Promise("early", 1, 2), new Promise("late", 2, 5, true)));

    @Test
    void everyVariantIsAnExpertWithItsName() {
        assertThat(panel.size()).isEqualTo(4);
        assertThat(List.of(panel.name(0), panel.name(1), panel.name(2), panel.name(3)))
                .containsExactly("early", "bold-early", "late", "bold-late");
    }

    @Test
    void nobodyIsAwakeWithoutHistory() {
        assertThat(panel.isAnyoneAwake()).isFalse();
        assertThat(panel.couldWake()).isFalse();
        start(constant(1));
        assertThat(panel.isAnyoneAwake()).isFalse();
    }

    @Test
    void aMissingSlotMovesModelsOn() {
        Panel yesterday = new Panel(List.of(new SeasonalNaive(2)));
        Series history = Series.of(Instant.EPOCH, Duration.ofMinutes(1), 5, 6);
        yesterday.startAfter(history);
        yesterday.fit(0, Past.of(history), false);
        assertThat(yesterday.ahead(0, 1)).isEqualTo(5);

        yesterday.observe(OptionalDouble.empty());

        assertThat(yesterday.ahead(0, 1)).isEqualTo(6);
    }

    @Test
    void aVariantWakesWhenItsHistoryIsLongEnough() {
        start(constant(2));
        assertThat(panel.awake()).containsExactly(true, false, false, false);

        panel.observe(OptionalDouble.of(1));
        assertThat(panel.awake()).containsExactly(true, false, false, false);
        panel.observe(OptionalDouble.empty()); // missing slots are history too
        assertThat(panel.awake()).containsExactly(true, true, false, false);
        assertThat(panel.ahead(1, 3)).isEqualTo(10);
    }

    @Test
    void aModelCouldWakeOnceItsHistoryIsThereAndNoLongerWhenItHas() {
        start(constant(4));
        assertThat(panel.couldWake()).isFalse();

        panel.observe(OptionalDouble.of(1));
        assertThat(panel.couldWake()).isTrue();
        assertThat(panel.awake()).containsExactly(true, true, false, false);

        assertThat(panel.fit(0, Past.of(constant(5)), false)).isFalse();
        assertThat(panel.fit(1, Past.of(constant(5)), false)).isTrue();
        assertThat(panel.couldWake()).isFalse();
        assertThat(panel.awake()).containsExactly(true, true, true, false);
    }

    @Test
    void aHistoryWithoutAValueWakesNobody() {
        start(Series.of(Instant.EPOCH, Duration.ofMinutes(1), new double[9], new BitSet()));
        assertThat(panel.isAnyoneAwake()).isFalse();
        assertThat(panel.couldWake()).isFalse();

        panel.observe(OptionalDouble.of(1));
        assertThat(panel.couldWake()).isTrue();
    }

    @Test
    void onlyWhatGrowsStaleIsFittedAnew() {
        start(constant(6));

        assertThat(panel.fit(0, Past.of(constant(9)), true)).isFalse();
        assertThat(panel.fit(1, Past.of(constant(9)), false)).isFalse();
        assertThat(panel.fit(1, Past.of(constant(9)), true)).isTrue();
        assertThat(panel.ahead(0, 1)).isEqualTo(1);
        assertThat(panel.ahead(2, 1)).isEqualTo(9);
    }

    private void start(Series history) {
        panel.startAfter(history);
        for (int model = 0; model < panel.models(); model++) {
            panel.fit(model, Past.of(history), false);
        }
    }

    private static Series constant(int slots) {
        double[] values = new double[slots];
        java.util.Arrays.fill(values, 1);
        return Series.of(Instant.EPOCH, Duration.ofMinutes(1), values);
    }

    /**
     * A model that always says the same, and in its second variant ten times as much, which needs twice the history.
     *
     * @param value what it says
     * @param least slots before it says anything
     */
    private record Promise(String name, double value, int least, boolean growsStale)
            implements Model {
        Promise(String name, double value, int least) {
            this(name, value, least, false);
        }

        @Override
        public List<String> variants() {
            return List.of(name, "bold-" + name);
        }

        @Override
        public int leastSlots(int variant) {
            return least * (variant + 1);
        }

        @Override
        public FittedModel fit(Past past) {
            Series history = past.series();
            double said =
                    growsStale ? history.size() : value; // what is stale shows when it was fitted
            return new FittedModel() {
                @Override
                public void observe(double seen) {}

                @Override
                public void pass() {}

                @Override
                public double ahead(int variant, int steps) {
                    return variant == 0 ? said : 10 * said;
                }
            };
        }
    }
}
