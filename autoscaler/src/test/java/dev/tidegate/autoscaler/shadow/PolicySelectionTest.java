package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.shadow.cost.Losses;
import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicySelectionTest {
    private static final PolicyCatalogue CATALOGUE =
            PolicyCatalogue.of(Duration.ofMinutes(10), false);
    private static final double MEMORY = 14 * 144;

    private final FleetQueues fleets = new FleetQueues(CATALOGUE.size(), 0);
    private final StepScratch step = new StepScratch(CATALOGUE.size());
    private final float[] peaks = new float[CATALOGUE.peaks()];

    private static PolicySelection choice(double busy, OptionalDouble price) {
        Losses none = new Losses(new Disruptions(), 0, 1, MEMORY);
        return new PolicySelection(CATALOGUE, busy, price, 0, MEMORY, none);
    }

    /** Serves the demand with ten times the headroom of each policy. */
    private void play(PolicySelection choice, double demand) {
        Arrays.fill(peaks, 10);
        PolicyCatalogue.writeWanted(peaks, step.wanted);
        PolicyCatalogue.writeWanted(peaks, step.ready);
        PolicyCatalogue.writeWanted(peaks, step.nextWanted);
        fleets.serve(step, demand);
        choice.learn(step, peaks, demand);
    }

    @Test
    void theObjectiveIsKeptAtTheLeastPriceWhereDemandIsSteady() {
        PolicySelection choice = choice(0.001, OptionalDouble.empty());

        for (int i = 0; i < 1_000; i++) {
            play(choice, 9.5);
        }

        assertThat(choice.price()).isEqualTo(250);
        assertThat(choice.wanted(step)).isBetween((short) 10, (short) 12);
    }

    @Test
    void thePriceRisesWhereBurstsWouldBreakTheObjective() {
        PolicySelection choice = choice(0.001, OptionalDouble.empty());
        Random random = new Random(1);

        for (int i = 0; i < 1_000; i++) {
            play(choice, random.nextInt(30) == 0 ? 10 + 90 * random.nextDouble() : 9.5);
        }

        assertThat(choice.price()).isEqualTo(1_000);
    }

    @Test
    void halfOfTheObjectiveIsWorthTwice() {
        assertThat(choice(0.0005, OptionalDouble.empty()).price()).isEqualTo(500);
        assertThat(choice(0, OptionalDouble.empty()).price()).isEqualTo(25_000);
    }

    @Test
    void aGivenPriceStands() {
        PolicySelection choice = choice(0.001, OptionalDouble.of(7));

        for (int i = 0; i < 100; i++) {
            play(choice, i % 10 == 0 ? 40 : 9.5);
        }

        assertThat(choice.price()).isEqualTo(7);
    }
}
