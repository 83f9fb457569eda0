package dev.tidegate.runbooks.approve;

import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that has the access policy, for daemon and commands alike. Read again at each use, since
 * someone may just have been removed from it; what an unusable one means is its reader's business.
 * Thread-safe.
 */
public final class PolicyFile {
    private final Optional<Path> path;
    private final PolicyOutcome withoutFile;
    private Optional<String> lastText = Optional.empty(); // valid or not
    private PolicyOutcome last;

    private PolicyFile(Optional<Path> path, String environment) {
        this.path = path;
        this.withoutFile = new PolicyOutcome.Loaded(AccessPolicy.withoutFile(environment));
        this.last = withoutFile;
    }

    /**
     * @param named by the command line or a variable; a variable that is empty names none
     * @param configured by the daemon's configuration, unless one is named
     * @param environment of which everything depends without a file
     */
    public static PolicyFile of(
            Optional<Path> named, Optional<Path> configured, String environment) {
        return new PolicyFile(
                named.filter(file -> !file.toString().isEmpty()).or(() -> configured), environment);
    }

    public Optional<Path> path() {
        return path;
    }

    /** The same outcome as before for the same text. */
    public synchronized PolicyOutcome read() {
        if (path.isEmpty()) {
            return withoutFile;
        }
        try {
            Optional<String> text = Optional.of(Files.readString(path.get()));
            if (!text.equals(lastText)) {
                last = PolicyLoader.load(text.get());
                lastText = text;
            }
            return last;
        } catch (IOException e) {
            lastText = Optional.empty();
            return new PolicyOutcome.Unreadable(e);
        }
    }
}
