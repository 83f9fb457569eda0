package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.autoscaler.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a configuration file into {@link Settings}, or says everything that is wrong with it. Thread-safe. */
public final class SettingsLoader {
    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Reads a file; relative paths in it are relative to its folder. */
    public static LoadOutcome load(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            return load(Files.readString(file), folder == null ? Path.of("/") : folder);
        } catch (IOException e) {
            return invalid(
                    new Problem(file.toString(), "no readable text file", "a YAML file in UTF-8"));
        }
    }

    /** Reads a text; relative paths in it are relative to the working directory. */
    public static LoadOutcome load(String text) {
        return load(text, Path.of(""));
    }

    private static LoadOutcome load(String text, Path folder) {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return invalid(notYaml(e));
        }
        List<Problem> problems = new ArrayList<>();
        SettingsReader reader = new SettingsReader(folder);
        Settings settings = Section.read("", root, problems, section -> reader.settings(section));
        return problems.isEmpty()
                ? new LoadOutcome.Loaded(settings)
                : new LoadOutcome.Invalid(problems);
    }

    private static LoadOutcome invalid(Problem problem) {
        return new LoadOutcome.Invalid(List.of(problem));
    }

    private static Problem notYaml(JsonProcessingException e) {
        String where =
                e.getLocation() == null
                        ? "(file)"
                        : "line "
                                + e.getLocation().getLineNr()
                                + ", column "
                                + e.getLocation().getColumnNr();
        return new Problem(
                where,
                e.getOriginalMessage().lines().findFirst().orElse("text"),
                "YAML, each key once");
    }

    private SettingsLoader() {}
}
