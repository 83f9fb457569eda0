package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.book.TriggerProgress.Move;
import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When exactly a signal calls for a book, and when no longer. */
final class TriggerRuleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TriggerRule HIGH = rule(true, 10, 5);
    private static final TriggerRule LOW = rule(false, 5, 10);

    private static TriggerRule rule(boolean high, double enter, double exit) {
        return new TriggerRule(
                "q", high, enter, exit, Duration.ofMinutes(2), Duration.ofMinutes(10));
    }

    private static Move see(TriggerProgress progress, int seconds, double value) {
        return progress.add(new Sample(NOON.plusSeconds(seconds), value));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 10, true, false",
        "true, 9.99, false, false",
        "true, 5, false, false",
        "true, 4.99, false, true",
        "false, 5, true, false",
        "false, 5.01, false, false",
        "false, 10, false, false",
        "false, 10.01, false, true",
    })
    void aThresholdIsReachedFromItsOwnSideAndLeftBeyondTheOther(
            boolean high, double value, boolean enters, boolean exits) {
        TriggerRule rule = high ? HIGH : LOW;

        assertThat(rule.entersAt(value)).isEqualTo(enters);
        assertThat(rule.exitsAt(value)).isEqualTo(exits);
    }

    @Test
    void aGapBetweenTheThresholdsIsHysteresis() {
        assertThat(HIGH.hasHysteresis()).isTrue();
        assertThat(LOW.hasHysteresis()).isTrue();
        assertThat(rule(true, 5, 5).hasHysteresis()).isFalse();
        assertThat(rule(false, 5, 5).hasHysteresis()).isFalse();
        assertThat(rule(true, 5, 10).hasHysteresis()).isFalse();
        assertThat(rule(false, 10, 5).hasHysteresis()).isFalse();
    }

    @Test
    void peopleReadItAsItIs() {
        assertThat(HIGH.text()).isEqualTo("enter >= 10.0 for 2m, exit < 5.0 for 10m");
        assertThat(LOW.text()).isEqualTo("enter <= 5.0 for 2m, exit > 10.0 for 10m");
    }

    @Test
    void aDwellEndsAtItsInstantInAndOut() {
        TriggerProgress progress = new TriggerProgress(HIGH);
        assertThat(progress.isDwelling()).isFalse();

        assertThat(see(progress, 0, 10)).isEqualTo(Move.NONE);
        assertThat(progress.isDwelling()).isTrue();
        assertThat(see(progress, 119, 10)).isEqualTo(Move.NONE);
        assertThat(progress.isActive()).isFalse();
        assertThat(see(progress, 120, 10)).isEqualTo(Move.ENTERED);
        assertThat(progress.isActive()).isTrue();
        assertThat(progress.isDwelling()).isFalse();

        assertThat(see(progress, 150, 4)).isEqualTo(Move.NONE);
        assertThat(see(progress, 450, 4)).isEqualTo(Move.NONE);
        assertThat(see(progress, 749, 4)).isEqualTo(Move.NONE);
        assertThat(see(progress, 750, 4)).isEqualTo(Move.LEFT);
        assertThat(progress.isActive()).isFalse();
    }

    @Test
    void aSampleBetweenTheThresholdsBeginsTheDwellAnew() {
        TriggerProgress progress = new TriggerProgress(HIGH, true);
        see(progress, 0, 4);
        see(progress, 290, 5);
        see(progress, 300, 4);
        see(progress, 600, 4);

        assertThat(see(progress, 899, 4)).isEqualTo(Move.NONE);
        assertThat(see(progress, 900, 4)).isEqualTo(Move.LEFT);
    }

    @Test
    void samplesMoreThanFiveMinutesApartAreNoDwell() {
        TriggerProgress seldom = new TriggerProgress(HIGH);
        see(seldom, 0, 10);
        assertThat(see(seldom, 301, 10)).isEqualTo(Move.NONE);

        TriggerProgress often = new TriggerProgress(HIGH);
        see(often, 0, 10);
        assertThat(see(often, 300, 10)).isEqualTo(Move.ENTERED);
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreAtLeastHalfOfIt() {
        Retries retries = new Retries(9, Duration.ofMillis(500), Duration.ofSeconds(3));

        assertThat(retries.pauseBefore(1, 1)).hasMillis(500);
        assertThat(retries.pauseBefore(2, 1)).hasMillis(1_000);
        assertThat(retries.pauseBefore(3, 1)).hasMillis(2_000);
        assertThat(retries.pauseBefore(4, 1)).hasMillis(3_000);
        assertThat(retries.pauseBefore(99, 1)).hasMillis(3_000);
        assertThat(retries.pauseBefore(3, 0)).hasMillis(1_000);
        assertThat(retries.pauseBefore(3, 0.5)).hasMillis(1_500);
    }
}
