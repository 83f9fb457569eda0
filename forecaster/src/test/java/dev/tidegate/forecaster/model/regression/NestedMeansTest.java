package dev.tidegate.forecaster.model.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NestedMeansTest extends ModelConformance {
    @Override
    protected Model model() {
        return new NestedMeans(500, 20);
    }

    @Test
    void returnsToTheMeanOfDozensOfSlots() {
        // x[t] is what the last 48 slots were on average, and noise: the present value says next to
        // nothing.
        Random random = new Random(3);
        double[] path = new double[3_000];
        double sum = 0;
        for (int i = 0; i < path.length; i++) {
            path[i] = (i < 48 ? 100 : sum / 48) + random.nextGaussian();
            sum += path[i] - (i < 48 ? 0 : path[i - 48]);
        }
        path[path.length - 1] += 20;

        double[] ahead = forward(series(path.length, i -> path[i]), 20);

        double mean = (sum + 20) / 48;
        assertThat(ahead[0]).isCloseTo(mean, within(2.0));
        assertThat(ahead[10]).isCloseTo(mean, within(2.0));
    }

    @Test
    void aShortRandomWalkStaysWhereItIs() {
        // Forty-five steps of one tell nothing: with a thousandth as the only penalty it would go 8
        // away.
        double distance = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] path = new double[45];
            path[0] = 100;
            for (int i = 1; i < path.length; i++) {
                path[i] = path[i - 1] + random.nextGaussian();
            }
            double[] ahead = forward(series(path.length, i -> path[i]), 20);
            distance += Math.abs(ahead[19] - path[44]) / 40;
        }

        assertThat(distance).isLessThan(3);
    }
}
