package dev.tidegate.forecaster.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.series.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SavedStateTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);

    @Test
    void aRestoredForecasterSaysTheSameToTheBit() throws IOException {
        Forecaster original = Forecaster.forStep(STEP);
        double[] load = new double[700];
        Arrays.setAll(load, SavedStateTest::demand);
        original.observe(Series.of(START, STEP, load));
        feed(original, 700, 777);

        Forecaster restored = Forecaster.restore(throughBytes(original.save()));

        assertThat(quantiles(restored)).isEqualTo(quantiles(original));
        feed(original, 777, 900); // a daily rebuild lies in here
        feed(restored, 777, 900);
        assertThat(quantiles(restored)).isEqualTo(quantiles(original));
    }

    @Test
    void savedInTheMiddleOfARebuildSaysTheSameToTheBit() throws IOException {
        int day = 48;
        Forecaster throughout = Forecaster.forStep(STEP);
        feed(throughout, 6 * day, 14 * day - 2);
        Forecaster original = Forecaster.restore(throughout.save());
        feed(throughout, 14 * day - 2, 15 * day);

        for (int slot = 14 * day - 2; slot < 14 * day + 26; slot += 4) {
            feed(original, slot, slot + 4);
            Forecaster restored = Forecaster.restore(throughBytes(original.save()));

            assertThat(quantiles(restored)).isEqualTo(quantiles(original));
            feed(restored, slot + 4, 15 * day);
            assertThat(quantiles(restored)).isEqualTo(quantiles(throughout));
        }
    }

    @Test
    void aForecasterThatHasHardlyStartedIsRestoredToo() throws IOException {
        Forecaster original = Forecaster.forStep(STEP);
        feed(original, 0, 5);

        Forecaster restored = Forecaster.restore(throughBytes(original.save()));
        feed(original, 5, 60);
        feed(restored, 5, 60);

        assertThat(quantiles(restored)).isEqualTo(quantiles(original));
    }

    @Test
    void somethingElseIsRefusedWithWhatWasFound() {
        assertThatThrownBy(
                        () ->
                                SavedState.readFrom(
                                        new ByteArrayInputStream(
                                                new byte[] {1, 2, 3, 4, 0, 0, 0, 9})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("01020304 of version 9");
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "8, -1", "12, -1", "16, -1", "16, 900", "20, -1"})
    void aStateWithANumberThatCannotBeIsRefused(int place, int number) throws IOException {
        Forecaster original = Forecaster.forStep(STEP);
        feed(original, 0, 60);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        original.save().writeTo(bytes);

        byte[] damaged = ByteBuffer.wrap(bytes.toByteArray()).putInt(place, number).array();

        assertThatThrownBy(() -> SavedState.readFrom(new ByteArrayInputStream(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the state is damaged")
                .hasMessageContaining(String.valueOf(number));
    }

    private static SavedState throughBytes(SavedState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.writeTo(bytes);
        return SavedState.readFrom(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static void feed(Forecaster forecaster, int from, int to) {
        for (int i = from; i < to; i++) {
            OptionalDouble value =
                    i % 17 == 0 ? OptionalDouble.empty() : OptionalDouble.of(demand(i));
            forecaster.observe(START.plus(STEP.multipliedBy(i)), value);
        }
    }

    private static double demand(int slot) {
        return 100 + 40 * Math.sin(slot * Math.PI / 24) + new Random(slot * 31L).nextInt(20);
    }

    private static double[] quantiles(Forecaster forecaster) {
        Forecast forecast = ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
        double[] quantiles = new double[37];
        for (int i = 0; i < 36; i++) {
            quantiles[i] = forecast.quantile(1 + i / 3, new double[] {0.1, 0.5, 0.99}[i % 3]);
        }
        quantiles[36] = forecast.maximumQuantile(1, 12, 0.9);
        return quantiles;
    }
}
