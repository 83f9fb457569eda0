package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ErrorWindowTest {
    @Test
    void beyondTheLargestTheTailFallsOffExponentially() {
        ErrorWindow window = new ErrorWindow(100);
        for (int i = 1; i <= 100; i++) {
            add(window, i);
        }

        // By hand: the five outermost exceed the sixth by 1 to 5, by 3 in the mean; 0.001 is 0.101
        // of a rank.
        double beyond = 3 * Math.log(1 / 0.101);
        assertThat(window.quantile(0.999)).isCloseTo(100 + beyond, within(1e-9));
        assertThat(window.quantile(0.001)).isCloseTo(1 - beyond, within(1e-9));
        assertThat(window.quantile(100.0 / 101)).isCloseTo(100, within(1e-9));
        assertThat(window.quantile(1.0 / 101)).isCloseTo(1, within(1e-9));
    }

    @Test
    void oneErrorIsAWindow() {
        ErrorWindow window = new ErrorWindow(1);
        add(window, 7);

        assertThat(window.quantile(0.01)).isEqualTo(7);
        assertThat(window.quantile(0.5)).isEqualTo(7);
        assertThat(window.quantile(0.99)).isEqualTo(7);
    }

    @Test
    void aZeroIsAZeroFromWhicheverSide() {
        ErrorWindow window = new ErrorWindow(3);
        add(window, -0.0);
        add(window, 0.0);

        assertThat(window.countBelow(0.0)).isZero();
        assertThat(window.countBelow(-0.0)).isZero();
        assertThat(window.countBelow(Float.MIN_NORMAL)).isEqualTo(2);
    }

    @Test
    void quantileIsTheRankAmongOneMore() {
        ErrorWindow window = new ErrorWindow(10);
        for (int i : new int[] {9, 1, 8, 2, 7, 3, 6, 4, 5}) {
            add(window, i);
        }

        // Nine errors cut the line into ten equal parts.
        assertThat(window.quantile(0.1)).isEqualTo(1);
        assertThat(window.quantile(0.5)).isEqualTo(5);
        assertThat(window.quantile(0.85)).isCloseTo(8.5, within(1e-9));
        assertThat(window.quantile(0.9)).isEqualTo(9);
    }

    @Test
    void whatIsOldFadesFromAFullWindow() {
        ErrorWindow window = new ErrorWindow(100);
        for (int i = 0; i < 100; i++) {
            add(window, i);
        }
        for (int i = 0; i < 300; i++) {
            add(window, 1_000);
        }

        // Each newcomer takes one place of a hundred: 0.99^300 of the old ones are left.
        assertThat(window.size()).isEqualTo(100);
        assertThat(window.countBelow(1_000)).isBetween(1, 10);
        assertThat(window.quantile(0.5)).isCloseTo(1_000, within(4.0));
    }

    @Test
    void aFullWindowKeepsTheShapeOfWhatComes() {
        Random random = new Random(6);
        ErrorWindow window = new ErrorWindow(500);
        for (int i = 0; i < 5_000; i++) {
            add(window, random.nextGaussian());
        }

        assertThat(window.quantile(0.05))
                .isCloseTo(-1.645, within(0.2)); // of the normal distribution
        assertThat(window.quantile(0.5)).isCloseTo(0, within(0.1));
        assertThat(window.quantile(0.95)).isCloseTo(1.645, within(0.2));
    }

    @Test
    void exponentialTailIsContinuedBeyondTheLargest() {
        Random random = new Random(5);
        ErrorWindow window = new ErrorWindow(2_000);
        for (int i = 0; i < 2_000; i++) {
            add(window, -Math.log(1 - random.nextDouble()));
        }

        // Closed form: the p-quantile of the unit exponential is -ln(1 - p).
        assertThat(window.quantile(0.99)).isCloseTo(-Math.log(0.01), within(0.5));
        assertThat(window.quantile(0.9999)).isCloseTo(-Math.log(0.0001), within(2.0));
    }

    @Test
    void asManyErrorsAsItsRankSaysLieBelowAQuantile() {
        ErrorWindow window = new ErrorWindow(100);
        for (int i = 0; i < 99; i++) {
            add(window, i);
        }

        assertThat(window.countBelow(window.quantile(0.3) + 0.5)).isEqualTo(30);
    }

    @Test
    void anErrorIsUnderAQuantileThatIsNoSmaller() {
        Random random = new Random(8);
        for (int capacity : new int[] {1, 2, 9, 60}) {
            ErrorWindow window = new ErrorWindow(capacity);
            for (int i = 0; i < 100; i++) {
                int error = random.nextInt(21) - 10; // ties, and kept to the bit
                if (i > 0) {
                    isUnderAgreesWithTheQuantile(window, error);
                }
                add(window, error);
            }
        }
    }

    private static void isUnderAgreesWithTheQuantile(ErrorWindow window, double error) {
        for (int percent = 1; percent < 100; percent++) {
            double probability = percent / 100.0;
            assertThat(window.isUnder(error, window.countBelow(error), probability))
                    .isEqualTo(error <= window.quantile(probability));
        }
    }

    @Test
    void anErrorBeyondAllIsUnderNothingButTheTail() {
        ErrorWindow window = new ErrorWindow(9);
        for (int i = 1; i <= 9; i++) {
            add(window, i);
        }

        assertThat(window.isUnder(10, 9, 0.9)).isFalse();
        assertThat(window.isUnder(9, 8, 0.9)).isTrue();
        // The four outermost exceed the fifth by 2.5 in the mean: 9 + 2.5 ln 10.
        assertThat(window.isUnder(14.7, 9, 0.99)).isTrue();
        assertThat(window.isUnder(14.8, 9, 0.99)).isFalse();
        assertThat(window.isUnder(0.5, 0, 0.1)).isTrue();
    }

    static void add(ErrorWindow window, double error) {
        window.add(error, window.countBelow(error));
    }
}
