package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.book.terms.Preset;
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

    /** Said after a file's problems by a command that only shows. */
    String STILL_SHOWN =
            "Until that is mended no daemon starts and nothing is changed with this file. Shown all"
                    + " the same:";

    /**
     * The file used when none is given, so that a command does not by mistake plan, lock and write
     * in a ledger that the daemon does not use.
     */
    Path defaultFile();

    /**
     * @throws RuntimeException when the file cannot be used, with a message for the user
     */
    Defaults load(Path configuration);

    /**
     * What is wrong with a file, and what it says for certain all the same; empty if {@link #load}
     * can use it.
     */
    Optional<Broken> broken(Path configuration);

    /** Descriptions of the ledger entries that this program writes in addition to those of runs. */
    EntryDescriptions entryDescriptions();

    /**
     * @param problems a message for the user
     * @param store as in {@link Defaults}, absent if the problems touch it
     * @param books absent likewise
     */
    record Broken(
            String problems,
            Optional<Supplier<Database>> store,
            Optional<Path> storeFile,
            Optional<Path> books) {}

    /**
     * @param store opened at first use, and created if it is a missing file
     * @param storeFile the store's path, if it is a file
     * @param parameters what the site says of books' parameters, by name
     * @param access the access policy, unless another is named
     * @param awsEndpoints AWS endpoints by region, in place of the regions' own
     * @param signals the daemon's source of signals, with its credentials; absent without a metrics
     *     server
     */
    record Defaults(
            Supplier<Database> store,
            Optional<Path> storeFile,
            Path books,
            Map<String, Preset> parameters,
            Optional<Path> access,
            Map<String, URI> awsEndpoints,
            Optional<Supplier<Signals>> signals) {}
}
