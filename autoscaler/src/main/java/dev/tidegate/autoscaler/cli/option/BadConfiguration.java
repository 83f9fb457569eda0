package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.autoscaler.config.read.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Ends a command whose configuration cannot be used; told to the user as one line a problem. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Nothing is wrong with the file itself; what it names is not there. */
    public BadConfiguration(Path file, String problem) {
        super(file + ": " + problem);
    }

    public BadConfiguration(Path file, List<Problem> problems) {
        super(
                problems.stream()
                        .map(problem -> "  " + problem)
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        file
                                                + " has "
                                                + problems.size()
                                                + (problems.size() == 1
                                                        ? " problem:\n"
                                                        : " problems:\n"),
                                        "")));
    }
}
