package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastSignalsTest {
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void aKnownEventIsForeseen() {
        List<Event> launches =
                IntStream.iterate(3, day -> day <= 12, day -> day + 3)
                        .mapToObj(day -> launch(day * 144 + 70))
                        .toList();
        Random random = new Random(3);
        ForecastSignals told = new ForecastSignals(STEP, 1, launches);
        ForecastSignals untold = new ForecastSignals(STEP, 1, List.of());
        told.startAt(START);
        untold.startAt(START);
        for (int i = 0; i < 12 * 144 + 69; i++) {
            Instant at = START.plus(STEP.multipliedBy(i));
            boolean launched = launches.stream().anyMatch(launch -> launch.covers(at));
            double served = (launched ? 30 : 10) * (1 + 0.05 * random.nextGaussian());
            told.add(OptionalDouble.of(served), served);
            untold.add(OptionalDouble.of(served), served);
        }

        assertThat(told.value(0)).as("median, a lead before the launch").isGreaterThan(20);
        assertThat(untold.value(0)).isLessThan(15);
    }

    @Test
    void launchTimesThatAreMeasuredAnewLeaveTheCalendarWhereItIs() {
        Duration minute = Duration.ofMinutes(1);
        List<Event> launches =
                IntStream.iterate(3, day -> day <= 12, day -> day + 3)
                        .mapToObj(day -> launch(day * 144 + 70))
                        .toList();
        Random random = new Random(7);
        ForecastSignals foresight = new ForecastSignals(minute, 5, launches);
        foresight.startAt(START);
        for (int i = 0; i <= (12 * 144 + 69) * 10; i++) {
            Instant at = START.plus(minute.multipliedBy(i));
            boolean launched = launches.stream().anyMatch(launch -> launch.covers(at));
            double served = (launched ? 30 : 10) * (1 + 0.05 * random.nextGaussian());
            foresight.add(OptionalDouble.of(served), served);
            if (i % 31 == 0) { // hardly ever with a slot that is forecast as one
                foresight.setLag(5 + i % 2);
            }
        }

        assertThat(foresight.value(0)).as("median, ten minutes before").isGreaterThan(20);
    }

    @Test
    void aLaunchThatTakesLongerThanCanBeForeseenIsForeseenAsFarAsThat() {
        ForecastSignals foresight = new ForecastSignals(STEP, 1, List.of());
        foresight.startAt(START);
        foresight.setLag(12);
        double newest = 0;
        for (int i = 0; i <= 12 * 144 + 40; i++) {
            newest = i % 144 >= 42 && i % 144 < 120 ? 20 : 2;
            foresight.add(OptionalDouble.of(newest), newest);
        }

        assertThat(newest).isEqualTo(2);
        assertThat(foresight.value(0)).as("the doors open in ten minutes").isGreaterThan(10);
    }

    @Test
    void aQuietSlotBeforeTheDoorsOpenSaysLittleOfTheCrowd() {
        ForecastSignals foresight = new ForecastSignals(STEP, 1, List.of());
        foresight.startAt(START);
        Random random = new Random(5);
        int last = 12 * 144 + 40; // ends ten minutes before seven
        for (int i = 0; i <= last; i++) {
            boolean open = i % 144 >= 42 && i % 144 < 120;
            double plateau = 20 * (1 + 0.05 * random.nextGaussian());
            double atNight = i < last ? random.nextInt(3) : 0; // one a slot, and now none
            double calls = open ? plateau : atNight;
            foresight.add(OptionalDouble.of(calls), calls);
        }

        assertThat(foresight.value(0)).as("median of the largest to come").isGreaterThan(10);
    }

    private static Event launch(int slot) {
        Instant start = START.plus(STEP.multipliedBy(slot));
        return new Event("launch", start, start.plus(STEP.multipliedBy(6)));
    }
}
