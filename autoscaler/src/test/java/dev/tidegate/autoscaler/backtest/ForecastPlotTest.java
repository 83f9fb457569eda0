package dev.tidegate.autoscaler.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome.Forecasted;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.series.Series;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecastPlotTest {
    private static final int BAND = 0xD5E2F8; // the forecast's blue at 20 % opacity, on white
    private static final int ACTUAL = 0x3B4A59;
    private static final Series COUNTS = GeneratedDemand.DAILY.series(5);

    @TempDir Path folder;

    @Test
    void anImageShowsTheBandAndTheActualDemand() throws IOException {
        Path file = Files.writeString(folder.resolve("f.png"), "earlier");
        Path earlier = Files.createLink(folder.resolve("earlier.png"), file);
        ForecastPlot plot = new ForecastPlot("requests", COUNTS, file);

        plot.add(forecast(5_000));
        plot.add(forecast(5_400));
        plot.finish();

        assertThat(earlier).as("replaced, and not drawn over").hasContent("earlier");
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(1_000);
        assertThat(image.getHeight()).isEqualTo(2 * 320);
        assertThat(colours(image)).contains(BAND, ACTUAL);
    }

    @Test
    void aForecastBeyondTheTraceIsDrawn() throws IOException {
        Path file = folder.resolve("f.PNG");
        ForecastPlot plot = new ForecastPlot("requests", COUNTS, file);

        plot.add(forecast(COUNTS.size()));
        plot.finish();

        assertThat(colours(ImageIO.read(file.toFile()))).contains(BAND, ACTUAL);
    }

    @Test
    void aPageHoldsEveryForecastAndIsSelfContained() throws IOException {
        Path file = folder.resolve("f.html");
        ForecastPlot plot = new ForecastPlot("requests", COUNTS, file);

        plot.add(forecast(5_000));
        plot.finish();

        assertThat(Files.readString(file))
                .contains("From 2024-01-18T08:40:00Z", "98 % of what may come")
                .doesNotContain("src=\"http");
    }

    @Test
    void anImageOfTooManyForecastsIsRefused() {
        ForecastPlot plot = new ForecastPlot("requests", COUNTS, folder.resolve("f.png"));
        Forecast one = forecast(5_000);
        for (int i = 0; i < 25; i++) {
            plot.add(one);
        }

        assertThatThrownBy(plot::finish).isInstanceOf(IOException.class).hasMessageContaining("25");
    }

    @Test
    void theFileNameDeterminesTheFormat() {
        assertThat(ForecastPlot.isSupported(Path.of("a.html"))).isTrue();
        assertThat(ForecastPlot.isSupported(Path.of("a.Png"))).isTrue();
        assertThat(ForecastPlot.isSupported(Path.of("a.pdf"))).isFalse();
    }

    private static Forecast forecast(int slot) {
        Forecaster forecaster = Forecaster.forStep(COUNTS.step());
        forecaster.observe(COUNTS.before(COUNTS.timeAt(slot)).last(600));
        return ((Forecasted) forecaster.forecast(12)).forecast();
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int pixel :
                image.getRGB(
                        0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colours.add(pixel & 0xFFFFFF);
        }
        return colours;
    }
}
