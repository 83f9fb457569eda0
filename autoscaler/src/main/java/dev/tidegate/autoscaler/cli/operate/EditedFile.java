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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports when the configuration file has been edited since the daemon read it, or has become invalid: the daemon reads it at its
 * start only, which whoever edits it may not know. Thread-safe.
 */
final class EditedFile implements Supplier<List<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(EditedFile.class);

    private final Path file;
    private final Settings running;
    private final Instant readAt;
    private Optional<Stamp> lastStamp = Optional.empty();
    private List<String> messages = List.of();

    /** Changes when the file is edited. */
    private record Stamp(FileTime modified, long size) {}

    /** @param running settings that the daemon runs with, from {@code file} */
    EditedFile(Path file, Settings running, Instant readAt) {
        this.file = file;
        this.running = running;
        this.readAt = readAt.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public synchronized List<String> get() {
        Optional<Stamp> current = stamp();
        if (current.isEmpty() || !current.equals(lastStamp)) {
            lastStamp = current;
            List<String> before = messages;
            messages = message(SettingsLoader.load(file)).stream().toList();
            if (messages.isEmpty() && !before.isEmpty()) {
                LOG.info("{}: is again what the daemon runs with", file);
            } else if (!messages.equals(before)) {
                messages.forEach(LOG::warn);
            }
        }
        return messages;
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.lastModifiedTime(), found.size()));
        } catch (IOException e) {
            return Optional.empty(); // loading it reports why
        }
    }

    private Optional<String> message(LoadOutcome outcome) {
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.settings().equals(running)
                    ? Optional.empty()
                    : Optional.of(
                            "%s: was edited after it was read at %s; the daemon keeps to what it read until it is restarted"
                                    .formatted(file, readAt));
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
                                readAt));
    }
}
