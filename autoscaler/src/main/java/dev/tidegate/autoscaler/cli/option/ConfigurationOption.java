package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, for every command that reads the configuration. */
public final class ConfigurationOption {
    /** The default file. */
    public static final String DEFAULT_FILE = "tidegate.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of(DEFAULT_FILE);

    public Path file() {
        return file;
    }

    /** Loads the file, problems included. */
    public LoadOutcome read() {
        return SettingsLoader.load(file);
    }

    /** Loads the settings, or ends the command with all problems. */
    public Settings load() {
        return load(file);
    }

    /** The store of the settings, for commands that need one. */
    public static StoreSettings store(Settings settings, Path file) {
        return settings.store()
                .orElseThrow(
                        () ->
                                new BadConfiguration(
                                        file, "it names no store, so there is no ledger"));
    }

    /** Like {@link #store}, for commands that only read: a missing ledger is reported, not created or shown as empty. */
    public static StoreSettings existing(Settings settings, Path file) {
        return existing(store(settings, file), file);
    }

    /**
     * The existing store for a command that only shows: a file that is broken elsewhere does not hide what the ledger has, and a
     * store that is broken itself is not guessed.
     */
    public StoreSettings storeToShow(LoadOutcome outcome) {
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return existing(loaded.settings(), file);
        }
        BadConfiguration broken =
                new BadConfiguration(file, ((LoadOutcome.Invalid) outcome).problems());
        return existing(outcome.intact().store().orElseThrow(() -> broken), file);
    }

    private static StoreSettings existing(StoreSettings store, Path file) {
        if (store instanceof StoreSettings.Sqlite sqlite && !Files.exists(sqlite.file())) {
            throw new BadConfiguration(
                    file,
                    "there is no ledger at "
                            + sqlite.file()
                            + ": no daemon has run with this configuration");
        }
        return store;
    }

    /** Like {@link #load()}, for a file given by another option. */
    public static Settings load(Path file) {
        LoadOutcome outcome = SettingsLoader.load(file);
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.settings();
        }
        throw new BadConfiguration(file, ((LoadOutcome.Invalid) outcome).problems());
    }
}
