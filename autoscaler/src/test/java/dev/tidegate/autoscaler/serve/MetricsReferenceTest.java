package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.GeneratedPage;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} lists exactly the metrics that are exposed. */
final class MetricsReferenceTest {
    @Test
    void theReferenceListsTheDeclaredMetrics() throws IOException {
        GeneratedPage.check("metrics.md", reference());
    }

    private static String reference() {
        return """
               # Metrics

               What the daemon exposes at `/metrics`. A value that is not known has no series. To see how a workload did over a longer window, ask
               Prometheus: `avg_over_time(tidegate_regret_ratio[7d])`. The [alert rules](examples/alerts.yaml) that use these metrics are checked by promtool.

               | metric | labels | meaning |
               |---|---|---|
               """
                + new Meters()
                        .declarations().stream()
                                .sorted(Comparator.comparing(Meters.Declaration::name))
                                .map(MetricsReferenceTest::row)
                                .collect(Collectors.joining())
                + "\nThis page is generated: `"
                + GeneratedPage.HOW
                + "` writes it anew.\n";
    }

    private static String row(Meters.Declaration metric) {
        return "| `%s` | %s | %s |\n"
                .formatted(metric.name(), String.join(", ", metric.labels()), metric.help());
    }
}
