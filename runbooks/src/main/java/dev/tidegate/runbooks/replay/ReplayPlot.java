package dev.tidegate.runbooks.replay;

import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.yaml.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws the signal, its thresholds and the episodes as one self-contained SVG image. */
public final class ReplayPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 40;

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
    private final double yMax;

    private ReplayPlot(TriggerRule rule, List<Sample> samples) {
        this.rule = rule;
        this.samples = samples;
        this.first = samples.get(0).at().toEpochMilli();
        this.span = Math.max(1, samples.get(samples.size() - 1).at().toEpochMilli() - first);
        double max = Math.max(rule.enter(), rule.exit());
        for (Sample s : samples) {
            max = Math.max(max, s.value());
        }
        this.yMax = max > 0 ? max * 1.05 : 1;
    }

    /**
     * @param samples at least one
     */
    public static String svg(TriggerRule rule, List<Sample> samples, List<Episode> episodes) {
        return new ReplayPlot(rule, samples).draw(episodes);
    }

    /**
     * An HTML page with the image and a table of the episodes.
     *
     * @param samples at least one
     */
    public static String page(
            String title, TriggerRule rule, List<Sample> samples, List<Episode> episodes) {
        Instant end = samples.get(samples.size() - 1).at();
        var page = new StringBuilder(HEAD);
        page.append("<title>").append(escape(title)).append("</title>\n");
        page.append("<h1>").append(escape(title)).append("</h1>\n<p>");
        page.append(escape(rule.text())).append("</p>\n<p>").append(escape(LEGEND));
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

    private static String escape(String text) {
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
                    format(
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" fill-opacity=\"0.45\"/>",
                            from, MARGIN / 2, Math.max(1, to - from), HEIGHT - MARGIN, colour));
        }
        threshold(svg, "enter", rule.enter(), "#d04545");
        threshold(svg, "exit", rule.exit(), "#3f9d4f");
        svg.append("<polyline fill=\"none\" stroke=\"#4a86e8\" points=\"");
        for (Sample s : samples) {
            svg.append(format("%.1f,%.1f ", x(s.at()), y(s.value())).strip()).append(' ');
        }
        svg.append("\"/>\n");
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%d\">%s to %s, 0 to %s</text>",
                        MARGIN, HEIGHT - 6, samples.get(0).at(), end, formatNumber(yMax)));
        return svg.append("</svg>\n").toString();
    }

    private void threshold(StringBuilder svg, String name, double value, String colour) {
        svg.append(
                format(
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                                + " stroke-dasharray=\"4 3\"/>",
                        MARGIN, WIDTH - MARGIN, y(value), y(value), colour));
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">%s %s</text>",
                        WIDTH - MARGIN, y(value) - 3, colour, name, formatNumber(value)));
    }

    private static String formatNumber(double value) {
        return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private double x(Instant at) {
        return MARGIN + (WIDTH - 2.0 * MARGIN) * (at.toEpochMilli() - first) / span;
    }

    private double y(double value) {
        return MARGIN / 2.0 + (HEIGHT - MARGIN) * (1 - value / yMax);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
