package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.cli.show.EntryDescriptions;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.signal.Signals;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the defaults of the commands' options from the daemon's configuration file, so that daemon
 * and commands agree. Implemented by the root command of a program that has such files.
 */
public interface ConfiguredDefaults {

    /**
     * The file used when none is given, so that a command does not by mistake plan, lock and write
     * in a ledger that the daemon does not use.
     */
    Path defaultFile();

    /**
     * @throws RuntimeException when the file cannot be used, with a message for the user
     */
    Defaults load(Path configuration);

    /** Descriptions of the ledger entries that this program writes in addition to those of runs. */
    EntryDescriptions entryDescriptions();

    /**
     * @param store opened at first use, and created if it is a missing file
     * @param storeFile the store's path, if it is a file
     * @param parameters defaults for books' parameters, in place of the books' own
     * @param access the access policy, unless another is named
     * @param awsEndpoints AWS endpoints by region, in place of the regions' own
     * @param signals the daemon's source of signals, with its credentials; absent without a metrics
     *     server
     */
    record Defaults(
            Supplier<Database> store,
            Optional<Path> storeFile,
            Path books,
            Map<String, String> parameters,
            Optional<Path> access,
            Map<String, URI> awsEndpoints,
            Optional<Supplier<Signals>> signals) {}
}
