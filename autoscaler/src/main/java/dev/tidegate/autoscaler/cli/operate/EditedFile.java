package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.Problem;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells that the configuration's file says something else by now than the daemon goes by, or nothing that one could start with:
 * it is read at the start only, and whoever edits it may think otherwise. Thread-safe.
 */
final class EditedFile implements Supplier<List<String>> {
    private final Path file;
    private final Settings inForce;
    private final Instant read;
    private Optional<Stamp> looked = Optional.empty();
    private List<String> told = List.of();

    /** What changes with a file. */
    private record Stamp(FileTime modified, long size) {}

    /** @param inForce what {@code file} said when it was read */
    EditedFile(Path file, Settings inForce, Instant read) {
        this.file = file;
        this.inForce = inForce;
        this.read = read.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public synchronized List<String> get() {
        Optional<Stamp> now = stamp();
        if (now.isEmpty() || !now.equals(looked)) {
            looked = now;
            told = told(SettingsLoader.load(file)).stream().toList();
        }
        return told;
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.lastModifiedTime(), found.size()));
        } catch (IOException e) {
            return Optional.empty(); // reading it says why
        }
    }

    private Optional<String> told(LoadOutcome outcome) {
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.settings().equals(inForce)
                    ? Optional.empty()
                    : Optional.of(
                            "%s: was edited after it was read at %s; the daemon keeps to what it read until it is restarted"
                                    .formatted(file, read));
        }
        List<Problem> problems = ((LoadOutcome.Invalid) outcome).problems();
        return Optional.of(
                "%s: no daemon could start with this file now (%s%s); this one keeps to what it read at %s"
                        .formatted(
                                file,
                                problems.get(0),
                                problems.size() == 1
                                        ? ""
                                        : ", and " + (problems.size() - 1) + " more",
                                read));
    }
}
