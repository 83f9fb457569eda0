package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.cli.show.EntryWords;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.signal.Signals;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads from the daemon's own configuration file where a desk finds its things, so that the daemon and the commands cannot
 * disagree about it. Implemented by the root of a command line that knows such files.
 */
public interface ConfiguredDefaults {

    /** Where the file is if nobody says: whoever leaves it out must not plan, lock and write in a ledger that the daemon does not know. */
    Path usual();

    /**
     * @throws RuntimeException when the file cannot be used, with a message for the user
     */
    Furniture furnish(Path configuration);

    /** What the entries say that this program writes beside those of runs. */
    EntryWords words();

    /**
     * @param store opened when it is first needed, and made if it is a file that is missing
     * @param storeFile where it is, if it is a file
     * @param parameters what books' parameters of these names are here, in place of their own defaults
     * @param access the policy of who may do what, unless another is named
     * @param awsEndpoints in place of the regions' own, by region
     * @param signals as the daemon asks for them, with its credentials; absent without a metrics server
     */
    record Furniture(
            Supplier<Database> store,
            Optional<Path> storeFile,
            Path books,
            Map<String, String> parameters,
            Optional<Path> access,
            Map<String, URI> awsEndpoints,
            Optional<Supplier<Signals>> signals) {}
}
