package dev.tidegate.autoscaler.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GeneratedDemandTest {
    private static final int DAY = 288;

    @ParameterizedTest
    @EnumSource(GeneratedDemand.class)
    void theSameSeedMakesTheSameDemand(GeneratedDemand kind) {
        assertThat(values(kind.series(3))).isEqualTo(values(kind.series(3)));
        assertThat(values(kind.series(3))).isNotEqualTo(values(kind.series(4)));
        assertThat(kind.series(3).knownSlots()).isEqualTo(21 * DAY);
    }

    @Test
    void onlyWeeklyDemandIsQuietAtWeekends() {
        assertThat(weekendShare(GeneratedDemand.WEEKLY)).isCloseTo(0.55, within(0.1));
        assertThat(weekendShare(GeneratedDemand.DAILY)).isCloseTo(1, within(0.15));
    }

    @Test
    void burstsStandOutOfTheRest() {
        assertThat(peak(GeneratedDemand.BURSTY)).isGreaterThan(1.5 * peak(GeneratedDemand.DAILY));
    }

    private static double weekendShare(GeneratedDemand kind) {
        double[] values = values(kind.series(1));
        double weekend = mean(values, 5, 7);
        return weekend / mean(values, 0, 5);
    }

    private static double mean(double[] values, int fromDay, int toDay) {
        return IntStream.range(0, values.length)
                .filter(i -> i / DAY % 7 >= fromDay && i / DAY % 7 < toDay)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double peak(GeneratedDemand kind) {
        return Arrays.stream(values(kind.series(1))).max().orElseThrow();
    }

    private static double[] values(Series series) {
        return IntStream.range(0, series.size()).mapToDouble(series::value).toArray();
    }
}
