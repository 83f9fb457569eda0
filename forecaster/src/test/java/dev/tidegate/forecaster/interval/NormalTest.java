package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expected values from the standard normal table. */
final class NormalTest {
    @Test
    void ranksAndScoresAreThoseOfTheTable() {
        double[] scores = {0, 0.6745, 1.2816, 1.9600, 2.5758};
        double[] ranks = {0.5, 0.75, 0.9, 0.975, 0.995};

        for (int i = 0; i < scores.length; i++) {
            assertThat(Normal.rank(scores[i])).isCloseTo(ranks[i], within(1e-4));
            assertThat(Normal.rank(-scores[i])).isCloseTo(1 - ranks[i], within(1e-4));
            assertThat(Normal.quantile(ranks[i])).isCloseTo(scores[i], within(0.01));
            assertThat(Normal.quantile(1 - ranks[i])).isCloseTo(-scores[i], within(0.01));
        }
    }

    @Test
    void noScoreIsCertain() {
        assertThat(Normal.rank(99)).isEqualTo(Normal.rank(4)).isLessThan(1);
        assertThat(Normal.rank(-99)).isEqualTo(Normal.rank(-4)).isPositive();
        assertThat(Normal.rank(3.9)).isLessThan(Normal.rank(4));
        assertThat(Normal.quantile(1)).isBetween(3.0, 4.0);
        assertThat(Normal.quantile(0)).isBetween(-4.0, -3.0);
    }

    @Test
    void noiseIsStandardNormal() {
        double sum = 0;
        double squares = 0;
        int under = 0;
        for (int path = 0; path < 8_192; path++) {
            double noise = Normal.noise(path, 5);
            sum += noise;
            squares += noise * noise;
            under += noise < 1.6449 ? 1 : 0;
        }

        assertThat(sum / 8_192).isCloseTo(0, within(1e-3));
        assertThat(squares / 8_192).isCloseTo(1, within(1e-2));
        assertThat(under / 8_192.0).isCloseTo(0.95, within(1e-3));
    }

    @Test
    void noiseIsTheSameAgainAndAnotherForEachPathAndSlot() {
        Set<Double> seen = new HashSet<>();
        for (int path = 0; path < 100; path++) {
            assertThat(Normal.noise(path, 1)).isEqualTo(Normal.noise(path, 1));
            seen.add(Normal.noise(path, 1));
        }
        for (int slot = 2; slot < 60; slot++) {
            seen.add(Normal.noise(0, slot));
        }

        assertThat(seen).hasSizeGreaterThan(155); // of 158, a few of which may be alike by chance
    }

    @Test
    void noiseOfASlotTellsNothingOfTheNextOrOfTheNextPath() {
        double nextSlot = 0;
        double nextPath = 0;
        int pairs = 0;
        for (int path = 0; path < 200; path++) {
            for (int slot = 1; slot < 60; slot++) {
                double noise = Normal.noise(path, slot);
                nextSlot += noise * Normal.noise(path, slot + 1);
                nextPath += noise * Normal.noise(path + 1, slot);
                pairs++;
            }
        }

        assertThat(nextSlot / pairs).isCloseTo(0, within(0.05));
        assertThat(nextPath / pairs).isCloseTo(0, within(0.05));
    }
}
