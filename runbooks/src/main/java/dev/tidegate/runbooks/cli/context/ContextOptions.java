package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.book.terms.Preset;
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

/** Options that say where a command finds its store, books and servers. */
final class ContextOptions {
    private static final String DEFAULT_STORE = "var/tidegate.db";
    private static final String DEFAULT_BOOKS = "runbooks/books";

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

    Optional<String> broken = Optional.empty(); // what is wrong with the configuration

    Map<String, Preset> parameters = Map.of(); // what the site says of books' parameters

    Invocation invocation = Invocation.current(List.of());

    private Map<String, URI> configuredEndpoints = Map.of();

    private Optional<Path> configuredFile = Optional.empty();
    private Optional<Supplier<Signals>> configuredSignals = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_STORE:-" + DEFAULT_STORE + "}",
            description =
                    "Ledger and leases: an SQLite file, or jdbc:postgresql://… with PGUSER and"
                            + " PGPASSWORD (default: $TIDEGATE_STORE, else var/tidegate.db).")
    String store = DEFAULT_STORE;

    @Option(
            names = "--books",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEGATE_BOOKS:-" + DEFAULT_BOOKS + "}",
            description = "Folder of books (default: $TIDEGATE_BOOKS, else runbooks/books).")
    Path books = Path.of(DEFAULT_BOOKS);

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

    /** Signals from the configured metrics server, if any. */
    Optional<Signals> signals() {
        return configuredSignals
                .map(Supplier::get)
                .or(() -> Optional.ofNullable(prometheus).map(PrometheusSignals::new));
    }

    /** Access to AWS: as the command line says, else as the daemon's. */
    AwsAccess aws() {
        return awsEndpoint == null
                ? AwsAccess.ofEndpoints(configuredEndpoints)
                : new AwsAccess(Optional.of(awsEndpoint));
    }

    /** The store's path, if it is a file. */
    Optional<Path> storeFile() {
        if (configuredStore != null) {
            return configuredFile;
        }
        return isServer() ? Optional.empty() : Optional.of(Path.of(store));
    }

    boolean isServer() {
        return store.startsWith("jdbc:postgresql:");
    }

    /** Takes from the configuration file what the command line did not give. */
    void applyConfiguration(CommandSpec command, Needs needs) {
        invocation = Invocation.current(givenOptions(command));
        treatEmptyAsUnset(command.commandLine().getParseResult());
        ParseResult parsed = command.commandLine().getParseResult();
        boolean storeGiven = !store.equals(DEFAULT_STORE) || parsed.hasMatchedOption("--store");
        ConfiguredDefaults root =
                command.root().userObject() instanceof ConfiguredDefaults reader ? reader : null;
        if (config == null && root != null && !storeGiven && Files.exists(root.defaultFile())) {
            config = root.defaultFile();
        }
        if (config == null) {
            return;
        }
        if (root == null) {
            throw CommandRefusal.badInput(List.of("this program reads no configuration file"));
        }
        if (needs != Needs.EVERYTHING) {
            Optional<ConfiguredDefaults.Broken> unusable = root.broken(config);
            if (unusable.isPresent()) {
                applyBroken(unusable.get(), needs, parsed);
                return;
            }
        }
        ConfiguredDefaults.Defaults found = root.load(config);
        parameters = found.parameters();
        access.orElse(found.access());
        configuredEndpoints = found.awsEndpoints();
        if (!parsed.hasMatchedOption("--store")) {
            configuredStore = found.store();
            configuredFile = found.storeFile();
        }
        if (!parsed.hasMatchedOption("--books")) {
            books = found.books();
        }
        if (!parsed.hasMatchedOption("--prometheus")) {
            configuredSignals = found.signals();
        }
    }

    /** Takes what the file says for certain, or refuses if that is not what the command needs. */
    private void applyBroken(ConfiguredDefaults.Broken found, Needs needs, ParseResult parsed) {
        broken = Optional.of(found.problems());
        if (needs == Needs.LEDGER && !parsed.hasMatchedOption("--store")) {
            configuredStore = known(found.store(), "--store", found);
            configuredFile = found.storeFile();
        }
        if (needs == Needs.BOOKS && !parsed.hasMatchedOption("--books")) {
            books = known(found.books(), "--books", found);
        }
    }

    private static <T> T known(
            Optional<T> setting, String option, ConfiguredDefaults.Broken found) {
        return setting.orElseThrow(
                () ->
                        CommandRefusal.badInput(
                                List.of(
                                        found.problems(),
                                        "to look all the same, name it by " + option)));
    }

    /**
     * Treats empty environment variables, as supervisors' files leave them, as unset; an empty
     * option is a usage error.
     */
    private void treatEmptyAsUnset(ParseResult parsed) {
        for (String name : List.of("--config", "--store", "--books")) {
            if (parsed.matchedOptionValue(name, (Object) "-").toString().isEmpty()) {
                throw CommandRefusal.usage(List.of(name + ": expected a name, found an empty one"));
            }
        }
        config = nullIfEmpty(config);
        store = store.isEmpty() ? DEFAULT_STORE : store;
        books = books.toString().isEmpty() ? Path.of(DEFAULT_BOOKS) : books;
        prometheus = nullIfEmpty(prometheus);
        awsEndpoint = nullIfEmpty(awsEndpoint);
    }

    private static <T> @Nullable T nullIfEmpty(@Nullable T value) {
        return value == null || value.toString().isEmpty() ? null : value;
    }

    /**
     * The options given on the command line, to repeat in printed commands; the environment applies
     * to the next command anyway.
     */
    private static List<String> givenOptions(CommandSpec command) {
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
