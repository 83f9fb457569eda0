package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.cli.show.Invocation;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.signal.PrometheusSignals;
import dev.tidegate.runbooks.signal.Signals;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Where a command finds its store, its books and the servers it asks. */
final class ContextOptions {
    private static final String USUAL_STORE = "var/tidegate.db";
    private static final String USUAL_BOOKS = "runbooks/books";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_CONFIG}",
            description =
                    "The daemon's configuration, which names the store, the books and Prometheus"
                            + " unless an option below does (default: $TIDEGATE_CONFIG, else tidegate.yaml"
                            + " if it exists and no store is named).")
    @Nullable Path config;

    @Nullable Supplier<Database> configuredStore;

    Map<String, String> parameters = Map.of(); // of books, as the configuration has them

    Invocation invocation = Invocation.with(List.of());

    private Map<String, URI> configuredEndpoints = Map.of();

    private Optional<Path> configuredFile = Optional.empty();
    private Optional<Supplier<Signals>> configuredSignals = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_STORE:-" + USUAL_STORE + "}",
            description =
                    "Ledger and leases: an SQLite file, or jdbc:postgresql://… with PGUSER and"
                            + " PGPASSWORD (default: $TIDEGATE_STORE, else var/tidegate.db).")
    String store = USUAL_STORE;

    @Option(
            names = "--books",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEGATE_BOOKS:-" + USUAL_BOOKS + "}",
            description = "Folder of books (default: $TIDEGATE_BOOKS, else runbooks/books).")
    Path books = Path.of(USUAL_BOOKS);

    @Mixin AccessOption access = new AccessOption();

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            defaultValue = "${env:TIDEGATE_PROMETHEUS}",
            description = "Server that answers books' signals (default: $TIDEGATE_PROMETHEUS).")
    @Nullable URI prometheus;

    @Option(
            names = "--aws-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:AWS_ENDPOINT_URL}",
            description =
                    "Used instead of the regions' own endpoints and those of the configuration's fleets; for emulators"
                            + " (default: $AWS_ENDPOINT_URL).")
    @Nullable URI awsEndpoint;

    boolean hasSignals() {
        return configuredSignals.isPresent() || prometheus != null;
    }

    /** The server that signals are asked from, if one is named. */
    Optional<Signals> signals() {
        return configuredSignals
                .map(Supplier::get)
                .or(() -> Optional.ofNullable(prometheus).map(PrometheusSignals::new));
    }

    /** How AWS is reached: as the command line says, else as the daemon does. */
    AwsAccess aws() {
        return awsEndpoint == null
                ? AwsAccess.ofEndpoints(configuredEndpoints)
                : new AwsAccess(Optional.of(awsEndpoint));
    }

    /** Where the store is, if it is a file. */
    Optional<Path> storeFile() {
        if (configuredStore != null) {
            return configuredFile;
        }
        return isServer() ? Optional.empty() : Optional.of(Path.of(store));
    }

    boolean isServer() {
        return store.startsWith("jdbc:postgresql:");
    }

    /** Takes from the configuration file what the command line did not say. */
    void furnish(CommandSpec command) {
        invocation = Invocation.with(said(command));
        takeEmptyForNone(command.commandLine().getParseResult());
        ParseResult said = command.commandLine().getParseResult();
        boolean stored = !store.equals(USUAL_STORE) || said.hasMatchedOption("--store");
        ConfiguredDefaults root =
                command.root().userObject() instanceof ConfiguredDefaults reader ? reader : null;
        if (config == null && root != null && !stored && Files.exists(root.usual())) {
            config = root.usual();
        }
        if (config == null) {
            return;
        }
        if (root == null) {
            throw CommandRefusal.badInput(List.of("this program reads no configuration file"));
        }
        ConfiguredDefaults.Furniture found = root.furnish(config);
        parameters = found.parameters();
        access.unless(found.access());
        configuredEndpoints = found.awsEndpoints();
        if (!said.hasMatchedOption("--store")) {
            configuredStore = found.store();
            configuredFile = found.storeFile();
        }
        if (!said.hasMatchedOption("--books")) {
            books = found.books();
        }
        if (!said.hasMatchedOption("--prometheus")) {
            configuredSignals = found.signals();
        }
    }

    /** A variable that is empty, as files of a supervisor leave it, names nothing; an option that does is a slip. */
    private void takeEmptyForNone(ParseResult said) {
        for (String name : List.of("--config", "--store", "--books")) {
            if (said.matchedOptionValue(name, (Object) "-").toString().isEmpty()) {
                throw CommandRefusal.usage(List.of(name + ": expected a name, found an empty one"));
            }
        }
        config = named(config);
        store = store.isEmpty() ? USUAL_STORE : store;
        books = books.toString().isEmpty() ? Path.of(USUAL_BOOKS) : books;
        prometheus = named(prometheus);
        awsEndpoint = named(awsEndpoint);
    }

    private static <T> @Nullable T named(@Nullable T value) {
        return value == null || value.toString().isEmpty() ? null : value;
    }

    /** Those of these options that stood on the command line; what stands in the environment is there for the next command, too. */
    private static List<String> said(CommandSpec command) {
        Set<String> ours =
                CommandSpec.forAnnotatedObject(new ContextOptions()).optionsMap().keySet();
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> ours.contains(option.longestName()))
                .flatMap(
                        option ->
                                Stream.concat(
                                        Stream.of(option.longestName()),
                                        option.originalStringValues().stream()))
                .toList();
    }
}
