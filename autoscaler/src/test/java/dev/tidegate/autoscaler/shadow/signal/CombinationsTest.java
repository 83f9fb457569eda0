package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // values stand in the order of declaration
class CombinationsTest {
    private static final double FOREVER = 1e9;

    private final double[] values = new double[Signal.values().length];

    private static Combinations of(int lag, Signal... kept) {
        return new Combinations(List.of(kept), lag, FOREVER);
    }

    private void set(Signal signal, double value) {
        values[signal.ordinal()] = value;
    }

    private double value(Signal signal) {
        return values[signal.ordinal()];
    }

    @Test
    void untilSomethingIsKnownAllSignalsCountAlike() {
        Combinations combinations = of(1, Signal.NOW, Signal.TREND, Signal.COMBINED_40);
        set(Signal.NOW, 4);
        set(Signal.TREND, 8);

        combinations.add(values, 4);

        assertThat(value(Signal.COMBINED_40))
                .as("6 at a mean headroom")
                .isCloseTo(6 * 1.1625, within(1e-9));
    }

    @Test
    void aPriceBuysTheQuantileOfTheNewsvendor() {
        Combinations combinations =
                of(2, Signal.NOW, Signal.COMBINED_10, Signal.COMBINED_40, Signal.COMBINED_160);
        SplittableRandom random = new SplittableRandom(7);
        set(Signal.NOW, 62.5); // 50 to 100 by its headrooms

        for (int step = 0; step < 200_000; step++) {
            combinations.add(values, 100 * random.nextDouble());
        }

        assertThat(value(Signal.COMBINED_10))
                .as("1 - 1/10 of even demands")
                .isCloseTo(90, within(2.0));
        assertThat(value(Signal.COMBINED_40)).isCloseTo(97.5, within(2.0));
        assertThat(value(Signal.COMBINED_160)).isCloseTo(99.4, within(0.6));
    }

    @Test
    void theSignalThatForeseesIsPreferred() {
        Combinations combinations = of(1, Signal.NOW, Signal.TREND, Signal.COMBINED_40);
        for (int step = 0; step < 2_000; step++) {
            double demand = 10 + 5 * (step / 2 % 2); // a step and another at 10, then at 15
            set(Signal.NOW, demand);
            set(Signal.TREND, 15); // never too little, and never what is needed when both are at 10
            combinations.add(values, demand);
        }

        assertThat(value(Signal.COMBINED_40)).isCloseTo(15, within(0.3));
    }

    @Test
    void itCostsLittleMoreThanTheBestOfItsSignals() {
        Combinations combinations = of(0, Signal.NOW, Signal.TREND, Signal.COMBINED_10);
        SplittableRandom random = new SplittableRandom(3);
        double[] paid = new double[9]; // each signal at each headroom, then the combination
        double[] headrooms = {0.8, 1, 1.25, 1.6};
        double[] wanted = new double[9];
        int steps = 20_000;
        for (int step = 0; step < steps; step++) {
            double level = 10 + 5 * Math.sin(step / 50.0);
            double demand = level * (1 + 0.3 * random.nextDouble());
            for (int i = 0; step > 0 && i < paid.length; i++) {
                paid[i] += wanted[i] + 10 * Math.max(0, demand - wanted[i]);
            }
            set(Signal.NOW, demand);
            set(Signal.TREND, 10 + 5 * Math.sin((step + 1) / 50.0));
            combinations.add(values, demand);
            for (int i = 0; i < headrooms.length; i++) {
                wanted[i] = headrooms[i] * value(Signal.NOW);
                wanted[4 + i] = headrooms[i] * value(Signal.TREND);
            }
            wanted[8] = value(Signal.COMBINED_10);
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 8; i++) {
            best = Math.min(best, paid[i]);
        }

        assertThat(paid[8]).as("level x1.25 alone costs %.0f", best).isLessThan(best * 1.01);
    }

    @Test
    void moreOfASignalIsNeverLess() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 50; trial++) {
            Combinations one = of(2, Signal.NOW, Signal.TREND, Signal.COMBINED_40);
            Combinations other = of(2, Signal.NOW, Signal.TREND, Signal.COMBINED_40);
            for (int step = 0; step < 100; step++) {
                double demand = 10 * random.nextDouble();
                set(Signal.NOW, demand);
                set(Signal.TREND, 10 * random.nextDouble());
                one.add(values, demand);
                other.add(values, demand);
            }
            set(Signal.NOW, 5);
            one.add(values, 5);
            double at5 = value(Signal.COMBINED_40);
            set(Signal.NOW, 9);
            other.add(values, 9);

            assertThat(value(Signal.COMBINED_40)).isGreaterThanOrEqualTo(at5);
        }
    }

    @Test
    void neitherNothingNorTooMuchIsAnythingButANumber() {
        Combinations combinations = of(1, Signal.NOW, Signal.TREND, Signal.COMBINED_640);
        double[] demands = {0, 0, 0, 0, 1e300, 1e300, 0, 1e-300, 3, 0};
        for (int round = 0; round < 100; round++) {
            for (double demand : demands) {
                set(Signal.NOW, demand);
                set(Signal.TREND, demand / 2);
                combinations.add(values, demand);

                assertThat(value(Signal.COMBINED_640)).isBetween(0.0, 1.6e300);
            }
        }
        set(Signal.NOW, 3);
        set(Signal.TREND, 3);
        combinations.add(values, 3);

        assertThat(value(Signal.COMBINED_640)).isBetween(3 * 0.8, 3 * 1.6);
    }
}
