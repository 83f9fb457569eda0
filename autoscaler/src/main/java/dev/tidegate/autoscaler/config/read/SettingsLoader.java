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

/** Reads a configuration file into {@link Settings}, or says everything that is wrong with it. Thread-safe. */
public final class SettingsLoader {
    private static final int LAST = Integer.MAX_VALUE; // what stands nowhere is told at the end
    private static final String WELL_FORMED = "one YAML document, each key once";

    /** Reads a file; relative paths in it are relative to its folder. */
    public static LoadOutcome load(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return invalid(new Problem(file.toString(), "a folder", "a YAML file"));
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            OptionalInt other = Utf8.firstOther(bytes);
            if (other.isPresent()) {
                return invalid(
                        new Problem(
                                        file.toString(),
                                        "a byte that is no UTF-8",
                                        "a YAML file in UTF-8")
                                .at(Optional.of(other.getAsInt())));
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

    /** Where the example lies; who has only the program finds it where the program came from. */
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
        LocatedYaml outline;
        try {
            outline = LocatedYaml.of(text);
        } catch (JsonProcessingException e) {
            return invalid(notYaml(e));
        }
        if (outline.second().isPresent()) {
            return invalid(
                    new Problem("(file)", "a second document", WELL_FORMED).at(outline.second()));
        }
        List<Problem> problems = new ArrayList<>();
        SettingsReader reader = new SettingsReader(folder);
        Settings settings =
                Section.read("", outline.root(), problems, section -> reader.settings(section));
        if (problems.isEmpty()) { // else an example may stand for a fleet
            problems.addAll(setTwice(settings));
        }
        for (String key : outline.aliases()) {
            problems.removeIf(problem -> problem.key().equals(key)); // of the anchor's name
            problems.add(new Problem(key, "an alias", "the value itself"));
        }
        return problems.isEmpty()
                ? new LoadOutcome.Loaded(settings)
                : new LoadOutcome.Invalid(
                        problems.stream()
                                .map(p -> p.at(outline.line(p.key())))
                                .sorted(Comparator.comparing(p -> p.line().orElse(LAST)))
                                .toList());
    }

    /** Workloads that would undo in every cycle what another has just set. */
    private static List<Problem> setTwice(Settings settings) {
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
        return new LoadOutcome.Invalid(List.of(problem));
    }

    private static Problem notYaml(JsonProcessingException e) {
        YamlFault fault = YamlFault.of(e);
        return new Problem("column " + fault.at().column(), fault.found(), WELL_FORMED)
                .at(Optional.of(fault.at().line()));
    }

    private SettingsLoader() {}
}
