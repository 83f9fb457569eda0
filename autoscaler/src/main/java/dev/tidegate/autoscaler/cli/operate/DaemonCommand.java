package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.Problem;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.daemon.DaemonRequirements;
import dev.tidegate.autoscaler.daemon.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the control loops until it is told to stop. */
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the control loops until it is told to stop (SIGTERM, SIGHUP, or Ctrl-C).",
            "The configuration is read at the start; /status tells when the file was changed since."
        },
        footer = {"", "Example:", "  tidegate daemon --config tidegate.yaml"})
public final class DaemonCommand implements Callable<Integer> {

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CompletableFuture<Daemon> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            Settings settings = configuration.load();
            List<Problem> unmet = DaemonRequirements.unmet(settings);
            if (!unmet.isEmpty()) {
                throw new BadConfiguration(configuration.file(), unmet);
            }
            InstantSource clock = InstantSource.system();
            EditedFile edited = new EditedFile(configuration.file(), settings, clock.instant());
            Daemon daemon = Daemon.start(settings, System.getenv(), clock, instance());
            daemon.addTroubles(edited);
            started.complete(daemon);
            new CountDownLatch(1).await(); // the hook ends the process
            return ExitCode.DONE.code();
        } catch (Store.AlreadyRunning e) {
            spec.commandLine().getErr().println("tidegate: " + e.getMessage());
            return ExitCode.REFUSED.code();
        } finally {
            started.cancel(false); // unless it has
        }
    }

    /** Names this daemon to the keeper of leases: the same after a restart, unlike every other's. */
    private String instance() {
        return instance(
                System.getenv("TIDEGATE_INSTANCE"), () -> InetAddress.getLocalHost().getHostName());
    }

    /** @param machine its name, which fails where it does not resolve */
    String instance(@Nullable String named, Callable<String> machine) {
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return machine.call();
        } catch (Exception e) {
            throw new BadConfiguration(
                    configuration.file(),
                    "the daemon needs a name of its own, and this machine's does not resolve ("
                            + e.getMessage()
                            + "): set TIDEGATE_INSTANCE to one that stays the same after a restart"
                            + " and that no other daemon has, or add the machine's to /etc/hosts");
        }
    }

    /**
     * Being told to stop is no failure: without this the exit code would be the signal's. Who is told while it starts stops once
     * it has; one that could not start ends with its own code.
     */
    private static void stop(CompletableFuture<Daemon> started) {
        try {
            started.join().close();
        } catch (CancellationException e) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.DONE.code());
    }
}
