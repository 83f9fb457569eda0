package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.operate.CheckConfigCommand;
import dev.tidegate.autoscaler.cli.operate.DaemonCommand;
import dev.tidegate.autoscaler.cli.operate.LedgerWords;
import dev.tidegate.autoscaler.cli.operate.OverrideCommand;
import dev.tidegate.autoscaler.cli.operate.StatusCommand;
import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.cli.option.NumberConverters;
import dev.tidegate.autoscaler.cli.option.TimeConverter;
import dev.tidegate.autoscaler.cli.option.UsageError;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.replay.UnreadableTrace;
import dev.tidegate.runbooks.cli.RunbookCommand;
import dev.tidegate.runbooks.cli.context.ConfiguredDefaults;
import dev.tidegate.runbooks.cli.ledger.LedgerCommand;
import dev.tidegate.runbooks.cli.show.EntryDescriptions;
import dev.tidegate.runbooks.cli.show.PlainWriter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = Tidegate.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Keeps a GPU-served LLM API from answering \"server busy\", at the least GPU-hours.",
        subcommands = {
            DemoCommand.class,
            CheckConfigCommand.class,
            DaemonCommand.class,
            DecideCommand.class,
            ForecastCommand.class,
            ReplayCommand.class,
            StatusCommand.class,
            OverrideCommand.class,
            RunbookCommand.class,
            LedgerCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:bad configuration or input",
            "4:refused by a guard, an approval or a lock",
            "5:outcome unknown"
        })
public final class Tidegate implements Runnable, ConfiguredDefaults {

    static final String NAME = "tidegate";

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same number format everywhere
        CheckedOutput output = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine line = commandLine();
        line.setOut(
                new PrintWriter(new BufferedOutputStream(output), true, Charset.defaultCharset()));
        System.exit(execute(line, output, arguments));
    }

    /** The exit code of the command, or FAILED if its output could not be written. */
    static int execute(CommandLine line, CheckedOutput output, String... arguments) {
        int code = line.execute(arguments);
        line.getOut().flush();
        if (code != ExitCode.DONE.code() || output.writeError().isEmpty()) {
            return code;
        }
        line.getErr()
                .println(
                        "tidegate: standard output is not whole: "
                                + output.writeError().orElseThrow());
        return ExitCode.FAILED.code();
    }

    /** The command line with all its commands. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tidegate());
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> report(failure, command.getErr()).code());
        line.setParameterExceptionHandler(
                (exception, arguments) -> UsageError.print(exception).code());
        line.setExecutionStrategy(Tidegate::execute);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Instant.class, new TimeConverter());
        NumberConverters.register(line);
        LedgerCommand.complete(line, new LedgerWords());
        return line;
    }

    /** Help draws as it likes; what a command says is of others, too. */
    private static int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        CommandLine root = parsed.commandSpec().root().commandLine();
        root.setOut(new PlainWriter(PlainWriter.bare(root.getOut())));
        root.setErr(new PlainWriter(PlainWriter.bare(root.getErr())));
        return new RunLast().execute(parsed);
    }

    @Override
    public void run() {
        spec.commandLine().usage(PlainWriter.bare(spec.commandLine().getOut()));
    }

    @Override
    public Path defaultFile() {
        return Path.of(ConfigurationOption.DEFAULT_FILE);
    }

    @Override
    public Defaults load(Path configuration) {
        Settings settings = ConfigurationOption.load(configuration);
        StoreSettings store = ConfigurationOption.store(settings, configuration);
        return new Defaults(
                () -> Store.database(store, System.getenv()),
                file(store),
                settings.runbooks(),
                settings.bookParameters(),
                settings.access(),
                FleetSettings.awsEndpoints(
                        settings.workloads().stream().map(WorkloadSettings::fleet)),
                settings.metrics().map(server -> () -> Daemon.signals(server, System.getenv())));
    }

    @Override
    public Optional<Broken> broken(Path configuration) {
        LoadOutcome outcome = SettingsLoader.load(configuration);
        if (!(outcome instanceof LoadOutcome.Invalid invalid)) {
            return Optional.empty();
        }
        Optional<StoreSettings> store = invalid.intact().store();
        return Optional.of(
                new Broken(
                        String.valueOf(
                                new BadConfiguration(configuration, invalid.problems())
                                        .getMessage()),
                        store.map(settings -> () -> Store.database(settings, System.getenv())),
                        store.flatMap(Tidegate::file),
                        invalid.intact().runbooks()));
    }

    private static Optional<Path> file(StoreSettings store) {
        return store instanceof StoreSettings.Sqlite sqlite
                ? Optional.of(sqlite.file())
                : Optional.empty();
    }

    @Override
    public EntryDescriptions entryDescriptions() {
        return new LedgerWords();
    }

    /** Prints the failure that ended a command, in one line where possible. */
    static ExitCode report(Exception failure, PrintWriter err) {
        if (failure instanceof BadConfiguration) {
            err.println(failure.getMessage());
            return ExitCode.BAD_CONFIGURATION;
        }
        err.println("tidegate: " + describe(failure));
        return failure instanceof UnreadableTrace ? ExitCode.BAD_CONFIGURATION : ExitCode.FAILED;
    }

    /** File system exceptions have only the file name as message. */
    private static String describe(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
