package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.autoscaler.config.read.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Ends a command whose configuration cannot be used; its message has one line for each problem. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For a problem outside the file: something that it refers to is missing. */
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
