package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.runbooks.yaml.YamlFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Reads a configuration file into {@link Settings}, or reports all its problems. Thread-safe. */
public final class SettingsLoader {
    private static final int NO_LINE = Integer.MAX_VALUE; // problems without a line come last
    private static final String WELL_FORMED = "one YAML document, each key once";

    /** Reads a file; relative paths in it are relative to its folder. */
    public static LoadOutcome load(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return invalid(new Problem(file.toString(), "a folder", "a YAML file"));
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            OptionalInt invalidLine = Utf8.firstInvalidLine(bytes);
            if (invalidLine.isPresent()) {
                return invalid(
                        new Problem(
                                        file.toString(),
                                        "a byte that is no UTF-8",
                                        "a YAML file in UTF-8")
                                .atLine(Optional.of(invalidLine.getAsInt())));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return load(text, folder == null ? Path.of("/") : folder);
        } catch (NoSuchFileException e) {
            return invalid(
                    new Problem(
                            file.toString(),
                            "no such file",
                            "a configuration; --config names another, and "
                                    + example(Path.of(System.getProperty("tidegate.home", "")))
                                    + " is one to start from"));
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.toString();
            return invalid(
                    new Problem(file.toString(), why, "a YAML file that this user may read"));
        }
    }

    /** Path of the example configuration; refers to the sources if the program is installed without it. */
    static String example(Path home) {
        Path example = home.resolve("docs").resolve("examples").resolve("tidegate.yaml");
        return Files.exists(example)
                ? example.toString()
                : "docs/examples/tidegate.yaml of Tidegate's sources";
    }

    /** Reads a text; relative paths in it are relative to the working directory. */
    public static LoadOutcome load(String text) {
        return load(text, Path.of(""));
    }

    private static LoadOutcome load(String text, Path folder) {
        LocatedYaml yaml = LocatedYaml.of(text);
        List<Problem> problems = new ArrayList<>();
        SettingsReader reader = new SettingsReader(folder);
        Settings settings =
                Section.read("", yaml.root(), problems, section -> reader.settings(section));
        if (problems.isEmpty()) { // otherwise a fleet may be a placeholder
            problems.addAll(sharedFleets(settings));
        }
        for (String key : yaml.aliases()) {
            problems.removeIf(problem -> problem.key().equals(key)); // about the anchor's name
            problems.add(new Problem(key, "an alias", "the value itself"));
        }
        Optional<Problem> malformed = malformed(yaml);
        if (malformed.isEmpty() && problems.isEmpty()) {
            return new LoadOutcome.Loaded(settings);
        }
        return new LoadOutcome.Invalid(
                malformed
                        .map(List::of) // what else is wrong may only follow from it
                        .orElseGet(
                                () ->
                                        problems.stream()
                                                .map(p -> p.atLine(yaml.line(p.key())))
                                                .sorted(
                                                        Comparator.comparing(
                                                                p -> p.line().orElse(NO_LINE)))
                                                .toList()),
                intact(settings, yaml, problems));
    }

    private static Optional<Problem> malformed(LocatedYaml yaml) {
        return yaml.fault()
                .map(SettingsLoader::notYaml)
                .or(
                        () ->
                                yaml.secondDocument()
                                        .map(
                                                line ->
                                                        new Problem(
                                                                        "(file)",
                                                                        "a second document",
                                                                        WELL_FORMED)
                                                                .atLine(Optional.of(line))));
    }

    /** A default counts only where no misspelt or unread key can be the one that replaces it. */
    private static LoadOutcome.Intact intact(
            Settings settings, LocatedYaml yaml, List<Problem> problems) {
        boolean allKeysKnown =
                yaml.root().isObject()
                        && malformed(yaml).isEmpty()
                        && problems.stream()
                                .noneMatch(
                                        p ->
                                                p.found().equals(Section.UNKNOWN_KEY)
                                                        && yaml.root().has(p.key()));
        Predicate<String> intact =
                key ->
                        (allKeysKnown || yaml.root().has(key))
                                && problems.stream().noneMatch(p -> p.isAt(key));
        return new LoadOutcome.Intact(
                settings.store().filter(store -> intact.test("store")),
                Optional.of(settings.interval()).filter(span -> intact.test("interval")),
                Optional.of(settings.runbooks()).filter(books -> intact.test("runbooks")));
    }

    /** Workloads that share a fleet: in every cycle each would undo what the other has set. */
    private static List<Problem> sharedFleets(Settings settings) {
        List<Problem> problems = new ArrayList<>();
        Map<FleetSettings, String> setBy = new HashMap<>();
        for (int i = 0; i < settings.workloads().size(); i++) {
            WorkloadSettings workload = settings.workloads().get(i);
            String fleet = "workloads[" + i + "].fleet";
            if (settings.modeOf(workload) == Mode.ADVISE
                    || workload.fleet() instanceof FleetSettings.Simulated) {
                continue;
            }
            Optional.ofNullable(setBy.putIfAbsent(workload.fleet(), workload.name()))
                    .map(
                            other ->
                                    new Problem(
                                            fleet,
                                            "the fleet of \"" + other + "\", which sets its floor",
                                            "a fleet of its own, or mode: advise for one of them"))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static LoadOutcome invalid(Problem problem) {
        return new LoadOutcome.Invalid(List.of(problem), LoadOutcome.Intact.nothing());
    }

    private static Problem notYaml(JsonProcessingException e) {
        YamlFault fault = YamlFault.of(e);
        return new Problem("column " + fault.at().column(), fault.found(), WELL_FORMED)
                .atLine(Optional.of(fault.at().line()));
    }

    private SettingsLoader() {}
}
