package dev.tidegate.runbooks.cli.desk;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds its store, its books and the servers it asks. */
final class DeskOptions {
    @Option(
            names = "--store",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_STORE:-var/tidegate.db}",
            description = {
                "Ledger and leases: an SQLite file, or jdbc:postgresql://… with PGUSER and PGPASSWORD",
                "(default: $TIDEGATE_STORE, else var/tidegate.db)."
            })
    String store = "var/tidegate.db";

    @Option(
            names = "--books",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEGATE_BOOKS:-runbooks/books}",
            description = "Folder of books (default: $TIDEGATE_BOOKS, else runbooks/books).")
    Path books = Path.of("runbooks/books");

    @Option(
            names = "--access",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_ACCESS}",
            description = "Operators and rules (default: $TIDEGATE_ACCESS).")
    @Nullable Path access;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "${env:TIDEGATE_ENVIRONMENT:-dev}",
            description =
                    "Where this runs, if no access file says so; prod without one denies everything"
                            + " (default: ${DEFAULT-VALUE}).")
    String environment = "dev";

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            defaultValue = "${env:TIDEGATE_PROMETHEUS}",
            description =
                    "Server that books' signals are asked from (default: $TIDEGATE_PROMETHEUS).")
    @Nullable URI prometheus;

    @Option(
            names = "--aws-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:AWS_ENDPOINT_URL}",
            description = "In place of the regions' own endpoints; for emulators.")
    @Nullable URI awsEndpoint;
}
