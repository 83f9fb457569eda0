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
    /** Where it is if nobody says. */
    public static final String USUAL = "tidegate.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = USUAL,
            description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of(USUAL);

    public Path file() {
        return file;
    }

    /** What came of reading the file. */
    public LoadOutcome read() {
        return SettingsLoader.load(file);
    }

    /** The settings; what is wrong with them ends the command with every problem told. */
    public Settings load() {
        return load(file);
    }

    /** Where the settings of {@code file} keep the ledger, for commands that cannot do without one. */
    public static StoreSettings store(Settings settings, Path file) {
        return settings.store()
                .orElseThrow(
                        () ->
                                new BadConfiguration(
                                        file, "it names no store, so there is no ledger"));
    }

    /** The same, for commands that only ask: a ledger that is not there is not made, and not shown as empty. */
    public static StoreSettings existing(Settings settings, Path file) {
        StoreSettings kept = store(settings, file);
        if (kept instanceof StoreSettings.Sqlite sqlite && !Files.exists(sqlite.file())) {
            throw new BadConfiguration(
                    file,
                    "there is no ledger at "
                            + sqlite.file()
                            + ": no daemon has run with this configuration");
        }
        return kept;
    }

    /** As {@link #load()}, of a file that another option named. */
    public static Settings load(Path file) {
        LoadOutcome outcome = SettingsLoader.load(file);
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.settings();
        }
        throw new BadConfiguration(file, ((LoadOutcome.Invalid) outcome).problems());
    }
}
