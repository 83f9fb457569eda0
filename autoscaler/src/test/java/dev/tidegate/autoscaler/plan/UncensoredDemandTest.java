package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UncensoredDemandTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing is left over,                               80,  0,  0, 100,  80",
        "served to the brim and the rest turned away,       100, 30,  0, 100, 130",
        "served to the brim and the rest waits,             100,  0, 30, 100, 130",
        "some waits and some is turned away,                100, 20, 10, 100, 130",
        "a demand that counts arrivals has it all already,  130, 30,  0, 100, 130",
        "it has what waits for longer already too,          130, 20, 10, 100, 130",
        "a queue that drains is no demand less,             100,  0,-30, 100, 100",
        "what drained was not turned away,                  100, 30,-30, 100, 100",
        "turned away below capacity counts all the same,     60, 10,  0, 100,  70",
        "a replica serves more than was thought,            120, 30,  0, 100, 130",
        "nothing serves: all of it was turned away,           0, 30,  0,   0,  30",
        "nothing serves and arrivals are counted,            30, 30,  0,   0,  30",
    })
    void whatWasTurnedAwayOrWaitsForLongerArrived(
            String name, double seen, double away, double growth, double servable, double arrived) {
        assertThat(UncensoredDemand.of(seen, away, growth, servable)).as(name).isEqualTo(arrived);
    }

    @Property
    void moreSeenIsNeverLessArrived(
            @ForAll @DoubleRange(min = 0, max = 200) double less,
            @ForAll @DoubleRange(min = 0, max = 200) double more,
            @ForAll @DoubleRange(min = 0, max = 200) double away,
            @ForAll @DoubleRange(min = -100, max = 100) double growth,
            @ForAll @DoubleRange(min = 0, max = 200) double servable) {
        double small = UncensoredDemand.of(Math.min(less, more), away, growth, servable);
        double large = UncensoredDemand.of(Math.max(less, more), away, growth, servable);

        assertThat(large).isGreaterThanOrEqualTo(small);
    }

    @Test
    void thePastHasWhatWasTurnedAwayAddedToWhatIsKnownOfIt() {
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        Duration step = Duration.ofMinutes(1);
        BitSet known = new BitSet();
        known.set(0, 3);
        Series seen = Series.of(start, step, new double[] {100, 100, 150, 0}, known);
        Series away = Series.of(start.plus(step), step, new double[] {20, 20, 20, 20});

        Series arrived = UncensoredDemand.of(seen, away, 120);

        assertThat(arrived.value(0)).as("nothing is known to have been turned away").isEqualTo(100);
        assertThat(arrived.value(1)).isEqualTo(120);
        assertThat(arrived.value(2)).as("more than can be served is arrivals").isEqualTo(150);
        assertThat(arrived.isKnown(3)).isFalse();
    }
}
