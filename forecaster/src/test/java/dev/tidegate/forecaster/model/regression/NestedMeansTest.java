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
}
