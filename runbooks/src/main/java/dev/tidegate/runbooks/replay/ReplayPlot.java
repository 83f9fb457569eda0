package dev.tidegate.runbooks.replay;

import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.yaml.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The signal, its thresholds and the episodes as one SVG picture that needs nothing else. */
public final class ReplayPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 300;
    private static final int EDGE = 40;

    private static final String LEGEND =
            "The line is the signal. Shaded is while the rule holds: yellow, or red where it flapped or stayed"
                    + " longer than its lease. All times UTC.";
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            table { border-collapse: collapse; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; }
            svg { width: 100%; height: auto; }
            </style>
            """;

    private final List<Sample> samples;
    private final TriggerRule rule;
    private final long first;
    private final long span;
    private final double top;

    private ReplayPlot(TriggerRule rule, List<Sample> samples) {
        this.rule = rule;
        this.samples = samples;
        this.first = samples.get(0).at().toEpochMilli();
        this.span = Math.max(1, samples.get(samples.size() - 1).at().toEpochMilli() - first);
        double most = Math.max(rule.enter(), rule.exit());
        for (Sample s : samples) {
            most = Math.max(most, s.value());
        }
        this.top = most > 0 ? most * 1.05 : 1;
    }

    /**
     * @param samples at least one
     */
    public static String svg(TriggerRule rule, List<Sample> samples, List<Episode> episodes) {
        return new ReplayPlot(rule, samples).draw(episodes);
    }

    /**
     * The picture with a table of the episodes below it, as a page.
     *
     * @param samples at least one
     */
    public static String page(
            String title, TriggerRule rule, List<Sample> samples, List<Episode> episodes) {
        Instant end = samples.get(samples.size() - 1).at();
        var page = new StringBuilder(HEAD);
        page.append("<title>").append(escaped(title)).append("</title>\n");
        page.append("<h1>").append(escaped(title)).append("</h1>\n<p>");
        page.append(escaped(rule.text())).append("</p>\n<p>").append(escaped(LEGEND));
        page.append("</p>\n").append(svg(rule, samples, episodes));
        page.append("<table><tr><th>entered<th>left<th>lasted<th>worst<th>remark\n");
        for (Episode e : episodes) {
            page.append("<tr><td>").append(e.entered());
            page.append("<td>").append(e.left().map(Instant::toString).orElse("still in force"));
            page.append("<td>").append(Durations.text(e.length(end)));
            page.append("<td>").append(e.peak());
            page.append("<td>").append(e.flapped() ? "flapped " : "");
            page.append(e.tooLong() ? "longer than its lease" : "").append('\n');
        }
        return page.append("</table></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String draw(List<Episode> episodes) {
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"11\""
                        .formatted(WIDTH, HEIGHT));
        svg.append(" font-family=\"sans-serif\" fill=\"currentColor\">\n");
        Instant end = samples.get(samples.size() - 1).at();
        for (Episode e : episodes) {
            double from = x(e.entered());
            double to = x(e.left().orElse(end));
            String colour = e.flapped() || e.tooLong() ? "#d9534f" : "#e0a82e";
            svg.append(
                    line(
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" fill-opacity=\"0.45\"/>",
                            from, EDGE / 2, Math.max(1, to - from), HEIGHT - EDGE, colour));
        }
        threshold(svg, "enter", rule.enter(), "#d04545");
        threshold(svg, "exit", rule.exit(), "#3f9d4f");
        svg.append("<polyline fill=\"none\" stroke=\"#4a86e8\" points=\"");
        for (Sample s : samples) {
            svg.append(line("%.1f,%.1f ", x(s.at()), y(s.value())).strip()).append(' ');
        }
        svg.append("\"/>\n");
        svg.append(
                line(
                        "<text x=\"%d\" y=\"%d\">%s to %s, 0 to %s</text>",
                        EDGE, HEIGHT - 6, samples.get(0).at(), end, shown(top)));
        return svg.append("</svg>\n").toString();
    }

    private void threshold(StringBuilder svg, String name, double value, String colour) {
        svg.append(
                line(
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                                + " stroke-dasharray=\"4 3\"/>",
                        EDGE, WIDTH - EDGE, y(value), y(value), colour));
        svg.append(
                line(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">%s %s</text>",
                        WIDTH - EDGE, y(value) - 3, colour, name, shown(value)));
    }

    private static String shown(double value) {
        return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private double x(Instant at) {
        return EDGE + (WIDTH - 2.0 * EDGE) * (at.toEpochMilli() - first) / span;
    }

    private double y(double value) {
        return EDGE / 2.0 + (HEIGHT - EDGE) * (1 - value / top);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
