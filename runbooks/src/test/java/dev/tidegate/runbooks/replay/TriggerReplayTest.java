package dev.tidegate.runbooks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TriggerReplayTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final TriggerRule RULE =
            new TriggerRule("busy", true, 0.10, 0.05, Duration.ofMinutes(2), Duration.ofMinutes(5));

    @TempDir private Path folder;

    /** One value a minute. */
    private static List<Sample> minutes(double... values) {
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < values.length; i++) {
            samples.add(new Sample(minute(i), values[i]));
        }
        return samples;
    }

    private static Instant minute(int i) {
        return START.plus(Duration.ofMinutes(i));
    }

    private static List<Episode> replay(double... values) {
        return TriggerReplay.of(RULE, Optional.of(Duration.ofMinutes(20)), minutes(values));
    }

    @Test
    void ruleFiresAfterItsDwellAndLetsGoAfterItsCalm() {
        List<Episode> found = replay(0, .2, .2, .3, .2, 0, 0, 0, 0, 0, 0);

        assertThat(found)
                .containsExactly(new Episode(minute(3), .3, Optional.of(minute(10)), false, false));
    }

    @Test
    void peakShorterThanTheDwellDoesNotFire() {
        assertThat(replay(0, .2, .2, 0, .2, .2, 0)).isEmpty();
    }

    @Test
    void valueBetweenTheThresholdsMovesNothing() {
        List<Episode> found = replay(.2, .2, .2, .07, .07, .07, .07, .07, .07, .07);

        assertThat(found).singleElement().matches(e -> e.left().isEmpty());
    }

    @Test
    void secondTimeSoonAfterTheFirstIsFlapping() {
        List<Episode> found = replay(.2, .2, .2, 0, 0, 0, 0, 0, 0, .2, .2, .2);

        assertThat(found).extracting(Episode::flapped).containsExactly(false, true);
    }

    @Test
    void episodeThatOutlastsTheLeaseIsSaidSo() {
        double[] values = new double[30];
        Arrays.fill(values, .2);

        assertThat(replay(values)).singleElement().matches(Episode::tooLong);
    }

    @Test
    void gapInTheSamplesBeginsTheDwellAnew() {
        var samples = new ArrayList<>(minutes(.2, .2));
        samples.add(new Sample(minute(30), .2));

        assertThat(TriggerReplay.of(RULE, Optional.empty(), samples)).isEmpty();
    }

    @Test
    void brokenTraceIsRefusedWithItsLine() throws IOException {
        Path trace =
                Files.writeString(
                        folder.resolve("t.csv"),
                        "timestamp,busy\n2026-03-01T00:00:00Z,\n2026-03-01T00:01:00Z,high\n");

        assertThatThrownBy(() -> TraceFile.read(trace))
                .isInstanceOf(SignalException.class)
                .hasMessageContaining(":3:");
    }

    @Test
    void pictureShowsEveryEpisode() {
        List<Sample> samples = minutes(.2, .2, .2, 0, 0, 0, 0, 0, 0);
        List<Episode> found = TriggerReplay.of(RULE, Optional.empty(), samples);

        String svg = ReplayPlot.svg(RULE, samples, found);

        assertThat(svg).startsWith("<svg").containsOnlyOnce("<rect").contains("polyline");
    }

    @Test
    void pageHasThePictureAndARowForEveryEpisode() {
        List<Sample> samples = minutes(.2, .2, .2, 0, 0, 0, 0, 0, 0);
        List<Episode> found = TriggerReplay.of(RULE, Optional.empty(), samples);

        String page = ReplayPlot.page("shed <p3>", RULE, samples, found);

        assertThat(page).contains("<svg").contains("shed &lt;p3&gt;").containsOnlyOnce("<tr><td>");
        assertThat(page)
                .as("in the dark as in the light, with what the colours and lines mean")
                .contains(
                        "color-scheme: light dark",
                        "red where it flapped",
                        ">enter 0.",
                        ">exit 0.");
    }
}
