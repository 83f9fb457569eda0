package dev.tidegate.forecaster.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.ForecastOutcome.Forecasted;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a generated service: a daily and weekly season, a wandering level, and noise proportional to the level. */
final class BackTestTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int DAY = 144;
    private static final ForecasterSettings HOUR = ForecasterSettings.forStep(STEP).withHorizon(6);

    @Test
    void generatedDemandIsForeseenBetterThanBySeasonalNaiveWithTheCoverageStated() {
        BackTest test = run(demand(14), 8 * DAY, 40);

        BackTestResult own = test.results().get(0);
        BackTestResult naive = test.results().get(1);
        assertThat(own.scores().weightedQuantileLoss().orElseThrow())
                .isLessThan(0.8 * naive.scores().weightedQuantileLoss().orElseThrow());
        assertThat(own.scores().coverage95()).isBetween(0.90, 0.99);
        assertThat(own.scores().coverage99()).isGreaterThan(0.96);
        assertThat(own.againstSeasonalNaive().orElseThrow().statistic()).isNegative();
        assertThat(own.againstSeasonalNaive().orElseThrow().pValue()).isLessThan(0.01);
        assertThat(naive.againstSeasonalNaive()).isEmpty();
    }

    @Test
    void ofAConstantTheNaiveForecastGivesNoScale() {
        double[] sevens = new double[4 * DAY];
        Arrays.fill(sevens, 7);

        BackTest test = run(Series.of(START, STEP, sevens), 3 * DAY, 3);

        assertThat(test.results())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.scores().scaledError()).isEmpty());
    }

    @Test
    void modelsAreScoredAloneBesideTheWholeAsFarAsTheyAreReady() {
        BackTest test =
                BackTest.run(
                        demand(5),
                        new BackTestPlan(HOUR, 4 * DAY, 3, Forecaster.models(HOUR), List.of()),
                        () -> 0,
                        percent -> {});

        List<String> names = test.results().stream().map(BackTestResult::name).toList();
        assertThat(names).startsWith("tidegate", "seasonal naive").contains("naive");
        assertThat(Forecaster.models(HOUR)) // some need a week, which is not there
                .containsAll(names.subList(2, names.size()))
                .hasSizeGreaterThan(names.size() - 2);
        assertThat(test.results())
                .allSatisfy(each -> assertThat(each.scores().origins()).isEqualTo(3));
    }

    @Test
    void aModelAloneIsThatModel() {
        Series line = demand(5);

        BackTestResult naive =
                BackTest.run(
                                line,
                                new BackTestPlan(HOUR, 4 * DAY, 3, List.of("naive"), List.of()),
                                () -> 0,
                                percent -> {})
                        .results()
                        .get(2);

        Forecaster alone = Forecaster.ofModel(HOUR, "naive");
        alone.observe(line.before(line.timeAt(4 * DAY)));
        assertThat(naive.name()).isEqualTo("naive");
        assertThat(((Forecasted) alone.forecast(6)).forecast().provenance().weights())
                .containsOnly(Map.entry("naive", 1.0));
    }

    @Test
    void anOriginSeesNothingThatComesAfterIt() {
        BackTest quiet = run(endingIn(1), 7 * DAY, 30);
        BackTest loud = run(endingIn(1_000), 7 * DAY, 30);

        assertThat(quiet.origins()).isBetween(10, 20); // those in the last two days are left out
        assertThat(loud.results().stream().map(BackTestResult::scores).toList())
                .isEqualTo(quiet.results().stream().map(BackTestResult::scores).toList());
    }

    @Test
    void originsFollowedByAMissingSlotAreLeftOut() {
        Series whole = demand(10);
        BitSet known = new BitSet();
        known.set(0, whole.size());
        known.clear(8 * DAY, 9 * DAY);
        double[] values = new double[whole.size()];
        Arrays.setAll(values, whole::value);

        BackTest test = run(Series.of(START, STEP, values, known), 7 * DAY, 100);

        assertThat(test.origins()).isBetween(60, 70); // a third of the span is missing
    }

    @Test
    void secondsComeFromTheClockThatWasHandedIn() {
        AtomicLong nanos = new AtomicLong();

        BackTest test =
                BackTest.run(
                        demand(9),
                        new BackTestPlan(HOUR, 8 * DAY, 3, List.of("naive"), List.of()),
                        () -> nanos.getAndAdd(250_000_000),
                        percent -> {});

        assertThat(test.results())
                .allSatisfy(e -> assertThat(e.secondsAForecast()).isCloseTo(0.25, within(1e-9)));
    }

    @Test
    void progressEndsAtAll() {
        List<Integer> told = new ArrayList<>();

        BackTest.run(
                demand(9),
                new BackTestPlan(HOUR, 8 * DAY, 4, List.of(), List.of()),
                () -> 0,
                told::add);

        assertThat(told).containsExactly(25, 50, 75, 100);
    }

    @Test
    void aSeriesTooShortIsSaid() {
        assertThatThrownBy(() -> run(demand(1), 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two origins");
    }

    private static BackTest run(Series series, int from, int origins) {
        return BackTest.run(
                series,
                new BackTestPlan(HOUR, from, origins, List.of(), List.of()),
                () -> 0,
                percent -> {});
    }

    /** Ten days; in the last two only every fifth slot is known, with values of another size. */
    private static Series endingIn(double factor) {
        Series whole = demand(10);
        double[] values = new double[whole.size()];
        BitSet known = new BitSet();
        for (int i = 0; i < values.length; i++) {
            boolean end = i >= 8 * DAY;
            values[i] = whole.value(i) * (end ? factor : 1);
            known.set(i, !end || i % 5 == 0);
        }
        return Series.of(START, STEP, values, known);
    }

    private static Series demand(int days) {
        Random random = new Random(8);
        double[] values = new double[days * DAY];
        double level = 0;
        for (int i = 0; i < values.length; i++) {
            level = 0.995 * level + 0.02 * random.nextGaussian();
            double day = 1 + 0.5 * Math.sin(2 * Math.PI * i / DAY);
            double week = i / DAY % 7 >= 5 ? 0.6 : 1;
            values[i] = 1_000 * day * week * Math.exp(level) * (1 + 0.05 * random.nextGaussian());
        }
        return Series.of(START, STEP, values);
    }
}
