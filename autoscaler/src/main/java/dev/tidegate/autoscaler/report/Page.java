package dev.tidegate.autoscaler.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A self-contained HTML file, so that it opens from a disk, a mail or an archive. */
public final class Page {
    private static final String SCRIPT =
            "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Mustache TEMPLATE =
            new DefaultMustacheFactory("dev/tidegate/autoscaler/report").compile("page.mustache");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final String lead;
    private final List<Map<String, Object>> parts = new ArrayList<>();

    public Page(String title, String lead) {
        this.title = title;
        this.lead = lead;
    }

    public Page heading(String text) {
        parts.add(Map.of("heading", text));
        return this;
    }

    public Page paragraph(String text) {
        parts.add(Map.of("paragraph", text));
        return this;
    }

    public Page table(Table table) {
        parts.add(
                Map.of(
                        "table",
                        Map.of(
                                "headings",
                                cells(table, table.headings()),
                                "rows",
                                table.rows().stream()
                                        .map(row -> Map.of("cells", cells(table, row)))
                                        .toList())));
        return this;
    }

    private static List<Map<String, Object>> cells(Table table, List<String> row) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(Map.of("text", row.get(i), "figure", table.isNumeric(i)));
        }
        return cells;
    }

    public Page chart(Chart chart) {
        parts.add(Map.of("chart", Map.of("json", json(chart), "title", chart.title())));
        return this;
    }

    /** Writes the page atomically, and creates missing folders; an older file is replaced. */
    public void write(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        WholeFile.write(file, this::render);
    }

    private Path render(Path to) throws IOException {
        try (Writer out = Files.newBufferedWriter(to)) {
            TEMPLATE.execute(
                            out,
                            Map.of(
                                    "title", title, "lead", lead, "parts", parts, "script",
                                    script()))
                    .flush();
        }
        return to;
    }

    private static String json(Chart chart) {
        try {
            // A "</script>" inside a name would end the element that carries the JSON.
            return JSON.writeValueAsString(chart).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(SCRIPT)) {
            return new String(
                    Objects.requireNonNull(in, "chart library is not on the class path: " + SCRIPT)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
