package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.interval.Spread;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class IssuedForecastTest {
    @Test
    void itIsOfTheSlotsItWasBegunAt() {
        IssuedForecast issue = new IssuedForecast(2, 3);

        assertThat(issue.isIssuedAfter(0)).isFalse();
        issue.start(7, new boolean[] {true, false, true}, 0.5);

        assertThat(issue.isIssuedAfter(7)).isTrue();
        assertThat(issue.isIssuedAfter(8)).isFalse();
        assertThat(issue.meanStep).isEqualTo(0.5);
        assertThat(issue.awake).containsExactly(true, false, true);
    }

    @Test
    void whoWakesLaterWasNotAwakeThen() {
        IssuedForecast issue = new IssuedForecast(1, 2);
        boolean[] awake = {true, false};
        issue.start(1, awake, 1);

        awake[1] = true;

        assertThat(issue.awake).containsExactly(true, false);
    }

    @Test
    void ranksAreUnknownAgainWhenItIsBegunAnew() {
        IssuedForecast issue = new IssuedForecast(2, 1);
        issue.start(1, new boolean[] {true}, 1);
        Arrays.fill(issue.ranks, 0.7f);

        issue.start(2, new boolean[] {true}, 1);

        assertThat(issue.ranks).containsOnly(0);
    }

    @Test
    void errorsAreOfTheNodeAndInTheUnit() {
        IssuedForecast issue = new IssuedForecast(2, 2);
        issue.put(0, 0, 1);
        issue.put(0, 1, 2);
        issue.put(1, 0, 30);
        issue.put(1, 1, 50);
        double[] errors = new double[2];

        issue.errors(0, 10, 3, errors);
        assertThat(errors).containsExactly(27, 24);
        issue.errors(1, 10, 0.5, errors);
        assertThat(errors).containsExactly(-10, -20);
    }

    @Test
    void eachNodeHasItsOwnFeatures() {
        IssuedForecast issue = new IssuedForecast(2, 1);
        double[] near = new double[Spread.FEATURES];
        double[] far = new double[Spread.FEATURES];
        Arrays.setAll(near, i -> i + 1);
        Arrays.setAll(far, i -> -i - 1);
        issue.putFeatures(0, near);
        issue.putFeatures(1, far);
        double[] row = new double[Spread.FEATURES];

        issue.features(0, row);
        assertThat(row).containsExactly(near);
        issue.features(1, row);
        assertThat(row).containsExactly(far);
    }
}
